"""A call on a card: who, since when, what is known of them, and room for what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from widgets.flow import FlowLayout
from widgets.icons import Icons
from widgets.text import PlainLabel
from widgets.theme import Size, Theme, Weight


@dataclass(frozen=True, slots=True)
class CardLine:
    """A line of a card; it breaks where it must."""

    text: str
    ink: str = "dim"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class CallCell:
    """``icon`` and ``ink`` say at a glance how the call stands."""

    icon: str
    ink: str
    title: str
    lines: tuple[CardLine, ...] = ()


class CallCard(QWidget):
    """``large`` for the call that is spoken in; ``flat``: its buttons stand beside its title."""

    def __init__(
        self, theme: Theme, icons: Icons, *, large: bool = False, flat: bool = False
    ) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._ink = "dim"
        self._picture = PlainLabel(theme)
        size = Size.LARGE if large else Size.BODY
        self._title = PlainLabel(
            theme, size=size, weight=Weight.DemiBold, elide=not large, wrap=large
        )
        self.age = PlainLabel(theme, size=size, weight=Weight.DemiBold, tabular=True)
        self._lines: list[PlainLabel] = []
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._title, 1)
        head.addWidget(self.age)
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        buttons = QWidget()
        self._buttons: QLayout = QHBoxLayout() if flat else FlowLayout(gap=4, row_gap=4)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setLayout(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 10, 10)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(self._words)
        layout.addLayout(self.body)
        if flat:
            head.addWidget(buttons)
        else:
            layout.addWidget(buttons)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_cell(self, cell: CallCell, age: str, age_ink: str = "text") -> None:
        """Show a call, and how old it is."""
        side = self._theme.scaled(16)
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(self._icons.pixmap(cell.icon, cell.ink, side, ratio))
        self._title.setText(cell.title)
        self.show_age(age, age_ink)
        self._show_lines(cell.lines)
        if cell.ink != self._ink:
            self._ink = cell.ink
            self.update()

    def show_age(self, age: str, ink: str = "text") -> None:
        """A second has passed."""
        self.age.setText(age)
        self.age.set_ink(ink)

    def add_buttons(self, *buttons: QWidget) -> None:
        """What can be done; below the words, in a row that breaks where it must."""
        for button in buttons:
            self._buttons.addWidget(button)

    def texts(self) -> list[str]:
        """All that it says."""
        shown = (label.text() for label in self._lines if not label.isHidden())
        return [self._title.text(), self.age.text(), *shown]

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ground of its own, a bar that tells how the call stands, a line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.fillRect(QRect(0, 0, 3, self.height()), self._theme.colour(self._ink))
        line = QRect(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, self._theme.colour("line"))

    def _show_lines(self, lines: Sequence[CardLine]) -> None:
        while len(self._lines) < len(lines):
            label = PlainLabel(self._theme, size=Size.SMALL, wrap=True)
            self._lines.append(label)
            self._words.addWidget(label)
        for number, label in enumerate(self._lines):
            line = lines[number] if number < len(lines) else CardLine("")
            weight = Weight.DemiBold if line.strong else Weight.Normal
            label.setFont(self._theme.font(Size.SMALL, weight, tabular=True))
            label.set_ink(line.ink)
            label.setText(line.text)
            label.setVisible(bool(line.text))
