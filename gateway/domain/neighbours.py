"""Gotong royong: what neighbours' phones answer to an appeal for help near them."""

from gateway.domain.order import Order
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import AppealAnswer
from gateway.protocol.errors import ErrorCode, Refused


def answer_nearby(world: World, order: Order, body: do.AnswerAppeal) -> list[Change]:
    """A partner's phone answers an incident that is near."""
    about = world.incident(body.incident)
    partner = world.partner(order.actor.subject)
    if not world.reach(partner).covers(about):
        raise Refused(ErrorCode.NOT_FOUND)
    if not about.is_open:
        raise Refused(ErrorCode.WRONG_STATE)
    if not says_more(about.answers.get(partner.subject), body.answer):
        return []
    answered = ev.AppealAnswered(by=partner.subject, title=partner.title, answer=body.answer)
    return [Change(subject=about.subject, data=answered)]


def says_more(held: AppealAnswer | None, answer: AppealAnswer) -> bool:
    """Whether an answer is to be recorded: to have seen an appeal says less than any other."""
    if held is None:
        return True
    return answer not in (held, AppealAnswer.SEEN)
