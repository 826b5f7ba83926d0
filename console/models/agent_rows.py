"""The supervisor's board: who takes calls since when and with what load, and the calls of now."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from console.base.clock import GatewayClock
from console.board.calling import since_of
from console.i18n import Words
from gateway.protocol.enums import AgentState, CallState, LegRole, LegState, Mode
from gateway.protocol.views import CallView, OfficerView
from widgets.age import age_text
from widgets.post_row import PostCell

AGENT_INKS: Final = {
    AgentState.READY: "good",
    AgentState.BUSY: "p3",
    AgentState.WRAP_UP: "p2",
    AgentState.BREAK: "p2",
    AgentState.OUT: "dim",
}
OVER: Final = (CallState.MISSED, CallState.DROPPED, CallState.ENDED)
_CALL_INKS: Final = {
    CallState.RINGING: "p2",
    CallState.ACTIVE: "good",
    CallState.RECONNECTING: "p1",
}
_RANKS: Final = {state: rank for rank, state in enumerate(AgentState)}
_MINUTE_S: Final = 60


@dataclass(frozen=True, slots=True)
class Load:
    """What an officer had of calls: how many were answered, and for how long they spoke, s."""

    calls: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class AgentRow:
    """An officer on duty with the load of today."""

    view: OfficerView
    load: Load


def loads(calls: Iterable[CallView]) -> dict[str, Load]:
    """By officer. Only real calls count: a drill is no load (law 7)."""
    found: dict[str, Load] = {}
    for view in calls:
        if view.holder is None or view.answered_at is None or view.mode is not Mode.REAL:
            continue
        spoken = (view.ended_at - view.answered_at).total_seconds() if view.ended_at else 0.0
        before = found.get(view.holder, Load())
        found[view.holder] = Load(before.calls + 1, before.seconds + spoken)
    return found


def agent_rows(officers: Iterable[OfficerView], load: dict[str, Load]) -> list[AgentRow]:
    """Those on duty, the ready ones first."""
    on_duty = [view for view in officers if view.on_duty_at is not None]
    on_duty.sort(key=lambda view: (_RANKS[view.agent], view.title.casefold()))
    return [AgentRow(view, load.get(view.subject, Load())) for view in on_duty]


def agent_cell(row: AgentRow, words: Words, clock: GatewayClock) -> PostCell:
    """Who, in which state since when, and the load of today."""
    view, t = row.view, words.t
    desks = ", ".join(t(f"desk.{desk.value}") for desk in view.desks)
    since = age_text(clock.age_s(view.agent_since)) if view.agent_since else ""
    parts = (view.agent_reason, t("board.load", n=row.load.calls, m=_minutes(row.load)))
    return PostCell(
        title=view.title,
        place=" · ".join(part for part in (desks, since) if part),
        state=t(f"agent.{view.agent.value}"),
        detail=" · ".join(part for part in parts if part),
        ink=AGENT_INKS[view.agent],
        filled=view.agent is AgentState.READY,
    )


def running_calls(calls: Iterable[CallView]) -> list[CallView]:
    """The calls of now, the oldest first."""
    return sorted((c for c in calls if c.state not in OVER), key=lambda c: c.started_at)


def call_cell(view: CallView, words: Words, clock: GatewayClock) -> PostCell:
    """Who speaks with whom, since when, and who listens in."""
    t = words.t
    mode = "" if view.mode is Mode.REAL else t(f"mode.{view.mode.value}")
    with_whom = view.holder_title or view.called_title or t(f"desk.{view.desk.value}")
    sides = {view.caller_title, with_whom}
    others = [
        leg.title
        for leg in view.legs
        if leg.role in (LegRole.LISTENER, LegRole.JOINED) and leg.state is not LegState.LEFT
    ]
    heard = t("calls.listened", names=", ".join(others)) if others else ""
    age = age_text(clock.age_s(since_of(view)))
    place = words.place(view.place) if view.place else ""
    return PostCell(
        title=" – ".join(sorted(sides, key=lambda side: side != view.caller_title)),
        place=" · ".join(part for part in (mode, place, view.reference) if part),
        state=t(f"call_state.{view.state.value}"),
        detail=" · ".join(part for part in (age, heard) if part),
        ink=_CALL_INKS.get(view.state, "p2"),
        filled=view.state is CallState.ACTIVE,
    )


def _minutes(load: Load) -> int:
    return round(load.seconds / _MINUTE_S)
