"""The page of the media engine in its view: permissions, the way to it and back, its crashes."""

import asyncio
import itertools
import json
import logging
from typing import Any, Final

import msgspec
import shiboken6
from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
)
from PySide6.QtWebEngineWidgets import QWebEngineView

from console.call.engine import EngineError
from console.call.scheme import ORIGIN, PAGE, SCHEME, PageFiles

logger = logging.getLogger(__name__)

ANSWER_TIMEOUT_S: Final = 20.0
_CAPTURES: Final = (
    QWebEnginePermission.PermissionType.MediaAudioCapture,
    QWebEnginePermission.PermissionType.MediaVideoCapture,
    QWebEnginePermission.PermissionType.MediaAudioVideoCapture,
)
_LEVELS: Final = {
    QWebEnginePage.JavaScriptConsoleMessageLevel.InfoMessageLevel: logging.DEBUG,
    QWebEnginePage.JavaScriptConsoleMessageLevel.WarningMessageLevel: logging.INFO,
    QWebEnginePage.JavaScriptConsoleMessageLevel.ErrorMessageLevel: logging.WARNING,
}


class _Answer(msgspec.Struct, frozen=True):
    """How a question ended."""

    value: msgspec.Raw = msgspec.Raw(b"null")
    error: str = ""


class _Ears(QObject):
    """What the page can call."""

    told = Signal(str)
    answered = Signal(int, str)

    @Slot(str)
    def tell(self, text: str) -> None:
        """Something happened."""
        self.told.emit(text)

    @Slot(int, str)
    def answer(self, number: int, text: str) -> None:
        """A question is answered."""
        self.answered.emit(number, text)


class _Page(QWebEnginePage):
    """Its complaints go to the log; it goes nowhere else."""

    def javaScriptConsoleMessage(  # noqa: N802  Qt's name
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        line: int,
        source: str,
    ) -> None:
        """Log it."""
        logger.log(_LEVELS[level], "page: %s (%s:%d)", message, source, line)

    def acceptNavigationRequest(  # noqa: N802  Qt's name
        self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, _main: bool
    ) -> bool:
        """Only the engine's own page."""
        return QUrl(url).toString() == PAGE


class PageHost(QObject):
    """Holds the view. ``told`` gets each text that the page tells, ``crashed`` is for its end."""

    told = Signal(str)
    crashed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = PageFiles(self)
        # Without a name nothing of it is ever written to the disk.
        self._profile = QWebEngineProfile(self)
        self._profile.installUrlSchemeHandler(SCHEME, self._files)
        self._page = _Page(self._profile)
        self._ears = _Ears(self)
        self._ears.told.connect(self.told)
        self._ears.answered.connect(self._on_answer)
        self._channel = QWebChannel(self)
        self._channel.registerObject("python", self._ears)
        self._page.setWebChannel(self._channel)
        self._page.permissionRequested.connect(_permit)
        self._page.renderProcessTerminated.connect(self._on_terminated)
        self._numbers = itertools.count(1)
        self._questions: dict[int, asyncio.Future[msgspec.Raw]] = {}
        self.view = QWebEngineView()
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setPage(self._page)
        settings = self._page.settings()
        settings.setAttribute(QWebEngineSettings.WebAttribute.PlaybackRequiresUserGesture, False)

    @property
    def clips(self) -> dict[str, bytes]:
        """What the page may fetch by its name, under ``clips/``."""
        return self._files.clips

    @property
    def renderer(self) -> int:
        """The process that holds the media."""
        return self._page.renderProcessPid()

    def paint(self, background: QColor) -> None:
        """What is behind the pictures."""
        self._page.setBackgroundColor(background)

    def load(self) -> None:
        """Load the page, again after a crash."""
        self._page.load(QUrl(PAGE))

    def run(self, name: str, fields: dict[str, Any]) -> None:
        """Have it done."""
        self._page.runJavaScript(f"run({_quoted(name)}, {_quoted(fields)})")

    async def ask(self, name: str, fields: dict[str, Any]) -> msgspec.Raw:
        """Have it done and wait for what it gives, as JSON. Raises EngineError."""
        number = next(self._numbers)
        answer: asyncio.Future[msgspec.Raw] = asyncio.get_running_loop().create_future()
        self._questions[number] = answer
        self._page.runJavaScript(f"void ask({number}, {_quoted(name)}, {_quoted(fields)})")
        try:
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                return await answer
        except TimeoutError as error:
            raise EngineError(f"{name}: no answer") from error
        finally:
            del self._questions[number]

    def close(self) -> None:
        """End it: the page before its profile, or Qt complains."""
        self._page.renderProcessTerminated.disconnect(self._on_terminated)
        for each in (self.view, self._page, self._profile):
            if shiboken6.isValid(each):
                shiboken6.delete(each)

    def _on_answer(self, number: int, text: str) -> None:
        waiting = self._questions.get(number)
        if waiting is None or waiting.done():
            return
        answer = msgspec.json.decode(text, type=_Answer)
        if answer.error:
            waiting.set_exception(EngineError(answer.error))
        else:
            waiting.set_result(answer.value)

    def _on_terminated(self, status: QWebEnginePage.RenderProcessTerminationStatus) -> None:
        logger.error("the media engine ended: %s", status.name)
        for waiting in self._questions.values():
            if not waiting.done():
                waiting.set_exception(EngineError("the engine ended"))
        self.crashed.emit()


def _permit(permission: QWebEnginePermission) -> None:
    own = permission.origin().toString().rstrip("/") == ORIGIN
    if own and permission.permissionType() in _CAPTURES:
        permission.grant()
    else:
        logger.warning("refused to the page: %s", permission.permissionType().name)
        permission.deny()


def _quoted(value: object) -> str:
    return json.dumps(value)
