"""Who is answered, and the security headers that every answer carries."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(self), microphone=(self), autoplay=(self), fullscreen=(self), "
        "screen-wake-lock=(self), geolocation=(), payment=(), usb=()"
    ),
}
_POLICY: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self' {socket}",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types pospin",
)
_YEAR_S: Final = 31_536_000


class Guard:
    """Answers only requests for a host of ours, and tells the pages where their socket is.

    The host of a request goes into the policy and the page only after it was found among
    ``hosts``; another one is refused with 421. An IPv6 literal is, too: a policy can't name it.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Iterable[str], public_url: str, socket_scheme: str, port: int
    ) -> None:
        self._app = app
        self._hosts = {host for host in hosts if ":" not in host}
        if public := urlsplit(public_url).hostname:
            self._hosts.add(public)
        self._socket = f"{socket_scheme}://{{host}}:{port}"
        self._secure = socket_scheme == "wss"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        host = _host_name(Headers(scope=scope).getlist("host"))
        headers = dict(_ALWAYS)
        app = self._app
        if host in self._hosts:
            socket = self._socket.format(host=host)
            headers["Content-Security-Policy"] = "; ".join(_POLICY).format(socket=socket)
            scope.setdefault("state", {})["socket"] = socket
            # HSTS binds a name on all its ports, so it would close the plain loopback.
            if self._secure and host != "localhost":
                headers["Strict-Transport-Security"] = f"max-age={_YEAR_S}"
        else:
            headers["Content-Security-Policy"] = "default-src 'none'"
            app = PlainTextResponse("Misdirected Request", 421)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await app(scope, receive, send_with_headers)


def _host_name(values: list[str]) -> str | None:
    if len(values) != 1:
        return None
    name, _, port = values[0].lower().partition(":")
    return name if port.isdigit() or not port else None
