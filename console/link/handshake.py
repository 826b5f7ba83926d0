"""Opening a connection: the socket, the gateway's challenge, and the signed answer to it."""

import asyncio
import importlib.metadata
import logging
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from console.link.identity import DeviceKey, Identity
from console.link.state import LinkLost, Reason
from gateway.protocol import codec, signing
from gateway.protocol.enums import ClientKind
from gateway.protocol.messages import AnyServerMessage, Challenge, Enrol, Hello, Welcome
from gateway.protocol.version import PROTOCOL_MAX, PROTOCOL_MIN, SUBPROTOCOL

logger = logging.getLogger(__name__)

ENDPOINT: Final = "/ws/console"
OPEN_TIMEOUT_S: Final = 15.0
ANSWER_TIMEOUT_S: Final = 10.0
CLOSE_TIMEOUT_S: Final = 2.0


def tls_context(ca: Path) -> ssl.SSLContext:
    """Trust in that certificate authority alone. Raises OSError or ssl.SSLError for a bad file."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cafile=ca)
    return context


def host_of(url: str) -> str:
    """The host that a signature names: as in the URL, without the port."""
    return urlsplit(url).hostname or ""


def build() -> str:
    """This build, as hello tells it."""
    try:
        return importlib.metadata.version("pospin")
    except importlib.metadata.PackageNotFoundError:
        # Run from a checkout.
        return "source"


def opened(url: str, tls: ssl.SSLContext | None, endpoint: str = ENDPOINT) -> connect:
    """The socket, to be entered with ``async with``.

    No proxy: the gateway is on the control room's own network. No pings of the library: a slot
    that blocks would fail them; the heartbeat is ours. No Origin: the endpoint refuses any.
    """
    return connect(
        url.rstrip("/") + endpoint,
        ssl=tls if url.startswith("wss:") else None,
        proxy=None,
        origin=None,
        subprotocols=[Subprotocol(SUBPROTOCOL)],
        compression=None,
        max_size=codec.FRAME_LIMIT,
        ping_interval=None,
        open_timeout=OPEN_TIMEOUT_S,
        close_timeout=CLOSE_TIMEOUT_S,
    )


async def received(socket: ClientConnection) -> AnyServerMessage:
    """The next message of a handshake. Raises LinkLost when it doesn't come in time."""
    try:
        async with asyncio.timeout(ANSWER_TIMEOUT_S):
            return codec.decode_server(await socket.recv())
    except TimeoutError as error:
        raise LinkLost(Reason.SILENT) from error


async def challenged(socket: ClientConnection) -> Challenge:
    """The challenge, which is the first message of every connection."""
    message = await received(socket)
    if not isinstance(message, Challenge):
        raise LinkLost(Reason.CLOSED)
    return message


async def welcomed(socket: ClientConnection) -> Welcome:
    """The answer to hello. If not admitted raises ConnectionClosed with the code that says why."""
    while True:
        message = await received(socket)
        if isinstance(message, Welcome):
            return message
        # A refusal is followed by the close, whose code and reason say the same.
        logger.info("before the welcome: %s", message)


def hello(
    identity: Identity, host: str, challenge: Challenge, language: str, session: str | None
) -> Hello:
    """The greeting of an enrolled console; ``session`` asks for its sign-in back."""
    lines = signing.session_lines(ClientKind.CONSOLE, identity.device, host, challenge.nonce)
    return Hello(
        min_version=PROTOCOL_MIN,
        max_version=PROTOCOL_MAX,
        kind=ClientKind.CONSOLE,
        build=build(),
        device=identity.device,
        signature=identity.key.sign(lines),
        language=language,
        session=session,
    )


def enrol(key: DeviceKey, code: str, host: str, challenge: Challenge, language: str) -> Enrol:
    """The request to bind a new key; ``code`` as the user typed it."""
    plain = signing.plain_code(code)
    lines = signing.enrolment_lines(ClientKind.CONSOLE, plain, host, challenge.nonce)
    return Enrol(
        kind=ClientKind.CONSOLE,
        code=plain,
        public_key=key.public_key,
        signature=key.sign(lines),
        language=language,
    )


def certificate_end(socket: ClientConnection) -> datetime | None:
    """When the gateway's certificate ends (UTC); None on a socket without TLS."""
    tls = socket.transport.get_extra_info("ssl_object")
    certificate = tls.getpeercert() if tls else None
    if not certificate:
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
