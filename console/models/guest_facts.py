"""What is told of a guest report beside its course: figures, and identities where they may be."""

from collections.abc import Iterator
from datetime import datetime

from console.board.board import Board
from console.i18n import Words
from console.models.guest_rows import people_line
from gateway.protocol.views import GuestFigureView, GuestPerson, GuestReportView, IncidentView

Line = tuple[str, str]


def figure_lines(view: GuestFigureView, words: Words, now: datetime) -> list[Line]:
    """Name and words of what the desk may see of every report."""
    t = words.t
    nights = t("guests.nights", n=view.stay.nights)
    arrived = words.moment(view.stay.arrives_at, now)
    return [
        (t("guests.fact.place"), words.address(view.place)),
        (t("guests.fact.post"), view.post_title),
        (t("guests.fact.people"), people_line(view, words)),
        (t("guests.fact.purpose"), t(f"guest_purpose.{view.stay.purpose.value}")),
        (t("guests.fact.arrives"), f"{arrived} · {nights}"),
        (t("guests.fact.until"), words.moment(view.until, now)),
    ]


def report_lines(view: GuestReportView, board: Board, words: Words) -> list[Line]:
    """What is told of a report as a whole where names may be read."""
    t = words.t
    incident = board.incident(view.incident or "")
    linked = incident.reference if isinstance(incident, IncidentView) else ""
    house = view.house
    near = t("guests.rt_rw", rt=house.rt, rw=house.rw) if house.rt or house.rw else ""
    lines = (
        ("host", house.host),
        ("address", ", ".join(part for part in (house.address, near) if part)),
        ("remark", view.remark),
        ("asked", view.asked),
        ("note", view.note),
        ("linked", linked),
        ("why", view.referred_reason),
    )
    return [(t(f"guests.fact.{name}"), said) for name, said in lines if said]


def person_line(person: GuestPerson, words: Words) -> str:
    """Who a guest is, without numbers of documents."""
    return " · ".join(part for part in _about(person, words) if part)


def _about(person: GuestPerson, words: Words) -> Iterator[str]:
    t = words.t
    yield t(f"guest_sex.{person.sex.value}") if person.sex is not None else ""
    yield person.origin
    yield t("guests.foreign") if person.foreign else ""
    yield person.relation
    yield person.phone
    yield person.plate
    yield t("guests.has_left") if person.left_at is not None else ""
