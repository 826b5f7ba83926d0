"""A person's words, broken to lines for painting: nothing in them is ever markup."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QTextLayout, QTextOption


def laid_out(text: str, font: QFont, width: int) -> QTextLayout:
    """The text in lines of at most ``width`` px, words too long for one broken."""
    # Line breaks that a person made stay; QTextLayout knows them by this character only.
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def natural_width(layout: QTextLayout) -> float:
    """The width of its longest line."""
    lines = (layout.lineAt(number) for number in range(layout.lineCount()))
    return max((line.naturalTextWidth() for line in lines), default=0.0)
