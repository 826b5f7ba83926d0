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
    Key("dispatch", "D", "D", single=True),
    Key("agencies", "I", "I", single=True),
    Key("add_agency", "C", "C", single=True),
    Key("sheet", "T", "T", single=True),
    Key("facts", "E", "E", single=True),
    Key("classify", "P", "P", single=True),
    Key("verify", "V", "V", single=True),
    Key("control", "K", "K", single=True),
    Key("hold", "H", "H", single=True),
    Key("join", "G", "G", single=True),
    Key("unmerge", "U", "U", single=True),
    Key("note", "N", "N", single=True),
    Key("write", "B", "B", single=True),
    Key("reply", "J", "J", single=True),
    Key("close", "X", "X", single=True),
    Key("reopen", "O", "O", single=True),
    Key("report", "A", "A", single=True),
    Key("map", "M", "M", single=True),
    Key("zoom_in", "+", "+", single=True),
    Key("zoom_out", "-", "-", single=True),
    Key("zoom_fit", "0", "0", single=True),
    Key("radius", "R", "R", single=True),
    Key("broadcast", "Ctrl+B", "Ctrl+B"),
    Key("relay", "Ctrl+T", "Ctrl+T"),
    Key("ronda", "Ctrl+R", "Ctrl+R"),
    Key("drills", "Ctrl+D", "Ctrl+D"),
    Key("new", "Q", "Q", single=True),
    Key("order", "S", "S", single=True),
    Key("wall", "W", "W", single=True),
    Key("find", "/", "/", single=True),
    Key("call_answer", "F5", "F5"),
    Key("call_decline", "Shift+F5", "⇧F5"),
    Key("call_open", "Shift+F4", "⇧F4"),
    Key("call_hold", "F7", "F7"),
    Key("call_mute", "F8", "F8"),
    Key("call_camera", "Shift+F8", "⇧F8"),
    Key("call_transfer", "F9", "F9"),
    Key("call_complete", "Shift+F9", "⇧F9"),
    Key("call_return", "Ctrl+F9", "Ctrl+F9"),
    Key("call_invite", "F10", "F10"),
    Key("call_record", "F11", "F11"),
    Key("call_record_picture", "Shift+F11", "⇧F11"),
    Key("call_note", "Shift+F10", "⇧F10"),
    Key("call_attach", "Shift+F7", "⇧F7"),
    Key("call_hang_up", "F12", "F12"),
    Key("call_back", "Ctrl+F5", "Ctrl+F5"),
    Key("call_post", "Y", "Y", single=True),
    Key("call_new", "Ctrl+N", "Ctrl+N"),
    Key("devices", "Ctrl+J", "Ctrl+J"),
    Key("agent_ready", "Ctrl+1", "Ctrl+1"),
    Key("agent_break", "Ctrl+2", "Ctrl+2"),
    Key("agent_out", "Ctrl+3", "Ctrl+3"),
    Key("calls_board", "Ctrl+G", "Ctrl+G"),
    Key("sounds", "F4", "F4"),
    Key("rules", "F6", "F6"),
    Key("help", "F1", "F1"),
    Key("directory", "Ctrl+I", "Ctrl+I"),
    Key("partners", "Ctrl+M", "Ctrl+M"),
    Key("guests", "Ctrl+U", "Ctrl+U"),
    Key("add_post", "Ctrl+P", "Ctrl+P"),
    Key("lock", "Ctrl+L", "Ctrl+L"),
)

#: Keys that need no shortcut of ours, and are told in the help.
OTHERS: Final = (
    ("select", "↑ ↓"),
    ("unfold", "→ ←"),
    ("send", "Ctrl+Enter"),
    ("enter", "Enter"),
    ("pick", "1 – 9"),
    ("back", "Esc"),
)

#: Where a key belongs in the help; all the others belong to the incident.
GROUPS: Final = {
    "queue": ("select", "unfold", "hear", "claim", "new", "order"),
    "calls": (
        "call_answer",
        "call_decline",
        "call_open",
        "call_hold",
        "call_mute",
        "call_camera",
        "call_transfer",
        "call_complete",
        "call_return",
        "call_invite",
        "call_record",
        "call_record_picture",
        "call_note",
        "call_attach",
        "call_hang_up",
        "call_back",
        "call_post",
        "call_new",
        "devices",
        "agent_ready",
        "agent_break",
        "agent_out",
        "calls_board",
    ),
    "map": ("map", "zoom_in", "zoom_out", "zoom_fit", "radius"),
    "posts": (
        "broadcast",
        "relay",
        "ronda",
        "drills",
        "add_post",
        "directory",
        "partners",
        "guests",
    ),
    "console": ("find", "sounds", "rules", "wall", "help", "lock"),
    "panels": ("enter", "pick", "send", "back"),
}


def by_group() -> dict[str, list[tuple[str, str]]]:
    """All keys, name and as shown, by where they belong; in the order of the tables."""
    told = [(key.name, key.shown) for key in KEYS] + list(OTHERS)
    grouped = {name for names in GROUPS.values() for name in names}
    rest = tuple(name for name, _ in told if name not in grouped)
    order = {"queue": GROUPS["queue"], "incident": rest, **GROUPS}
    return {
        group: sorted((each for each in told if each[0] in names), key=lambda e: names.index(e[0]))
        for group, names in order.items()
    }


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
