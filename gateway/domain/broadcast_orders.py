"""What may be done about broadcasts, and what follows from it."""

from collections.abc import Sequence
from typing import Final

from gateway.domain import kentongan
from gateway.domain.broadcast import Broadcast
from gateway.domain.broadcast_target import nearest, posts_meant
from gateway.domain.decider import Deciders
from gateway.domain.device import Post
from gateway.domain.incident import Incident
from gateway.domain.incident_orders import check_seen, of_desk
from gateway.domain.neighbours import answer_nearby, says_more
from gateway.domain.order import ActorKind, EndDueBroadcast, Order
from gateway.domain.rights import check_desk
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import AppealAnswer
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.targets import AroundIncident


def broadcast(world: World, order: Order, body: do.Broadcast) -> list[Change]:
    """Call the posts of a target."""
    about = None
    if body.incident is not None:
        about = _taken(world, order, body.incident)
        if about.mode is not body.mode:
            raise Refused(ErrorCode.MODES_MIX)
    if body.rhythm is not None:
        kentongan.check_playable(body.rhythm)
    posts = posts_meant(body.target, world.posts(), about)
    return _sent(world, order, body, posts, about)


def relay(world: World, order: Order, body: do.RelayAlarm) -> list[Change]:
    """Call the nearest posts to a taken incident; those that are called already add nothing."""
    about = _taken(world, order, body.incident)
    rules = world.broadcast_rules
    near = nearest(about, world.posts(), rules.relay_m, rules.relay_posts)
    if not near:
        raise Refused(ErrorCode.NO_POSTS)
    called = {p for b in world.broadcasts_about(about.subject) if b.is_open for p in b.posts}
    posts = [post for post in near if post.subject not in called]
    if not posts:
        return []
    asked = do.Broadcast(
        text="-",
        kind=about.kind,
        mode=about.mode,
        target=AroundIncident(metres=rules.relay_m),
        incident=about.subject,
    )
    return _sent(world, order, asked, posts, about, text="")


def confirm(world: World, order: Order, body: do.ConfirmBroadcast) -> list[Change]:
    """Record what a tablet truly did; what it told before stands."""
    sent, post = _received(world, order, body.broadcast)
    appeal = sent.posts[post]
    shown, sounded = appeal.shown or body.shown, appeal.sounded or body.sounded
    if not sent.is_open or (shown, sounded) == (appeal.shown, appeal.sounded):
        return []
    confirmed = ev.BroadcastConfirmed(post=post, shown=shown, sounded=sounded)
    return [Change(subject=sent.subject, data=confirmed)]


def acknowledge(world: World, order: Order, body: do.AcknowledgeBroadcast) -> list[Change]:
    """Record that somebody at a post has read it."""
    sent, post = _received(world, order, body.broadcast)
    if not sent.is_open or not says_more(sent.posts[post].answer, AppealAnswer.SEEN):
        return []
    read = ev.BroadcastAnswered(post=post, answer=AppealAnswer.SEEN)
    return [Change(subject=sent.subject, data=read)]


def end(world: World, order: Order, body: do.EndBroadcast) -> list[Change]:
    """Take it from all tablets."""
    sent = world.broadcast(body.broadcast)
    if sent.desk is not None:
        check_desk(order.actor, sent.desk)
    return [Change(subject=sent.subject, data=ev.BroadcastEnded())] if sent.is_open else []


def end_due(world: World, order: Order, body: EndDueBroadcast) -> list[Change]:
    """Its time is over."""
    sent = world.broadcast(body.broadcast)
    return [Change(subject=sent.subject, data=ev.BroadcastEnded())] if sent.is_open else []


def answer_appeal(world: World, order: Order, body: do.AnswerAppeal) -> list[Change]:
    """A neighbour answers: a post that was called on its broadcast too, a phone on the incident."""
    if order.actor.kind is ActorKind.PARTNER:
        return answer_nearby(world, order, body)
    about = world.incident(body.incident)
    post = world.post(order.actor.subject)
    about_it = [b for b in world.broadcasts_about(about.subject) if post.subject in b.posts]
    if not about_it:
        raise Refused(ErrorCode.NOT_FOUND)
    if not about.is_open:
        raise Refused(ErrorCode.WRONG_STATE)
    if not says_more(about.answers.get(post.subject), body.answer):
        return []
    answered = ev.AppealAnswered(by=post.subject, title=post.title, answer=body.answer)
    told = ev.BroadcastAnswered(post=post.subject, answer=body.answer)
    return [
        Change(subject=about.subject, data=answered),
        *(Change(subject=sent.subject, data=told) for sent in about_it),
    ]


def _taken(world: World, order: Order, subject: str) -> Incident:
    found = of_desk(world, order, subject)
    # Neighbours leave their beds for it: somebody must have confirmed that it is so.
    if not found.is_open or found.claimed_by is None:
        raise Refused(ErrorCode.WRONG_STATE)
    check_seen(found, order)
    return found


def _received(world: World, order: Order, subject: str) -> tuple[Broadcast, str]:
    sent, post = world.broadcast(subject), order.actor.subject
    if post not in sent.posts:
        raise Refused(ErrorCode.NOT_FOUND)
    return sent, post


def _sent(
    world: World,
    order: Order,
    asked: do.Broadcast,
    posts: Sequence[Post],
    about: Incident | None,
    text: str | None = None,
) -> list[Change]:
    subject = f"broadcast:{order.id}"
    sent = ev.BroadcastSent(
        text=asked.text if text is None else text,
        incident_kind=asked.kind,
        rhythm=asked.rhythm,
        flash=asked.flash,
        mode=asked.mode,
        target=asked.target,
        posts=tuple(_appeal(world, asked, post) for post in posts),
        incident=about.subject if about else None,
        reference=about.reference if about else "",
        desk=about.desk if about else None,
        place=about.place if about else None,
        officer=order.actor.subject,
        officer_title=order.actor.title,
        ends_at=order.received_at + world.broadcast_rules.open_for,
    )
    changes = [Change(subject=subject, data=sent)]
    if about is not None:
        called = ev.NeighboursCalled(broadcast=subject, posts=len(posts))
        changes.append(Change(subject=about.subject, data=called))
    return changes


def _appeal(world: World, asked: do.Broadcast, post: Post) -> ev.AppealedPost:
    rhythm = asked.rhythm
    if rhythm is None:
        table = world.kentongan_of(post.place.area)
        rhythm = kentongan.rhythm_for(asked.kind, table, world.broadcast_rules)
    return ev.AppealedPost(post=post.subject, rhythm=rhythm)


DECIDERS: Final[Deciders] = {
    do.Broadcast: broadcast,
    do.RelayAlarm: relay,
    do.ConfirmBroadcast: confirm,
    do.EndBroadcast: end,
    do.AnswerAppeal: answer_appeal,
    do.AcknowledgeBroadcast: acknowledge,
    EndDueBroadcast: end_due,
}
