"""Choosing a desa or kelurahan: type a part of its name, take one of the few that fit."""

from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from console.link.queries import Page
from console.screens.kit import Kit, clear, column
from gateway.protocol.queries import Areas
from gateway.protocol.views import AreaView
from widgets.theme import Size

#: So many choices fit without scrolling; more letters narrow them down.
CHOICES: Final = 5
_PAUSE_MS: Final = 150


class AreaField(QWidget):
    """``chosen(AreaView)``; ``area`` is None until one was chosen."""

    chosen = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.area: AreaView | None = None
        self.field = QLineEdit()
        self.field.setPlaceholderText(kit.words.t("area.placeholder"))
        self._said = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self._said.hide()
        self._choices = column(gap=4)
        layout = column(self, gap=4)
        layout.addWidget(self.field)
        layout.addWidget(self._said)
        layout.addLayout(self._choices)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self.field.textEdited.connect(self._on_edited)

    def reset(self) -> None:
        """Forget what was typed and chosen."""
        self.field.clear()
        self._on_edited()
        self._pause.stop()

    def _on_edited(self) -> None:
        self.area = None
        clear(self._choices)
        self._said.hide()
        self._pause.start()

    def _ask(self) -> None:
        text = self.field.text().strip()
        if text:
            self._kit.acts.ask(Areas(text=text), done=self._offer, refused=self._say)

    def _offer(self, page: Page) -> None:
        clear(self._choices)
        areas = page.rows_as(AreaView)
        if not areas:
            self._say(self._kit.words.t("area.nothing"))
        before: QWidget = self.field
        for area in areas[:CHOICES]:
            button = QPushButton(f"{area.desa}, {area.kecamatan}")
            button.setProperty("tone", "choice")
            button.clicked.connect(lambda _=False, area=area: self._choose(area))
            self._choices.addWidget(button)
            QWidget.setTabOrder(before, button)
            before = button

    def _choose(self, area: AreaView) -> None:
        self.area = area
        self.field.setText(f"{area.desa}, {area.kecamatan}")
        clear(self._choices)
        self.field.setFocus()
        self._say(area.area)
        self.chosen.emit(area)

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.show()
