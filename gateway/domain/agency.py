"""Agencies: who is alerted for what, and by which contacts in which order."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol import events as ev
from gateway.protocol.enums import AgencySort
from gateway.protocol.views import AgencyCard, Place

#: The length of a kecamatan's code, e.g. ``33.24.08``.
KECAMATAN: Final = 8


class Agency(Struct, frozen=True, kw_only=True):
    """An agency in the directory."""

    subject: str
    version: int
    card: AgencyCard

    @property
    def sort(self) -> AgencySort:
        """What it is."""
        return self.card.sort

    def serves(self, place: Place) -> bool:
        """Whether it acts at a place; an agency without kecamatan acts in the whole regency."""
        if self.card.retired:
            return False
        return not self.card.serves or place.area[:KECAMATAN] in self.card.serves

    @property
    def reach(self) -> int:
        """How wide it serves: 1 for a kecamatan's own, more for wider ones, most for all."""
        return len(self.card.serves) or 1_000


def begin(subject: str, event: ev.AgencyAdded) -> Agency:
    """The agency that is registered."""
    return Agency(subject=subject, version=1, card=event.card)


def evolve(was: Agency, version: int, event: ev.EventData) -> Agency:
    """The agency after an event."""
    if isinstance(event, ev.AgencyChanged):
        return replace(was, version=version, card=event.card)
    return replace(was, version=version)
