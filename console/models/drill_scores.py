"""How drills went, for teaching: rows of a list, and the sheet that is printed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median
from typing import Final

from console.i18n import Words
from gateway.protocol.enums import Mode
from gateway.protocol.views import DrillScore
from widgets.post_row import PostCell
from widgets.sheet import Section, Sheet

#: What stands where nothing is known.
NOTHING: Final = "–"
#: The widths of the columns, percent.
_SHARES: Final = (22, 22, 22, 13, 13, 8)
_SUMMARY: Final = (40, 15, 15, 15, 15)


def score_cell(score: DrillScore, words: Words, now: datetime) -> PostCell:
    """What the row says."""
    t = words.t
    said = (
        t("drills.pressed", time=_seconds(score.press_s, words)),
        t("drills.answered", time=_seconds(score.claim_s, words)),
        t("drills.came", n=score.came),
    )
    return PostCell(
        title=score.post_title,
        place=f"{words.kind(score.kind)} · {words.moment(score.at, now)}",
        state=t(f"mode.{Mode.DRILL.value}"),
        detail=" · ".join(said),
        ink="drill",
        filled=score.claim_s is not None,
    )


def score_sheet(scores: Sequence[DrillScore], about: str, words: Words, now: datetime) -> Sheet:
    """The sheet of these drills: a line a post, then each post with its drills.

    ``about`` says which were chosen. Every page carries the mark of a drill.
    """
    t = words.t
    posts = by_post(scores)
    columns = ("post", "count", "press", "claim", "people")
    summary = Section(
        t("drills.summary"),
        tuple(t(f"drills.column.{key}") for key in columns),
        tuple(_post_line(found, words) for found in posts),
        _SUMMARY,
    )
    made = t("report.made", time=words.date_clock(now))
    return Sheet(
        title=t("drills.sheet"),
        subtitle=about,
        mark=t(f"mode.{Mode.DRILL.value}"),
        sections=[summary, *(_post_section(found, words) for found in posts)],
        foot=f"{t('drills.sheet')} · {made}",
    )


def by_post(scores: Iterable[DrillScore]) -> list[list[DrillScore]]:
    """The drills of each post, oldest first, posts by their name."""
    found: dict[str, list[DrillScore]] = {}
    for score in sorted(scores, key=lambda score: score.at):
        found.setdefault(score.post, []).append(score)
    return sorted(found.values(), key=lambda drills: drills[0].post_title.casefold())


def _post_line(drills: Sequence[DrillScore], words: Words) -> tuple[str, ...]:
    presses = [d.press_s for d in drills if d.press_s is not None]
    claims = [d.claim_s for d in drills if d.claim_s is not None]
    return (
        drills[-1].post_title,
        str(len(drills)),
        _seconds(median(presses) if presses else None, words),
        _seconds(median(claims) if claims else None, words),
        str(sum(drill.came for drill in drills)),
    )


def _post_section(drills: Sequence[DrillScore], words: Words) -> Section:
    columns = ("time", "kind", "reference", "press", "claim", "people")
    rows = tuple(
        (
            words.date_clock(drill.at),
            words.kind(drill.kind),
            drill.reference,
            _seconds(drill.press_s, words),
            _seconds(drill.claim_s, words),
            str(drill.came),
        )
        for drill in drills
    )
    names = tuple(words.t(f"drills.column.{key}") for key in columns)
    return Section(drills[-1].post_title, names, rows, _SHARES)


def _seconds(value: float | None, words: Words) -> str:
    return NOTHING if value is None else words.t("drills.seconds", n=words.decimal(value))
