"""The bar at the top: the search field, who is on duty, the time."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from console.screens.kit import Kit
from gateway.protocol.messages import OfficerIdentity
from widgets.theme import Size


class SearchField(QLineEdit):
    """The command line. ``opened()`` by its key or the mouse, ``moved(step)`` by the arrows,
    ``entered()`` by Enter. Esc empties it; ``left()`` when the keys are to go back, ``closed()``
    when they are gone."""

    left = Signal()
    opened = Signal()
    moved = Signal(int)
    entered = Signal()
    closed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose among the hits, Enter does one, Esc gives up."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """It begins: what it may mean is shown."""
        super().focusInEvent(event)
        self.opened.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Another field was chosen by the mouse."""
        super().focusOutEvent(event)
        self.closed.emit()


class TopBar(QFrame):
    """``search`` narrows the queue; the rest only tells."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self._kit = kit
        self.search = SearchField()
        self.search.setObjectName("filter")
        self.search.setPlaceholderText(kit.words.t("search.placeholder"))
        self.search.setMaximumWidth(kit.theme.scaled(460))
        self._duty = kit.label(size=Size.SMALL, ink="dim")
        self._clock = kit.label(strong=True, tabular=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(16)
        row.addWidget(kit.label("PosPin", strong=True))
        row.addWidget(kit.label(kit.words.regency, size=Size.SMALL, ink="dim"))
        row.addWidget(self.search, 1000)
        row.addStretch(1)
        row.addWidget(self._duty)
        row.addWidget(self._clock)
        self.tick()

    def tick(self) -> None:
        """A second has passed."""
        words = self._kit.words
        self._clock.setText(words.t("time.zone", time=words.clock(self._kit.clock.now())))

    def show_duty(self, officer: OfficerIdentity | None) -> None:
        """Who sits here, and how many are on duty."""
        t = self._kit.words.t
        if officer is None:
            self._duty.setText(t("duty.locked"))
            return
        on_duty = {s for s, view in self._kit.board.officers.items() if view.on_duty_at}
        count = len(on_duty | {officer.officer})
        self._duty.setText(t("duty.signed_in", officer=officer.title, n=count))

    def texts(self) -> list[str]:
        """Duty and clock as shown."""
        return [self._duty.text(), self._clock.text()]
