"""Calls as one officer has them: what rings here, what is spoken in, what waits. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from gateway.protocol.enums import AgentState, CallState, Desk, LegRole, LegState, Role
from gateway.protocol.views import CallLeg, CallView

#: States in which media is to flow.
_LIVE: Final = (CallState.CONNECTING, CallState.ACTIVE, CallState.RECONNECTING)
#: Officers in these states take calls, now or as soon as the one they have is over.
ANSWERING: Final = (AgentState.READY, AgentState.BUSY, AgentState.WRAP_UP)


#: Who is alarmed when nobody takes calls, and may listen in.
SUPERVISES: Final = (Role.SUPERVISOR, Role.ADMINISTRATOR)


class CallTone(Enum):
    """How a call that rings is heard here."""

    NONE = "none"
    RING = "ring"
    SECOND = "second"


_TONES: Final = {
    AgentState.READY: CallTone.RING,
    AgentState.BUSY: CallTone.SECOND,
    AgentState.WRAP_UP: CallTone.SECOND,
}


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits at which console, for which desks. ``officer`` is empty while nobody does."""

    officer: str = ""
    console: str = ""
    desks: frozenset[Desk] = frozenset()


@dataclass(frozen=True, slots=True)
class OwnCalls:
    """``ringing`` and ``due``: the one that waits longest first; ``held``: the newest hold first.

    ``active`` is the one that is spoken in, or called; ``due`` is to be called back.
    """

    ringing: tuple[CallView, ...] = ()
    active: CallView | None = None
    held: tuple[CallView, ...] = ()
    due: tuple[CallView, ...] = ()


def own_calls(calls: Iterable[CallView], seat: Seat) -> OwnCalls:
    """Whose call is whose."""
    if not seat.officer:
        return OwnCalls()
    known = sorted(calls, key=lambda view: (view.started_at, view.subject))
    active = [view for view in known if is_active(view, seat)]
    held = [view for view in known if is_held(view, seat)]
    held.sort(key=lambda view: (view.held_at or view.started_at, view.subject), reverse=True)
    return OwnCalls(
        ringing=tuple(view for view in known if rings(view, seat)),
        active=active[-1] if active else None,
        held=tuple(held),
        due=tuple(view for view in known if is_due(view, seat)),
    )


def rings(view: CallView, seat: Seat) -> bool:
    """Whether this officer may answer it: it rings for the desk, or for them."""
    if seat.officer in view.declined_by or view.holder == seat.officer or is_outgoing(view, seat):
        return False
    if any(leg.state is LegState.RINGING and is_own(leg, seat) for leg in view.legs):
        return True
    handed_on = view.state is CallState.ON_HOLD and view.ring_until is not None
    if view.state is not CallState.RINGING and not handed_on:
        return False
    if view.rings_at:
        return seat.officer in view.rings_at
    return view.called is None and view.desk in seat.desks


def is_outgoing(view: CallView, seat: Seat) -> bool:
    """Whether this officer calls and nobody has answered."""
    return view.state is CallState.RINGING and view.caller in (seat.officer, seat.console)


def is_active(view: CallView, seat: Seat) -> bool:
    """Whether this officer speaks or listens in it now, or waits until it is answered."""
    if is_outgoing(view, seat):
        return True
    return view.state in _LIVE and (view.holder == seat.officer or own_leg(view, seat) is not None)


def is_held(view: CallView, seat: Seat) -> bool:
    """Whether it waits for this officer."""
    return view.state is CallState.ON_HOLD and view.holder == seat.officer


def is_due(view: CallView, seat: Seat) -> bool:
    """Whether somebody of these desks is to call back."""
    return view.call_back_due and view.reviewed_at is None and view.desk in seat.desks


def is_own(leg: CallLeg, seat: Seat) -> bool:
    """Whether that is this officer's own device in a call."""
    return leg.officer == seat.officer or leg.party in (seat.console, seat.officer)


def own_leg(view: CallView, seat: Seat) -> CallLeg | None:
    """This officer's own device in a call, while it is in it."""
    inside = (LegState.CONNECTING, LegState.ON, LegState.RECONNECTING)
    return next((leg for leg in view.legs if leg.state in inside and is_own(leg, seat)), None)


def other_legs(view: CallView, seat: Seat) -> tuple[CallLeg, ...]:
    """The devices of the others that speak in it, or are rung into it."""
    return tuple(
        leg
        for leg in view.legs
        if leg.state is not LegState.LEFT
        and leg.role is not LegRole.LISTENER
        and not is_own(leg, seat)
    )


def listeners(view: CallView, seat: Seat) -> tuple[str, ...]:
    """Who listens in, by name, but for this officer."""
    return tuple(
        leg.title
        for leg in view.legs
        if leg.role is LegRole.LISTENER and leg.state is not LegState.LEFT and not is_own(leg, seat)
    )


def is_hub(view: CallView, seat: Seat) -> bool:
    """Whether this console has the call in its hands: it may hold it, hand it on, add to it."""
    return view.hub == seat.console or view.holder == seat.officer


def tone_of(own: OwnCalls, agent: AgentState) -> CallTone:
    """What the room's loudspeaker plays for the calls of this officer."""
    if not own.ringing:
        return CallTone.NONE
    if own.active is not None:
        return CallTone.SECOND
    return _TONES.get(agent, CallTone.NONE)


def since_of(view: CallView) -> datetime:
    """Since when it stands as it does: rings, is spoken in, waits, or is over."""
    if view.state is CallState.ON_HOLD and view.held_at is not None:
        return view.held_at
    if view.state in (CallState.MISSED, CallState.DROPPED, CallState.ENDED):
        return view.ended_at or view.started_at
    return view.answered_at or view.started_at
