"""The incident, from the first press to its closing."""

from typing import ClassVar

from gateway.protocol.enums import (
    Desk,
    Disposition,
    Escalation,
    IncidentState,
    Kind,
    Mode,
    Priority,
    Subkind,
    TaskState,
    YesNo,
)
from gateway.protocol.events.base import EventData
from gateway.protocol.fields import Instant
from gateway.protocol.views import Facts, Place


class AlarmRaised(EventData, frozen=True, kw_only=True, tag="alarm_raised"):
    """A post raised an alarm; the incident exists from here. ``press`` is the command's id.

    ``lesson_ms``: in a drill of a lesson, from its start to the press.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("post_title",)
    press: str
    reference: str
    incident_kind: Kind
    mode: Mode
    priority: Priority
    desk: Desk
    post: str
    post_title: str = ""
    place: Place
    pressed_at: Instant
    pressed_at_uncertain: bool
    lesson_ms: int | None = None


class PressedAgain(EventData, frozen=True, kw_only=True, tag="pressed_again"):
    """The same post pressed the same button within 3 minutes, while the incident was open."""

    press: str
    pressed_at: Instant


class PressCancelled(EventData, frozen=True, kw_only=True, tag="press_cancelled"):
    """The resident took a press back. ``all_cancelled``: no press is left standing."""

    press: str
    all_cancelled: bool


class IncidentShown(EventData, frozen=True, kw_only=True, tag="incident_shown"):
    """A console painted the incident for the first time."""

    console: str


class IncidentHeard(EventData, frozen=True, kw_only=True, tag="incident_heard"):
    """An officer stopped the tone until ``quiet_until``."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("officer_title",)
    officer: str
    officer_title: str = ""
    quiet_until: Instant


class IncidentClaimed(EventData, frozen=True, kw_only=True, tag="incident_claimed"):
    """An officer took the incident."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("officer_title",)
    officer: str
    officer_title: str = ""


class IncidentReleased(EventData, frozen=True, kw_only=True, tag="incident_released"):
    """The holder gave the incident back; it waits again and sounds."""

    officer: str


class ClaimWentStale(EventData, frozen=True, kw_only=True, tag="claim_went_stale"):
    """The holder's session has had no beat for 45 s; the incident waits again and sounds."""

    officer: str


class NoteAdded(EventData, frozen=True, kw_only=True, tag="note_added"):
    """A note of an officer."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("text",)
    text: str = ""


class IncidentEscalated(EventData, frozen=True, kw_only=True, tag="incident_escalated"):
    """Nobody claimed in time. ``due_at`` is when the step was due."""

    step: Escalation
    due_at: Instant


class IncidentClosed(EventData, frozen=True, kw_only=True, tag="incident_closed"):
    """The incident ended."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("text",)
    disposition: Disposition
    text: str = ""


class PriorityChanged(EventData, frozen=True, kw_only=True, tag="priority_changed"):
    """An officer corrected the priority."""

    was: Priority
    priority: Priority


class KindChanged(EventData, frozen=True, kw_only=True, tag="kind_changed"):
    """An officer corrected what it is about."""

    was: Kind
    incident_kind: Kind
    subkind: Subkind | None
    desk: Desk


class FactsWritten(EventData, frozen=True, kw_only=True, tag="facts_written"):
    """What is known now, whole."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("facts",)
    facts: Facts = Facts()


class QuestionsAnswered(EventData, frozen=True, kw_only=True, tag="questions_answered"):
    """The resident answered by pictures; None was skipped or is unchanged."""

    subkind: Subkind | None
    hurt: YesNo | None
    trapped: YesNo | None


class VerificationBegun(EventData, frozen=True, kw_only=True, tag="verification_begun"):
    """The holder is finding out whether it is so."""


class IncidentControlled(EventData, frozen=True, kw_only=True, tag="incident_controlled"):
    """The danger is over."""


class IncidentHeld(EventData, frozen=True, kw_only=True, tag="incident_held"):
    """Put aside until a time; then it sounds."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("reason",)
    reason: str = ""
    until: Instant


class IncidentResumed(EventData, frozen=True, kw_only=True, tag="incident_resumed"):
    """Taken up again after a hold."""


class IncidentMerged(EventData, frozen=True, kw_only=True, tag="incident_merged"):
    """The same event as another incident, where it goes on."""

    into: str


class IncidentAbsorbed(EventData, frozen=True, kw_only=True, tag="incident_absorbed"):
    """Another incident was found to be the same event as this one. ``unread``: its post's messages
    that no officer has seen."""

    incident: str
    reference: str
    unread: tuple[str, ...] = ()


class IncidentUnmerged(EventData, frozen=True, kw_only=True, tag="incident_unmerged"):
    """It was another event after all."""

    out_of: str


class IncidentParted(EventData, frozen=True, kw_only=True, tag="incident_parted"):
    """An incident that was merged into this one goes its own way again."""

    incident: str
    reference: str


class CourseFollowed(EventData, frozen=True, kw_only=True, tag="course_followed"):
    """The incident that this one goes on in has moved: what the post of this one is told of it.

    ``help`` is how far help is; ``claimed_at`` and ``closed_at`` are those of the other.
    """

    incident: str
    state: IncidentState
    help: TaskState | None
    claimed_at: Instant | None
    closed_at: Instant | None


class MergedPostWrote(EventData, frozen=True, kw_only=True, tag="merged_post_wrote"):
    """The post of an incident that was merged into this one wrote there."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("post_title",)
    incident: str
    message: str
    post_title: str = ""


class IncidentLinked(EventData, frozen=True, kw_only=True, tag="incident_linked"):
    """Another incident has to do with this one."""

    other: str
    reference: str


class PressSplit(EventData, frozen=True, kw_only=True, tag="press_split"):
    """A later press was about something else and became an incident of its own."""

    press: str
    incident: str
    reference: str


class IncidentReopened(EventData, frozen=True, kw_only=True, tag="incident_reopened"):
    """Closed too early; whoever opened it again holds it."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("officer_title",)
    officer: str
    officer_title: str = ""


class ItemTicked(EventData, frozen=True, kw_only=True, tag="item_ticked"):
    """A line of an SOP card was ticked or unticked."""

    card: str
    revision: int
    item: str
    done: bool
