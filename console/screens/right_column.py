"""The column at the right: what was before, the calls as high as they need, the lists below."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from console.screens.calls import CallsPanel
from console.screens.kit import Kit, column, scrolled
from console.screens.past import ROOMY, PastStrip
from console.screens.side import Side

#: The lists below keep so much, px at the standard text.
LEAST: Final = 130
#: At very large text they keep so much of the column while nobody calls.
IDLE_SHARE: Final = 0.85


class RightColumn(QWidget):
    """Calls never push the lists out of sight; what does not fit of them is scrolled to."""

    def __init__(self, kit: Kit, past: PastStrip, calls: CallsPanel, side: Side) -> None:
        super().__init__()
        self._least = min(kit.theme.scaled(LEAST), LEAST * 5 // 4)
        self._roomy = kit.theme.scaled(100) <= ROOMY
        self._past = QWidget()
        column(self._past).addWidget(past)
        self._calls = calls
        self._area = scrolled(calls)
        self._side = side
        layout = column(self)
        layout.addWidget(self._area)
        layout.addWidget(self._past)
        layout.addWidget(side, 1)
        self._settle = QTimer(self, interval=0, singleShot=True)
        self._settle.timeout.connect(self._arrange)
        calls.resized.connect(self._settle.start)
        calls.installEventFilter(self)
        calls.opened.connect(self._show_opened)
        side.currentChanged.connect(self._settle.start)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """The calls are laid out anew: they may need another height."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._settle.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another height to share."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        calls = self._calls
        self._area.setVisible(not calls.isHidden())
        busy = calls.own.active is not None or bool(calls.own.ringing)
        # The card of a call tells of its post's past itself.
        self._past.setVisible(not busy)
        layout = calls.layout()
        if layout is None or calls.isHidden():
            return
        wanted = layout.totalHeightForWidth(self.width())
        if wanted < 0:
            wanted = layout.totalSizeHint().height()
        past = 0 if busy else self._past.minimumSizeHint().height()
        least = past + max(self._least, self._side.minimumSizeHint().height())
        if not self._roomy and not busy and calls.panels.current() is None:
            least = round(self.height() * IDLE_SHARE)
        room = max(0, self.height() - least)
        # A scroll bar that stayed would take the width by which all of it fits.
        bar = Qt.ScrollBarPolicy
        fits = wanted <= room
        self._area.setVerticalScrollBarPolicy(
            bar.ScrollBarAlwaysOff if fits else bar.ScrollBarAsNeeded
        )
        self._area.setFixedHeight(min(wanted, room))

    def _show_opened(self, panel: QWidget) -> None:
        self._arrange()
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(panel))
