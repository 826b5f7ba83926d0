"""Writing to the other side, and telling how far its messages came."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.following import followers, main_of
from gateway.domain.incident import Incident
from gateway.domain.incident_orders import of_desk
from gateway.domain.order import ActorKind, Order, RecordErasedMedia, RecordMedia
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import Side
from gateway.protocol.errors import ErrorCode, Refused


def send(world: World, order: Order, body: do.SendMessage) -> list[Change]:
    """Write. A post may in any state: what it wrote offline must not be lost by arriving late.

    An officer speaks to the posts of merged reports too, and hears of it where they go on.
    """
    if not (body.text.strip() or body.phrase or body.media):
        raise Refused(ErrorCode.BAD_FRAME)
    found, side = _addressed(world, order, body)
    if body.media is not None and side is not Side.POST:
        raise Refused(ErrorCode.FORBIDDEN)
    main = main_of(world, found)
    if side is Side.OFFICER and not main.is_open:
        raise Refused(ErrorCode.WRONG_STATE)
    sent = ev.MessageSent(
        message=order.id,
        side=side,
        text=body.text,
        phrase=body.phrase,
        media=body.media,
        written_at=order.acted_at,
    )
    changes = [Change(subject=found.subject, data=sent)]
    if side is Side.OFFICER:
        # One event, several posts: all of them are spoken to.
        changes += [Change(subject=each.subject, data=sent) for each in followers(world, found)]
    elif main is not found:
        wrote = ev.MergedPostWrote(
            incident=found.subject, message=order.id, post_title=found.post_title
        )
        changes.append(Change(subject=main.subject, data=wrote))
    return changes


def mark(world: World, order: Order, body: do.MarkMessages) -> list[Change]:
    """Record how far the other side's messages came; what is known already adds nothing."""
    found, own = _talking(world, order, body.incident)
    known = {message.id: message for message in found.messages if message.side is not own}
    if not known.keys() >= set(body.messages):
        raise Refused(ErrorCode.NOT_FOUND)
    fresh = tuple(m for m in dict.fromkeys(body.messages) if not known[m].carries(body.mark))
    if not fresh:
        return []
    marked = ev.MessagesMarked(messages=fresh, mark=body.mark)
    main = main_of(world, found)
    told = [found] if own is Side.POST or main is found else [found, main]
    return [Change(subject=each.subject, data=marked) for each in told]


def record_media(world: World, order: Order, body: RecordMedia) -> list[Change]:
    """Write down that what a message announced is stored, or why it could not be taken."""
    found = world.incident(body.incident)
    media = found.message(body.message).media
    if media is None or media.settled:
        return []
    if body.refused is not None:
        refused = ev.MediaRefused(message=body.message, reason=body.refused)
        return [Change(subject=found.subject, data=refused)]
    stored = ev.MediaStored(
        message=body.message,
        sort=media.announced.sort,
        size=body.size,
        width=body.width,
        height=body.height,
        seconds=media.announced.seconds,
        file=body.file,
        thumbnail=body.thumbnail,
    )
    return [Change(subject=found.subject, data=stored)]


def record_erased(world: World, order: Order, body: RecordErasedMedia) -> list[Change]:
    """Write down that the files of a message were removed."""
    found = world.incident(body.incident)
    return [Change(subject=found.subject, data=ev.MediaErased(message=body.message))]


def _addressed(world: World, order: Order, body: do.SendMessage) -> tuple[Incident, Side]:
    """A post names its press, since it may not know the incident yet; an officer the incident."""
    if order.actor.kind is ActorKind.POST and body.press is not None:
        raised = world.incident_of_press(body.press)
        return _talking(world, order, raised.subject)
    if order.actor.kind is ActorKind.OFFICER and body.incident is not None:
        return _talking(world, order, body.incident)
    raise Refused(ErrorCode.BAD_FRAME)


def _talking(world: World, order: Order, subject: str) -> tuple[Incident, Side]:
    if order.actor.kind is not ActorKind.POST:
        return of_desk(world, order, subject), Side.OFFICER
    found = world.incident(subject)
    if found.post != order.actor.subject:
        raise Refused(ErrorCode.NOT_FOUND)
    return found, Side.POST


DECIDERS: Final[Deciders] = {
    do.SendMessage: send,
    do.MarkMessages: mark,
    RecordMedia: record_media,
    RecordErasedMedia: record_erased,
}
