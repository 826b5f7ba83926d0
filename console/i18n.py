"""The console's words: sentences, and how times, kinds and places are said."""

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.protocol.enums import IncidentState, Kind, Phrase, Subkind
from gateway.protocol.errors import Refused
from gateway.protocol.views import AlarmView, Place
from resources.i18n import translator
from resources.pilot import pilot

ZONE: Final = ZoneInfo("Asia/Jakarta")

_WORD: Final = re.compile(r"\w+")

#: The picture of each kind.
ICONS: Final = {
    Kind.FIRE: "house-fire",
    Kind.DISASTER: "house-flood-water",
    Kind.CRIME: "mask",
    Kind.MEDICAL: "heart-pulse",
    Kind.RESCUE: "life-ring",
    Kind.PUBLIC_ORDER: "people-group",
    Kind.OTHER: "circle-question",
}

#: The picture of each subkind.
SUBKIND_ICONS: Final = {
    Subkind.BUILDING_FIRE: "house-fire",
    Subkind.LAND_FIRE: "fire",
    Subkind.VEHICLE_FIRE: "car-burst",
    Subkind.FLOOD: "house-flood-water",
    Subkind.LANDSLIDE: "hill-rockslide",
    Subkind.STRONG_WIND: "wind",
    Subkind.FALLEN_TREE: "tree",
    Subkind.EARTHQUAKE: "house-crack",
    Subkind.TIDAL_FLOOD: "house-tsunami",
    Subkind.THEFT: "mask",
    Subkind.ROBBERY: "people-robbery",
    Subkind.FIGHT: "hand-fist",
    Subkind.DOMESTIC_VIOLENCE: "house-user",
    Subkind.SUSPICIOUS_PERSON: "user-secret",
    Subkind.MISSING_PERSON: "person-circle-question",
    Subkind.ACCIDENT: "car-burst",
    Subkind.UNCONSCIOUS: "person-falling-burst",
    Subkind.ILLNESS: "heart-pulse",
    Subkind.CHILDBIRTH: "baby",
    Subkind.ANIMAL_RESCUE: "paw",
}


class Words:
    """Everything the console says, in one language. Times are said in WIB."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.t = translator("console", language)
        self._refusal = translator("refusals", language)
        self._phrases = translator("phrases", language)
        self.regency = pilot().regency.name

    def refusal(self, refused: Refused) -> str:
        """The sentence of a refusal that was decided here."""
        return self._refusal(refused.code.value, **refused.params)

    def reason(self, part: str, code: str) -> str:
        """A code in words; one without words of its own as it is."""
        try:
            return self.t(f"{part}.{code}")
        except KeyError:
            return self.t(f"{part}.other", code=code)

    def kind(self, kind: Kind) -> str:
        """The name of a kind of incident."""
        return self.t(f"kind.{kind.value}")

    def phrase(self, phrase: Phrase) -> str:
        """A prepared sentence of a message."""
        return self._phrases(f"phrase.{phrase.value}")

    def state(self, state: IncidentState) -> str:
        """The name of an incident's state."""
        return self.t(f"state.{state.value}")

    def clock(self, instant: datetime) -> str:
        """The time of day to the second."""
        local = instant.astimezone(ZONE)
        return self.t("time.hms", h=f"{local:%H}", m=f"{local:%M}", s=f"{local:%S}")

    def short_clock(self, instant: datetime) -> str:
        """The time of day to the minute."""
        local = instant.astimezone(ZONE)
        return self.t("time.hm", h=f"{local:%H}", m=f"{local:%M}")

    def date_clock(self, instant: datetime) -> str:
        """Date with year, and time of day to the second, for what is read years later."""
        local = instant.astimezone(ZONE)
        month = self.t(f"month.{local.month}")
        time = self.clock(instant)
        return self.t("time.full", day=local.day, month=month, year=local.year, time=time)

    def moment(self, instant: datetime, now: datetime) -> str:
        """The time of day, with its date where that is not today's."""
        local, today = instant.astimezone(ZONE), now.astimezone(ZONE)
        return self.short_clock(instant) if local.date() == today.date() else self.dated(instant)

    def dated(self, instant: datetime) -> str:
        """Date and time of day to the minute."""
        local = instant.astimezone(ZONE)
        month = self.t(f"month.{local.month}")
        return self.t("time.date", day=local.day, month=month, time=self.short_clock(instant))

    def decimal(self, value: float) -> str:
        """A number with one place after the comma (or the point)."""
        whole, _, tenths = f"{value:.1f}".partition(".")
        return self.t("number.decimal", whole=whole, tenths=tenths)

    def distance(self, metres: float) -> str:
        """A distance as one says it: to 10 m below a kilometre, to 100 m below 10 km."""
        if metres < 995:
            return self.t("distance.m", n=10 * round(metres / 10))
        kilometres = metres / 1000
        whole = kilometres >= 9.95 or kilometres == int(kilometres)
        said = f"{kilometres:.0f}" if whole else self.decimal(kilometres)
        return self.t("distance.km", n=said)

    def travel(self, seconds: float) -> str:
        """An estimated time on the way, in whole minutes, never none."""
        return self.t("distance.minutes", n=max(1, round(seconds / 60)))

    def place(self, place: Place) -> str:
        """Desa and kecamatan: names of desa repeat within the kabupaten."""
        return f"{place.desa}, {place.kecamatan}"

    def address(self, place: Place) -> str:
        """Neighbourhood, desa and kecamatan."""
        rt = self.t("place.rt", rt=place.rt) if place.rt else ""
        rw = self.t("place.rw", rw=place.rw) if place.rw else ""
        near = "/".join(part for part in (rt, rw) if part)
        return ", ".join(part for part in (near, self.place(place)) if part)

    def haystack(self, view: AlarmView, holder: str) -> str:
        """What a search may find an incident by, as ``search_words`` with blanks around each."""
        reference = getattr(view, "reference", "")
        title = getattr(view, "post_title", "")
        parts = (self.kind(view.kind), self.place(view.place), title, holder, reference)
        return f" {' '.join(word for part in parts for word in search_words(part))} "


def search_words(text: str) -> list[str]:
    """The words of a text in the form in which they are compared."""
    return _WORD.findall(text.casefold())
