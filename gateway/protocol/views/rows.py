"""Rows that queries answer with."""

from msgspec import Struct

from gateway.protocol.enums import AgencySort, Kind, Priority
from gateway.protocol.fields import Instant, Subject
from gateway.protocol.views.values import Place, RondaHours


class AreaView(Struct, frozen=True, kw_only=True):
    """A desa or kelurahan with its kecamatan, for choosing the place of a post."""

    area: str
    desa: str
    kecamatan: str
    lat: float
    lon: float


class DrillScore(Struct, frozen=True, kw_only=True):
    """How one drill of a lesson went, read from the journal.

    Seconds: ``press_s`` from the start of the lesson to the press, None where it was no lesson;
    ``claim_s`` from the press to the first claim, None while there is none. ``came``:
    neighbours who said that they were there.
    """

    incident: Subject
    reference: str
    post: Subject
    post_title: str
    kind: Kind
    at: Instant
    press_s: float | None
    claim_s: float | None
    came: int = 0


class BoundaryView(Struct, frozen=True, kw_only=True):
    """The outline of a kecamatan, desa or kelurahan; ``lat`` and ``lon`` are for its name.

    A polygon is its outer ring and its holes. A ring is x, y (longitude, latitude) of its first
    point and then the steps to the next ones, in 1e-5 degrees, without the step back to the first.
    """

    area: str
    name: str
    lat: float
    lon: float
    polygons: list[list[list[int]]]


class ReachView(Struct, frozen=True, kw_only=True):
    """Whom a broadcast would call."""

    posts: int


class RondaView(Struct, frozen=True, kw_only=True):
    """A post whose ronda is on. ``missing``: the hours of this night that began, and passed without
    a press."""

    post: Subject
    title: str
    place: Place
    hours: RondaHours
    safe_at: Instant | None
    missing: tuple[Instant, ...]


class CardLineView(Struct, frozen=True, kw_only=True):
    """A line of a run card at this place. ``agency`` is None where no agency of the sort serves."""

    sort: AgencySort
    level: int
    when: str
    agency: Subject | None


class SopItemView(Struct, frozen=True, kw_only=True):
    """A line of an SOP card. ``id`` is what a tick names and is never reused."""

    id: str
    text: str


class SopView(Struct, frozen=True, kw_only=True):
    """A checklist; ``revision`` goes with each tick, so that it is known what was read."""

    id: str
    revision: int
    title: str
    items: tuple[SopItemView, ...]


class CardView(Struct, frozen=True, kw_only=True):
    """What is to be done for one incident: its run card and its SOP card, chosen by the gateway."""

    id: str
    revision: int
    priority: Priority
    lines: tuple[CardLineView, ...]
    questions: tuple[str, ...]
    sop: SopView | None


class IceServer(Struct, frozen=True, kw_only=True):
    """One way through firewalls. ``relay_only``: the network lets no direct media through."""

    urls: tuple[str, ...]
    username: str = ""
    credential: str = ""
    expires_at: Instant | None = None
    relay_only: bool = False
