"""What made the last sounds (F4): a short list beside the work."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from console.board.sounding import Level, Sound, Soundings
from console.models.lines_model import LinesModel
from console.screens.kit import Kit, column, rule
from gateway.protocol.enums import IncidentState, Mode
from gateway.protocol.views import AlarmView
from widgets.action_button import ActionButton
from widgets.theme import Size
from widgets.timeline_row import TimelineDelegate, TimelineEntry

KEPT: Final = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound that began, or that was kept silent: when, what, where, and why so."""

    at: datetime
    sound: Sound
    place: str
    mode: str
    why: str
    silent: bool


class SoundsPanel(QWidget):
    """The last sounds, newest first; ``left()`` when it is closed."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._heard: deque[Heard] = deque(maxlen=KEPT)
        self._known: dict[tuple[str, str], Sound] = {}
        self._later: dict[str, datetime] = {}
        t = kit.words.t
        self.model = LinesModel(self)
        self._list = QListView()
        self._list.setModel(self.model)
        self._list.setItemDelegate(TimelineDelegate(kit.theme, self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._empty = kit.label(t("sounds.empty"), size=Size.SMALL, ink="dim", wrap=True)
        back = ActionButton(kit.theme, t("act.shut"), "Esc", t("act.shut_hint"))
        back.clicked.connect(self.left)
        body = column(gap=12)
        body.setContentsMargins(16, 12, 12, 12)
        body.addWidget(self._empty)
        body.addWidget(self._list, 1)
        body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        layout = column(self)
        layout.addWidget(kit.head(t("sounds.heading")))
        layout.addWidget(rule())
        layout.addLayout(body, 1)

    def sounding_now(self, now: Soundings) -> None:
        """What sounds from now on, and what is kept silent; what is new among it is remembered."""
        fresh = {
            (sound.incident, why): sound
            for sounds, why in ((now.sounds, ""), (now.joined, "joined"), (now.ruled, "ruled"))
            for sound in sounds
        }
        for (incident, why), sound in fresh.items():
            view = self._kit.board.alarms.get(incident)
            if view is not None and sound != self._known.get((incident, why)):
                self._heard.appendleft(self._begun(view, sound, why))
        later = {sound.incident: begins for sound, begins in now.later}
        if fresh != self._known or later != self._later:
            self._known, self._later = fresh, later
            self.model.show([self._line(heard) for heard in self._heard])
            self._empty.setVisible(not self._heard)
            self._list.setVisible(bool(self._heard))

    def _begun(self, view: AlarmView, sound: Sound, why: str) -> Heard:
        words = self._kit.words
        mode = "" if view.mode is Mode.REAL else words.t(f"mode.{view.mode.value}")
        reason = words.t(f"why.{why or _reason(view, sound)}")
        place = words.place(view.place)
        return Heard(self._kit.clock.now(), sound, place, mode, reason, silent=bool(why))

    def _line(self, heard: Heard) -> TimelineEntry:
        words = self._kit.words
        sound = heard.sound
        kind = words.kind(sound.kind)
        rhythm = words.t(f"rhythm.{sound.kind.value}")
        sentence = words.t("sounds.line", kind=kind, place=heard.place, rhythm=rhythm)
        on = not heard.silent and self._known.get((sound.incident, "")) == sound
        ink = "p1" if on and sound.level is not Level.SOFT_ONCE else "text"
        state = words.t("sounds.on") if on else ""
        quiet = self._later.get(sound.incident)
        if quiet is not None and not heard.silent:
            state = words.t("sounds.quiet", time=words.clock(quiet))
        parts = (heard.mode, sentence, heard.why, state)
        return TimelineEntry(
            words.clock(heard.at),
            " · ".join(part for part in parts if part),
            ink="dim" if heard.silent else ink,
        )


def _reason(view: AlarmView, sound: Sound) -> str:
    """Why it sounds as it does."""
    match sound.level:
        case Level.LOUDER:
            return "louder"
        case Level.SOFT_ONCE if view.state is IncidentState.CANCELLED_BY_REPORTER:
            return "cancelled"
        case Level.SOFT_ONCE if view.state is IncidentState.WAITING:
            return "softened"
        case Level.SOFT_ONCE:
            return "pressed"
        case _ if view.state is IncidentState.ON_HOLD:
            return "hold_over"
        case _:
            return "waiting" if view.quiet_until is None else "unclaimed"
