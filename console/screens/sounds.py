"""What made the last sounds (F4): a short list beside the work."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from console.board.sounding import Level, Sound
from console.models.lines_model import LinesModel
from console.screens.kit import Kit, column, rule
from widgets.action_button import ActionButton
from widgets.theme import Size
from widgets.timeline_row import TimelineDelegate, TimelineEntry

KEPT: Final = 50


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound that began."""

    at: datetime
    sound: Sound
    place: str


class SoundsPanel(QWidget):
    """The last sounds, newest first; ``left()`` when it is closed."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._heard: deque[Heard] = deque(maxlen=KEPT)
        self._sounding: dict[str, Sound] = {}
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

    def sounding_now(self, sounds: Iterable[Sound]) -> None:
        """What sounds from now on; what is new among it is remembered."""
        now = {sound.incident: sound for sound in sounds}
        board = self._kit.board
        for incident, sound in now.items():
            view = board.alarms.get(incident)
            if sound != self._sounding.get(incident) and view is not None:
                place = self._kit.words.place(view.place)
                self._heard.appendleft(Heard(self._kit.clock.now(), sound, place))
        if now != self._sounding:
            self._sounding = now
            self.model.show([self._line(heard) for heard in self._heard])
            self._empty.setVisible(not self._heard)
            self._list.setVisible(bool(self._heard))

    def _line(self, heard: Heard) -> TimelineEntry:
        words = self._kit.words
        sound = heard.sound
        kind = words.kind(sound.kind)
        rhythm = words.t(f"rhythm.{sound.kind.value}")
        sentence = words.t("sounds.line", kind=kind, place=heard.place, rhythm=rhythm)
        extra = words.t(f"level.{sound.level.value}") if sound.level is not Level.NORMAL else ""
        on = self._sounding.get(sound.incident) == sound
        ink = "p1" if on and sound.level is not Level.SOFT_ONCE else "text"
        parts = (sentence, extra, words.t("sounds.on") if on else "")
        return TimelineEntry(
            words.clock(heard.at), " · ".join(part for part in parts if part), ink=ink
        )
