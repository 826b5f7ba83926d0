"""What the figures are made of: one row for each incident, call, guest report, post and officer."""

from datetime import datetime

from msgspec import Struct

from gateway.protocol.enums import Desk, Disposition, Kind, Mode
from gateway.protocol.views import Place


class Stretch(Struct, frozen=True):
    """A time; ``end`` None: it lasts."""

    start: datetime
    end: datetime | None = None

    def seconds_within(self, since: datetime, until: datetime) -> float:
        """How much of it lies in a period."""
        start, end = max(self.start, since), min(self.end or until, until)
        return max(0.0, (end - start).total_seconds())


class TaskFacts(Struct, frozen=True, kw_only=True):
    """An agency's task. ``lapsed_at``: refused, or withdrawn."""

    sent_at: datetime
    acknowledged_at: datetime | None = None
    on_scene_at: datetime | None = None
    lapsed_at: datetime | None = None


class IncidentFacts(Struct, frozen=True, kw_only=True):
    """An incident's times. The first of each counts; releasing doesn't undo a claim.

    ``began_at``: the press, or the arrival where the tablet's clock was uncertain. ``alarms``: when
    it sounded anew, the first press and each repeated one. ``lapsed_at``: merged into another, or
    taken back by the reporter.
    """

    subject: str
    mode: Mode
    kind: Kind
    desk: Desk
    place: Place
    began_at: datetime
    received_at: datetime
    alarms: tuple[datetime, ...]
    shown_at: datetime | None = None
    claimed_at: datetime | None = None
    claimed_by: str | None = None
    tasks: dict[str, TaskFacts] = {}
    lapsed_at: datetime | None = None
    closed_at: datetime | None = None
    disposition: Disposition | None = None

    @property
    def tasked_at(self) -> datetime | None:
        """When the first agency was asked."""
        return min((task.sent_at for task in self.tasks.values()), default=None)

    @property
    def acknowledged_at(self) -> datetime | None:
        """When the first agency acknowledged."""
        found = (task.acknowledged_at for task in self.tasks.values())
        return min((at for at in found if at is not None), default=None)

    @property
    def on_scene_at(self) -> datetime | None:
        """When the first agency was there."""
        found = (task.on_scene_at for task in self.tasks.values())
        return min((at for at in found if at is not None), default=None)


class CallFacts(Struct, frozen=True, kw_only=True):
    """A call. ``area``: of the post, empty without one. ``to_desk``: a resident called officers.

    ``abandoned``: the caller gave up before anybody answered; ``missed``: nobody did. ``due_at``:
    from when the resident waited to be called back.
    """

    subject: str
    mode: Mode
    area: str
    started_at: datetime
    to_desk: bool
    abandoned: bool = False
    missed: bool = False
    due_at: datetime | None = None
    called_back_at: datetime | None = None
    reviewed_at: datetime | None = None


class GuestFacts(Struct, frozen=True, kw_only=True):
    """A guest report. ``sent_at``: None until the guests are there."""

    subject: str
    mode: Mode
    sent_at: datetime | None = None
    acknowledged_at: datetime | None = None
    overdue_at: datetime | None = None


class PostFacts(Struct, frozen=True, kw_only=True):
    """When a post should have been heard, and when it wasn't."""

    subject: str
    place: Place
    expected: tuple[Stretch, ...] = ()
    silences: tuple[Stretch, ...] = ()


class OfficerFacts(Struct, frozen=True, kw_only=True):
    """When an officer was signed in, and on a break."""

    subject: str
    desks: tuple[Desk, ...]
    signed_in: tuple[Stretch, ...] = ()
    breaks: tuple[Stretch, ...] = ()


class Facts(Struct, frozen=True, kw_only=True):
    """All facts of a period. ``now``: when they were read."""

    since: datetime
    until: datetime
    now: datetime
    incidents: tuple[IncidentFacts, ...] = ()
    calls: tuple[CallFacts, ...] = ()
    guests: tuple[GuestFacts, ...] = ()
    posts: tuple[PostFacts, ...] | None = None
    officers: tuple[OfficerFacts, ...] = ()
