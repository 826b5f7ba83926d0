"""What a card says of a call: who it is, how it stands, what it is about."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from console.base.clock import GatewayClock
from console.board.board import Board
from console.board.calling import Seat, is_outgoing, listeners, other_legs, since_of
from console.call.quality import Quality
from console.i18n import Words
from gateway.protocol.enums import CallState, LegState, Mode, RecordingState
from gateway.protocol.views import AlarmView, CallLeg, CallView, IncidentView
from widgets.age import age_text
from widgets.call_card import CallCell, CardLine

QUALITY_INKS: Final = {Quality.GOOD: "good", Quality.WEAK: "p2", Quality.BAD: "p1"}
#: So many reports of a post are told on the card of its call.
TOLD: Final = 2
#: A call back within this time meets its target (design section 6), s.
CALL_BACK_TARGET_S: Final = 120.0
_STATE_INKS: Final = {
    CallState.RINGING: "p3",
    CallState.CONNECTING: "p2",
    CallState.ACTIVE: "good",
    CallState.RECONNECTING: "p1",
    CallState.ON_HOLD: "p2",
}


def other_side(view: CallView, seat: Seat) -> str:
    """Who is spoken with, by name."""
    mine = view.caller in (seat.officer, seat.console)
    return view.called_title if mine and view.called_title else view.caller_title


def party_of(view: CallView, seat: Seat) -> str:
    """The subject of who is spoken with."""
    mine = view.caller in (seat.officer, seat.console)
    return view.called if mine and view.called else view.caller


def ringing_cell(
    view: CallView, board: Board, words: Words, now: datetime, past: Sequence[IncidentView]
) -> CallCell:
    """A call that may be answered here, with what is known of its post; ``past``: its last
    incidents, newest first."""
    handed_on = view.state is CallState.ON_HOLD
    lines = [
        *_mode_line(view, words),
        CardLine(words.address(view.place)) if view.place else CardLine(""),
        *_about_lines(view, board, words, now, past),
    ]
    if handed_on:
        lines.append(CardLine(words.t("calls.handed_on", officer=view.holder_title), "p3"))
    icon = "video" if view.video else "phone"
    return CallCell(icon, "p3", view.caller_title, _said(lines))


def active_cell(
    view: CallView, seat: Seat, board: Board, words: Words, quality: Quality | None
) -> CallCell:
    """The call that is spoken in."""
    lines = [
        *_mode_line(view, words),
        CardLine(words.address(view.place)) if view.place else CardLine(""),
        _state_line(view, seat, words, quality),
        CardLine(_attached(view, board, words), "dim"),
        *_warnings(view, seat, words),
    ]
    icon = "video" if view.video and not view.audio_only else "phone-volume"
    ink = _STATE_INKS.get(view.state, "dim")
    return CallCell(icon, ink, other_side(view, seat), _said(lines))


def held_cell(view: CallView, seat: Seat, words: Words) -> CallCell:
    """A call that waits."""
    lines = _mode_line(view, words)
    if view.transfer_to_title:
        said = words.t("calls.rings_at", name=view.transfer_to_title)
        lines.append(CardLine(said, "p3"))
    elif view.transfer_failed is not None:
        lines.append(CardLine(words.t("calls.transfer_failed"), "p1"))
    return CallCell("pause", "p2", other_side(view, seat), _said(lines))


def due_cell(view: CallView, seat: Seat, words: Words) -> CallCell:
    """A call that was missed or dropped."""
    dropped = view.state is CallState.DROPPED
    said = words.t("calls.dropped" if dropped else "calls.missed")
    time = words.short_clock(since_of(view))
    place = words.place(view.place) if view.place else ""
    parts = (said, time, place, view.reference)
    line = CardLine(" · ".join(part for part in parts if part))
    icon = "plug-circle-xmark" if dropped else "phone-slash"
    return CallCell(icon, "p1", other_side(view, seat), _said([*_mode_line(view, words), line]))


def age_of(view: CallView, clock: GatewayClock) -> str:
    """How long it stands as it does, in figures."""
    return age_text(clock.age_s(since_of(view)))


def party_line(leg: CallLeg, words: Words) -> CardLine:
    """One of several devices in a call."""
    inks = {LegState.ON: "good", LegState.RINGING: "p3", LegState.RECONNECTING: "p1"}
    state = words.t(f"leg.{leg.state.value}")
    return CardLine(f"{leg.title} · {state}", inks.get(leg.state, "p2"))


def own_incidents(view: CallView, board: Board) -> list[IncidentView]:
    """The open incidents of the post that calls, the newest first."""
    known = [each for each in board.alarms.values() if isinstance(each, IncidentView)]
    own = [each for each in known if each.post == view.caller or each.post == view.called]
    return sorted(own, key=lambda each: each.received_at, reverse=True)


def incident_of(view: CallView, board: Board) -> str:
    """The incident that opening the call shows, empty for none."""
    if view.about is not None and isinstance(board.incident(view.about), IncidentView):
        return view.about
    own = own_incidents(view, board)
    return own[0].subject if own else ""


def _about_lines(
    view: CallView, board: Board, words: Words, now: datetime, past: Sequence[IncidentView]
) -> list[CardLine]:
    """The open incidents first, then the last ones of the post."""
    named = board.incident(view.about) if view.about else None
    about = [named] if isinstance(named, IncidentView) else own_incidents(view, board)
    lines = [
        CardLine(words.t("calls.open", what=_incident(each, words)), "p2", strong=True)
        for each in about[:TOLD]
    ]
    open_now = {each.subject for each in about} | board.alarms.keys()
    last = [each for each in past if each.subject not in open_now][:TOLD]
    if last:
        said = "; ".join(_ended(each, words, now) for each in last)
        lines.append(CardLine(words.t("calls.last", what=said)))
    if not about and not last:
        lines.append(CardLine(words.t("calls.nothing_open")))
    return lines


def _incident(view: AlarmView, words: Words) -> str:
    holder = view.claimed_by_title if isinstance(view, IncidentView) else ""
    number = view.reference if isinstance(view, IncidentView) else ""
    state = holder or words.state(view.state)
    return " · ".join(part for part in (words.kind(view.kind), number, state) if part)


def _ended(view: IncidentView, words: Words, now: datetime) -> str:
    ending = words.t(f"disposition.{view.disposition.value}").lower() if view.disposition else ""
    what = " · ".join(part for part in (words.kind(view.kind), ending) if part)
    return f"{words.moment(view.received_at, now)} {what}"


def _attached(view: CallView, board: Board, words: Words) -> str:
    if not view.about:
        return words.t("calls.not_attached")
    known = board.incident(view.about)
    if known is None:
        return words.t("calls.attached", what=view.reference or view.about)
    return words.t("calls.attached", what=_incident(known, words))


def _state_line(view: CallView, seat: Seat, words: Words, quality: Quality | None) -> CardLine:
    t = words.t
    if is_outgoing(view, seat):
        return CardLine(t("calls.calling"), "p3", strong=True)
    said = t(f"call_state.{view.state.value}")
    ink = _STATE_INKS.get(view.state, "dim")
    if view.state is CallState.ACTIVE and quality is not None:
        word = t(f"quality.{quality.value}")
        said, ink = f"{said} · {word}", QUALITY_INKS[quality]
    if view.audio_only and view.video:
        said = f"{said} · {t('calls.audio_only')}"
    return CardLine(said, ink, strong=True)


def _warnings(view: CallView, seat: Seat, words: Words) -> Sequence[CardLine]:
    """What the officer must know: who listens in, that it is recorded or isn't though it should."""
    lines = []
    if view.consult_of is not None:
        lines.append(CardLine(words.t("calls.consulting"), "p3"))
    heard = ", ".join(listeners(view, seat))
    if heard:
        lines.append(CardLine(words.t("calls.listened", names=heard), "drill", strong=True))
    if view.recording is RecordingState.ON:
        picture = any(each.video for each in view.recordings if each.stopped_at is None)
        key = "calls.recording_picture" if picture else "calls.recording"
        lines.append(CardLine(words.t(key), "p1", strong=True))
    elif view.recording is RecordingState.FAILED:
        lines.append(CardLine(words.t("calls.recording_failed"), "p1", strong=True))
    if len(other_legs(view, seat)) > 1:
        lines.append(CardLine(words.t("calls.conference", n=len(other_legs(view, seat)) + 1), "p3"))
    return lines


def _mode_line(view: CallView, words: Words) -> list[CardLine]:
    if view.mode is Mode.REAL:
        return []
    ink = "drill" if view.mode is Mode.DRILL else "test"
    return [CardLine(words.t(f"mode.{view.mode.value}"), ink, strong=True)]


def _said(lines: Sequence[CardLine]) -> tuple[CardLine, ...]:
    return tuple(line for line in lines if line.text)
