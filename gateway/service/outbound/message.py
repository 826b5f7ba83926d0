"""What leaves the system, and the letter of the relay in words. The words are Indonesian, as they
go to people of the regency; only a partner's own phone may have chosen others."""

from datetime import datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from msgspec import Struct

from gateway.domain.device import Partner
from gateway.protocol.enums import Channel, Kind, Language, Mode, Topic
from gateway.protocol.views import Place
from resources.i18n import translator

WIB: Final = ZoneInfo("Asia/Jakarta")


class Matter(Struct, frozen=True, kw_only=True):
    """What a message tells of: an incident, a task at one, guests or a call.

    ``at``: when it began.
    """

    incident: str | None
    kind: Kind | None
    mode: Mode
    reference: str
    place: Place | None
    at: datetime


class OutboundMessage(Struct, frozen=True, kw_only=True):
    """A message that is due. ``attempts`` were made so far.

    ``wanted``: it still has to be told. ``emergency``: quiet hours don't count. ``texts_today``:
    how many texts went out today, and how many of them to this partner.
    """

    id: str
    channel: Channel
    topic: Topic
    subject: str
    created_at: datetime
    attempts: int
    wanted: bool
    emergency: bool = True
    matter: Matter | None = None
    partner: Partner | None = None
    texts_today: tuple[int, int] = (0, 0)

    @property
    def name(self) -> str:
        """What logs call it."""
        return self.matter.reference if self.matter else f"{self.topic} {self.id}"


class Written(NamedTuple):
    """A message in words."""

    subject: str
    body: str


def write(matter: Matter) -> Written:
    """Kind, place, number and time; drills and tests are marked as such (law 7)."""
    t = translator("gateway", Language.INDONESIAN)
    values = {
        "mode": t(f"mode_{matter.mode}"),
        "kind": kind_in_words(matter),
        "reference": matter.reference,
        "place": place_in_words(matter.place),
        "pressed": f"{matter.at.astimezone(WIB):%d/%m/%Y %H.%M}",
    }
    return Written(t("relay_subject", **values), t("relay_body", **values))


def kind_in_words(matter: Matter, language: Language = Language.INDONESIAN) -> str:
    """What sort of incident it is; empty where it is about none."""
    return translator("gateway", language)(f"kind_{matter.kind}") if matter.kind else ""


def place_in_words(place: Place | None, language: Language = Language.INDONESIAN) -> str:
    """RT and RW where they are known, desa and kecamatan."""
    if place is None:
        return ""
    key = "relay_place_rt" if place.rt and place.rw else "relay_place"
    t = translator("gateway", language)
    return t(key, desa=place.desa, kecamatan=place.kecamatan, rt=place.rt, rw=place.rw)
