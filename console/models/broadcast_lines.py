"""How a broadcast stands, in lines."""

from collections.abc import Mapping
from datetime import datetime

from console.i18n import Words
from gateway.protocol.enums import Kind, Mode
from gateway.protocol.views import AppealCounts, BroadcastView, PostView


def head_line(view: BroadcastView, words: Words) -> str:
    """What it is, since when, who sent it; drills and tests are marked."""
    kind = words.t("broadcast.announcement") if view.kind is Kind.OTHER else words.kind(view.kind)
    parts = (
        "" if view.mode is Mode.REAL else words.t(f"mode.{view.mode.value}"),
        kind,
        view.reference,
        words.clock(view.sent_at),
        view.sent_by_title,
    )
    return " · ".join(part for part in parts if part)


def ended_line(view: BroadcastView, words: Words, now: datetime) -> str:
    """What it was, until when, and its text; drills and tests are marked."""
    until = words.t("broadcast.until", time=words.moment(view.ended_at or now, now))
    text = view.text or words.t(f"broadcast.template.{view.kind.value}")
    return f"{head_line(view, words)} · {until} · {text}"


def counts_line(view: BroadcastView, words: Words) -> str:
    """How many tablets showed and sounded it."""
    return words.t("broadcast.counts", shown=view.shown, sounded=view.sounded, posts=view.posts)


def neighbours_line(answers: AppealCounts, words: Words) -> str:
    """How many neighbours answered what, the most pressing first; empty while nobody did."""
    parts = (
        words.t(f"neighbours.{name}", n=count)
        for name in ("needs_help", "on_scene", "coming", "seen")
        if (count := getattr(answers, name))
    )
    return " · ".join(parts)


def silent_line(view: BroadcastView, posts: Mapping[str, PostView], words: Words) -> str:
    """The posts that were not heard to sound it."""
    names = [posts[subject].title for subject in view.silent if subject in posts]
    more = view.posts - view.sounded - len(names)
    if not names:
        return ""
    listed = ", ".join(names)
    return words.t(
        "broadcast.silent_more" if more > 0 else "broadcast.silent", names=listed, n=more
    )
