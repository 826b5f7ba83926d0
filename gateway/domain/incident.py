"""The incident: from the first press to its closing.

    WAITING -> CLAIMED -> [VERIFYING] -> DISPATCHED -> IN_PROGRESS -> CONTROLLED -> CLOSED
    CLAIMED, VERIFYING -> WAITING      released, or the claim went stale: free again, sounds again
    WAITING -> CANCELLED_BY_REPORTER   every press was taken back; the card stays until closed
    any open <-> ON_HOLD               with a reason and a time, at which it sounds
    any open <-> MERGED                it goes on in another incident
    any open but WAITING -> CLOSED -> the state before, when it is reopened

Hearing and taking are two acts: ``hear`` silences for 60 s, only a claim ends the escalation.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.domain.message import Message
from gateway.protocol import events as ev
from gateway.protocol.enums import (
    AppealAnswer,
    Desk,
    Disposition,
    Escalation,
    IncidentState,
    Kind,
    Mode,
    Priority,
    Side,
    Subkind,
    TaskState,
    YesNo,
)
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import Facts, Place

#: ``hear`` stops the tone for this long (design section 5).
QUIET_AFTER_HEAR: Final = timedelta(seconds=60)
#: Presses of one button at one post within this time are one incident (design section 5).
SAME_INCIDENT: Final = timedelta(minutes=3)
#: An alarm that arrives later than this after the press is marked TERLAMBAT (design section 5).
LATE_AFTER: Final = timedelta(seconds=60)
#: Within this time any officer may reopen what was closed (design section 5).
REOPEN_BY_ANYONE: Final = timedelta(minutes=10)

_DESKS: Final[dict[Kind, Desk]] = {Kind.MEDICAL: Desk.PSC_119}

#: Nothing has been set in motion yet: without its holder such an incident is free and sounds.
UNDISPATCHED: Final = frozenset({IncidentState.CLAIMED, IncidentState.VERIFYING})
#: Work is under way.
UNDER_WAY: Final = UNDISPATCHED | {
    IncidentState.DISPATCHED,
    IncidentState.IN_PROGRESS,
    IncidentState.CONTROLLED,
}
ENDED: Final = frozenset({IncidentState.CLOSED, IncidentState.MERGED})


def desk_of(kind: Kind) -> Desk:
    """The desk that answers for a kind: PSC 119 for medical emergencies, Satpol PP for the rest."""
    return _DESKS.get(kind, Desk.SATPOL_PP)


class MainCourse(Struct, frozen=True, kw_only=True):
    """Where the incident stands that a merged one goes on in."""

    state: IncidentState
    help: TaskState | None
    claimed_at: datetime | None
    closed_at: datetime | None


class Incident(Struct, frozen=True, kw_only=True):
    """The state of one incident.

    ``state_version``: the version at which its state last changed; an order that saw less is stale.
    ``lesson_ms``: of a drill, how long the lesson had been running.
    ``waiting_since``: from when the escalation counts. ``before``: what un-merging and reopening
    return to. ``under_hold``: what resuming returns to; help that moves moves it on. ``main``:
    where the incident stands that it was merged into. ``unread_merged``: what the posts of merged
    reports wrote and no officer has seen, message and incident.
    ``tasks``: all agency tasks, ``open_tasks`` those that are not over. ``help``: how far help is.
    ``answers``: what each neighbour answered last.
    """

    subject: str
    version: int
    state_version: int
    state: IncidentState
    reference: str
    kind: Kind
    mode: Mode
    priority: Priority
    desk: Desk
    former_desks: tuple[Desk, ...] = ()
    post: str
    post_title: str
    place: Place
    presses: tuple[str, ...]
    press_times: tuple[datetime, ...]
    cancelled: tuple[str, ...] = ()
    pressed_at: datetime
    pressed_at_uncertain: bool
    lesson_ms: int | None = None
    last_pressed_at: datetime
    received_at: datetime
    waiting_since: datetime
    escalation: Escalation = Escalation.NONE
    quiet_until: datetime | None = None
    shown_at: datetime | None = None
    claimed_at: datetime | None = None
    claimed_by: str | None = None
    claimed_by_title: str = ""
    claim_stale: bool = False
    cancelled_at: datetime | None = None
    closed_at: datetime | None = None
    disposition: Disposition | None = None
    before: IncidentState | None = None
    under_hold: IncidentState | None = None
    subkind: Subkind | None = None
    hurt: YesNo | None = None
    trapped: YesNo | None = None
    facts: Facts = Facts()
    hold_reason: str = ""
    hold_until: datetime | None = None
    merged_into: str | None = None
    main: MainCourse | None = None
    merged: tuple[str, ...] = ()
    unread_merged: Mapping[str, str] = {}
    linked: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    open_tasks: frozenset[str] = frozenset()
    help: TaskState | None = None
    messages: tuple[Message, ...] = ()
    answers: Mapping[str, AppealAnswer] = {}

    @property
    def is_open(self) -> bool:
        """Whether anything is left to be done here."""
        return self.state not in ENDED

    @property
    def unread_ids(self) -> tuple[str, ...]:
        """The messages of its own post that no officer has seen."""
        return tuple(m.id for m in self.messages if m.side is Side.POST and m.read_at is None)

    @property
    def unread(self) -> int:
        """How many messages no officer has seen, those of merged reports among them."""
        return len(self.unread_ids) + len(self.unread_merged)

    def message(self, message: str) -> Message:
        """One of its messages. Raises Refused(NOT_FOUND)."""
        for found in self.messages:
            if found.id == message:
                return found
        raise Refused(ErrorCode.NOT_FOUND)

    @property
    def photo(self) -> str | None:
        """The message with the newest photo that can be shown."""
        shown = (m.id for m in reversed(self.messages) if m.media and m.media.thumbnail)
        return next(shown, None)

    @property
    def course(self) -> MainCourse:
        """What the posts of merged reports are told of this one."""
        return MainCourse(
            state=self.state,
            help=self.help,
            claimed_at=self.claimed_at,
            closed_at=self.closed_at,
        )

    @property
    def is_late(self) -> bool:
        """Whether it arrived over 60 s after the press."""
        return self.received_at - self.pressed_at > LATE_AFTER

    @property
    def is_free(self) -> bool:
        """Whether any officer may take it."""
        return self.is_open and self.claimed_by is None


def begin(subject: str, at: datetime, raised: ev.AlarmRaised) -> Incident:
    """The incident that an alarm makes."""
    return Incident(
        subject=subject,
        version=1,
        state_version=1,
        state=IncidentState.WAITING,
        reference=raised.reference,
        kind=raised.incident_kind,
        mode=raised.mode,
        priority=raised.priority,
        desk=raised.desk,
        post=raised.post,
        post_title=raised.post_title,
        place=raised.place,
        presses=(raised.press,),
        press_times=(raised.pressed_at,),
        pressed_at=raised.pressed_at,
        pressed_at_uncertain=raised.pressed_at_uncertain,
        lesson_ms=raised.lesson_ms,
        last_pressed_at=raised.pressed_at,
        received_at=at,
        waiting_since=at,
    )


def moved(now: Incident, **changes: object) -> Incident:
    """The incident with changes that make an order stale which did not see them."""
    return replace(now, state_version=now.version, **changes)


def waiting_again(now: Incident, at: datetime, *, stale: bool = False) -> Incident:
    """Free, sounding, and escalating from the beginning."""
    return moved(
        now,
        state=IncidentState.WAITING,
        waiting_since=at,
        escalation=Escalation.NONE,
        quiet_until=None,
        claimed_at=None,
        claimed_by=None,
        claimed_by_title="",
        claim_stale=stale,
        before=None,
        under_hold=None,
    )


def back_to(now: Incident, state: IncidentState | None, at: datetime) -> Incident:
    """The state before a hold or a merge.

    One that waited waits anew, and so does one that lost its holder before help was sent for:
    else nobody would hear of it.
    """
    forsaken = state in UNDISPATCHED and now.claimed_by is None
    if state is None or state is IncidentState.WAITING or forsaken:
        return waiting_again(now, at, stale=now.claim_stale)
    return moved(now, state=state, before=None)
