"""Guests of the pilot's posts, for the tests of their screens."""

from datetime import timedelta
from typing import Any

import msgspec

from gateway.protocol.enums import (
    GuestContact,
    GuestPurpose,
    GuestState,
    GuestStep,
    Mode,
    PartnerRole,
    Sex,
)
from gateway.protocol.views import (
    GuestCountRow,
    GuestFigureView,
    GuestHouse,
    GuestListRow,
    GuestPerson,
    GuestReportView,
    GuestStay,
    GuestTold,
    PartnerView,
)
from tests.qt.scene import NOW, Scene, incident, officer, place, post

SENT = NOW - timedelta(hours=2)
HOUSE = GuestHouse(host="Tuan Rumah Contoh", address="Dusun Krajan", rt="03", rw="05")
PERSON = GuestPerson(
    name="Tamu Contoh",
    origin="Kab. Temanggung",
    sex=Sex.FEMALE,
    relation="keponakan",
    phone="0812-0000-0004",
    plate="H 1234 XX",
    nik="••••••••••••0001",
)


def partner(number: int, title: str, role: PartnerRole) -> PartnerView:
    return PartnerView(
        subject=f"partner:{number}",
        version=1,
        title=title,
        phone=f"+62812345678{number:02}",
        role=role,
        posts=("post:0",),
        agency=None,
        enrolled=True,
        revoked=False,
        code_expires_at=None,
    )


HEAD = partner(1, "Ketua RT 03 Krajankulon", PartnerRole.KETUA_RT)
DEPUTY = partner(2, "Wakil RT 03 Krajankulon", PartnerRole.DEPUTY)


def figure(number: int, where: int, state: GuestState, **changes: Any) -> GuestFigureView:
    """A report as the desk sees it, sent two hours ago."""
    view = GuestFigureView(
        subject=f"guest:{number}",
        version=1,
        reference=f"KDL-T-20261123-{number:04}",
        post=f"post:{where}",
        post_title=post(where).title,
        place=place(where),
        mode=Mode.REAL,
        state=state,
        stay=GuestStay(
            purpose=GuestPurpose.FAMILY, arrives_at=SENT, nights=2, people=3, children=1
        ),
        until=NOW + timedelta(hours=38),
        foreigners=0,
        sent_at=SENT,
        step=GuestStep.MESSAGE,
        told=(GuestTold(partner=HEAD.subject, step=GuestStep.MESSAGE, told_at=SENT),),
        called_at=None,
        acknowledged_at=None,
        desk_at=None,
        overdue_at=None,
        over_at=None,
    )
    return msgspec.structs.replace(view, **changes)


def whole(view: GuestFigureView, **changes: Any) -> GuestReportView:
    """The same, once a person referred it."""
    told = {name: getattr(view, name) for name in view.__struct_fields__}
    report = GuestReportView(
        **told,
        house=HOUSE,
        guests=(PERSON,),
        remark="datang naik motor",
        contact=GuestContact.VOICE,
        acknowledged_by="",
        note="",
        asked="",
        asked_fields=(),
        corrected_at=None,
        extended=0,
        referred_at=NOW - timedelta(minutes=5),
        referred_reason="saksi kejadian",
        incident=None,
    )
    return msgspec.structs.replace(report, **changes)


#: Nobody of the RT answered: message, call, deputy, then the desk.
UNANSWERED = figure(
    1,
    0,
    GuestState.NOTIFYING,
    step=GuestStep.DESK,
    told=(
        GuestTold(
            partner=HEAD.subject,
            step=GuestStep.MESSAGE,
            told_at=SENT,
            delivered_at=SENT + timedelta(seconds=2),
            read_at=SENT + timedelta(minutes=1),
        ),
        GuestTold(
            partner=DEPUTY.subject,
            step=GuestStep.DEPUTY,
            told_at=SENT + timedelta(minutes=7),
            delivered_at=SENT + timedelta(minutes=7, seconds=3),
        ),
    ),
    called_at=SENT + timedelta(minutes=5),
    desk_at=SENT + timedelta(minutes=12),
)
OVERDUE = figure(
    2,
    3,
    GuestState.OVERDUE,
    acknowledged_at=SENT + timedelta(minutes=3),
    overdue_at=NOW - timedelta(minutes=30),
    foreigners=1,
)
KNOWN = figure(3, 0, GuestState.VALID, acknowledged_at=SENT + timedelta(minutes=3))
NEWEST = figure(4, 1, GuestState.NOTIFYING)
DRILL = figure(5, 0, GuestState.NOTIFYING, mode=Mode.DRILL)
REPORTS = (UNANSWERED, OVERDUE, KNOWN, NEWEST)


def count_row(where: int, **figures: int) -> GuestCountRow:
    spot = place(where)
    usual = {"reports": 2, "unacknowledged": 1, "present": 2, "overdue": 0, "people": 6}
    return GuestCountRow(
        area=spot.area,
        desa=spot.desa,
        kecamatan=spot.kecamatan,
        **{**usual, "children": 2, "foreigners": 0, **figures},
    )


COUNTS = [
    count_row(3, reports=1, unacknowledged=0, present=1, overdue=1, people=3, foreigners=1),
    count_row(0),
    count_row(1, reports=1, present=1, people=3, children=1),
]


def list_row(name: str) -> GuestListRow:
    return GuestListRow(
        reference=KNOWN.reference,
        state=GuestState.VALID,
        place=place(0),
        house=HOUSE,
        stay=KNOWN.stay,
        until=KNOWN.until,
        name=name,
        origin="Kab. Temanggung",
        sex=Sex.FEMALE,
        foreign=False,
    )


def fill_guests(scene: Scene) -> None:
    """An incident at the first post, and the guests of four posts."""
    scene.link.guests = list(REPORTS)
    scene.link.guest_counts = COUNTS
    posts = (post(number) for number in range(6))
    scene.snapshot(officer(1), incident(0), HEAD, DEPUTY, *posts, UNANSWERED, OVERDUE)
