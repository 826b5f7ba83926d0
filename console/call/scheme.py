"""Serves the engine's page from this program, as a secure origin of its own."""

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QFile, QIODevice, QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)

SCHEME: Final = b"pospin"
ORIGIN: Final = "pospin://calls"
PAGE: Final = f"{ORIGIN}/engine.html"
CLIPS: Final = "/clips/"
#: No script, picture or connection but the page's own; sounds and pictures of calls are blobs.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "media-src blob: mediastream:; base-uri 'none'; form-action 'none'"
)

_FLAGS: Final = "QTWEBENGINE_CHROMIUM_FLAGS"
#: The page is ours: it may know this machine's addresses, which else stand under names that only
#: multicast DNS of the same network resolves.
ENGINE_FLAGS: Final = ("--disable-features=WebRtcHideLocalIpsWithMdns",)

_FOLDER: Final = Path(__file__).parent / "page"
#: Qt carries it in the library, so that it always fits.
_CHANNEL: Final = ":/qtwebchannel/qwebchannel.js"
_TYPES: Final = {".html": b"text/html", ".js": b"text/javascript", ".css": b"text/css"}
_BINARY: Final = b"application/octet-stream"


def register() -> None:
    """Make the scheme known; only before the QApplication is made."""
    os.environ[_FLAGS] = " ".join(filter(None, (os.environ.get(_FLAGS), *ENGINE_FLAGS)))
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    flags = QWebEngineUrlScheme.Flag
    scheme.setFlags(flags.SecureScheme | flags.CorsEnabled | flags.FetchApiAllowed)
    QWebEngineUrlScheme.registerScheme(scheme)


class PageFiles(QWebEngineUrlSchemeHandler):
    """The page's files, and the clips that it is to play."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = {f"/{file.name}": file.read_bytes() for file in _FOLDER.iterdir()}
        self._files["/qwebchannel.js"] = _resource(_CHANNEL)
        self.clips: dict[str, bytes] = {}

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:  # noqa: N802  Qt's name
        """Answer a request of the page."""
        path = job.requestUrl().path()
        content = self._files.get(path)
        if path.startswith(CLIPS):
            content = self.clips.get(path.removeprefix(CLIPS))
        if content is None or job.requestUrl().host() != QUrl(PAGE).host():
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)
            return
        body = QBuffer(job)
        body.setData(QByteArray(content))
        body.open(QIODevice.OpenModeFlag.ReadOnly)
        policy = {QByteArray(b"Content-Security-Policy"): [QByteArray(POLICY.encode())]}
        job.setAdditionalResponseHeaders(policy)  # type: ignore[arg-type]  # it is a multi-map
        job.reply(_TYPES.get(Path(path).suffix, _BINARY), body)


def _resource(name: str) -> bytes:
    file = QFile(name)
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise FileNotFoundError(name)
    return bytes(file.readAll().data())
