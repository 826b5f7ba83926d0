"""The life of one connection: challenge, admission, requests, end."""

import asyncio
import logging
from typing import Final

from websockets.exceptions import ConnectionClosed

from gateway.domain.device import Device, Partner
from gateway.protocol.codec import decode_client
from gateway.protocol.errors import CloseCode, ErrorCode, Refused
from gateway.protocol.messages import (
    AnyClientMessage,
    Challenge,
    Command,
    Enrol,
    Enrolled,
    Heartbeat,
    Hello,
    Lock,
    Message,
    Query,
    Resume,
    Signal,
    SignIn,
    SignOut,
    Unlock,
    Welcome,
)
from gateway.service.hub.client import Client
from gateway.service.hub.mailbox import Mailbox
from gateway.service.identity.challenge import NonceChallenge
from gateway.service.identity.pins import hashed
from gateway.sockets.console import identity_of
from gateway.sockets.endpoint import Endpoint, Request
from gateway.sockets.limits import Limits
from gateway.sockets.rates import Rates
from gateway.sockets.refusals import ANSWERABLE, CLOSING, id_in, refusal
from gateway.sockets.services import Services
from gateway.sockets.socket import CountedConnection, SocketWire

logger = logging.getLogger(__name__)

_NOT_ADMITTED: Final = {
    ErrorCode.NO_COMMON_VERSION: CloseCode.NO_COMMON_VERSION,
    ErrorCode.REVOKED: CloseCode.REVOKED,
}


