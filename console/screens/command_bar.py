"""The list under the command line: what was typed may mean one of these (/)."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QWidget

from console.models.command_hits import Command, HitKind, find_hits
from console.models.hits_model import HitsModel
from console.screens.keys import KEYS
from console.screens.kit import Kit, column
from console.screens.top_bar import SearchField
from widgets.hit_row import HitDelegate
from widgets.theme import Size

WIDTH: Final = 640


class CommandBar(QFrame):
    """Floats over the middle, never over the queue, and never takes the focus from its line.

    Commands run by ``acts``, by their names; reports and posts are told. ``narrowed(text)``: the
    queue is to show what these words find; ``resized()``: place it again.
    """

    incident_chosen = Signal(str)
    post_chosen = Signal(str)
    narrowed = Signal(str)
    resized = Signal()

    def __init__(
        self, kit: Kit, parent: QWidget, line: SearchField, acts: Mapping[str, Callable[[], None]]
    ) -> None:
        super().__init__(parent)
        self.setObjectName("floating")
        self._kit = kit
        self._line = line
        self._acts = acts
        t = kit.words.t
        self._commands = [
            Command(key.name, t(f"help.{key.name}"), key.shown)
            for key in KEYS
            if key.name != "find"
        ]
        self.model = HitsModel(self)
        self._list = QListView()
        self._list.setModel(self.model)
        self._list.setItemDelegate(HitDelegate(kit.theme, kit.icons, self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hint = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self._hint.setContentsMargins(14, 6, 14, 8)
        self._column = column(self)
        self._column.setContentsMargins(1, 6, 1, 1)
        self._column.addWidget(self._list)
        self._column.addWidget(self._hint)
        self._list.clicked.connect(self._on_clicked)
        line.textChanged.connect(self._on_text)
        line.entered.connect(self.run)
        line.moved.connect(self.move_on)
        line.opened.connect(lambda: self._on_text(line.text()))
        line.closed.connect(self.hide)
        self.hide()

    def texts(self) -> list[str]:
        """The hits as their words."""
        rows = range(self.model.rowCount())
        return [str(self.model.index(row).data()) for row in rows] if self.isVisible() else []

    def move_on(self, step: int) -> None:
        """Another hit (arrows); the last one is followed by the first."""
        count = self.model.rowCount()
        if count:
            row = (self._list.currentIndex().row() + step) % count
            self._list.setCurrentIndex(self.model.index(row))

    def run(self) -> None:
        """Do what the current hit says (Enter); with none, the queue stays as the words found."""
        hit = self.model.hit(self._list.currentIndex().row()) if self.isVisible() else None
        if hit is None or hit.kind is HitKind.NARROW:
            self._line.setText(hit.target if hit is not None else self._line.text())
            self._line.left.emit()
            return
        self._line.clear()
        self._line.left.emit()
        match hit.kind:
            case HitKind.COMMAND:
                self._acts[hit.target]()
            case HitKind.INCIDENT:
                self.incident_chosen.emit(hit.target)
            case HitKind.POST:
                self.post_chosen.emit(hit.target)

    def place(self, left: int, right: int, top: int) -> None:
        """Stand between these edges of the window, below ``top``."""
        width = min(self._kit.theme.scaled(WIDTH), right - left)
        rows = self.model.rowCount() * self._kit.theme.scaled(38)
        self._list.setFixedHeight(rows)
        self.setFixedWidth(width)
        self.setFixedHeight(self._column.totalHeightForWidth(width))
        self.move(left, top)

    def _on_text(self, text: str) -> None:
        hits = find_hits(text, self._commands, self._kit.board, self._kit.words)
        self.model.show(hits)
        self._list.setCurrentIndex(self.model.index(0))
        command = bool(hits) and hits[0].kind is HitKind.COMMAND
        self.narrowed.emit("" if command else text)
        shown = self._line.hasFocus()
        self._hint.setText(self._kit.words.t("hit.hint" if hits else "hit.none"))
        self.setVisible(shown)
        if shown:
            self.resized.emit()
            self.raise_()

    def _on_clicked(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        self.run()
