"""What an officer or a resident says about an incident: kind, priority, facts, answers, ticks."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.incident import Incident, desk_of
from gateway.domain.incident_orders import of_desk
from gateway.domain.order import Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.errors import ErrorCode, Refused


def set_priority(world: World, order: Order, body: do.SetPriority) -> list[Change]:
    """Correct the priority."""
    found = _open_of_desk(world, order, body.incident)
    if found.priority is body.priority:
        return []
    changed = ev.PriorityChanged(was=found.priority, priority=body.priority)
    return [Change(subject=found.subject, data=changed)]


def set_kind(world: World, order: Order, body: do.SetKind) -> list[Change]:
    """Correct what it is about; another kind may be another desk's."""
    found = _open_of_desk(world, order, body.incident)
    if (found.kind, found.subkind) == (body.kind, body.subkind):
        return []
    changed = ev.KindChanged(
        was=found.kind,
        incident_kind=body.kind,
        subkind=body.subkind,
        desk=found.desk if body.kind is found.kind else desk_of(body.kind),
    )
    return [Change(subject=found.subject, data=changed)]


def set_facts(world: World, order: Order, body: do.SetFacts) -> list[Change]:
    """Write down what is known, in any state."""
    found = of_desk(world, order, body.incident)
    if found.facts == body.facts:
        return []
    return [Change(subject=found.subject, data=ev.FactsWritten(facts=body.facts))]


def answer(world: World, order: Order, body: do.AnswerQuestions) -> list[Change]:
    """The resident's answers; what they skip stays as it is."""
    found = world.incident_of_press(body.press)
    if found.post != order.actor.subject:
        raise Refused(ErrorCode.NOT_FOUND)
    if body.subkind is None and body.hurt is None and body.trapped is None:
        return []
    answered = ev.QuestionsAnswered(subkind=body.subkind, hurt=body.hurt, trapped=body.trapped)
    return [Change(subject=found.subject, data=answered)]


def tick(world: World, order: Order, body: do.TickItem) -> list[Change]:
    """Tick or untick a line of an SOP card."""
    found = of_desk(world, order, body.incident)
    if (f"{body.card}/{body.item}" in found.ticked) is body.done:
        return []
    ticked = ev.ItemTicked(card=body.card, revision=body.revision, item=body.item, done=body.done)
    return [Change(subject=found.subject, data=ticked)]


def _open_of_desk(world: World, order: Order, subject: str) -> Incident:
    found = of_desk(world, order, subject)
    if not found.is_open:
        raise Refused(ErrorCode.WRONG_STATE)
    return found


DECIDERS: Final[Deciders] = {
    do.SetPriority: set_priority,
    do.SetKind: set_kind,
    do.SetFacts: set_facts,
    do.AnswerQuestions: answer,
    do.TickItem: tick,
}