class Connection:
    """Serves one socket until it ends. Whatever goes wrong here touches no other connection."""

    def __init__(
        self,
        socket: CountedConnection,
        endpoint: Endpoint,
        services: Services,
        limits: Limits,
        rates: Rates,
        signal_rates: Rates,
    ) -> None:
        self._socket = socket
        self._endpoint = endpoint
        self._services = services
        self._limits = limits
        self._rates = rates
        self._signal_rates = signal_rates
        self._language = "id"
        self._places = asyncio.Semaphore(limits.at_once)
        self._log = {"connection": socket.name}
        self.mailbox = Mailbox(SocketWire(socket, limits.close_s), services.queues, socket.name)
        self.requests: set[asyncio.Task[None]] = set()
        self.draining = False

    async def serve(self) -> None:
        """From the challenge to the close."""
        writing = asyncio.create_task(self.mailbox.run(), name=f"write {self._socket.name}")
        client: Client | None = None
        try:
            async with asyncio.timeout(self._limits.sign_in_s):
                client = await self._greet()
            if client is not None:
                await self._talk(client)
        except TimeoutError:
            self.mailbox.end(CloseCode.SIGN_IN_TIMEOUT)
        except ConnectionClosed:
            self.mailbox.end(CloseCode.GOING_AWAY)
        except Exception:
            logger.exception("a connection failed", extra=self._log)
            self.mailbox.end(CloseCode.TRY_AGAIN, ErrorCode.INTERNAL)
        finally:
            if client is not None:
                self._services.hub.leave(client)
            await self._finish(writing)

    async def _finish(self, writing: asyncio.Task[None]) -> None:
        for request in self.requests:
            request.cancel()
        self.mailbox.end(CloseCode.NORMAL)
        await asyncio.wait([writing, *self.requests])
        logger.debug("ended with %s", self._socket.close_code, extra=self._log)

    # -- before it is admitted

    async def _greet(self) -> Client | None:
        """The admitted client, or None when the connection has served its purpose."""
        challenge = NonceChallenge(self._services.clock)
        now = self._services.clock.now()
        self.mailbox.say(Challenge(nonce=challenge.nonce, now=now))
        while (message := await self._next()) is not None:
            match message:
                case Hello():
                    self._language = message.language
                    return self._welcome(message, challenge)
                case Enrol():
                    self._language = message.language
                    await self._enrol(message, challenge)
                    return None
                case _:
                    about = getattr(message, "id", None)
                    self._refuse(Refused(ErrorCode.UNEXPECTED), about)
        return None

    def _welcome(self, hello: Hello, challenge: NonceChallenge) -> Client | None:
        hub = self._services.hub
        try:
            self._check_kind(hello)
            device, version = self._services.admission.admit(hello, challenge, self._socket.host)
        except Refused as refused:
            self._send_off(refused)
            return None
        self._socket.half_open.leave(self._socket)
        client = self._client(hello, device)
        officer = hub.replica.officers.get(client.duty.officer) if client.duty else None
        self.mailbox.say(
            Welcome(
                version=version,
                journal=hub.replica.journal,
                now=self._services.clock.now(),
                device=device.subject,
                title=device.title,
                audience=client.audience.fingerprint,
                desks=client.audience.shown,
                officer=identity_of(officer) if officer else None,
                unlocked=client.unlock is not None,
            )
        )
        hub.join(client)
        logger.info("%s connected, build %s", device.subject, hello.build, extra=self._log)
        return client

    def _client(self, hello: Hello, device: Device) -> Client:
        duty = unlock = None
        if hello.session is not None and isinstance(device, Partner):
            token = hashed(hello.session)
            unlock = token if self._services.hub.unlocks.holds(device, token) else None
        elif hello.session is not None:
            duty = self._services.sign_ins.resumed(device.subject, hello.session)
        return Client(
            name=self._socket.name,
            kind=hello.kind,
            device=device.subject,
            public_key=device.enrolment.public_key,
            language=hello.language,
            mailbox=self.mailbox,
            audience=self._services.hub.audience_of(device, duty, unlock),
            heard_at=self._services.clock.monotonic(),
            duty=duty,
            unlock=unlock,
        )

    async def _enrol(self, ask: Enrol, challenge: NonceChallenge) -> None:
        try:
            self._check_kind(ask)
            device = await self._services.admission.enrol(
                ask, challenge, self._socket.host, self._socket.address
            )
        except Refused as refused:
            self._send_off(refused)
            return
        self.mailbox.say(Enrolled(device=device.subject, title=device.title))
        self.mailbox.end(CloseCode.NORMAL)
        logger.info("%s enrolled", device.subject, extra=self._log)

    def _check_kind(self, message: Hello | Enrol) -> None:
        if message.kind is not self._endpoint.kind:
            raise Refused(ErrorCode.UNEXPECTED)

    def _send_off(self, refused: Refused) -> None:
        code = _NOT_ADMITTED.get(refused.code, CloseCode.NOT_ADMITTED)
        self._refuse(refused, None)
        self.mailbox.end(code, refused.code)
        logger.info("not admitted: %s", refused.code, extra=self._log)

    # -- after it is admitted

    async def _talk(self, client: Client) -> None:
        hub = self._services.hub
        while (message := await self._next()) is not None:
            hub.heard(client)
            match message:
                case Heartbeat():
                    hub.beat(client, message)
                case Resume():
                    self._resume(client, message)
                case Hello() | Enrol():
                    self._refuse(Refused(ErrorCode.UNEXPECTED), None)
                case Signal():
                    self._pass_on(client, message)
                case _ if self.draining:
                    self._refuse(Refused(ErrorCode.SHUTTING_DOWN), message.id)
                case Command() | Query() | SignIn() | SignOut() | Unlock() | Lock():
                    await self._places.acquire()
                    self._start(client, message)

    def _resume(self, client: Client, ask: Resume) -> None:
        try:
            self._rates.take(client.device)
        except Refused as refused:
            self._refuse(refused, None)
        else:
            self._services.hub.resume(client, ask)

    def _pass_on(self, client: Client, signal: Signal) -> None:
        try:
            self._signal_rates.take(client.device)
            self._services.signalling.pass_on(client, signal)
        except Refused as refused:
            self._refuse(refused, None)

    def _start(self, client: Client, request: Request) -> None:
        answering = self._answer(client, request)
        task = asyncio.create_task(answering, name=f"answer {self._socket.name}")
        self.requests.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self.requests.discard(task)
        self._places.release()

    async def _answer(self, client: Client, request: Request) -> None:
        try:
            answer: Message = await self._endpoint.answer(client, request, self._socket.address)
        except Refused as refused:
            logger.info(
                "a request of %s was refused: %s", client.device, refused.code, extra=self._log
            )
            self._refuse(refused, request.id)
        except Exception:
            logger.exception("a request failed", extra=self._log)
            self._refuse(Refused(ErrorCode.INTERNAL), request.id)
        else:
            self.mailbox.say(answer)

    # -- reading

    async def _next(self) -> AnyClientMessage | None:
        """What the client says next; None when it has been sent away. Raises ConnectionClosed."""
        while True:
            frame = await self._socket.recv()
            if self.mailbox.ending:
                return None
            try:
                return decode_client(_text(frame))
            except Refused as refused:
                self._refuse_frame(refused, frame)

    def _refuse_frame(self, refused: Refused, frame: bytes | str) -> None:
        about = id_in(frame) if refused.code in ANSWERABLE else None
        self._refuse(refused, about)
        logger.info("a frame was refused: %s", refused.code, extra=self._log)
        code = CLOSING.get(refused.code)
        if code is not None and about is None:
            self.mailbox.end(code, refused.code)

    def _refuse(self, refused: Refused, about: str | None) -> None:
        self.mailbox.say(refusal(refused, self._language, about))


def _text(frame: bytes | str) -> str:
    if isinstance(frame, bytes):
        raise Refused(ErrorCode.BAD_FRAME)
    return frame
