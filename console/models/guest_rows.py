"""Guest reports and figures of places as rows of a list; whom the rows never name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec

from console.i18n import Words
from console.link.queries import Page
from gateway.protocol.enums import GuestState, Mode
from gateway.protocol.views import GuestCountRow, GuestFigureView, GuestReportView
from widgets.post_row import PostCell

#: Guests who are there, as far as anyone knows.
THERE: Final = (
    GuestState.SENT,
    GuestState.NOTIFYING,
    GuestState.NEEDS_MEETING,
    GuestState.NEEDS_CORRECTION,
    GuestState.VALID,
    GuestState.EXPIRING,
    GuestState.OVERDUE,
)
#: Of these the Ketua RT wants something first.
ASKED: Final = (GuestState.NEEDS_MEETING, GuestState.NEEDS_CORRECTION)
#: Of these the Ketua RT has not said that they are known.
NEW: Final = (GuestState.SENT, GuestState.NOTIFYING, *ASKED)
_INKS: Final = {
    GuestState.OVERDUE: "p2",
    GuestState.EXPIRING: "p3",
    GuestState.VALID: "good",
    GuestState.ACKNOWLEDGED: "good",
    **dict.fromkeys(NEW, "p3"),
}


@dataclass(frozen=True, slots=True)
class GuestRow:
    """``view`` is None in a row of figures; ``area`` and ``rt`` tell what that is about."""

    key: str
    cell: PostCell
    view: GuestFigureView | None = None
    area: str = ""
    rt: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one place, or of all: reports of guests who are there, those not acknowledged, overdue,
    and people, children and foreigners among them."""

    title: str
    area: str = ""
    rt: str = ""
    reports: int = 0
    new: int = 0
    overdue: int = 0
    people: int = 0
    children: int = 0
    foreigners: int = 0


def guest_views(page: Page) -> list[GuestFigureView]:
    """The reports of a page, those whole that may be read so."""
    kinds = GuestFigureView | GuestReportView
    return [msgspec.json.decode(row, type=kinds) for row in page.rows]


def state_ink(state: GuestState) -> str:
    """In which ink a state is said."""
    return _INKS.get(state, "dim")


def people_line(view: GuestFigureView, words: Words) -> str:
    """How many they are."""
    return _people(view.stay.people, view.stay.children, view.foreigners, words)


def neighbourhood(view: GuestFigureView) -> str:
    """RT and RW of the post, the key of figures within a desa."""
    return f"{view.place.rt}/{view.place.rw}"


def guest_row(view: GuestFigureView, words: Words, now: datetime) -> GuestRow:
    """The row of a report: place, state, how many, until when. A quiet mark says that it was handed
    to the desk or that nobody of the RT answered."""
    t = words.t
    marks = []
    if view.mode is not Mode.REAL:
        marks.append(t(f"mode.{view.mode.value}"))
    if isinstance(view, GuestReportView):
        marks.append(t("guests.mark.referred"))
    elif view.desk_at is not None and view.acknowledged_at is None:
        marks.append(t("guests.mark.desk"))
    until = t("guests.until", time=words.moment(view.until, now))
    cell = PostCell(
        title=view.post_title,
        place=" · ".join((*marks, words.address(view.place))),
        state=t(f"guest_state.{view.state.value}"),
        detail=f"{people_line(view, words)} · {until}",
        ink="drill" if view.mode is Mode.DRILL else state_ink(view.state),
        filled=view.acknowledged_at is not None,
    )
    return GuestRow(key=view.subject, cell=cell, view=view)


def figure_row(figures: Figures, words: Words) -> GuestRow:
    """The row of a place."""
    cell = PostCell(
        title=figures.title,
        place=_people(figures.people, figures.children, figures.foreigners, words),
        state=words.t("guests.reports", n=figures.reports),
        detail=words.t("guests.new_overdue", new=figures.new, overdue=figures.overdue),
        ink="p2" if figures.overdue else "p3" if figures.new else "text",
        filled=bool(figures.reports),
    )
    return GuestRow(key=f"{figures.area} {figures.rt}", cell=cell, area=figures.area, rt=figures.rt)


def of_counts(rows: Iterable[GuestCountRow]) -> list[Figures]:
    """The figures of each desa, as the gateway counted them."""
    return [
        Figures(
            title=f"{row.desa}, {row.kecamatan}",
            area=row.area,
            reports=row.present,
            new=row.unacknowledged,
            overdue=row.overdue,
            people=row.people,
            children=row.children,
            foreigners=row.foreigners,
        )
        for row in rows
    ]


def of_neighbourhoods(views: Iterable[GuestFigureView], words: Words) -> list[Figures]:
    """The figures of each RT of one desa, counted from its reports."""
    found: dict[str, list[GuestFigureView]] = {}
    for view in views:
        found.setdefault(neighbourhood(view), []).append(view)
    return [_of_reports(found[rt], rt, words) for rt in sorted(found)]


def together(figures: Sequence[Figures]) -> Figures:
    """All of them as one."""
    names = ("reports", "new", "overdue", "people", "children", "foreigners")
    sums = {name: sum(getattr(each, name) for each in figures) for name in names}
    return Figures(title="", **sums)


def _of_reports(views: Sequence[GuestFigureView], rt: str, words: Words) -> Figures:
    there = [view for view in views if view.state in THERE]
    place = views[0].place
    return Figures(
        title=words.address(place),
        area=place.area,
        rt=rt,
        reports=len(there),
        new=sum(view.state in NEW for view in there),
        overdue=sum(view.state is GuestState.OVERDUE for view in there),
        people=sum(view.stay.people for view in there),
        children=sum(view.stay.children for view in there),
        foreigners=sum(view.foreigners for view in there),
    )


def _people(people: int, children: int, foreigners: int, words: Words) -> str:
    said = [words.t("guests.people", n=people)]
    if children:
        said.append(words.t("guests.children", n=children))
    if foreigners:
        said.append(words.t("guests.foreigners", n=foreigners))
    return ", ".join(said)


def there_line(near: Sequence[Figures], around: Sequence[Figures], words: Words) -> str:
    """How many guests are in the RT and in its desa, without anybody's name."""
    here, desa = together(near), together(around)
    return words.t("guests.there", here=here.people, desa=desa.people, overdue=desa.overdue)


def linked_lines(views: Iterable[GuestFigureView], incident: str, words: Words) -> list[str]:
    """A line for each guest whose report a person linked to this incident."""
    return [
        words.t(
            "guests.linked", reference=view.reference, name=person.name, origin=person.origin or "–"
        )
        for view in views
        if isinstance(view, GuestReportView) and view.incident == incident
        for person in view.guests
        if person.left_at is None
    ]
