"""Golden frames of guest reports."""

from datetime import UTC, datetime
from typing import Final

from gateway.protocol import commands, enums, messages, queries, views
from tests.helpers.golden.base import COMMAND, INCIDENT, PARTNER, PLACE, POST, after, result

GUEST: Final = f"guest:{COMMAND}"
TICKET: Final = "7K3MQ-2XD9A"
HOUSE: Final = views.GuestHouse(host="Tuan Rumah Contoh", address="Dusun Krajan", rt="03", rw="01")
STAY: Final = views.GuestStay(
    purpose=enums.GuestPurpose.FAMILY, arrives_at=after(-600), nights=2, people=3, children=1
)
UNTIL: Final = datetime(2026, 8, 19, 5, tzinfo=UTC)
CARD: Final = views.GuestCard(
    name="Tamu Contoh",
    origin="Kab. Temanggung",
    origin_area="33.23",
    sex=enums.Sex.FEMALE,
    relation="keponakan",
    phone="0812-0000-0004",
    plate="H 1234 XX",
    nik="3324084101900000",
)
FOREIGNER: Final = views.GuestCard(
    name="Visitor Example", origin="Malaysia", foreign=True, passport="A00000000"
)


def bodies() -> dict[str, commands.AnyBody]:
    """The commands about guests."""
    return {
        "report_guests": commands.ReportGuests(
            guests=(CARD, FOREIGNER),
            house=HOUSE,
            stay=STAY,
            remark="datang naik motor",
            contact=enums.GuestContact.VOICE,
        ),
        "report_guests.drill": commands.ReportGuests(
            guests=(CARD,), house=HOUSE, stay=STAY, mode=enums.Mode.DRILL
        ),
        "announce_guest": commands.AnnounceGuest(
            guests=(views.GuestCard(name="Tamu Contoh"),), house=HOUSE, stay=STAY, post=POST
        ),
        "correct_guest": commands.CorrectGuest(
            ticket=TICKET, guests=(CARD,), house=HOUSE, stay=STAY
        ),
        "check_out": commands.CheckOut(ticket=TICKET, numbers=(0,)),
        "mark_guests": commands.MarkGuests(guests=(GUEST,), mark=enums.Mark.READ),
        "acknowledge_guests": commands.AcknowledgeGuests(guests=(GUEST,), note="sudah bertemu"),
        "ask_meeting": commands.AskMeeting(guest=GUEST, text="Mohon mampir setelah Isya."),
        "ask_correction": commands.AskCorrection(
            guest=GUEST, fields=(enums.GuestField.NIGHTS,), text="Berapa malam?"
        ),
        "extend_stay": commands.ExtendStay(guest=GUEST, nights=2),
        "mark_left": commands.MarkLeft(guest=GUEST),
        "refer_guest": commands.ReferGuest(guest=GUEST, reason="tidak mau menunjukkan KTP"),
        "refer_guest.incident": commands.ReferGuest(
            guest=GUEST, incident=INCIDENT, reason="saksi kejadian"
        ),
        "open_document": commands.OpenDocument(guest=GUEST, reason="mencocokkan KTP"),
        "open_guest_list": commands.OpenGuestList(area="33.24.03", reason="rapat Forkopimcam"),
        "run_retention": commands.RunRetention(),
    }


def asks() -> dict[str, queries.AnyAsk]:
    """The questions about guests."""
    return {
        "guest_reports": queries.GuestReports(
            text="contoh", area="33.24.03", states=(enums.GuestState.OVERDUE,), over=False
        ),
        "guest_counts": queries.GuestCounts(area="33.24.03", since=after(-86_400)),
        "guest_form": queries.GuestForm(ticket=TICKET),
        "guest_list": queries.GuestList(grant="bGVhdmU"),
    }


