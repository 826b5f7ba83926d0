"""Which guest reports are looked for: place, state, time of arrival, words, and of which mode."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from console.models.guest_rows import ASKED, NEW, THERE, neighbourhood
from console.screens.kit import Kit
from gateway.protocol.enums import GuestState, Mode
from gateway.protocol.queries import GuestReports
from gateway.protocol.views import GuestFigureView, Place
from widgets.choice_button import ChoiceButton

#: What can be chosen: the states that are looked for, none for all of them.
STATUSES: Final[dict[str, tuple[GuestState, ...]]] = {
    "there": THERE,
    "new": NEW,
    "asked": ASKED,
    "expiring": (GuestState.EXPIRING,),
    "overdue": (GuestState.OVERDUE,),
    "planned": (GuestState.PLANNED, GuestState.ACKNOWLEDGED),
    "over": (GuestState.LEFT, GuestState.NOT_ARRIVED, GuestState.PURGED),
    "all": (),
}
#: Arrived within so many days; 0 is at any time.
SPANS: Final = {"any": 0, "day": 1, "week": 7, "month": 30}
#: Up to this text scale, percent, choices stand side by side.
BESIDE_UP_TO: Final = 150
#: The longest text that is looked for.
_TEXT: Final = 100
#: Typing rests so long before it is looked for, ms.
_REST_MS: Final = 300


class GuestFilter(QWidget):
    """``changed()`` when something else is looked for."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._places: list[Place] = []
        self.text = QLineEdit()
        self.text.setMaxLength(_TEXT)
        self.text.setPlaceholderText(self._t("guests.text"))
        self.district, self.village, self.rt = (self._choice(n) for n in ("district", "desa", "rt"))
        self.status, self.span, self.mode = (self._choice(n) for n in ("status", "span", "mode"))
        self.status.offer([(key, self._t(f"guests.status.{key}")) for key in STATUSES])
        self.span.offer([(key, self._t(f"guests.span.{key}")) for key in SPANS])
        self.mode.offer([(mode.value, self._t(f"guests.mode.{mode.value}")) for mode in Mode])
        self._lay_out()
        self._rest = QTimer(self, interval=_REST_MS, singleShot=True)
        self._rest.timeout.connect(self.changed)
        self.text.textEdited.connect(lambda _: self._rest.start())
        self.district.chosen.connect(lambda _: self._narrowed(self.village, self.rt))
        self.village.chosen.connect(lambda _: self._narrowed(self.rt))
        for choice in (self.rt, self.status, self.span, self.mode):
            choice.chosen.connect(lambda _: self.changed.emit())
        self.forget()

    def _lay_out(self) -> None:
        """Large text leaves no room for choices side by side."""
        beside = 3 if self._kit.theme.scaled(100) <= BESIDE_UP_TO else 1
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(self.text, 0, 0, 1, beside)
        choices = (self.district, self.village, self.rt, self.status, self.span, self.mode)
        for number, choice in enumerate(choices):
            grid.addWidget(choice, 1 + number // beside, number % beside)
            grid.setColumnStretch(number % beside, 1)

    # -- what is looked for

    @property
    def area(self) -> str:
        """The code of the desa or kecamatan that was chosen, empty for the whole regency."""
        return self.village.value or self.district.value

    @property
    def chosen_mode(self) -> Mode:
        """Of which mode."""
        return Mode(self.mode.value)

    def asked(self) -> GuestReports:
        """The question to the gateway; RT is looked at here, by ``fits``."""
        days = SPANS[self.span.value]
        now = self._kit.clock.now()
        return GuestReports(
            text=self.text.text().strip(),
            area=self.area or None,
            states=STATUSES[self.status.value],
            mode=self.chosen_mode,
            since=now - timedelta(days=days) if days else None,
        )

    def fits(self, view: GuestFigureView) -> bool:
        """Whether it is of the chosen RT and, for what came without being asked for, of the place
        and mode."""
        here = not self.area or view.place.area.startswith(self.area)
        return here and view.mode is self.chosen_mode and self.rt.value in ("", neighbourhood(view))

    def said(self) -> str:
        """The place in words, for prints."""
        words, here = self._kit.words, [p for p in self._places if p.area.startswith(self.area)]
        if not self.area or not here:
            return words.regency
        if self.rt.value:
            return words.address(next(p for p in here if _rt(p) == self.rt.value))
        if self.village.value:
            return words.place(here[0])
        return self._t("guests.kecamatan", name=here[0].kecamatan)

    # -- what is chosen from elsewhere

    def offer(self, places: Iterable[Place]) -> None:
        """The places of the posts."""
        self._places = sorted(places, key=lambda p: (p.kecamatan, p.desa, p.rt, p.rw))
        self._offer_districts()

    def go_to(self, area: str, rt: str = "") -> None:
        """A place, and who is there now."""
        self.district.choose(next((c for c in self._districts() if area.startswith(c)), ""))
        self._offer_villages()
        self.village.choose(area if area in self._villages() else "")
        self._offer_rts()
        self.rt.choose(rt if rt in self._rts() else "")
        self.status.choose("there")

    def forget(self) -> None:
        """As at first: who is there now, everywhere, real ones."""
        self._rest.stop()
        # Unlike clear(), this leaves nothing to be undone.
        self.text.setText("")
        self._offer_districts()
        for choice, value in ((self.district, ""), (self.status, "there"), (self.span, "any")):
            choice.choose(value)
        self.mode.choose(Mode.REAL.value)
        self._offer_villages()

    # -- inside

    def _choice(self, name: str) -> ChoiceButton:
        return ChoiceButton(self._t(f"guests.{name}"))

    def _narrowed(self, *below: ChoiceButton) -> None:
        for choice in below:
            choice.choose("")
        self._offer_villages()
        self.changed.emit()

    def _offer_districts(self) -> None:
        self._offer(self.district, self._districts())
        self._offer_villages()

    def _offer_villages(self) -> None:
        self._offer(self.village, self._villages())
        self._offer_rts()

    def _offer_rts(self) -> None:
        self._offer(self.rt, {rt: self._rt_words(rt) for rt in self._rts()})

    def _offer(self, choice: ChoiceButton, known: dict[str, str]) -> None:
        choice.offer([("", self._t("guests.everywhere")), *known.items()])
        choice.setEnabled(bool(known))

    def _districts(self) -> dict[str, str]:
        return {_district(place): place.kecamatan for place in self._places}

    def _villages(self) -> dict[str, str]:
        within = self.district.value
        return {p.area: p.desa for p in self._places if within and _district(p) == within}

    def _rts(self) -> list[str]:
        here = (p for p in self._places if self.village.value and p.area == self.village.value)
        return list(dict.fromkeys(_rt(place) for place in here))

    def _rt_words(self, rt: str) -> str:
        near, _, far = rt.partition("/")
        return self._t("guests.rt_rw", rt=near, rw=far)


def _district(place: Place) -> str:
    return place.area.rpartition(".")[0]


def _rt(place: Place) -> str:
    return f"{place.rt}/{place.rw}"
