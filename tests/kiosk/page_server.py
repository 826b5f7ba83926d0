"""Serves the tablet page of one build on the loopback, as the gateway's page server does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import resources
from resources.icons import svg
from resources.tokens import Palette, tokens

PAGES: Final = Path(__file__).parents[2] / "kiosk_web"
BUILD: Final = "test-build"
TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}


class PageServer:
    """The page of one build. ``requested`` are the paths under the build that were asked for.

    Another ``build`` set while it runs is an upgrade of the gateway.
    """

    def __init__(self, socket: str, phone: str = "", sms: str = "") -> None:
        self.build = BUILD
        self._fill = {"{{socket}}": socket, "{{phone}}": phone, "{{sms}}": sms}
        self._csp = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
            f"connect-src 'self' {socket}; worker-src 'self'; manifest-src 'self'; "
            "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
        )
        self.requested: set[str] = set()
        self._server: ThreadingHTTPServer | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Listen, on the same port as before if it was stopped."""
        server = ThreadingHTTPServer(("127.0.0.1", self.port), self._handler())
        server.daemon_threads = True
        self.port = server.server_port
        self._server = server
        threading.Thread(target=server.serve_forever, args=(0.02,), name="pages").start()

    def stop(self) -> None:
        """Refuse connections from now on."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
        self._server = None

    def body(self, path: str) -> bytes:
        """What stands at a path. Raises FileNotFoundError."""
        if path in ("/", "/sw.js"):
            return self._filled("index.html" if path == "/" else "sw.js")
        prefix = f"/b/{self.build}/"
        if not path.startswith(prefix):
            raise FileNotFoundError(path)
        name = path.removeprefix(prefix)
        self.requested.add(name)
        if name == "tokens.css":
            return tokens_css().encode()
        folder, _, rest = name.partition("/")
        if folder == "icons":
            return svg(rest.removesuffix(".svg")).encode()
        if folder in ("sounds", "places"):
            return resources.read_text(rest).encode()
        if folder == "i18n":
            return resources.read_text(name).encode()
        return (PAGES / name).read_bytes()

    def _filled(self, name: str) -> bytes:
        text = (PAGES / "kiosk" / name).read_text("utf-8").replace("{{build}}", self.build)
        for placeholder, value in self._fill.items():
            text = text.replace(placeholder, value)
        return text.encode()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        pages = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self) -> None:
                try:
                    body = pages.body(self.path)
                except FileNotFoundError:
                    self.send_error(HTTPStatus.NOT_FOUND)
                    return
                name = "index.html" if self.path == "/" else self.path
                self.send_response(HTTPStatus.OK)
                self.send_header("Content-Type", TYPES[Path(name).suffix])
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", pages._csp)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
                """Say nothing."""

        return Handler


def tokens_css() -> str:
    """The tokens as the page expects them."""
    all_tokens = tokens()
    sizes = {f"space-{n}": f"{px}px" for n, px in enumerate(all_tokens.space.steps, 1)}
    sizes |= {f"type-{n}": f"{px}px" for n, px in enumerate(all_tokens.type.tablet, 1)}
    sizes |= {
        "radius-tablet": f"{all_tokens.radius.tablet}px",
        "motion-short": f"{all_tokens.motion.short_ms}ms",
        "motion-long": f"{all_tokens.motion.long_ms}ms",
    }
    day = _rule(":root", all_tokens.tablet.day | sizes)
    return day + _rule('[data-theme="night"]', all_tokens.tablet.night)


def _rule(selector: str, values: Palette) -> str:
    lines = (f"  --{name.replace('_', '-')}: {value};\n" for name, value in values.items())
    return f"{selector} {{\n{''.join(lines)}}}\n"


@contextmanager
def serving(socket: str, phone: str = "", sms: str = "") -> Iterator[PageServer]:
    """A page server that ends with the block."""
    pages = PageServer(socket, phone, sms)
    pages.start()
    try:
        yield pages
    finally:
        pages.stop()
