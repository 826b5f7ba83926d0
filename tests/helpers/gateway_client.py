"""A scripted post or console with a real key, for tests of the gateway's sockets."""

import asyncio
from collections.abc import Callable
from typing import Any, Self, TypeVar

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from uuid_utils import uuid7
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from gateway.protocol import codec, signing
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import ClientKind, PartnerRole
from gateway.protocol.errors import CloseCode
from gateway.protocol.messages import (
    Ack,
    AnyServerMessage,
    Challenge,
    Command,
    Enrol,
    Enrolled,
    Events,
    Heartbeat,
    HeartbeatAnswer,
    Hello,
    Message,
    Query,
    Refusal,
    Result,
    Resume,
    SignedIn,
    SignIn,
    Snapshot,
    Unlock,
    Unlocked,
    Welcome,
)
from gateway.protocol.queries import AnyAsk
from gateway.protocol.version import PROTOCOL_MAX, PROTOCOL_MIN, SUBPROTOCOL
from gateway.protocol.views import AnyView
from gateway.service.identity.base64url import encoded
from tests.helpers.play_gateway import HOST, ORIGIN, PASSWORD, PlayGateway

PATIENCE_S = 10.0
PIN = "2580"
M = TypeVar("M", bound=Message)


def new_id() -> str:
    return str(uuid7())


class DeviceKey:
    """A P-256 key that signs as a browser does."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.public = encoded(point)

    def sign(self, lines: bytes) -> str:
        r, s = decode_dss_signature(self._key.sign(lines, ec.ECDSA(SHA256())))
        return encoded(r.to_bytes(32) + s.to_bytes(32))


class Picture:
    """What a client holds; fails on a gap, a repeat or a view that goes back."""

    def __init__(self) -> None:
        self.after = 0
        self.audience = ""
        self.journal = ""
        self.views: dict[str, AnyView] = {}
        self.seqs: list[int] = []

    def take(self, message: Message) -> None:
        match message:
            case Snapshot():
                if message.part == 0:
                    self.views.clear()
                    self.seqs.clear()
                self.views.update({view.subject: view for view in message.views})
                if message.last:
                    self.after, self.audience = message.seq, message.audience
                    self.journal = message.journal
            case Events():
                assert message.after == self.after, f"gap: {message.after} after {self.after}"
                for item in message.items:
                    assert item.seq > max(self.seqs, default=0), f"{item.seq} is repeated"
                    assert self.after < item.seq <= message.through
                    self.seqs.append(item.seq)
                    held = self.views.get(item.subject)
                    if item.view and (held is None or item.view.version > held.version):
                        self.views[item.subject] = item.view
                self.after = message.through
            case HeartbeatAnswer():
                self.after = max(self.after, message.through)

    def resume(self) -> Resume:
        return Resume(after=self.after, audience=self.audience, journal=self.journal)


class GatewayClient:
    """One connection. ``picture`` and ``session`` live on when it is opened again."""

    def __init__(self, gateway: PlayGateway, kind: ClientKind, device: str, key: DeviceKey) -> None:
        self.gateway = gateway
        self.kind = kind
        self.device = device
        self.key = key
        self.picture = Picture()
        self.session: str | None = None
        self.welcome: Welcome | None = None
        self.passed: list[AnyServerMessage] = []
        self.socket: ClientConnection
        self.challenge: Challenge

    # -- opening

    async def open(self) -> Self:
        """Connect and take the challenge."""
        return await self.take(await open_socket(self.gateway, self.kind))

    async def take(self, socket: ClientConnection) -> Self:
        """Use a socket that was opened elsewhere."""
        self.socket = socket
        self.challenge = await self.expect(Challenge)
        return self

    async def hello(self, *, signature: str | None = None) -> Welcome:
        await self.send(self.greeting(signature))
        self.welcome = await self.expect(Welcome)
        return self.welcome

    def greeting(self, signature: str | None = None) -> Hello:
        lines = signing.session_lines(self.kind, self.device, HOST, self.challenge.nonce)
        return Hello(
            min_version=PROTOCOL_MIN,
            max_version=PROTOCOL_MAX,
            kind=self.kind,
            build="test",
            device=self.device,
            signature=signature or self.key.sign(lines),
            session=self.session,
        )

    async def connect(self) -> Self:
        """Connect, be admitted and catch up."""
        await self.open()
        await self.hello()
        await self.resume()
        return self

    async def resume(self) -> Message:
        """Ask for what is missing; the first answer after which the picture is whole."""
        self.passed = [m for m in self.passed if not isinstance(m, Snapshot | Events)]
        await self.send(self.picture.resume())
        return await self.expect(Snapshot, Events, where=_completes)

    async def sign_in(self, user: str = "petugas1", password: str = PASSWORD) -> SignedIn:
        await self.send(SignIn(id=new_id(), user=user, password=password))
        signed_in = await self.expect(SignedIn)
        self.session = signed_in.token
        await self.resume()
        return signed_in

    async def unlock(self, pin: str = PIN) -> Unlocked:
        await self.send(Unlock(id=new_id(), pin=pin))
        unlocked = await self.expect(Unlocked)
        self.session = unlocked.token
        await self.resume()
        return unlocked

    # -- talking

    async def send(self, *messages: Message) -> None:
        for message in messages:
            await self.socket.send(codec.encode(message), text=True)

    async def do(self, body: AnyBody, **fields: Any) -> Ack | Refusal:
        """The answer to a command."""
        command = Command(id=fields.pop("id", None) or new_id(), body=body, **fields)
        await self.send(command)
        return await self.answer(command.id)

    async def ask(self, body: AnyAsk, cursor: str | None = None) -> Result | Refusal:
        query = Query(id=new_id(), body=body, cursor=cursor)
        await self.send(query)
        return await self.expect(Result, Refusal, where=lambda m: m.id == query.id)

    async def answer(self, about: str) -> Ack | Refusal:
        return await self.expect(Ack, Refusal, where=lambda m: m.id == about)

    async def beat(self, heartbeat: Heartbeat | None = None) -> HeartbeatAnswer:
        await self.send(heartbeat or Heartbeat())
        return await self.expect(HeartbeatAnswer)

    async def expect(self, *kinds: type[M], where: Callable[[Any], bool] = lambda _: True) -> M:
        """The next message of one of these types, from those passed over before or to come."""
        for held in self.passed:
            if isinstance(held, kinds) and where(held):
                self.passed.remove(held)
                return held
        async with asyncio.timeout(PATIENCE_S):
            while True:
                message = await self.read()
                if isinstance(message, kinds) and where(message):
                    return message
                self.passed.append(message)

    async def caught_up_to(self, seq: int) -> None:
        """Read until the picture reaches so far."""
        async with asyncio.timeout(PATIENCE_S):
            while self.picture.after < seq:
                self.passed.append(await self.read())

    async def ended(self) -> tuple[int, str]:
        """The close code and its reason, once the gateway has closed."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    self.passed.append(await self.read())
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd else 1006
            return code, closed.rcvd.reason if closed.rcvd else ""

    async def close(self) -> None:
        await self.socket.close()

    async def read(self) -> AnyServerMessage:
        message = codec.decode_server(await self.socket.recv())
        self.picture.take(message)
        return message


