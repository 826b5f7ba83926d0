"""Run cards: for a kind of incident, which agencies are alerted, in which order and what is asked.

A card is chosen by kind and subkind; a level says how much is sent at once (1 the first alarm, 2
and 3 the further ones). Its lines name sorts of agency; which agency that is depends on the place.
"""

from collections.abc import Iterable, Sequence

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
    kind: Kind
    subkinds: tuple[Subkind, ...] = ()
    priority: Priority
    lines: tuple[CardLine, ...]
    questions: tuple[str, ...] = ()


def card_for(cards: Iterable[RunCard], incident: Incident) -> RunCard | None:
    """The card of the incident's subkind, else the general one of its kind."""
    of_kind = [card for card in cards if card.kind is incident.kind]
    special = [card for card in of_kind if incident.subkind in card.subkinds]
    general = [card for card in of_kind if not card.subkinds]
    return next(iter([*special, *general]), None)


def agencies_for(
    card: RunCard, level: int, place: Place, agencies: Sequence[Agency]
) -> list[Agency]:
    """The agencies of a card's lines up to a level, in the card's order.

    Of several agencies of a sort the one with the narrowest district is taken.
    """
    chosen: list[Agency] = []
    for line in card.lines:
        if line.level > level:
            continue
        found = [a for a in agencies if a.sort is line.sort and a.serves(place)]
        if found:
            chosen.append(min(found, key=lambda a: (a.reach, a.subject)))
    return list(dict.fromkeys(chosen))
