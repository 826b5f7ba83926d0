"""Commands about posts, consoles and phones."""

from gateway.protocol.commands.base import Body
from gateway.protocol.enums import Desk, PartnerRole, SoundState
from gateway.protocol.fields import (
    AreaCode,
    Instant,
    Latitude,
    Longitude,
    Name,
    Neighbourhood,
    OptionalText,
    Subject,
    Telephone,
)


class ReportSound(Body, frozen=True, kw_only=True, tag="report_sound"):
    """A console tells what it can prove about its loudspeaker. ``output`` is the device's label."""

    state: SoundState
    output: OptionalText = ""


class AddPost(Body, frozen=True, kw_only=True, tag="add_post"):
    """Register a watch post. The answer's grant carries its enrolment code."""

    title: Name
    area: AreaCode
    lat: Latitude | None = None
    lon: Longitude | None = None
    rt: Neighbourhood = ""
    rw: Neighbourhood = ""


class WatchPost(Body, frozen=True, kw_only=True, tag="watch_post"):
    """Keep an eye on a post until a time, with a reason that all officers read; without a time the
    watch is over."""

    post: Subject
    reason: OptionalText = ""
    until: Instant | None = None


class AddConsole(Body, frozen=True, kw_only=True, tag="add_console"):
    """Register a console. The answer's grant carries its enrolment code."""

    title: Name
    desks: tuple[Desk, ...] = (Desk.SATPOL_PP, Desk.PSC_119)


class AddPartner(Body, frozen=True, kw_only=True, tag="add_partner"):
    """Register a partner's phone. The answer's grant carries its enrolment code.

    ``posts`` are those whose alarms concern them; ``agency`` gives its tasks to them.
    """

    title: Name
    phone: Telephone
    role: PartnerRole
    posts: tuple[Subject, ...] = ()
    agency: Subject | None = None


class IssueCode(Body, frozen=True, kw_only=True, tag="issue_code"):
    """Make a new enrolment code for a device; the older one is void."""

    device: Subject


class RevokeDevice(Body, frozen=True, kw_only=True, tag="revoke_device"):
    """Take away a device's key; its connection is closed within 5 s."""

    device: Subject
