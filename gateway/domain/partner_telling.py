"""What a partner is to be told outside their page, by push or SMS. Never a name, and nothing of
drills and tests (law 7): who is rung or messaged for a drill has to have joined it.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from gateway.domain.guest import GuestReport
from gateway.domain.world import Entry, State
from gateway.protocol import events as ev
from gateway.protocol.enums import GuestState, GuestStep, Mode
from gateway.protocol.views import Place


class TellingSort(StrEnum):
    """What it is about."""

    GUESTS_REPORTED = "guests_reported"
    GUESTS_EXPECTED = "guests_expected"
    GUESTS_ARRIVED = "guests_arrived"
    GUESTS_CORRECTED = "guests_corrected"
    GUESTS_OVERDUE = "guests_overdue"
    CALL_DUE = "call_due"


class PartnerTelling(Struct, frozen=True, kw_only=True):
    """One thing to tell one partner. ``urgent``: with sound, since the phone is to be rung now. How
    it went is given back as ``order.RecordTelling``."""

    partner: str
    sort: TellingSort
    subject: str
    reference: str
    place: Place
    urgent: bool = False


def tellings_of(entry: Entry, states: Mapping[str, State]) -> tuple[PartnerTelling, ...]:
    """What follows from an event; ``states`` are those after its commit."""
    found = states.get(entry.subject)
    if not isinstance(found, GuestReport) or found.mode is not Mode.REAL:
        return ()
    partners, sort = _meant(entry.data, found)
    return tuple(
        PartnerTelling(
            partner=partner,
            sort=sort,
            subject=found.subject,
            reference=found.reference,
            place=found.place,
            urgent=sort is TellingSort.CALL_DUE,
        )
        for partner in partners
    )


def _meant(data: ev.EventData, found: GuestReport) -> tuple[tuple[str, ...], TellingSort]:
    told = tuple(found.told)
    match data:
        case ev.GuestPartnersTold(partners=partners) if data.step is not GuestStep.DESK:
            planned = found.state is GuestState.PLANNED
            sort = TellingSort.GUESTS_EXPECTED if planned else TellingSort.GUESTS_REPORTED
            return partners, sort
        case ev.GuestCallDue(partners=partners):
            return partners, TellingSort.CALL_DUE
        case ev.GuestsReported() if found.acknowledged_at is not None:
            return told, TellingSort.GUESTS_ARRIVED
        case ev.GuestCorrected() if found.acknowledged_at is not None:
            return told, TellingSort.GUESTS_CORRECTED
        case ev.GuestOverdue():
            return told, TellingSort.GUESTS_OVERDUE
        case _:
            return (), TellingSort.GUESTS_REPORTED
