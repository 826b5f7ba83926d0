"""Incidents at work: their cards, agencies and tasks, for the tests of the incident screen."""

from datetime import timedelta
from typing import Any

import msgspec

from gateway.protocol.enums import AgencySort, ContactChannel, Kind, Mode, Priority, TaskState
from gateway.protocol.views import (
    AgencyCard,
    AgencyView,
    CardLineView,
    CardView,
    Contact,
    SopItemView,
    SopView,
    TaskView,
)
from tests.qt.scene import NOW, place, subject

RADIO = Contact(channel=ContactChannel.RADIO, label="HT Damkar")
PHONE = Contact(channel=ContactChannel.TELEPHONE, label="112", address="112")


def agency(number: int, title: str, sort: AgencySort, **changes: Any) -> AgencyView:
    card = AgencyCard(title=title, sort=sort, contacts=(RADIO, PHONE))
    return AgencyView(
        subject=f"agency:{number}", version=1, card=msgspec.structs.replace(card, **changes)
    )


AGENCIES = (
    agency(1, "Damkar Sektor Kaliwungu", AgencySort.DAMKAR, serves=("33.24.08",)),
    agency(2, "Linmas Kaliwungu", AgencySort.LINMAS, contacts=()),
    agency(3, "PSC 119 Siaga Kendal", AgencySort.PSC_119, contacts=(PHONE,)),
    agency(4, "PLN", AgencySort.PLN, contacts=(PHONE,)),
    agency(5, "Polsek Kaliwungu", AgencySort.POLSEK, contacts=(PHONE,)),
    agency(6, "Basarnas", AgencySort.BASARNAS, contacts=(PHONE,)),
)


def line(sort: AgencySort, level: int, number: int | None, when: str = "") -> CardLineView:
    chosen = f"agency:{number}" if number is not None else None
    return CardLineView(sort=sort, level=level, when=when, agency=chosen)


CARD = CardView(
    id="kebakaran",
    revision=1,
    priority=Priority.P1,
    lines=(
        line(AgencySort.DAMKAR, 1, 1),
        line(AgencySort.LINMAS, 1, 2),
        line(AgencySort.PSC_119, 2, 3, "bila ada korban"),
        line(AgencySort.PLN, 2, 4, "putus aliran"),
        line(AgencySort.KORAMIL, 3, None),
    ),
    questions=(
        "Apa yang terbakar?",
        "Ada orang di dalam?",
        "Mobil besar bisa masuk? Ada sumber air?",
    ),
    sop=SopView(
        id="kebakaran",
        revision=2,
        title="Kebakaran",
        items=(
            SopItemView(id="lokasi", text="Pastikan lokasi dan patokan."),
            SopItemView(id="orang", text="Tanyakan: ada orang di dalam?"),
            SopItemView(id="keluar", text="Minta semua keluar. Jangan masuk lagi."),
            SopItemView(id="jalan", text="Minta warga membuka jalan dan menjemput di tepi jalan."),
            SopItemView(id="listrik", text="Minta listrik dan gas dimatikan bila aman."),
        ),
    ),
)


def task(
    number: int, of: AgencyView, state: TaskState, age_s: float = 30, **changes: Any
) -> TaskView:
    """A task of incident ``number``, made ``age_s`` ago."""
    at = NOW - timedelta(seconds=age_s)
    after = at + timedelta(seconds=12)
    answered = state not in (TaskState.SENT, TaskState.NO_ANSWER)
    contacts = of.card.contacts or (Contact(channel=ContactChannel.IN_PERSON),)
    view = TaskView(
        subject=f"task:{number}-{of.subject.partition(':')[2]}",
        version=1,
        incident=subject(number),
        reference=f"KDL-20261123-{number:04}",
        kind=Kind.FIRE,
        mode=Mode.REAL,
        priority=Priority.P1,
        place=place(number),
        agency=of.subject,
        agency_title=of.card.title,
        agency_sort=of.card.sort,
        state=state,
        instruction="",
        contact=contacts[0],
        contacts_left=len(contacts) - 1,
        created_at=at,
        sent_at=at,
        acknowledged_at=after if answered else None,
        en_route_at=after if state is TaskState.EN_ROUTE else None,
        on_scene_at=after if state is TaskState.ON_SCENE else None,
        done_at=after if state is TaskState.DONE else None,
    )
    return msgspec.structs.replace(view, **changes)
