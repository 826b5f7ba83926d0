"""SOP cards: for a kind of incident, what an officer does and checks, line by line."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from gateway.domain.agency import Agency
from gateway.domain.incident import Incident
from gateway.domain.run_card import RunCard, agency_for, card_for
from gateway.protocol.enums import Kind, Subkind
from gateway.protocol.views import CardLineView, CardView, SopItemView, SopView


class SopCard(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A checklist. Without ``subkinds`` it is the kind's general one."""

    id: str
    revision: int
    title: str
    kind: Kind
    subkinds: tuple[Subkind, ...] = ()
    items: tuple[SopItemView, ...]


def card_view(
    incident: Incident,
    cards: Iterable[RunCard],
    sops: Iterable[SopCard],
    agencies: Sequence[Agency],
) -> CardView | None:
    """What is to be done for an incident, None without a run card."""
    card, sop = card_for(cards, incident), card_for(sops, incident)
    if card is None:
        return None
    lines = []
    for line in card.lines:
        agency = agency_for(line, incident.place, agencies)
        subject = agency.subject if agency is not None else None
        lines.append(CardLineView(sort=line.sort, level=line.level, when=line.when, agency=subject))
    return CardView(
        id=card.id,
        revision=card.revision,
        priority=card.priority,
        lines=tuple(lines),
        questions=card.questions,
        sop=None if sop is None else _sop_view(sop),
    )


def _sop_view(sop: SopCard) -> SopView:
    return SopView(id=sop.id, revision=sop.revision, title=sop.title, items=sop.items)
