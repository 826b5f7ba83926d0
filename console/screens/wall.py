"""The wall board: a window of its own for the big screen of the room. No key acts on it."""

from typing import Final

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from console.models.wall_picture import wall_picture
from console.screens.kit import Kit, column
from widgets.wall_view import WallView

_SECTION: Final = "wall"


class WallPlace(msgspec.Struct, frozen=True):
    """On which screen it was, by its name, and whether it was open."""

    screen: str = ""
    open: bool = False


class WallBoard(QWidget):
    """Takes neither focus nor keys, and shows nothing personal, signed in or not."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle(kit.words.t("wall.title"))
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._kit = kit
        self.view = WallView(kit.theme, kit.icons)
        column(self).addWidget(self.view)

    def toggle(self, beside: QScreen) -> None:
        """Open it, or close it (W). ``beside`` is the screen of the console, which it leaves free
        when there is another one."""
        if self.isVisible():
            self._leave()
        else:
            self._open(beside)

    def restore(self, beside: QScreen) -> None:
        """Open it if it was open when the console last ended."""
        if self._place().open:
            self._open(beside)

    def tick(self) -> None:
        """A second has passed."""
        if self.isVisible():
            self._show_now()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by its window's own button."""
        event.ignore()
        self._leave()

    def _open(self, beside: QScreen) -> None:
        screen = self._screen(beside)
        self._show_now()
        self.setScreen(screen)
        if screen is beside:
            # It must not cover the queue: a window that can be moved, to another screen perhaps.
            area = screen.availableGeometry()
            self.resize(area.width() * 2 // 3, area.height() * 2 // 3)
            self.show()
        else:
            self.setGeometry(screen.geometry())
            self.showFullScreen()
        self._keep(opened=True)

    def _leave(self) -> None:
        self._keep(opened=False)
        self.hide()

    def _keep(self, *, opened: bool) -> None:
        self._kit.remembered.put(_SECTION, WallPlace(self.screen().name(), opened))

    def _screen(self, beside: QScreen) -> QScreen:
        """The one where it last was, else one that the console is not on, else the console's."""
        screens = QGuiApplication.screens()
        name = self._place().screen
        remembered = (screen for screen in screens if screen.name() == name)
        others = (screen for screen in screens if screen is not beside)
        return next(remembered, None) or next(others, beside)

    def _place(self) -> WallPlace:
        return self._kit.remembered.get(_SECTION, WallPlace) or WallPlace()

    def _show_now(self) -> None:
        kit = self._kit
        picture = wall_picture(kit.board, kit.words, kit.clock.now(), kit.clock.age_s)
        self.view.show_picture(picture)
