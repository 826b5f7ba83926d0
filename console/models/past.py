"""What happened at a post and in its desa before: a few sentences, a hint that never decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.i18n import Words
from gateway.protocol.enums import Disposition, Mode
from gateway.protocol.views import IncidentView

#: How far back is looked, days; so many reports at most are told of, for they come in one page.
DAYS: Final = 30
#: From so many false ones of a post on it is told.
PRANKS: Final = 2


@dataclass(frozen=True, slots=True)
class Past:
    """``post`` and ``place`` are sentences; ``hint`` is empty where there is nothing to heed."""

    post: str
    place: str
    hint: str


def past_of(
    view: IncidentView,
    found: Sequence[IncidentView],
    words: Words,
    now: datetime,
    *,
    more: bool,
) -> Past:
    """The past of an incident's post and desa, from those of the desa, newest first.

    Only real ones are counted with a real one: drills are no history (law 7). ``more``: there were
    more than fitted, so the numbers are at least these.
    """
    before = [each for each in found if each.subject != view.subject and each.mode is Mode.REAL]
    own = [each for each in before if each.post == view.post]
    plus = "+" if more else ""
    false = sum(each.disposition is Disposition.FALSE_OR_PRANK for each in own)
    hint = words.t("past.pranks", n=f"{false}{plus}", days=DAYS) if false >= PRANKS else ""
    return Past(
        post=_sentence(own, words, now, plus, "past.post") or words.t("past.post_none", days=DAYS),
        place=_sentence(before, words, now, plus, "past.place")
        or words.t("past.place_none", days=DAYS),
        hint=hint,
    )


def _sentence(
    found: Sequence[IncidentView], words: Words, now: datetime, plus: str, key: str
) -> str:
    if not found:
        return ""
    last = found[0]
    when = words.moment(last.received_at, now)
    ended = words.t(f"disposition.{last.disposition.value}").lower() if last.disposition else ""
    what = " · ".join(part for part in (words.kind(last.kind), ended) if part)
    return words.t(key, n=f"{len(found)}{plus}", days=DAYS, last=what, time=when)
