"""Which guest reports the desk has something to look at in."""

from gateway.protocol.views import GuestFigureView, GuestReportView


def wants_desk(view: GuestFigureView) -> bool:
    """Whether nobody of the RT answered, somebody stays too long, or a person handed it over; what
    is over is looked for by query."""
    if view.over_at is not None:
        return False
    referred = isinstance(view, GuestReportView)
    return referred or view.desk_at is not None or view.overdue_at is not None
