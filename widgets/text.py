"""Text of people, shown as text: no widget here ever reads markup."""

import html

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from widgets.theme import Size, Theme, Weight


def plain_tooltip(text: str) -> str:
    """A tooltip that shows ``text`` as it is: Qt would guess at markup in a bare string."""
    return f"<span>{html.escape(text)}</span>" if text else ""


class PlainLabel(QLabel):
    """A label in the theme's type: its text as it is, wrapping, or cut with an ellipsis."""

    def __init__(
        self,
        theme: Theme,
        *,
        size: Size = Size.BODY,
        weight: Weight = Weight.Normal,
        ink: str = "text",
        tabular: bool = False,
        wrap: bool = False,
        elide: bool = False,
        spacing: float = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._elide = elide
        self._ink = ""
        self.setFont(theme.font(size, weight, tabular=tabular, spacing=spacing))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.set_ink(ink)
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def elides(self) -> bool:
        """Whether it may be cut with an ellipsis."""
        return self._elide

    def set_ink(self, ink: str) -> None:
        """Tint the text by an ink."""
        if ink == self._ink:
            return
        self._ink = ink
        # By palette: a style sheet would drop features of the font, such as tabular figures.
        tinted = self.palette()
        tinted.setColor(QPalette.ColorRole.WindowText, self._theme.colour(ink))
        self.setPalette(tinted)

    def setText(self, text: str) -> None:  # noqa: N802  Qt's name
        """Show ``text``; where it may be cut, the tooltip holds all of it."""
        if text == self.text():
            return
        super().setText(text)
        if self._elide:
            self._tell_cut()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, cut with an ellipsis where so made."""
        if not self._elide:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self._theme.colour(self._ink))
        area = self.contentsRect()
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider label may need no tooltip any more."""
        super().resizeEvent(event)
        if self._elide:
            self._tell_cut()

    def _tell_cut(self) -> None:
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text())
        self.setToolTip(plain_tooltip(self.text()) if wide > self.width() else "")


class PlainEdit(QPlainTextEdit):
    """A few lines of text. Tab leaves it; Ctrl+Enter sends; Esc gives up."""

    submitted = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, placeholder: str, limit: int, lines: int = 1) -> None:
        super().__init__()
        self._theme = theme
        self._limit = limit
        self._lines = lines
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFont(theme.font(Size.BODY))
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        """What was typed, without blanks around it."""
        return self.toPlainText().strip()

    def sizeHint(self) -> QSize:
        """As high as its text, from ``lines`` up to four lines more."""
        wanted = max(self._lines, min(self.document().lineCount(), self._lines + 4))
        line = QFontMetrics(self.font()).lineSpacing()
        return QSize(200, wanted * line + 2 * self._theme.scaled(7) + 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Never less than its lines."""
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other line breaks."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter and Esc, everything else is text."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_text_changed(self) -> None:
        surplus = len(self.toPlainText()) - self._limit
        if surplus > 0:
            # What was typed or pasted last is what doesn't fit.
            cursor = self.textCursor()
            if cursor.position() < surplus:
                cursor.movePosition(QTextCursor.MoveOperation.End)
            keep = QTextCursor.MoveMode.KeepAnchor
            cursor.movePosition(QTextCursor.MoveOperation.Left, keep, surplus)
            cursor.removeSelectedText()
        self.updateGeometry()


def takes_text(widget: QWidget | None) -> bool:
    """Whether a key pressed in ``widget`` is text, so that single-key shortcuts must keep still."""
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return widget.isEnabled() and not widget.isReadOnly()
    return widget is not None and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
