"""A voice or video call: a star of devices around its hub.

    RINGING -> CONNECTING -> ACTIVE <-> ON_HOLD
    CONNECTING, ACTIVE <-> RECONNECTING     by what is known of the devices' media
    RINGING -> MISSED                       nobody answered in time
    CONNECTING, RECONNECTING -> DROPPED     the media didn't come (back) in time
    any that lives -> ENDED                 somebody hung up

A resident who was missed, gave up or was dropped is due to be called back, until a call back is
answered or an officer reviews it. What may be done is in ``call_orders`` and its neighbours, how
a call moves in ``call_course``.
"""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from gateway.protocol.enums import CallEnd, CallState, Desk, LegRole, LegState, Mode
from gateway.protocol.views import Place

#: Something can still be done in such a call.
LIVE: Final = frozenset(
    {
        CallState.RINGING,
        CallState.CONNECTING,
        CallState.ACTIVE,
        CallState.ON_HOLD,
        CallState.RECONNECTING,
    }
)
#: Such a call takes up the officers in it: they can't take another before it is on hold.
ENGAGED: Final = LIVE - {CallState.ON_HOLD}
#: A device in such a state exchanges media with the hub, or is about to.
CONNECTED: Final = frozenset({LegState.CONNECTING, LegState.ON, LegState.RECONNECTING})
#: Supervisors' devices: a call doesn't live on for them alone.
WATCHING: Final = frozenset({LegRole.LISTENER, LegRole.JOINED})


class CallTimes(Struct, frozen=True, kw_only=True):
    """Seconds that a call rings, may be without media, and that an officer has afterwards."""

    ring_s: float = 45
    reconnect_s: float = 30
    wrap_up_s: float = 90

    def ring_until(self, now: datetime) -> datetime:
        """Until when a call that begins now rings."""
        return now + timedelta(seconds=self.ring_s)

    def connect_until(self, now: datetime) -> datetime:
        """By when media that is missing now must flow."""
        return now + timedelta(seconds=self.reconnect_s)

    def wrap_up_until(self, now: datetime) -> datetime:
        """Until when an officer whose call ends now is not rung."""
        return now + timedelta(seconds=self.wrap_up_s)


class Leg(Struct, frozen=True, kw_only=True):
    """One device in a call. ``until``: it must have moved on by then, else it is out.

    ``away``: the gateway itself found it gone; it is ON again when the gateway reaches it.
    """

    party: str
    officer: str | None
    title: str
    role: LegRole
    state: LegState
    since: datetime
    until: datetime | None = None
    away: bool = False
    audio_only: bool = False

    @property
    def is_in(self) -> bool:
        """Whether it rings, or is connected."""
        return self.state is not LegState.LEFT

    @property
    def is_connected(self) -> bool:
        """Whether it exchanges media with the hub, or is about to."""
        return self.state in CONNECTED


class Recording(Struct, frozen=True, kw_only=True):
    """One recording of a call. ``file``, ``size`` and the rest are known once it is stored."""

    id: str
    video: bool
    started_at: datetime
    stopped_at: datetime | None = None
    failed: bool = False
    erased: bool = False
    duration_s: float | None = None
    size: int | None = None
    sha256: str = ""
    file: str = ""

    @property
    def runs(self) -> bool:
        """Whether the call is being recorded."""
        return self.stopped_at is None


class Call(Struct, frozen=True, kw_only=True):
    """The state of one call.

    ``desk`` answers for it, ``desks`` see it. ``hub`` is the device that offers, ``holder`` the
    officer who has it. ``rings_at``: officers it rings at; none with ``ring_until`` set means
    every READY one of the desk, or the device of ``called``. ``transfer_to_title`` is set while a
    blind transfer rings. ``consult_of`` and ``back_of`` name other calls.
    """

    subject: str
    version: int
    mode: Mode
    desk: Desk
    desks: tuple[Desk, ...]
    caller: str
    caller_title: str
    called: str | None
    called_title: str
    place: Place | None
    about: str | None
    reference: str
    video: bool
    state: CallState
    hub: str | None
    holder: str | None
    holder_title: str
    legs: tuple[Leg, ...]
    rings_at: tuple[str, ...]
    declined_by: tuple[str, ...] = ()
    started_at: datetime
    ring_until: datetime | None
    answered_at: datetime | None = None
    held_at: datetime | None = None
    ended_at: datetime | None = None
    end: CallEnd | None = None
    consult_of: str | None = None
    transfer_to_title: str = ""
    transfer_failed: CallEnd | None = None
    back_of: str | None = None
    call_back_due: bool = False
    reviewed_at: datetime | None = None
    recordings: tuple[Recording, ...] = ()
    fingerprints: frozenset[tuple[str, str]] = frozenset()

    @property
    def is_live(self) -> bool:
        """Whether it rings or is spoken in."""
        return self.state in LIVE

    @property
    def is_open(self) -> bool:
        """Whether anything is left to be done about it."""
        return self.is_live or self.call_back_due

    @property
    def audio_only(self) -> bool:
        """Whether a weak link left only the sound."""
        return any(leg.audio_only for leg in self.legs if leg.is_in)

    @property
    def between_residents(self) -> bool:
        """Whether no officer has a part in it: a post calls a partner."""
        return self.holder is None and self.called is not None

    @property
    def resident(self) -> str | None:
        """The post or partner in it whom an officer would call back."""
        for party in (self.caller, self.called):
            if party is not None and not is_officer(party):
                return party
        return None

    @property
    def owes_call_back(self) -> bool:
        """Whether breaking off now would leave a resident waiting for an officer."""
        return self.resident is not None and not self.between_residents

    @property
    def others(self) -> list[Leg]:
        """The devices that it lives for: all but the hub and who only watches."""
        return [
            leg
            for leg in self.legs
            if leg.is_in and leg.party != self.hub and leg.role not in WATCHING
        ]

    @property
    def running(self) -> Recording | None:
        """The recording under way."""
        return next((recording for recording in self.recordings if recording.runs), None)

    def leg(self, party: str | None) -> Leg | None:
        """The device's part in it."""
        return next((leg for leg in self.legs if leg.party == party), None)

    def leg_of(self, officer: str) -> Leg | None:
        """The part that an officer's console still has in it."""
        return next((leg for leg in self.legs if leg.officer == officer and leg.is_in), None)

    def engages(self, officer: str) -> bool:
        """Whether the officer is taken up by it."""
        leg = self.leg_of(officer) if self.state in ENGAGED else None
        return leg is not None and leg.is_connected


def is_officer(subject: str) -> bool:
    """Whether a party is an officer, and not a post's or partner's device."""
    return subject.startswith("officer:")
