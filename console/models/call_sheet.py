"""A call as one line of its incident, and what is worth jumping to in its recording."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from console.i18n import Words
from gateway.protocol import events
from gateway.protocol.enums import CallState, Mode
from gateway.protocol.messages import EventItem
from gateway.protocol.views import CallView, RecordingCard
from widgets.age import age_text
from widgets.waveform import JumpMark

_OVER: Final = {
    CallState.MISSED: "calls.missed",
    CallState.DROPPED: "calls.dropped",
}
#: What is worth jumping to, with the sentence and the ink of its mark.
_MARKED: Final[dict[str, tuple[str, str]]] = {
    "call_held": ("mark.held", "p2"),
    "call_resumed": ("mark.resumed", "good"),
    "call_noted": ("mark.noted", "p3"),
    "call_attached": ("mark.attached", "p3"),
    "leg_answered": ("mark.joined", "drill"),
    "call_handed_over": ("mark.handed_over", "drill"),
}


def call_line(view: CallView, words: Words, now: datetime) -> str:
    """When, with whom, by whom, how long, how it ended."""
    t = words.t
    mode = "" if view.mode is Mode.REAL else t(f"mode.{view.mode.value}")
    with_whom = view.called_title or view.caller_title
    parts = (
        mode,
        words.moment(view.started_at, now),
        with_whom if view.called else view.caller_title,
        view.holder_title,
        _length(view, words),
        t("calls.recording_lost") if any(c.failed for c in view.recordings) else "",
    )
    return " · ".join(part for part in parts if part)


def playable(view: CallView) -> list[RecordingCard]:
    """The recordings that are in the store."""
    return [card for card in view.recordings if card.stored and not card.erased]


def call_marks(
    items: Iterable[EventItem], recording: RecordingCard, words: Words
) -> list[JumpMark]:
    """What happened in the call while it was recorded, by seconds from its beginning."""
    end = recording.stopped_at
    marks = []
    for item in items:
        marked = _MARKED.get(item.kind)
        at_s = (item.at - recording.started_at).total_seconds()
        if marked is None or at_s < 0 or (end is not None and item.at > end):
            continue
        key, ink = marked
        said = f"{words.clock(item.at)} {words.t(key)}"
        if item.kind == "call_noted":
            note = msgspec.json.decode(item.data, type=events.CallNoted).text
            said = f"{said}: {note}" if note else said
        marks.append(JumpMark(at_s, said, ink))
    return marks


def _length(view: CallView, words: Words) -> str:
    if view.state in _OVER:
        return words.t(_OVER[view.state])
    if view.answered_at is None:
        ended = view.ended_at is not None
        return words.t("calls.not_answered") if ended else words.t(f"call_state.{view.state.value}")
    if view.ended_at is None:
        return words.t(f"call_state.{view.state.value}")
    return age_text((view.ended_at - view.answered_at).total_seconds())
