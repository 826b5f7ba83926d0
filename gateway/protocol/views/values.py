"""Values that views, commands and events are made of."""

from typing import Annotated, Final

from msgspec import Meta, Struct

from gateway.protocol.enums import (
    AgencySort,
    ContactChannel,
    Desk,
    Kind,
    MediaSort,
    Mode,
    SoundLevel,
)
from gateway.protocol.fields import AreaCode, Latitude, Longitude, Name, OptionalText, Sha256

#: An hour of the day in WIB.
Hour = Annotated[int, Meta(ge=0, le=23)]
#: What a tablet may send at most: bytes, and seconds of a voice note (design section 4).
MEDIA_BYTES: Final = 5_000_000
VOICE_SECONDS: Final = 60


class Place(Struct, frozen=True, kw_only=True):
    """Where a post stands. Names of areas are public; village names repeat, so both are shown."""

    area: str
    desa: str
    kecamatan: str
    rt: str = ""
    rw: str = ""
    lat: float | None = None
    lon: float | None = None


class Facts(Struct, frozen=True, kw_only=True):
    """What is known of an incident, in the officer's words."""

    what: OptionalText = ""
    landmark: OptionalText = ""
    hurt: OptionalText = ""
    hazards: OptionalText = ""


class Attachment(Struct, frozen=True, kw_only=True):
    """What follows a message over ``/ws/media``. ``sha256`` is of the bytes as the tablet sends
    them; ``seconds`` is the length of a voice note."""

    sort: MediaSort
    size: Annotated[int, Meta(ge=1, le=MEDIA_BYTES)]
    sha256: Sha256
    seconds: Annotated[int, Meta(ge=0, le=VOICE_SECONDS)] = 0


class Contact(Struct, frozen=True, kw_only=True):
    """One way to reach an agency; the order in its card is the order in which they are tried.

    ``address`` is a telephone number, a call sign, or empty where the channel needs none.
    """

    channel: ContactChannel
    label: OptionalText = ""
    address: OptionalText = ""


class AgencyCard(Struct, frozen=True, kw_only=True):
    """What the directory says of an agency. ``serves``: kecamatan codes; empty is the regency.

    ``lat`` and ``lon``: where it stands, for distances.
    """

    title: Name
    sort: AgencySort
    serves: tuple[AreaCode, ...] = ()
    contacts: tuple[Contact, ...] = ()
    lat: Latitude | None = None
    lon: Longitude | None = None
    retired: bool = False


class RondaHours(Struct, frozen=True, kw_only=True):
    """When the ronda of a post goes its rounds, in WIB: from the first hour until before the
    last."""

    first: Hour = 22
    last: Hour = 4


class QuietHours(Struct, frozen=True, kw_only=True):
    """When a person is left alone, in WIB: from the first hour until before the last."""

    first: Hour = 22
    last: Hour = 5


class SoundRule(Struct, frozen=True, kw_only=True):
    """Alarms of this kind, mode and desk (None: any) sound at ``level`` from the hour ``first``
    until before ``last``, in WIB; a night goes over midnight, the same hour twice is all day."""

    level: SoundLevel
    kind: Kind | None = None
    mode: Mode | None = None
    desk: Desk | None = None
    first: Hour = 0
    last: Hour = 0


class AppealCounts(Struct, frozen=True, kw_only=True):
    """How many neighbours answered an appeal for help, by their newest answer."""

    seen: int = 0
    coming: int = 0
    on_scene: int = 0
    needs_help: int = 0
