"""The course of a guest report: whom it reached and how, and what became of it."""

from collections.abc import Iterator
from datetime import datetime

from console.board.board import Board
from console.i18n import Words
from gateway.protocol.views import GuestFigureView, GuestReportView, GuestTold
from widgets.timeline_row import TimelineEntry

_Step = tuple[datetime, str, str]


def course(view: GuestFigureView, board: Board, words: Words, now: datetime) -> list[TimelineEntry]:
    """Its steps, oldest first: sent, told, arrived, read, rung, acknowledged, the desk informed."""
    steps = [*_steps(view, words), *_told(view, board, words)]
    return [
        TimelineEntry(words.moment(at, now), sentence, ink=ink)
        for at, sentence, ink in sorted(steps, key=lambda step: step[0])
    ]


def _told(view: GuestFigureView, board: Board, words: Words) -> Iterator[_Step]:
    for told in view.told:
        partner = board.partners.get(told.partner)
        title = partner.title if partner is not None else words.t("guests.course.somebody")
        yield from _of_partner(told, title, words)


def _of_partner(told: GuestTold, title: str, words: Words) -> Iterator[_Step]:
    t = words.t
    yield told.told_at, t(f"guests.course.{told.step.value}", title=title), "text"
    if told.read_at is not None:
        yield told.read_at, t("guests.course.read", title=title), "text"
    elif told.delivered_at is not None:
        yield told.delivered_at, t("guests.course.delivered", title=title), "text"
    if told.failed:
        yield told.told_at, t("guests.course.failed", title=title), "p2"


def _steps(view: GuestFigureView, words: Words) -> Iterator[_Step]:
    report = view if isinstance(view, GuestReportView) else None
    by = report.acknowledged_by if report is not None else ""
    known = words.t("guests.course.acknowledged_by", title=by) if by else ""
    times = (
        ("sent", view.sent_at, "text"),
        ("called", view.called_at, "text"),
        ("acknowledged", view.acknowledged_at, "good"),
        ("desk_informed", view.desk_at, "p3"),
        ("overdue", view.overdue_at, "p2"),
        ("referred", report.referred_at if report is not None else None, "p3"),
        ("over", view.over_at, "text"),
    )
    for name, at, ink in times:
        if at is not None:
            said = known if name == "acknowledged" and known else words.t(f"guests.course.{name}")
            yield at, said, ink
