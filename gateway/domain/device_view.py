"""The pictures of posts, consoles and phones."""

from datetime import datetime

from gateway.domain.device import Console, Enrolment, Partner, Post
from gateway.protocol.views import ConsoleView, ContactView, OwnPhoneView, PartnerView, PostView


def post(state: Post, *, open_code: bool) -> PostView:
    """A post; its open code only for a desk."""
    return PostView(
        subject=state.subject,
        version=state.version,
        title=state.title,
        place=state.place,
        enrolled=state.enrolment.enrolled,
        revoked=state.enrolment.revoked,
        code_expires_at=_open_code(state.enrolment) if open_code else None,
        link=state.link,
        link_since=state.link_since,
        last_alarm_at=state.last_alarm_at,
        ronda=state.ronda.hours if state.ronda else None,
        ronda_safe_at=state.ronda.safe_at if state.ronda else None,
        # What officers think of a post is not for its own tablet.
        watch_until=state.watch_until if open_code else None,
        watch_reason=state.watch_reason if open_code else "",
    )


def console(state: Console) -> ConsoleView:
    """A console and its sound."""
    return ConsoleView(
        subject=state.subject,
        version=state.version,
        title=state.title,
        desks=state.desks,
        enrolled=state.enrolment.enrolled,
        revoked=state.enrolment.revoked,
        code_expires_at=_open_code(state.enrolment),
        sound=state.sound,
        sound_output=state.sound_output,
        sound_at=state.sound_at,
    )


def partner(state: Partner) -> PartnerView:
    """A partner's phone."""
    return PartnerView(
        subject=state.subject,
        version=state.version,
        title=state.title,
        phone=state.phone,
        role=state.role,
        posts=state.posts,
        agency=state.agency,
        enrolled=state.enrolment.enrolled,
        revoked=state.enrolment.revoked,
        code_expires_at=_open_code(state.enrolment),
        push=state.reaching.push is not None,
        push_ended=state.reaching.push_ended,
        number=state.reaching.number.state,
        quiet=state.reaching.quiet,
    )


def own_phone(state: Partner) -> OwnPhoneView:
    """How the partner's phone can be reached, as it is told itself."""
    push = state.reaching.push
    return OwnPhoneView(
        subject=state.subject,
        version=state.version,
        server_key=push.server_key if push else "",
        push_ended=state.reaching.push_ended,
        quiet=state.reaching.quiet,
        phone=f"…{state.phone[-4:]}",
        number=state.reaching.number.state,
    )


def contact(state: Partner) -> ContactView:
    """Somebody whom the residents of a post may call."""
    return ContactView(
        subject=state.subject,
        version=state.version,
        title=state.title,
        role=state.role,
        paired=state.enrolment.enrolled,
    )


def _open_code(enrolment: Enrolment) -> datetime | None:
    return None if enrolment.code_used else enrolment.code_expires_at
