"""The devices of a call, and the state that their media make."""

from datetime import datetime

from msgspec.structs import replace

from gateway.domain.call import Call, Leg
from gateway.protocol.enums import CallState, LegRole, LegState


def judged(now: Call) -> Call:
    """The call in the state that its devices' media make; hold and ringing are people's doing."""
    if now.state not in (CallState.CONNECTING, CallState.ACTIVE, CallState.RECONNECTING):
        return now
    hub, states = now.leg(now.hub), {leg.state for leg in now.others}
    if hub is not None and hub.state is LegState.RECONNECTING:
        state = CallState.RECONNECTING
    elif LegState.ON in states:
        state = CallState.ACTIVE
    elif LegState.RECONNECTING in states:
        state = CallState.RECONNECTING
    else:
        state = CallState.CONNECTING
    return replace(now, state=state)


def connecting(now: Call, at: datetime, until: datetime) -> Call:
    """All devices that are in have to be connected with the hub by then; who is invited rings."""

    def begun(leg: Leg) -> Leg:
        rings = leg.state is LegState.RINGING and leg.role is LegRole.INVITED
        if not leg.is_in or rings or leg.party == now.hub:
            return leg
        return replace(leg, state=LegState.CONNECTING, since=at, until=until, away=False)

    legs = tuple(begun(leg) for leg in now.legs)
    return judged(replace(now, state=CallState.CONNECTING, legs=legs))


def changed(now: Call, party: str, **changes: object) -> Call:
    """The call with this device changed."""
    legs = tuple(replace(leg, **changes) if leg.party == party else leg for leg in now.legs)
    return replace(now, legs=legs)


def placed(now: Call, leg: Leg) -> Call:
    """The call with this device, in the place that it had before."""
    if now.leg(leg.party) is None:
        return replace(now, legs=(*now.legs, leg))
    legs = tuple(leg if known.party == leg.party else known for known in now.legs)
    return replace(now, legs=legs)


def without(now: Call, gone: Leg | None) -> Call:
    """The call without a trace of this device."""
    return replace(now, legs=tuple(leg for leg in now.legs if leg is not gone))


def out(leg: Leg, at: datetime) -> Leg:
    """The device after it left; when it left before, that stands."""
    if not leg.is_in:
        return leg
    return replace(leg, state=LegState.LEFT, since=at, until=None, away=False, audio_only=False)
