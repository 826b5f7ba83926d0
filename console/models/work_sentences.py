"""What happened while an incident was worked: facts, turns, joining, agencies, SOP card."""

from collections.abc import Mapping
from typing import Final

from console.i18n import Words
from gateway.protocol import events
from gateway.protocol.enums import AppealAnswer, ContactChannel, Subkind, TaskState, YesNo
from gateway.protocol.events import AnyEvent
from gateway.protocol.views import Facts

#: The sentence, and what a person wrote, if anything.
Said = tuple[str, str]

INKS: Final[Mapping[type, str]] = {
    events.IncidentHeld: "p3",
    events.IncidentReopened: "p2",
    events.IncidentControlled: "good",
    events.ItemTicked: "dim",
}

#: What a task's state is to the eye.
TASK_INKS: Final[Mapping[TaskState, str]] = {
    TaskState.SENT: "p2",
    TaskState.ACKNOWLEDGED: "good",
    TaskState.EN_ROUTE: "good",
    TaskState.ON_SCENE: "good",
    TaskState.DONE: "dim",
    TaskState.NO_ANSWER: "p1",
    TaskState.REFUSED: "p1",
    TaskState.WITHDRAWN: "dim",
}
#: A neighbour who calls for more help is as loud as the alarm itself.
ANSWER_INKS: Final[Mapping[AppealAnswer, str]] = {
    AppealAnswer.SEEN: "dim",
    AppealAnswer.COMING: "text",
    AppealAnswer.ON_SCENE: "good",
    AppealAnswer.NEEDS_HELP: "p1",
}
_PLAIN: Final[Mapping[type, str]] = {
    events.VerificationBegun: "event.verification_begun",
    events.IncidentControlled: "event.incident_controlled",
    events.IncidentResumed: "event.incident_resumed",
}


def work_said(
    event: AnyEvent | None, words: Words, who: str, titles: Mapping[str, str]
) -> Said | None:
    """What to say of an event of this part; None for any other.

    ``titles`` also names other incidents by subject and lines of SOP cards by ``card/item``.
    """
    t = words.t
    match event:
        case events.VerificationBegun() | events.IncidentControlled() | events.IncidentResumed():
            return t(_PLAIN[type(event)], officer=who), ""
        case events.IncidentHeld(reason=reason, until=until):
            return t("event.incident_held", officer=who, time=words.short_clock(until)), reason
        case events.IncidentReopened(officer_title=officer):
            return t("event.incident_reopened", officer=officer or who), ""
        case events.ItemTicked(card=card, item=item, done=done):
            line = titles.get(f"{card}/{item}", item)
            return t("event.item_ticked" if done else "event.item_unticked", line=line), ""
        case events.TaskMoved():
            return _task_said(event, words, who)
        case events.NeighboursCalled(posts=posts):
            return t("event.neighbours_called", officer=who, n=posts), ""
        case events.AppealAnswered(title=neighbour, answer=answer):
            return t(f"event.appeal_answered.{answer.value}", who=neighbour or who), ""
    return _fact_said(event, words, who) or _joining_said(event, words, titles)


def facts_line(facts: Facts, words: Words) -> str:
    """The facts that are known, one to a line."""
    lines = []
    for name in facts.__struct_fields__:
        said = getattr(facts, name)
        if said:
            lines.append(words.t(f"facts.{name}") + f": {said}")
    return "\n".join(lines)


def answers_line(
    subkind: Subkind | None, hurt: YesNo | None, trapped: YesNo | None, words: Words
) -> str:
    """What the resident answered by pictures."""
    parts = [words.t(f"subkind.{subkind.value}")] if subkind else []
    parts += [words.t(f"hurt.{hurt.value}")] if hurt else []
    parts += [words.t(f"trapped.{trapped.value}")] if trapped else []
    return " · ".join(parts)


def _task_said(event: events.TaskMoved, words: Words, who: str) -> Said:
    agency = event.agency_title or words.t(f"agency_sort.{event.agency_sort.value}")
    if event.state in (TaskState.SENT, TaskState.NO_ANSWER):
        # Of these the words are the contact that was tried.
        way = event.words or words.t(f"contact.{event.channel.value}")
        return words.t(f"event.task.{event.state.value}", agency=agency, way=way), ""
    said = words.t(f"event.task.{event.state.value}", agency=agency)
    if event.channel is ContactChannel.SOFTWARE:
        return said, event.words
    way = words.t(f"contact.{event.channel.value}")
    return words.t("event.task_on_behalf", said=said, officer=who, way=way), event.words


def _fact_said(event: AnyEvent | None, words: Words, who: str) -> Said | None:
    t = words.t
    match event:
        case events.PriorityChanged(was=was, priority=priority):
            old, new = t(f"priority.{was.value}"), t(f"priority.{priority.value}")
            return t("event.priority_changed", officer=who, was=old, now=new), ""
        case events.KindChanged(was=was, incident_kind=kind, subkind=subkind):
            new = t(f"subkind.{subkind.value}") if subkind else words.kind(kind)
            return t("event.kind_changed", officer=who, was=words.kind(was), now=new), ""
        case events.FactsWritten(facts=facts):
            # Erased facts come as an empty string.
            known = facts_line(facts, words) if isinstance(facts, Facts) else ""
            return t("event.facts_written", officer=who), known
        case events.QuestionsAnswered(subkind=subkind, hurt=hurt, trapped=trapped):
            answers = answers_line(subkind, hurt, trapped, words)
            return t("event.questions_answered", answers=answers), ""
    return None


def _joining_said(event: AnyEvent | None, words: Words, titles: Mapping[str, str]) -> Said | None:
    t, other = words.t, words.t("who.other_incident")
    match event:
        case events.IncidentMerged(into=into):
            return t("event.incident_merged", reference=titles.get(into, other)), ""
        case events.IncidentUnmerged(out_of=out_of):
            return t("event.incident_unmerged", reference=titles.get(out_of, other)), ""
        case events.CourseFollowed(state=state):
            return t("event.course_followed", state=words.state(state)), ""
        case events.MergedPostWrote(post_title=post):
            return t("event.merged_post_wrote", post=post), ""
        case events.IncidentAbsorbed(reference=reference):
            return t("event.incident_absorbed", reference=reference), ""
        case events.IncidentParted(reference=reference):
            return t("event.incident_parted", reference=reference), ""
        case events.IncidentLinked(reference=reference):
            return t("event.incident_linked", reference=reference), ""
        case events.PressSplit(reference=reference):
            return t("event.press_split", reference=reference), ""
    return None
