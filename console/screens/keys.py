"""Every key of the console, in one table: what it does, and what the help says of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from widgets.text import takes_text


@dataclass(frozen=True, slots=True)
class Key:
    """``sequence`` as Qt writes it, ``shown`` as the help does. ``help`` is a sentence's key."""

    name: str
    sequence: str
    shown: str
    single: bool = False


KEYS: Final = (
    Key("hear", "F2", "F2"),
    Key("claim", "F3", "F3"),
    Key("release", "L", "L", single=True),
    Key("note", "N", "N", single=True),
    Key("write", "B", "B", single=True),
    Key("reply", "J", "J", single=True),
    Key("close", "X", "X", single=True),
    Key("map", "M", "M", single=True),
    Key("zoom_in", "+", "+", single=True),
    Key("zoom_out", "-", "-", single=True),
    Key("zoom_fit", "0", "0", single=True),
    Key("radius", "R", "R", single=True),
    Key("new", "Q", "Q", single=True),
    Key("order", "S", "S", single=True),
    Key("find", "/", "/", single=True),
    Key("sounds", "F4", "F4"),
    Key("help", "F1", "F1"),
    Key("add_post", "Ctrl+P", "Ctrl+P"),
    Key("lock", "Ctrl+L", "Ctrl+L"),
)

#: Keys that need no shortcut of ours, and are told in the help.
OTHERS: Final = (("select", "↑ ↓"), ("unfold", "→ ←"), ("send", "Ctrl+Enter"), ("back", "Esc"))


def bind(window: QWidget, acts: dict[str, Callable[[], None]]) -> Sequence[QShortcut]:
    """Make the shortcuts of ``KEYS``. A single key keeps still while a text field has the focus."""
    made = []
    for key in KEYS:
        shortcut = QShortcut(QKeySequence(key.sequence), window)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(_guarded(acts[key.name]) if key.single else acts[key.name])
        made.append(shortcut)
    return made


def _guarded(act: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        if not takes_text(QApplication.focusWidget()):
            act()

    return run
