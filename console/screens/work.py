"""The middle column: the incident and its map, side by side where there is room."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from console.screens.incident import IncidentScreen
from console.screens.kit import Kit, rule
from console.screens.map import MapPanel

#: From this width on they stand side by side, px; below, the map is a strip of this height.
SIDE_BY_SIDE: Final = 1000
STRIP: Final = 190
#: In a column lower than this the strip gives way to the incident: the map is there with its key.
ROOM_FOR_STRIP: Final = 560
#: In a column lower than this the strip folds to its head line: the work needs the room.
ROOM_FOR_MAP: Final = 800
_UNBOUNDED: Final = 16_777_215  # QWIDGETSIZE_MAX


class WorkColumn(QWidget):
    """Holds both; the map can take the whole column for a while. ``shown(subject)`` follows."""

    shown = Signal(str)

    def __init__(self, kit: Kit, incident: IncidentScreen, map_panel: MapPanel) -> None:
        super().__init__()
        self._kit = kit
        self._incident = incident
        self._map = map_panel
        self.map_alone = False
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._line = rule()
        self._layout.addWidget(incident, 3)
        self._layout.addWidget(self._line)
        self._layout.addWidget(map_panel, 2)
        map_panel.size_wanted.connect(self.toggle_map)
        self._arrange()

    def show_incident(self, subject: str) -> None:
        """Every panel follows the selected incident; an empty subject shows none."""
        self._incident.show_incident(subject)
        self._map.show_incident(subject)
        self._arrange()
        self.shown.emit(subject)

    def toggle_map(self) -> None:
        """The map alone, or both again (M)."""
        self.show_map(alone=not self.map_alone)

    def show_map(self, *, alone: bool) -> None:
        """The map alone, or both."""
        self.map_alone = alone
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another order."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= self._kit.theme.scaled(SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._layout.setDirection(direction)
        self._line.setFixedSize(1 if beside else _UNBOUNDED, _UNBOUNDED if beside else 1)
        strip = not beside and not self.map_alone
        hidden = strip and self.height() < self._kit.theme.scaled(ROOM_FOR_STRIP)
        self._map.setVisible(not hidden)
        self._line.setVisible(not self.map_alone and not hidden)
        low = self.height() < self._kit.theme.scaled(ROOM_FOR_MAP)
        folded = strip and low and bool(self._incident.subject)
        self._map.set_room(ample=not strip, large=self.map_alone, folded=folded)
        self._map.setMaximumHeight(self._strip_height(folded) if strip else _UNBOUNDED)
        self._incident.setVisible(not self.map_alone)

    def _strip_height(self, folded: bool) -> int:
        return self._map.minimumSizeHint().height() if folded else self._kit.theme.scaled(STRIP)
