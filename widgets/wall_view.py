"""The picture of the wall board, painted large enough to be read from the far end of a room."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.icons import Icons
from widgets.marks import Shape, paint_mark
from widgets.theme import Size, Theme, Weight

#: Lengths are drawn for this height; a letter of the smallest text is 13 mm high on a 55" screen.
HEIGHT: Final = 1080
SMALL, TEXT, LARGE, CLOCK = 34, 40, 56, 150
_ALARM, _LINE, _EDGE = 116, 62, 48
#: So many unclaimed alarms have room, one less below a warning, and so many lines in both parts.
ALARMS: Final = 6
LINES: Final = 10
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class WallAlarm:
    """An alarm that nobody has taken; ``mark`` is LATIHAN or UJI, with ``mark_ink``."""

    shape: Shape
    icon: str
    title: str
    place: str
    age: str
    late: bool
    mark: str = ""
    mark_ink: str = "drill"


@dataclass(frozen=True, slots=True)
class WallLine:
    """A short line: what, and a word or number in its ink at the right; ``mark`` as above."""

    text: str
    value: str
    ink: str = "text"
    mark: str = ""


@dataclass(frozen=True, slots=True)
class WallPart:
    """A heading with its lines, or what stands there when there are none."""

    heading: str
    lines: tuple[WallLine, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class WallPicture:
    """All that the board shows. ``warning``: what is wrong with the picture itself."""

    clock: str
    date: str
    posts: WallLine
    unclaimed: str
    alarms: tuple[WallAlarm, ...]
    calm: str
    more: str
    parts: tuple[WallPart, ...]
    warning: str = ""


class WallView(QWidget):
    """Paints a ``WallPicture`` at the scale of its own height."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._picture: WallPicture | None = None
        self._scale = 1.0

    def show_picture(self, picture: WallPicture) -> None:
        """Show another picture, if it is another."""
        if picture != self._picture:
            self._picture = picture
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all of it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("ground"))
        picture = self._picture
        if picture is None:
            return
        self._scale = min(self.height() / HEIGHT, self.width() / (HEIGHT * 16 / 9))
        width = round(self.width() / self._scale)
        painter.scale(self._scale, self._scale)
        top = self._paint_head(painter, picture, width)
        split = width * 6 // 10
        self._paint_alarms(painter, picture, QRect(_EDGE, top, split - 2 * _EDGE, HEIGHT - top))
        painter.fillRect(split, top, 2, HEIGHT - top, self._theme.colour("line"))
        self._paint_parts(painter, picture, QRect(split + _EDGE, top, width - split - 2 * _EDGE, 0))

    def _paint_head(self, painter: QPainter, picture: WallPicture, width: int) -> int:
        head = QRect(_EDGE, 12, width - 2 * _EDGE, 176)
        self._write(painter, head, picture.clock, CLOCK, "text", _LEFT)
        beside = head.adjusted(self._wide(picture.clock, CLOCK) + _EDGE, 0, 0, 0)
        upper, lower = beside.adjusted(0, 26, 0, -88), beside.adjusted(0, 88, 0, -26)
        self._write(painter, upper, picture.date, TEXT, "dim", _LEFT)
        left = self._write(painter, lower, picture.posts.text, TEXT, "dim", _LEFT)
        value = lower.adjusted(left + 16, 0, 0, 0)
        self._write(painter, value, picture.posts.value, TEXT, picture.posts.ink, _LEFT)
        painter.fillRect(0, 196, width, 2, self._theme.colour("line"))
        if not picture.warning:
            return 198
        band = QRect(0, 198, width, 72)
        painter.fillRect(band, self._theme.colour("p1"))
        room = band.adjusted(_EDGE, 0, -_EDGE, 0)
        self._write(painter, room, picture.warning, TEXT, "on_accent", _LEFT)
        return 270

    def _paint_alarms(self, painter: QPainter, picture: WallPicture, room: QRect) -> None:
        head = QRect(room.left(), room.top() + 12, room.width(), 64)
        ink = "p1" if picture.alarms else "dim"
        self._write(painter, head, picture.unclaimed, TEXT, ink, _LEFT)
        self._write(painter, head, picture.more, TEXT, ink, _RIGHT)
        row = QRect(room.left(), head.bottom() + 8, room.width(), _ALARM)
        if not picture.alarms:
            self._write(painter, row, picture.calm, LARGE, "good", _LEFT)
        for alarm in picture.alarms:
            self._paint_alarm(painter, row, alarm)
            row.translate(0, _ALARM + 12)

    def _paint_alarm(self, painter: QPainter, row: QRect, alarm: WallAlarm) -> None:
        drilled = bool(alarm.mark)
        ink = alarm.mark_ink if drilled else alarm.shape.value
        ground = "p1_ground" if alarm.shape is Shape.DIAMOND and not drilled else "surface"
        painter.fillRect(row, self._theme.colour(ground))
        painter.fillRect(row.left(), row.top(), 10, row.height(), self._theme.colour(ink))
        mark = QRectF(row.left() + 32, row.center().y() - 18, 36, 36)
        paint_mark(painter, mark, alarm.shape, self._theme)
        ratio = painter.device().devicePixelRatioF() * self._scale
        picture = self._icons.pixmap(alarm.icon, ink, 64, ratio)
        painter.drawPixmap(row.left() + 92, row.center().y() - 32, picture)
        room = row.adjusted(184, 0, -24, 0)
        used = self._write(painter, room, alarm.age, 64, "p1" if alarm.late else "text", _RIGHT)
        words = room.adjusted(0, 8, -used - 24, -8)
        upper, lower = QRect(words), QRect(words)
        upper.setHeight(words.height() * 56 // 100)
        lower.setTop(upper.bottom())
        if drilled:
            taken = self._write(painter, upper, alarm.mark, TEXT, alarm.mark_ink, _RIGHT)
            upper.setRight(upper.right() - taken - 16)
        self._write(painter, upper, alarm.title, 50, "text", _LEFT)
        self._write(painter, lower, alarm.place, SMALL, "dim", _LEFT)

    def _paint_parts(self, painter: QPainter, picture: WallPicture, at: QRect) -> None:
        line = QRect(at.left(), at.top() + 12, at.width(), 64)
        for part in picture.parts:
            self._write(painter, line, part.heading, TEXT, "dim", _LEFT)
            line.translate(0, 66)
            for each in part.lines:
                used = self._write(painter, line, each.value, TEXT, each.ink, _RIGHT)
                room = line.adjusted(0, 0, -used - 24, 0)
                if each.mark:
                    gone = self._write(painter, room, each.mark, SMALL, "drill", _RIGHT)
                    room.setRight(room.right() - gone - 16)
                self._write(painter, room, each.text, TEXT, "text", _LEFT)
                line.translate(0, _LINE)
            if not part.lines:
                self._write(painter, line, part.empty, TEXT, "dim", _LEFT)
                line.translate(0, _LINE)
            line.translate(0, 16)

    def _write(
        self, painter: QPainter, room: QRect, text: str, size: int, ink: str,
        where: Qt.AlignmentFlag,
    ) -> int:  # fmt: skip
        """Write a line, cut to its room; its width."""
        painter.setFont(self._font(size))
        painter.setPen(self._theme.colour(ink))
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(where), cut)
        return painter.fontMetrics().horizontalAdvance(cut)

    def _wide(self, text: str, size: int) -> int:
        return QFontMetrics(self._font(size)).horizontalAdvance(text)

    def _font(self, size: int) -> QFont:
        font = self._theme.font(Size.BODY, Weight.DemiBold, tabular=True)
        font.setPixelSize(size)
        return font
