"""What an audience sees of a subject, and of an event. One pure function, never stored."""

from collections.abc import Callable

import msgspec

from gateway.domain import (
    agency_view,
    broadcast_view,
    call_view,
    device_view,
    guest_view,
    incident_view,
    officer_view,
    outlet,
    sound_rules,
)
from gateway.domain.agency import Agency
from gateway.domain.agency_task import AgencyTask
from gateway.domain.area import Land
from gateway.domain.audience import Audience, AudienceKind, reads, sees, sees_whole
from gateway.domain.broadcast import Broadcast
from gateway.domain.call import Call
from gateway.domain.desk import DeskCover
from gateway.domain.device import Console, Partner, Post
from gateway.domain.guest import GuestReport
from gateway.domain.incident import Incident
from gateway.domain.kentongan import Kentongan
from gateway.domain.officer import Officer
from gateway.domain.outlet import Outlet
from gateway.domain.sound_rules import SoundRules
from gateway.domain.talk import Talk
from gateway.domain.world import Entry, State
from gateway.protocol.messages import EventItem
from gateway.protocol.views import AnyView, LandView, TalkView

_NOTHING = msgspec.Raw(b"{}")


def view(state: State, audience: Audience) -> AnyView | None:
    """The subject's newest picture for this audience; None when it may see nothing of it."""
    if not sees(state, audience):
        return None
    match state:
        case Incident():
            if audience.kind is AudienceKind.POST:
                return incident_view.report(state)
            if audience.kind is AudienceKind.PARTNER:
                return incident_view.nearby(state, audience.partner)
            if sees_whole(state, audience):
                return incident_view.incident(state)
            return incident_view.alarm(state)
        case Post():
            return device_view.post(state, open_code=audience.kind is AudienceKind.DESK)
        case Console():
            return device_view.console(state)
        case Partner():
            if audience.kind is AudienceKind.PARTNER:
                return device_view.own_phone(state)
            if audience.kind is AudienceKind.POST:
                return device_view.contact(state)
            return device_view.partner(state)
        case Officer():
            return officer_view.officer(state)
        case AgencyTask():
            if audience.kind is AudienceKind.PARTNER:
                return agency_view.assignment(state)
            return agency_view.task(state)
        case Broadcast():
            if audience.kind is AudienceKind.POST:
                return broadcast_view.appeal(state, audience.post)
            return broadcast_view.broadcast(state)
        case Call():
            if audience.party:
                return call_view.party_call(state, audience.party)
            return call_view.call(state)
        case DeskCover():
            return call_view.desk(state)
        case Kentongan():
            return broadcast_view.kentongan(state)
        case Agency():
            return agency_view.agency(state)
        case Outlet():
            return outlet.view(state)
        case Talk():
            return TalkView(
                subject=state.subject,
                version=state.version,
                post=state.post,
                post_title=state.post_title,
                lines=state.lines,
            )
        case GuestReport():
            if audience.kind is AudienceKind.POST:
                return guest_view.ticket(state)
            if sees_whole(state, audience):
                return guest_view.report(state)
            return guest_view.figure(state)
        case SoundRules():
            return sound_rules.view(state)
        case Land():
            return LandView(subject=state.subject, version=state.version)


def item(
    entry: Entry, state: State, audience: Audience, title_of: Callable[[str], str], *, last: bool
) -> EventItem | None:
    """The event as this audience sees it; ``last`` adds the subject's picture."""
    if not sees(state, audience):
        return None
    whole, told = sees_whole(state, audience), reads(entry.data, state, audience)
    return EventItem(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor if whole else "",
        actor_title=title_of(entry.actor) if whole else "",
        subject=entry.subject,
        version=entry.version,
        kind=str(type(entry.data).__struct_config__.tag),
        data=msgspec.Raw(msgspec.json.encode(entry.data)) if told else _NOTHING,
        view=view(state, audience) if last else None,
    )
