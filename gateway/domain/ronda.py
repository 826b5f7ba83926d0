"""Ronda: the night watch tells once an hour that all is well; a missing press is listed, no alarm.

Hours are those of Kendal (WIB). An hour is missing when it passed without a press since the ronda
was switched on or, at the latest, since this night began.
"""

from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from gateway.domain.wib import WIB
from gateway.protocol.views import RondaHours

_HOUR: Final = timedelta(hours=1)
#: Presses of earlier nights are forgotten: no night is longer.
KEPT: Final = timedelta(hours=24)


class Ronda(Struct, frozen=True, kw_only=True):
    """The ronda of a post: its hours, since when, and the presses of the last night."""

    hours: RondaHours
    since: datetime
    presses: tuple[datetime, ...] = ()

    @property
    def safe_at(self) -> datetime | None:
        """The newest press."""
        return self.presses[-1] if self.presses else None

    def pressed(self, at: datetime) -> "Ronda":
        """The ronda after a press."""
        kept = tuple(press for press in self.presses if at - press < KEPT)
        # A press of a tablet that was offline comes after later ones.
        presses = tuple(sorted((*kept, at)))
        return Ronda(hours=self.hours, since=self.since, presses=presses)

    def is_due(self, at: datetime) -> bool:
        """Whether a press belongs into this hour."""
        return _hour_of(at) in night_of(self.hours, at)

    def told(self, at: datetime) -> bool:
        """Whether this hour has its press."""
        return any(_hour_of(press) == _hour_of(at) for press in self.presses)

    def missing(self, now: datetime) -> tuple[datetime, ...]:
        """The hours of the last night that passed without a press, by their beginnings."""
        told = {_hour_of(press) for press in self.presses}
        return tuple(
            hour
            for hour in night_of(self.hours, now)
            if hour >= self.since and hour + _HOUR <= now and hour not in told
        )


def night_of(hours: RondaHours, at: datetime) -> list[datetime]:
    """The beginnings of the hours of the night that is under way, or of the last one."""
    local = at.astimezone(WIB)
    first = local.replace(hour=hours.first, minute=0, second=0, microsecond=0)
    if first > local:
        first -= timedelta(days=1)
    length = (hours.last - hours.first) % 24 or 24
    return [first + step * _HOUR for step in range(length)]


def _hour_of(at: datetime) -> datetime:
    return at.astimezone(WIB).replace(minute=0, second=0, microsecond=0)
