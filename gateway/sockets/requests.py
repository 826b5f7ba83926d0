"""What is answered before a WebSocket is opened: probes, and refusals by code."""

from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from typing import Final

from msgspec import Struct
from websockets.asyncio.server import ServerConnection
from websockets.http11 import Request, Response

from gateway.protocol.enums import ClientKind
from gateway.protocol.errors import ErrorCode
from gateway.protocol.version import SUBPROTOCOL

#: Transfers of pages and consoles; the grant says whose.
MEDIA: Final = "/ws/media"
ENDPOINTS: Final = {f"/ws/{kind}": kind for kind in ClientKind}


class Probe(Struct, frozen=True, kw_only=True):
    """The answer to a GET, such as ``/readyz``."""

    body: bytes
    status: HTTPStatus = HTTPStatus.OK
    content_type: str = "text/plain; charset=utf-8"


class Requests:
    """Decides each opening request: answer a probe, refuse, or go on to the handshake.

    A page may only come from the gateway's own origins, and exactly one must be named; a console
    is no page and names none.
    """

    def __init__(self, probes: Mapping[str, Callable[[], Probe]], origins: Collection[str]) -> None:
        self._probes = probes
        self._origins = origins

    def __call__(self, connection: ServerConnection, request: Request) -> Response | None:
        """The answer, or None to open the WebSocket."""
        if request.method != "GET":
            return connection.respond(HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed\n")
        probe = self._probes.get(request.path)
        if probe is not None:
            return _answered(connection, probe())
        kind = ENDPOINTS.get(request.path)
        if kind is None and request.path != MEDIA:
            return connection.respond(HTTPStatus.NOT_FOUND, _line(ErrorCode.NOT_FOUND))
        if not self._may_come(kind, request):
            return connection.respond(HTTPStatus.FORBIDDEN, _line(ErrorCode.FOREIGN_ORIGIN))
        if not _speaks(request):
            return connection.respond(HTTPStatus.BAD_REQUEST, _line(ErrorCode.NO_COMMON_VERSION))
        return None

    def _may_come(self, kind: ClientKind | None, request: Request) -> bool:
        origins = request.headers.get_all("Origin")
        if kind is ClientKind.CONSOLE:
            return not origins
        if kind is None and not origins:
            return True
        return len(origins) == 1 and origins[0] in self._origins


def _speaks(request: Request) -> bool:
    offered = ",".join(request.headers.get_all("Sec-WebSocket-Protocol")).split(",")
    return SUBPROTOCOL in [name.strip() for name in offered]


def _answered(connection: ServerConnection, probe: Probe) -> Response:
    response = connection.respond(probe.status, probe.body.decode())
    del response.headers["Content-Type"]
    response.headers["Content-Type"] = probe.content_type
    return response


def _line(code: ErrorCode) -> str:
    return f"{code}\n"
