"""What may be done to posts, consoles and partners' phones, and what follows from it."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.device import Console, Device, Partner, Post
from gateway.domain.order import (
    CountTry,
    EnrolDevice,
    FreshCode,
    MarkPostBack,
    MarkPostFlapping,
    MarkPostLost,
    Order,
)
from gateway.domain.telephone import e164
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import ClientKind, LinkState
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import Place

_KINDS: dict[ClientKind, type[Device]] = {
    ClientKind.POST: Post,
    ClientKind.CONSOLE: Console,
    ClientKind.PARTNER: Partner,
}


def add_post(world: World, order: Order, body: do.AddPost) -> list[Change]:
    """Register a post with its place and an enrolment code."""
    area = world.areas.villages.get(body.area)
    if area is None:
        raise Refused(ErrorCode.UNKNOWN_AREA, area=body.area)
    _check_title_free(world, Post, body.title)
    place = Place(
        area=area.area,
        desa=area.desa,
        kecamatan=area.kecamatan,
        rt=body.rt,
        rw=body.rw,
        lat=area.lat if body.lat is None else body.lat,
        lon=area.lon if body.lon is None else body.lon,
    )
    subject = f"post:{order.id}"
    added = ev.PostAdded(title=body.title, place=place)
    return [Change(subject=subject, data=added), _code_issued(subject, order)]


def add_console(world: World, order: Order, body: do.AddConsole) -> list[Change]:
    """Register a console with its desks and an enrolment code."""
    _check_title_free(world, Console, body.title)
    subject = f"console:{order.id}"
    added = ev.ConsoleAdded(title=body.title, desks=body.desks)
    return [Change(subject=subject, data=added), _code_issued(subject, order)]


def add_partner(world: World, order: Order, body: do.AddPartner) -> list[Change]:
    """Register a partner's phone with its posts, its agency and an enrolment code."""
    _check_title_free(world, Partner, body.title)
    posts = tuple(world.post(subject).subject for subject in dict.fromkeys(body.posts))
    if body.agency is not None and world.agency(body.agency).card.retired:
        raise Refused(ErrorCode.WRONG_STATE)
    subject = f"partner:{order.id}"
    added = ev.PartnerAdded(
        title=body.title,
        phone=e164(body.phone),
        role=body.role,
        posts=posts,
        agency=body.agency,
    )
    return [Change(subject=subject, data=added), _code_issued(subject, order)]


def issue_code(world: World, order: Order, body: do.IssueCode) -> list[Change]:
    """Make a new enrolment code; the key that is bound stays good until the code is used."""
    return [_code_issued(world.device(body.device).subject, order)]


def revoke(world: World, order: Order, body: do.RevokeDevice) -> list[Change]:
    """Take the key and any open code away."""
    found = world.device(body.device)
    if found.enrolment.revoked:
        return []
    return [Change(subject=found.subject, data=ev.DeviceRevoked())]


def enrol(world: World, order: Order, body: EnrolDevice) -> list[Change]:
    """Bind the key of a device that knows the code. Of two at once exactly one wins."""
    found = world.device_with_code(body.code_hmac)
    if found is None or not isinstance(found, _KINDS[body.kind]):
        raise Refused(ErrorCode.CODE_WRONG)
    found.enrolment.check_code(order.received_at)
    bound = Change(subject=found.subject, data=ev.DeviceEnrolled(public_key=body.public_key))
    if not isinstance(found, Partner):
        return [bound]
    if not body.pin_hash:
        raise Refused(ErrorCode.PIN_NEEDED)
    return [bound, Change(subject=found.subject, data=ev.PinSet(pin_hash=body.pin_hash))]


def count_try(world: World, order: Order, body: CountTry) -> list[Change]:
    """Count a wrong code against the open codes that begin alike."""
    return [
        Change(subject=found.subject, data=ev.CodeTried())
        for found in world.devices()
        if isinstance(found, _KINDS[body.kind]) and _may_be_meant(found, order, body)
    ]


def _may_be_meant(found: Device, order: Order, body: CountTry) -> bool:
    if found.enrolment.selector != body.selector:
        return False
    try:
        found.enrolment.check_code(order.received_at)
    except Refused:
        return False
    return True


def report_sound(world: World, order: Order, body: do.ReportSound) -> list[Change]:
    """Record what a console can prove about its loudspeaker."""
    console = world.console(order.actor.console or order.actor.subject)
    reported = ev.SoundReported(state=body.state, output=body.output)
    return [Change(subject=console.subject, data=reported)]


def mark_lost(world: World, order: Order, body: MarkPostLost) -> list[Change]:
    """Record that a post fell silent."""
    if world.post(body.post).link is LinkState.LOST:
        return []
    return [Change(subject=body.post, data=ev.PostLost(last_heard_at=body.last_heard_at))]


def mark_back(world: World, order: Order, body: MarkPostBack) -> list[Change]:
    """Record that a post is heard for the first time or again."""
    if world.post(body.post).link is LinkState.ONLINE:
        return []
    return [Change(subject=body.post, data=ev.PostBack(silent_s=body.silent_s))]


def mark_flapping(world: World, order: Order, body: MarkPostFlapping) -> list[Change]:
    """Record that a post comes and goes too often to tell each time."""
    post = world.post(body.post)
    return [Change(subject=post.subject, data=ev.PostFlapping(crossings=body.crossings))]


def _code_issued(subject: str, order: Order) -> Change:
    code: FreshCode | None = order.fresh_code
    if code is None:
        raise ValueError("an order that issues a code must carry one")
    issued = ev.CodeIssued(
        selector=code.selector, code_hmac=code.code_hmac, expires_at=code.expires_at
    )
    return Change(subject=subject, data=issued)


def _check_title_free(world: World, kind: type[Device], title: str) -> None:
    if any(isinstance(d, kind) and d.title == title for d in world.devices()):
        raise Refused(ErrorCode.NAME_TAKEN, title=title)


DECIDERS: Final[Deciders] = {
    do.ReportSound: report_sound,
    do.AddPost: add_post,
    do.AddConsole: add_console,
    do.AddPartner: add_partner,
    do.IssueCode: issue_code,
    do.RevokeDevice: revoke,
    EnrolDevice: enrol,
    CountTry: count_try,
    MarkPostLost: mark_lost,
    MarkPostBack: mark_back,
    MarkPostFlapping: mark_flapping,
}
