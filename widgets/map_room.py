"""Where on a map something may still be written."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRectF

#: Height of a strip, px: most words touch one or two.
_STRIP: Final = 32


class Room:
    """Remembers what is full, strip by strip: hundreds of names ask at every paint."""

    def __init__(self, full: Iterable[QRectF] = ()) -> None:
        self._strips: defaultdict[int, list[QRectF]] = defaultdict(list)
        for box in full:
            self._fill(box)

    def take(self, box: QRectF, margin: float) -> bool:
        """Take the place if it is free; other boxes will keep ``margin`` px away from it."""
        if any(box.intersects(full) for strip in self._over(box) for full in self._strips[strip]):
            return False
        self._fill(box.adjusted(-margin, -margin, margin, margin))
        return True

    def _fill(self, box: QRectF) -> None:
        for strip in self._over(box):
            self._strips[strip].append(box)

    def _over(self, box: QRectF) -> range:
        return range(int(box.top() // _STRIP), int(box.bottom() // _STRIP) + 1)
