"""The real console in a process of its own, driven by JSON lines on its standard input.

    python -m tests.helpers.console_driver [arguments of python -m console]

    {"do": "key", "key": "F3"}            a key press, as Qt writes it ("Ctrl+L", "Return", "Down")
    {"do": "type", "text": "..."}         text into whatever has the focus
    {"do": "click", "text": "Putar"}      the button in sight with those words
    {"do": "grab", "path": "a.png"}       a picture of the window
    {"do": "resize", "w": 1366, "h": 768}
    {"do": "block", "seconds": 3}         a busy UI thread
    {"do": "crash"}                       the media engine's page dies
    {"do": "watch"}                       forget the moments that were noted
    {"do": "watched"}                     answered, as "state" is: moments, figures of the media
    {"do": "beat"}                        a 10 ms timer begins to be watched
    {"do": "late"}                        answered, and ends that: how late each beat was, in ms
    {"do": "state"}                       answered by one JSON line on standard output
    {"do": "figures"}                     answered by one line, the FiguresView of these two days
    {"do": "quit"}                        the orderly end; so is the end of standard input

With ``--credentials-stdin`` the first line is the credentials. Lines are obeyed in order.
"""

import asyncio
import os
import signal
import sys
import threading
import time
from datetime import timedelta
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read once, when Qt is first loaded

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from console import __main__ as program
from console.app import Console
from console.call.engine import AnyTold, FiguresRead, Gone
from console.call.web_engine import WebEngine
from gateway.protocol.queries import Figures
from tests.helpers.console_watch import Watch

Frames = dict[str, int]


class Line(msgspec.Struct, frozen=True):
    """One order. Only ``do`` is always there."""

    do: str
    key: str = ""
    text: str = ""
    path: str = ""
    w: int = 1366
    h: int = 768
    seconds: float = 0.0


async def drive(console: Console) -> None:
    """Obey standard input until it ends."""
    lines: asyncio.Queue[str] = asyncio.Queue()
    frames: Frames = {}
    if console.telephone.engine is not None:
        console.telephone.engine.told.subscribe(lambda told: count(told, frames))
    watch = Watch(console)
    loop = asyncio.get_running_loop()
    threading.Thread(target=_read, args=(loop, lines), daemon=True).start()
    while line := await lines.get():
        order = msgspec.json.decode(line, type=Line)
        if order.do == "quit":
            break
        match order.do:
            case "state":
                _answer({**state(console), "frames": frames})
            case "figures":
                _answer(await figures(console))
            case "watched":
                _answer({"moments": watch.moments, "figures": msgspec.to_builtins(watch.figures)})
            case "late":
                _answer({"late": watch.beats.stop()})
            case "beat":
                watch.beats.start()
            case "watch":
                watch.begin()
            case "key":
                watch.note("key")
                obey(console, order)
            case _:
                obey(console, order)
        # What the order set going is done before the next one, as it would be for a person.
        await asyncio.sleep(0.02)
    console.stop()


def obey(console: Console, order: Line) -> None:
    """Carry out one order."""
    window = console.window
    match order.do:
        case "key":
            press(order.key, focused(window))
        case "type":
            QTest.keyClicks(focused(window), order.text)
        case "click":
            buttons(window)[order.text].click()
        case "grab":
            if not window.grab().save(order.path):
                raise OSError(f"no picture could be written to {order.path}")
        case "resize":
            window.resize(order.w, order.h)
        case "block":
            time.sleep(order.seconds)
        case "crash":
            os.kill(renderer(console), signal.SIGKILL)
        case _:
            raise ValueError(f"unknown order: {order.do}")


async def figures(console: Console) -> dict[str, Any]:
    """The figures of these days, as the gateway tells them to this officer."""
    now, link = console.clock.now(), console.entry.link
    if link is None:
        raise RuntimeError("nobody can be asked without a link")
    page = await link.ask(Figures(since=now - timedelta(days=1), until=now + timedelta(days=1)))
    told: dict[str, Any] = msgspec.json.decode(page.rows[0])
    return told


def focused(window: QWidget) -> QWidget:
    """Where a person's keys would go."""
    return QApplication.focusWidget() or window


def buttons(window: QWidget) -> dict[str, QAbstractButton]:
    """What can be clicked now, by the words on it."""
    return {
        each.text(): each
        for each in window.findChildren(QAbstractButton)
        if each.text() and each.isVisible() and each.isEnabled()
    }


def press(key: str, target: QWidget) -> None:
    """Press a key with its modifiers."""
    combination = QKeySequence(key)[0]  # type: ignore[index]  # missing in the stubs
    QTest.keyClick(target, Qt.Key(combination.key()), combination.keyboardModifiers())


def state(console: Console) -> dict[str, Any]:
    """What the window shows, as its words."""
    window = console.window
    link = console.entry.current
    return {
        "link": link.state.value if link is not None else "none",
        "officer": link.officer.title if link is not None and link.officer else None,
        "page": window.page(),
        "queue": window.queue.texts(),
        "selected": window.incident.texts(),
        "timeline": window.incident.timeline.texts(),
        "posts": window.side.posts.texts(),
        "broadcasts": window.side.broadcast.texts(),
        "drills": window.side.drills.texts(),
        "code": window.side.code.display.code(),
        "strip": window.strip.texts(),
        "top": window.top.texts(),
        "banners": window.banners.texts(),
        "refusals": [*window.sign_in.texts(), *window.enrolment.texts()],
        "sounding": list(console.ringing.incidents),
        "sound": console.ringing.proof.state.value,
        "player": console.ringing.player_pid,
        "calls": window.calls.texts(),
        "agent": window.calls.agent_state.value,
        "buttons": list(buttons(window)),
        "renderer": renderer(console),
        "media": msgspec.to_builtins(console.telephone.media.shown),
    }


def renderer(console: Console) -> int:
    """The process of the media engine's page; 0 without one."""
    engine = console.telephone.engine
    return engine.renderer if isinstance(engine, WebEngine) else 0


def count(told: AnyTold, frames: Frames) -> None:
    """Note how many pictures of each party were decoded."""
    match told:
        case FiguresRead():
            frames[told.party] = told.figures.frames
        case Gone():
            frames.clear()
        case _:
            pass


def _answer(row: dict[str, Any]) -> None:
    sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
    sys.stdout.flush()


def _read(loop: asyncio.AbstractEventLoop, lines: "asyncio.Queue[str]") -> None:
    while True:
        line = sys.stdin.readline()
        try:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        except RuntimeError:
            return  # the loop is closed: the console has ended
        if not line:
            return


if __name__ == "__main__":
    sys.exit(program.main(attach=drive))
