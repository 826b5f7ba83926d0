"""What leaves the system, in words. Always Indonesian: it goes to people of the regency."""

from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct

from gateway.protocol.enums import Channel, Kind, Mode
from gateway.protocol.views import Place
from resources.i18n import translator

WIB: Final = ZoneInfo("Asia/Jakarta")


class OutboundMessage(Struct, frozen=True, kw_only=True):
    """A message that is due. ``attempts`` were made so far; ``waiting``: nobody took it yet."""

    id: str
    channel: Channel
    incident: str
    kind: Kind
    mode: Mode
    reference: str
    place: Place
    pressed_at: datetime
    waiting: bool
    attempts: int


class Written(NamedTuple):
    """A message in words."""

    subject: str
    body: str


def write(message: OutboundMessage) -> Written:
    """Kind, place, number and time; drills and tests are marked as such (law 7)."""
    t = translator("gateway", "id")
    place = message.place
    key = "relay_place_rt" if place.rt and place.rw else "relay_place"
    values = {
        "mode": t(f"mode_{message.mode}"),
        "kind": t(f"kind_{message.kind}"),
        "reference": message.reference,
        "place": t(key, desa=place.desa, kecamatan=place.kecamatan, rt=place.rt, rw=place.rw),
        "pressed": f"{message.pressed_at.astimezone(WIB):%d/%m/%Y %H.%M}",
    }
    return Written(t("relay_subject", **values), t("relay_body", **values))