def results() -> dict[str, messages.Message]:
    """Their answers."""
    row = views.GuestCountRow(
        area=PLACE.area,
        desa=PLACE.desa,
        kecamatan=PLACE.kecamatan,
        reports=4,
        unacknowledged=1,
        present=3,
        overdue=1,
        people=7,
        children=2,
        foreigners=1,
    )
    form = views.GuestFormRow(
        ticket=ticket_view(), guests=people(), house=HOUSE, stay=STAY, remark="datang naik motor"
    )
    listed = views.GuestListRow(
        reference="KDL-T-20260817-0001",
        state=enums.GuestState.VALID,
        place=PLACE,
        house=HOUSE,
        stay=STAY,
        until=UNTIL,
        name="Tamu Contoh",
        origin="Kab. Temanggung",
        sex=enums.Sex.FEMALE,
        foreign=False,
    )
    return {
        "guest_list": result(listed),
        "guest_reports": result(report_view(), figure_view()),
        "guest_counts": result(row),
        "guest_form": result(form),
    }


def people() -> tuple[views.GuestPerson, ...]:
    """The guests as the gateway keeps them."""
    return (
        views.GuestPerson(
            name="Tamu Contoh",
            origin="Kab. Temanggung",
            origin_area="33.23",
            sex=enums.Sex.FEMALE,
            relation="keponakan",
            phone="+6281200000004",
            plate="H 1234 XX",
            nik="••••••••••••0000",
            nik_warnings=(enums.NikWarning.SERIAL,),
        ),
        views.GuestPerson(
            name="Visitor Example", origin="Malaysia", foreign=True, passport="•••••0000"
        ),
    )


def figure_view() -> views.GuestFigureView:
    """As the desk sees it."""
    return views.GuestFigureView(
        subject=GUEST,
        version=4,
        reference="KDL-T-20260817-0001",
        post=POST,
        post_title="Pos Kamling RT 03",
        place=PLACE,
        mode=enums.Mode.REAL,
        state=enums.GuestState.NOTIFYING,
        stay=STAY,
        until=UNTIL,
        foreigners=1,
        sent_at=after(0),
        step=enums.GuestStep.DESK,
        told=(
            views.GuestTold(
                partner=PARTNER,
                step=enums.GuestStep.MESSAGE,
                told_at=after(0),
                delivered_at=after(2),
            ),
        ),
        called_at=after(300),
        acknowledged_at=None,
        desk_at=after(1_020),
        overdue_at=None,
        over_at=None,
    )


def report_view() -> views.GuestReportView:
    """As the Ketua RT sees it."""
    return views.GuestReportView(
        subject=GUEST,
        version=5,
        reference="KDL-T-20260817-0001",
        post=POST,
        post_title="Pos Kamling RT 03",
        place=PLACE,
        mode=enums.Mode.REAL,
        state=enums.GuestState.VALID,
        stay=STAY,
        until=UNTIL,
        foreigners=1,
        sent_at=after(0),
        step=enums.GuestStep.MESSAGE,
        told=(
            views.GuestTold(
                partner=PARTNER,
                step=enums.GuestStep.MESSAGE,
                told_at=after(0),
                delivered_at=after(2),
                read_at=after(31),
            ),
        ),
        called_at=None,
        acknowledged_at=after(40),
        desk_at=None,
        overdue_at=None,
        over_at=None,
        house=HOUSE,
        guests=people(),
        remark="datang naik motor",
        contact=enums.GuestContact.VOICE,
        acknowledged_by="Ketua RT 03",
        note="sudah bertemu",
        asked="",
        asked_fields=(),
        corrected_at=None,
        extended=0,
        referred_at=None,
        referred_reason="",
        incident=None,
    )


def ticket_view() -> views.GuestTicketView:
    """As the post sees it."""
    return views.GuestTicketView(
        subject=GUEST,
        version=5,
        reference="KDL-T-20260817-0001",
        mode=enums.Mode.REAL,
        state=enums.GuestState.VALID,
        request=COMMAND,
        names=("T••• C•••", "V••• E•••"),
        people=3,
        until=UNTIL,
        contact=enums.GuestContact.VOICE,
        step=enums.GuestStep.MESSAGE,
        sent_at=after(0),
        told_at=after(0),
        delivered_at=after(2),
        read_at=after(31),
        called_at=None,
        acknowledged_at=after(40),
        acknowledged_by="Ketua RT 03",
        desk_at=None,
        asked="",
        asked_fields=(),
        over_at=None,
    )
