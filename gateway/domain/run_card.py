"""Run cards: for a kind of incident, which agencies are alerted, in which order and what is asked.

A card is chosen by kind and subkind; a level says how much is sent at once (1 the first alarm, 2
and 3 the further ones). Its lines name sorts of agency; which agency that is depends on the place.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from msgspec import Struct

from gateway.domain.agency import Agency
from gateway.domain.incident import Incident
from gateway.protocol.enums import AgencySort, Kind, Priority, Subkind
from gateway.protocol.views import Place


class CardLine(Struct, frozen=True, kw_only=True):
    """One sort of agency on a card. ``when`` says to the officer when it is worth alerting."""

    sort: AgencySort
    level: int = 1
    when: str = ""


class RunCard(Struct, frozen=True, kw_only=True):
    """What is done for a kind of incident. Without ``subkinds`` it is the kind's general card."""

    id: str
    revision: int = 1
    kind: Kind
    subkinds: tuple[Subkind, ...] = ()
    priority: Priority
    lines: tuple[CardLine, ...]
    questions: tuple[str, ...] = ()


class ForKind(Protocol):
    """What is made for a kind of incident, or for some subkinds of it."""

    @property
    def kind(self) -> Kind:
        """The kind."""

    @property
    def subkinds(self) -> tuple[Subkind, ...]:
        """The subkinds; none for the general one."""


C = TypeVar("C", bound=ForKind)


def card_for(cards: Iterable[C], incident: Incident) -> C | None:
    """The card of the incident's subkind, else the general one of its kind."""
    of_kind = [card for card in cards if card.kind is incident.kind]
    special = [card for card in of_kind if incident.subkind in card.subkinds]
    general = [card for card in of_kind if not card.subkinds]
    return next(iter([*special, *general]), None)


def agencies_for(
    card: RunCard, level: int, place: Place, agencies: Sequence[Agency]
) -> list[Agency]:
    """The agencies of a card's lines up to a level, in the card's order."""
    lines = (line for line in card.lines if line.level <= level)
    chosen = (agency_for(line, place, agencies) for line in lines)
    return list(dict.fromkeys(agency for agency in chosen if agency is not None))


def agency_for(line: CardLine, place: Place, agencies: Iterable[Agency]) -> Agency | None:
    """The agency of a line's sort at a place; of several the one with the narrowest district."""
    found = (a for a in agencies if a.sort is line.sort and a.serves(place))
    return min(found, key=lambda a: (a.reach, a.subject), default=None)