async def open_socket(gateway: PlayGateway, kind: ClientKind, **changes: Any) -> ClientConnection:
    """A WebSocket as a browser (post, partner) or a console opens it."""
    origin = None if kind is ClientKind.CONSOLE else Origin(ORIGIN)
    options: dict[str, Any] = {"origin": origin, "subprotocols": [Subprotocol(SUBPROTOCOL)]}
    url = f"ws://{HOST}:{gateway.port}/ws/{kind}"
    socket = await connect(
        url, proxy=None, compression=None, ping_interval=None, **(options | changes)
    )
    gateway.opened.append(socket)
    return socket


async def enrolled(
    gateway: PlayGateway, kind: ClientKind, code: str, key: DeviceKey | None = None
) -> GatewayClient:
    """A device that has bound a key by this code."""
    client = GatewayClient(gateway, kind, "", key or DeviceKey())
    answer = await enrol(client, code)
    assert isinstance(answer, Enrolled), answer
    assert (await client.ended())[0] == CloseCode.NORMAL
    client.device = answer.device
    return client


async def enrol(client: GatewayClient, code: str) -> Enrolled | Refusal:
    """Try a code."""
    await client.open()
    lines = signing.enrolment_lines(
        client.kind, signing.plain_code(code), HOST, client.challenge.nonce
    )
    ask = Enrol(
        kind=client.kind,
        code=code,
        public_key=client.key.public,
        signature=client.key.sign(lines),
        pin=PIN if client.kind is ClientKind.PARTNER else None,
    )
    await client.send(ask)
    return await client.expect(Enrolled, Refusal)


async def new_post(gateway: PlayGateway, title: str = "Pos Kamling RT 03") -> GatewayClient:
    """A post with an enrolled tablet, not connected."""
    _, code = await gateway.add_post(title)
    return await enrolled(gateway, ClientKind.POST, code)


async def new_console(gateway: PlayGateway, title: str = "Meja 1") -> GatewayClient:
    """An enrolled console, not connected."""
    _, code = await gateway.add_console(title)
    return await enrolled(gateway, ClientKind.CONSOLE, code)


async def new_partner(
    gateway: PlayGateway,
    title: str = "Linmas Krajankulon",
    role: PartnerRole = PartnerRole.LINMAS,
    posts: tuple[str, ...] = (),
    agency: str | None = None,
) -> GatewayClient:
    """A paired phone of a partner, not connected."""
    _, code = await gateway.add_partner(title, role, posts, agency)
    return await enrolled(gateway, ClientKind.PARTNER, code)


def _completes(message: Message) -> bool:
    return message.last if isinstance(message, Snapshot) else True
