"""What every screen is given by the composition root."""

from dataclasses import dataclass, field
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from console.base.clock import GatewayClock
from console.base.remembered import Remembered
from console.board.board import Board
from console.i18n import Words
from console.screens.acts import Acts
from console.screens.calls_media import CallMedia, NoMedia
from widgets.flow import FlowLayout
from widgets.icons import Icons
from widgets.text import PlainLabel
from widgets.theme import Size, Theme, Weight


@dataclass(frozen=True, slots=True)
class Kit:
    """Look, words, time, the board to read, the acts to send, what this console remembers, the
    media of its calls, where their pictures are seen (None: nowhere), and how long a photo of a
    post is waited for."""

    theme: Theme
    icons: Icons
    words: Words
    clock: GatewayClock
    board: Board
    acts: Acts
    remembered: Remembered = field(default_factory=Remembered)
    media: CallMedia = field(default_factory=NoMedia)
    pictures: QWidget | None = None
    media_patience: timedelta = timedelta(minutes=10)

    def label(
        self,
        text: str = "",
        *,
        size: Size = Size.BODY,
        ink: str = "text",
        strong: bool = False,
        wrap: bool = False,
        elide: bool = False,
        tabular: bool = False,
    ) -> PlainLabel:
        """A plain label in the theme."""
        label = PlainLabel(
            self.theme,
            size=size,
            weight=Weight.DemiBold if strong else Weight.Normal,
            ink=ink,
            tabular=tabular,
            wrap=wrap,
            elide=elide,
        )
        label.setText(text)
        return label

    def heading(self, text: str = "") -> PlainLabel:
        """The quiet capital heading of a panel."""
        label = PlainLabel(
            self.theme, size=Size.SMALL, weight=Weight.DemiBold, ink="dim", spacing=0.8
        )
        label.setText(text.upper())
        return label

    def head(self, text: str, *beside: QWidget, edge: int = 16) -> QWidget:
        """The head of a panel: its heading, what stands at the right, all heads in one line.

        ``edge`` is the room at the right; less where what stands there has padding of its own.
        """
        head = QWidget()
        head.setMinimumHeight(self.theme.scaled(40))
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, edge, 0)
        row.addWidget(self.heading(text))
        row.addStretch(1)
        row.addWidget(flowing(*beside, gap=2))
        return head

    def fields(self, named: dict[str, QWidget]) -> QVBoxLayout:
        """A form's fields, each under its name."""
        form = column(gap=4)
        form.setContentsMargins(16, 12, 16, 12)
        for name, shown in named.items():
            form.addWidget(self.label(name, size=Size.SMALL, ink="dim", wrap=True))
            form.addWidget(shown)
            form.addSpacing(8)
        return form

    def refusal_line(self) -> PlainLabel:
        """Where a refusal is shown, next to what was refused; hidden until there is one."""
        label = self.label(size=Size.SMALL, ink="p1", wrap=True)
        label.hide()
        return label


def show_refusal(label: PlainLabel, sentence: str) -> None:
    """Put a sentence into a refusal line; an empty one takes it away."""
    label.setText(sentence)
    label.setVisible(bool(sentence))


def rule() -> QFrame:
    """A line across a panel."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


def flowing(*widgets: QWidget, gap: int = 8) -> QWidget:
    """Widgets in a row that breaks where it must. A widget of its own, so that it hears of changes
    of size inside."""
    made = QWidget()
    flow = FlowLayout(made, gap=gap, row_gap=min(gap, 8))
    flow.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        flow.addWidget(widget)
    return made


def scrolled(panel: QWidget) -> QScrollArea:
    """A panel that may be higher than its place, at large text."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(panel)
    return area


def centred(box: QWidget) -> QHBoxLayout:
    """A box in the middle of a page, as high as it needs."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(box)
    row.addStretch(1)
    return row


def column(parent: QWidget | None = None, *, margin: int = 0, gap: int = 0) -> QVBoxLayout:
    """A vertical layout with its distances said."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(gap)
    return made


def clear(layout: QLayout) -> None:
    """Delete all widgets of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
