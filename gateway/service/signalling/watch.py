"""Which devices of a call the gateway still reaches."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from gateway.domain.call import Leg
from gateway.domain.order import MarkLegAway, MarkLegBack
from gateway.protocol.enums import LegState
from gateway.service.clock import Clock
from gateway.service.hub.client import Client
from gateway.service.hub.replica import Replica
from gateway.service.hub.times import PresenceTimes
from gateway.service.timers.errands import Errands

_WATCHED: Final = (LegState.ON, LegState.RECONNECTING)


class CallWatch:
    """Media runs between the devices and outlives their connections here, so what the hub measures
    counts first: a device that is gone is away only if nobody has told since that its media flows.
    After a start all have the grace to come back.
    """

    def __init__(
        self,
        replica: Replica,
        errands: Errands,
        clock: Clock,
        times: PresenceTimes,
        client_of: Callable[[Leg], Client | None],
    ) -> None:
        self._replica = replica
        self._errands = errands
        self._clock = clock
        self._times = times
        self._client_of = client_of
        self._grace = clock.monotonic() + times.grace_s
        self._gone: dict[tuple[str, str], tuple[float, datetime]] = {}

    def has_in_call(self, device: str) -> bool:
        """Whether the device exchanges media, or is about to."""
        legs = (call.leg(device) for call in self._replica.live_calls())
        return any(leg is not None and leg.is_connected for leg in legs)

    def look(self) -> None:
        """Find the devices that went, and those that came back."""
        gone = {}
        for call in self._replica.live_calls():
            for leg in call.legs:
                key = (call.subject, leg.party)
                if leg.state not in _WATCHED:
                    continue
                if self._client_of(leg) is None:
                    gone[key] = self._since(key)
                    if self._is_away(leg, *gone[key]):
                        self._errands.send(key, MarkLegAway(call=call.subject, party=leg.party))
                elif leg.away:
                    self._errands.send(key, MarkLegBack(call=call.subject, party=leg.party))
        self._gone = gone

    def _since(self, key: tuple[str, str]) -> tuple[float, datetime]:
        """Since when it is gone, by the monotonic clock and by the wall clock."""
        now = max(self._clock.monotonic(), self._grace)
        return self._gone.get(key, (now, self._clock.now()))

    def _is_away(self, leg: Leg, since: float, since_at: datetime) -> bool:
        if leg.state is not LegState.ON or leg.since > since_at:
            return False
        return self._clock.monotonic() - since > self._times.linger_s
