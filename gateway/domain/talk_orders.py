"""Writing between a post and its Ketua RT, and telling how far it came."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.device import Post
from gateway.domain.order import ActorKind, Order, PurgeTalks
from gateway.domain.partner import keeps_guests
from gateway.domain.talk import Talk, subject_of
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import Mark, Side
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import TalkLine


def write(world: World, order: Order, body: do.WriteTalk) -> list[Change]:
    """Write to the other side."""
    if not (body.text.strip() or body.phrase):
        raise Refused(ErrorCode.BAD_FRAME)
    post = _post(world, order, body.post)
    by_post = order.actor.kind is ActorKind.POST
    written = ev.TalkWritten(
        message=order.id,
        post=post.subject,
        post_title=post.title,
        side=Side.POST if by_post else Side.PARTNER,
        title="" if by_post else order.actor.title,
        text=body.text,
        phrase=body.phrase,
    )
    return [Change(subject=subject_of(post.subject), data=written)]


def mark(world: World, order: Order, body: do.MarkTalk) -> list[Change]:
    """Record how far the other side's messages came; what is known already adds nothing."""
    found = world.find(subject_of(_post(world, order, body.post).subject))
    if not isinstance(found, Talk):
        raise Refused(ErrorCode.NOT_FOUND)
    own = Side.POST if order.actor.kind is ActorKind.POST else Side.PARTNER
    known = {line.id: line for line in found.lines if line.side is not own}
    news = tuple(m for m in dict.fromkeys(body.messages) if _is_news(known.get(m), body.mark))
    if not news:
        return []
    return [Change(subject=found.subject, data=ev.TalkMarked(messages=news, mark=body.mark))]


def purge(world: World, order: Order, body: PurgeTalks) -> list[Change]:
    """Record that old messages are gone; the store takes them away in the same commit."""
    cleared = ev.TalkCleared(before=body.before)
    changes = [Change(subject=talk, data=cleared) for talk in body.talks if world.holds(talk)]
    erased = ev.PersonalErased(rows=body.rows, reason="retention")
    return [*changes, Change(subject=f"personal:{order.id}", data=erased)]


def _post(world: World, order: Order, named: str | None) -> Post:
    """The post that is spoken about. Raises Refused (NOT_FOUND, FORBIDDEN)."""
    if order.actor.kind is ActorKind.POST:
        return world.post(order.actor.subject)
    partner = world.partner(order.actor.subject)
    if not keeps_guests(partner):
        raise Refused(ErrorCode.FORBIDDEN)
    post = named or (partner.posts[0] if len(partner.posts) == 1 else "")
    if post not in partner.posts:
        raise Refused(ErrorCode.NOT_FOUND)
    return world.post(post)


def _is_news(line: TalkLine | None, mark: Mark) -> bool:
    if line is None:
        return False
    return (line.read_at if mark is Mark.READ else line.delivered_at) is None


DECIDERS: Final[Deciders] = {
    do.WriteTalk: write,
    do.MarkTalk: mark,
    PurgeTalks: purge,
}
