"""When the console did what, and how long its user interface stood still; from inside its process.

Moments are ``time.time()``, which all processes of a machine share.
"""

import time
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from console.app import Console
from console.call.engine import AnyTold, FiguresRead, PictureSeen

BEAT_MS: Final = 10


class Watch(QObject):
    """``moments``: the first since ``begin`` of "ring" (a ringing call's card is painted), "key"
    (an order to press one is obeyed) and "picture" (the other side's is on the view). ``figures``:
    the newest counters of the media."""

    def __init__(self, console: Console) -> None:
        super().__init__()
        self.moments: dict[str, float] = {}
        self.figures: FiguresRead | None = None
        self.beats = Beats()
        self._cards = console.window.calls.ringing
        self._cards.installEventFilter(self)
        if console.telephone.engine is not None:
            console.telephone.engine.told.subscribe(self._on_told)

    def begin(self) -> None:
        """Forget what was before."""
        self.moments.clear()
        self.figures = None

    def note(self, name: str) -> None:
        """It happens now."""
        self.moments.setdefault(name, time.time())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Note that the cards are painted."""
        if watched is self._cards and event.type() is QEvent.Type.Paint:
            self.note("ring")
        return False

    def _on_told(self, told: AnyTold) -> None:
        match told:
            case PictureSeen(shown=True):
                self.note("picture")
            case FiguresRead():
                self.figures = told
            case _:
                pass


class Beats:
    """How much later than due each beat of a 10 ms timer of this thread comes, in ms."""

    def __init__(self) -> None:
        self._late: list[float] = []
        self._at = 0.0
        self._timer = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_beat)

    def start(self) -> None:
        """Begin anew. It costs about a hundredth of a processor."""
        self._late, self._at = [], time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        """Those since ``start``."""
        self._timer.stop()
        return self._late

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self._late.append(max(0.0, (now - self._at) * 1_000 - BEAT_MS))
        self._at = now
