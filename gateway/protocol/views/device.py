"""Pictures of posts, consoles and phones."""

from gateway.protocol.enums import Desk, LinkState, NumberState, PartnerRole, SoundState
from gateway.protocol.fields import Instant, Subject
from gateway.protocol.views.base import View
from gateway.protocol.views.values import Place, QuietHours, RondaHours


class PostView(View, frozen=True, kw_only=True, tag="post"):
    """A watch post in the directory. ``code_expires_at`` is set while an enrolment code is open."""

    title: str
    place: Place
    enrolled: bool
    revoked: bool
    code_expires_at: Instant | None
    link: LinkState
    link_since: Instant | None
    last_alarm_at: Instant | None
    ronda: RondaHours | None = None
    ronda_safe_at: Instant | None = None
    watch_until: Instant | None = None
    watch_reason: str = ""


class ConsoleView(View, frozen=True, kw_only=True, tag="console"):
    """A console of the control room and what it can prove about its loudspeaker."""

    title: str
    desks: tuple[Desk, ...]
    enrolled: bool
    revoked: bool
    code_expires_at: Instant | None
    sound: SoundState
    sound_output: str
    sound_at: Instant | None


class PartnerView(View, frozen=True, kw_only=True, tag="partner"):
    """A partner's phone in the directory. ``phone`` is in E.164.

    ``push``: it can be woken while its page is closed; ``push_ended``: why it can't any more.
    ``quiet``: when only emergencies reach it.
    """

    title: str
    phone: str
    role: PartnerRole
    posts: tuple[Subject, ...]
    agency: Subject | None
    enrolled: bool
    revoked: bool
    code_expires_at: Instant | None
    push: bool = False
    push_ended: str = ""
    number: NumberState = NumberState.UNPROVEN
    quiet: QuietHours | None = None


class ContactView(View, frozen=True, kw_only=True, tag="contact"):
    """A Ketua RT or deputy as the posts see them that may call them; no number. ``paired``: their
    phone can be rung."""

    title: str
    role: PartnerRole
    paired: bool
