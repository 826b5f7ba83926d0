"""What a view of a call asks of this console's media. Pure."""

from dataclasses import dataclass
from typing import Final

from gateway.protocol.enums import CallState, LegRole, LegState, RecordingState
from gateway.protocol.views import CallLeg, CallView, RecordingCard

_OVER: Final = (CallState.MISSED, CallState.DROPPED, CallState.ENDED)
_ABSENT: Final = (LegState.RINGING, LegState.LEFT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The media of one call here. ``camera``: on, until the officer turns it off.

    ``parties``: whom this console, as the hub, connects with, and whether each of them speaks;
    ``redial``: this console's own media was on before, so what is there no longer has to be made
    anew.
    """

    view: CallView
    hub: bool
    held: bool
    speaks: bool
    camera: bool
    redial: bool
    parties: dict[str, bool]
    recording: RecordingCard | None


def wanted(view: CallView, device: str) -> Wanted | None:
    """None when this console has no part in it (any more)."""
    own = next((leg for leg in view.legs if leg.party == device), None)
    if own is None or own.state in _ABSENT or view.state in _OVER or view.hub is None:
        return None
    hub = view.hub == device
    others = [leg for leg in view.legs if leg.party != device and leg.state not in _ABSENT]
    return Wanted(
        view=view,
        hub=hub,
        held=view.state is CallState.ON_HOLD,
        speaks=own.role is not LegRole.LISTENER,
        camera=view.video and own.role not in (LegRole.LISTENER, LegRole.JOINED),
        redial=own.state is not LegState.CONNECTING,
        parties={leg.party: leg.role is not LegRole.LISTENER for leg in others} if hub else {},
        recording=_running(view) if hub else None,
    )


def is_under_way(view: CallView) -> bool:
    """Whether it rings or is spoken in, here or elsewhere: this console may be next."""
    return view.state not in _OVER


def leg_of(view: CallView, party: str) -> CallLeg | None:
    """What the view says of that device."""
    return next((leg for leg in view.legs if leg.party == party), None)


def _running(view: CallView) -> RecordingCard | None:
    if view.recording is not RecordingState.ON:
        return None
    running = [card for card in view.recordings if card.stopped_at is None and not card.failed]
    return running[-1] if running else None
