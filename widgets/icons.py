"""Pictures: SVG text tinted by an ink and kept as pixmaps."""

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from widgets.theme import Theme


class Icons:
    """Pixmaps by name, ink and size. ``source`` gives the SVG of a name, in currentColor."""

    def __init__(self, theme: Theme, source: Callable[[str], str]) -> None:
        self._theme = theme
        self._source = source
        self._made: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, ink: str, size: int, ratio: float = 1.0) -> QPixmap:
        """A square pixmap of ``size`` px, the picture centred in it, for a screen of ``ratio``."""
        key = (name, ink, size, ratio)
        if key not in self._made:
            self._made[key] = self._render(name, ink, size, ratio)
        return self._made[key]

    def icon(self, name: str, ink: str, size: int) -> QIcon:
        """The same as an icon for buttons."""
        return QIcon(self.pixmap(name, ink, size, 2.0))

    def _render(self, name: str, ink: str, size: int, ratio: float) -> QPixmap:
        svg = self._source(name).replace("currentColor", self._theme.colours[ink])
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        made = QPixmap(round(size * ratio), round(size * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        natural = renderer.viewBoxF().size()
        scale = size / max(natural.width(), natural.height())
        width, height = natural.width() * scale, natural.height() * scale
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF((size - width) / 2, (size - height) / 2, width, height))
        painter.end()
        return made
