"""Gotong royong: neighbours answer a call for help, and the incident counts them."""

from collections import Counter
from collections.abc import Mapping

from gateway.domain.order import ActorKind, Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import CallAnswer
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import Neighbours


def answer_call(world: World, order: Order, body: do.AnswerCall) -> list[Change]:
    """Answer a call nearby. To have seen it says less than any other answer.

    A post may answer any call but its own: it knows only those that were sent to it.
    """
    found = world.incident(body.incident)
    party = order.actor.subject
    if order.actor.kind is ActorKind.PARTNER and not world.reach(party).covers(found):
        raise Refused(ErrorCode.NOT_FOUND)
    if found.post == party:
        raise Refused(ErrorCode.FORBIDDEN)
    if not found.is_open:
        raise Refused(ErrorCode.WRONG_STATE)
    held = found.answers.get(party)
    if held is body.answer or (held is not None and body.answer is CallAnswer.SEEN):
        return []
    answered = ev.CallAnswered(party=party, party_title=order.actor.title, answer=body.answer)
    return [Change(subject=found.subject, data=answered)]


def counted(answers: Mapping[str, CallAnswer]) -> Neighbours:
    """How many gave each answer."""
    count = Counter(answers.values())
    return Neighbours(
        seen=count[CallAnswer.SEEN],
        on_my_way=count[CallAnswer.ON_MY_WAY],
        on_scene=count[CallAnswer.ON_SCENE],
        need_help=count[CallAnswer.NEED_HELP],
    )
