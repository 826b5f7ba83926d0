"""The link to the gateway: connects, greets, resumes, and comes back by itself."""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterable
from datetime import datetime
from typing import Final

from uuid_utils import uuid7
from websockets.exceptions import WebSocketException

from console.base.clock import GatewayClock
from console.base.observers import Observers
from console.link import handshake
from console.link.backoff import Backoff
from console.link.commands import PendingCommands
from console.link.connection import DEFAULT_PACE, Connection, Pace
from console.link.identity import DeviceKey, Identity, IdentityFile
from console.link.media import MediaDoor
from console.link.outcome import GatewayRefused, disconnected
from console.link.position import Position, Replica
from console.link.queries import QUERY_TIMEOUT_S, SIGN_IN_TIMEOUT_S, Answer, OpenQuestions, Page
from console.link.running import RunningUpload
from console.link.state import (
    NOT_ENROLLED,
    Ending,
    LinkLost,
    LinkState,
    Reason,
    Retry,
    ending_of,
)
from gateway.protocol import codec
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import Desk
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import (
    Ack,
    AnyClientMessage,
    AnyServerMessage,
    Command,
    Enrolled,
    Events,
    Grant,
    HeartbeatAnswer,
    Notice,
    OfficerIdentity,
    Presence,
    Query,
    Refusal,
    Result,
    Signal,
    SignedIn,
    SignIn,
    SignOut,
    Snapshot,
    Welcome,
)
from gateway.protocol.queries import AnyAsk, MediaGrant, RecordingGrant

logger = logging.getLogger(__name__)

#: A resume without any answer for so long: the connection is broken in a way that beats don't show.
RESUME_TIMEOUT_S: Final = 10.0
#: What is said of a frame that is wrong in itself; other refusals without an id are of signals.
UNREADABLE: Final = (
    ErrorCode.BAD_FRAME,
    ErrorCode.FRAME_TOO_LARGE,
    ErrorCode.TOO_DEEP,
    ErrorCode.BAD_TEXT,
    ErrorCode.UNKNOWN_TYPE,
    ErrorCode.UNEXPECTED,
)


class GatewayLink:
    """The package's docstring says what it offers. Raises IdentityError for a broken key file."""

    def __init__(
        self,
        url: str,
        keys: IdentityFile,
        replica: Replica,
        clock: GatewayClock,
        *,
        tls: ssl.SSLContext | None = None,
        language: str = "id",
        pace: Pace = DEFAULT_PACE,
        backoff: Backoff | None = None,
    ) -> None:
        self._url = url
        self._host = handshake.host_of(url)
        self._keys = keys
        self._replica = replica
        self._clock = clock
        self._tls = tls
        self._language = language
        self._pace = pace
        self._backoff = backoff or Backoff()
        self._identity = keys.load()
        self._position = Position(clock.monotonic)
        self._commands = PendingCommands(clock)
        self._questions = OpenQuestions(clock.monotonic)
        self._connection: Connection | None = None
        self._session: str | None = None
        self._new_key: DeviceKey | None = None
        self._wake = asyncio.Event()
        self.state = LinkState.CONNECTING
        self.reason: Reason | None = None
        self.detail: ErrorCode | None = None
        self.officer: OfficerIdentity | None = None
        self.certificate_ends: datetime | None = None
        self.title = ""
        self.desks: tuple[Desk, ...] = ()
        self.state_changed: Observers[[LinkState, Reason | None]] = Observers()
        self.officer_changed: Observers[[OfficerIdentity | None]] = Observers()
        self.notices: Observers[[Notice]] = Observers()
        self.signals: Observers[[Signal]] = Observers()

    # -- what the screens ask for

    async def enrol(self, code: str) -> Enrolled:
        """Bind a new key to the console that the code was made for, and connect.

        Raises Refused; without an answer the code is DISCONNECTED and ``params["reason"]`` a
        ``Reason``. Raises IdentityError when the key can't be kept: it then serves until the
        console is closed.
        """
        # The same key again: the answer to the first try may have been lost on its way.
        self._new_key = self._new_key or DeviceKey.create()
        answer = await self._ask_to_enrol(self._new_key, code)
        if not isinstance(answer, Enrolled):
            raise GatewayRefused(answer)
        self._identity = Identity(answer.device, self._host, self._new_key)
        self._new_key = None
        self.reconnect()
        self._keys.save(self._identity)
        return answer

    async def sign_in(self, user: str, password: str) -> OfficerIdentity:
        """Sign an officer in at this console. Raises Refused."""
        message = SignIn(id=_new_id(), user=user.strip().lower(), password=password)
        try:
            _check(message)
        except Refused as error:
            # What can't be a user name or a password is a wrong one.
            raise Refused(ErrorCode.WRONG_PASSWORD) from error
        signed_in = await self._answer_to(message, SIGN_IN_TIMEOUT_S)
        assert isinstance(signed_in, SignedIn)  # noqa: S101  told apart by the id
        return signed_in.officer

    async def sign_out(self) -> None:
        """Lock this console at once, and tell the gateway if it can be reached. Raises Refused."""
        self._lock()
        if self._connection is not None:
            await self._answer_to(SignOut(id=_new_id()), QUERY_TIMEOUT_S)

    async def do(self, body: AnyBody, version: int | None = None) -> Ack:
        """Have it done. ``version`` is that of the view that the officer acted on.

        Raises Refused, or OutcomeUnknown when the act expired without an answer.
        """
        _check(Command(id=_new_id(), body=body))
        answer = self._commands.add(body, version, online=self._connection is not None)
        self._send_due()
        return await answer

    async def ask(self, ask: AnyAsk, cursor: str | None = None) -> Page:
        """One page of what the gateway knows. Raises Refused."""
        message = Query(id=_new_id(), body=ask, cursor=cursor)
        _check(message)
        result = await self._answer_to(message, QUERY_TIMEOUT_S)
        assert isinstance(result, Result)  # noqa: S101  told apart by the id
        return Page(result.rows, result.next)

    async def fetch(self, ask: MediaGrant) -> bytes:
        """A stored picture or voice note. Raises Refused."""
        return await self.download(await self._granted(ask))

    async def download(self, grant: str) -> bytes:
        """What that grant is for, as an act's ack may carry one. Raises Refused."""
        try:
            return await self._door().download(grant)
        except (OSError, TimeoutError, WebSocketException) as error:
            raise disconnected() from error

    async def record(self, leave: RecordingGrant, parts: AsyncIterable[bytes]) -> None:
        """Send a recording as it runs, through losses of the link. Raises Refused."""
        await RunningUpload(self._door(), lambda: self._granted(leave), parts).send()

    def signal(self, message: Signal) -> None:
        """Said once to another device of a call; lost without a connection."""
        if self._connection is not None:
            self._connection.send(message)

    def reconnect(self) -> None:
        """Connect now instead of waiting, also after REFUSED."""
        self._wake.set()

    # -- the life of the link

    async def run(self) -> None:
        """Keep the link up until cancelled."""
        async with asyncio.TaskGroup() as jobs:
            jobs.create_task(self._look(), name="link look")
            jobs.create_task(self._keep_connected(), name="link connect")

    async def _keep_connected(self) -> None:
        while True:
            self._wake.clear()
            ending = NOT_ENROLLED
            if self._identity is not None:
                ending = await self._connect(self._identity)
            self._show(ending)
            await self._pause(ending.retry)

    async def _pause(self, retry: Retry) -> None:
        match retry:
            case Retry.NEVER:
                await self._wake.wait()
                return
            case Retry.SLOWLY:
                seconds = self._backoff.slow_s()
            case Retry.SOON:
                seconds = self._backoff.next_s()
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            logger.debug("connecting again after %.1f s", seconds)

    async def _connect(self, identity: Identity) -> Ending:
        """One connection from its opening to its end."""
        asked_at = self._clock.monotonic()
        admitted_at: float | None = None
        try:
            async with handshake.opened(self._url, self._tls) as socket:
                challenge = await handshake.challenged(socket)
                self._clock.forget_doubt()
                self._clock.learn(challenge.now, asked_at)
                hello = handshake.hello(
                    identity, self._host, challenge, self._language, self._session
                )
                await socket.send(codec.encode(hello), text=True)
                welcome = await handshake.welcomed(socket)
                admitted_at = self._clock.monotonic()
                self.certificate_ends = handshake.certificate_end(socket)
                self._connection = Connection(
                    socket, self._pace, self._on_message, self._clock.monotonic
                )
                self._admitted(welcome)
                await self._connection.run()
        except Exception as error:  # noqa: BLE001  told apart and logged in _ended
            return self._ended(error)
        finally:
            self._connection = None
            if admitted_at is not None:
                self._backoff.held_for(self._clock.monotonic() - admitted_at)

    def _ended(self, error: Exception) -> Ending:
        ending = ending_of(error)
        if ending is None:
            # A fault of this program in one frame must not leave the room without alarms: a new
            # picture is asked for.
            logger.error("the link failed", exc_info=error)
            self._position.forget()
            ending = Ending(Reason.CLOSED)
        else:
            logger.info("link ended: %s %s", ending.reason, ending.detail or "")
        if ending.reason is Reason.REVOKED:
            self._lock()
        return ending

    def _admitted(self, welcome: Welcome) -> None:
        self.title, self.desks = welcome.title, welcome.desks
        if welcome.officer is None and (self._session is not None or self.officer is not None):
            self._lock()
        self._be(welcome.officer)
        self.state, self.reason, self.detail = LinkState.ONLINE, None, None
        self.state_changed.tell(self.state, None)
        self._resume()
        self._send_due(again=True)

    def _show(self, ending: Ending) -> None:
        self._questions.lost()
        self._replica.mark(old=True)
        self.state, self.reason, self.detail = ending.state, ending.reason, ending.detail
        self.state_changed.tell(self.state, self.reason)

    async def _look(self) -> None:
        """What becomes due by the mere passing of time, with a link and without."""
        while True:
            await asyncio.sleep(self._pace.look_s)
            self._commands.expire()
            self._questions.expire()
            self._send_due()
            if self._connection is not None and self._position.waited_s() >= RESUME_TIMEOUT_S:
                self._connection.drop()

    # -- what the gateway says

    def _on_message(self, message: AnyServerMessage) -> None:
        match message:
            case Events():
                self._on_events(message)
            case Snapshot():
                if self._position.takes_part(message):
                    self._replica.apply_snapshot(message)
            case Presence():
                self._replica.apply_presence(message)
            case HeartbeatAnswer() if self._connection is not None:
                self._clock.learn(message.now, self._connection.beat_answered())
                self._position.reached(message.through)
            case Ack():
                self._on_ack(message)
            case Refusal():
                self._on_refusal(message)
            case Result():
                self._questions.answered(message)
            case SignedIn():
                self._on_signed_in(message)
            case Notice():
                self.notices.tell(message)
            case Signal():
                self.signals.tell(message)
            case _:
                logger.warning("unexpected message: %s", type(message).__name__)
        if self._position.waiting_since is None:
            self._replica.mark(old=False)

    def _on_events(self, frame: Events) -> None:
        if self._position.takes_events(frame):
            self._replica.apply_events(frame)
        elif self._position.has_gap(frame):
            logger.warning("gap: %d held, frame begins after %d", self._position.after, frame.after)
            self._resume()

    def _on_ack(self, ack: Ack) -> None:
        if self._questions.answered(ack):
            # The only question that an ack answers is the sign-out; the audience is another now.
            self._resume()
        else:
            self._commands.acked(ack)

    def _on_refusal(self, refusal: Refusal) -> None:
        if refusal.id is None and refusal.code in UNREADABLE:
            logger.error("the gateway could not read a frame: %s", refusal.code)
        elif refusal.id is None:
            logger.info("a signal was not passed on: %s", refusal.code)
        elif not self._questions.refused(refusal):
            self._commands.refused(refusal)

    def _on_signed_in(self, message: SignedIn) -> None:
        self._session = message.token
        self._be(message.officer)
        self._resume()
        self._questions.answered(message)

    # -- small steps

    async def _answer_to(self, message: SignIn | SignOut | Query, timeout_s: float) -> Answer:
        if self._connection is None:
            raise disconnected()
        answer = self._questions.opened(message.id, timeout_s)
        self._connection.send(message)
        return await answer

    async def _granted(self, ask: MediaGrant | RecordingGrant) -> str:
        (grant,) = (await self.ask(ask)).rows_as(Grant)
        return grant.code

    def _door(self) -> MediaDoor:
        if self._identity is None:
            raise disconnected()
        return MediaDoor(self._url, self._tls, self._identity, self._language)

    def _resume(self) -> None:
        if self._connection is not None:
            self._connection.send(self._position.resume())

    def _send_due(self, again: bool = False) -> None:
        if self._connection is not None:
            for command in self._commands.due(again):
                self._connection.send(command)

    def _lock(self) -> None:
        self._session = None
        self._questions.lost()
        self._position.forget()
        self._replica.lock()
        self._be(None)

    def _be(self, officer: OfficerIdentity | None) -> None:
        if officer != self.officer:
            self.officer = officer
            self.officer_changed.tell(officer)

    async def _ask_to_enrol(self, key: DeviceKey, code: str) -> Enrolled | Refusal:
        try:
            async with handshake.opened(self._url, self._tls) as socket:
                challenge = await handshake.challenged(socket)
                message = handshake.enrol(key, code, self._host, challenge, self._language)
                _check(message)
                await socket.send(codec.encode(message), text=True)
                answer = await handshake.received(socket)
        except (OSError, TimeoutError, WebSocketException, LinkLost) as error:
            ending = ending_of(error)
            reason = Reason.UNREACHABLE if ending is None else ending.reason
            raise Refused(ErrorCode.DISCONNECTED, reason=reason.value) from error
        if isinstance(answer, Enrolled | Refusal):
            return answer
        raise Refused(ErrorCode.DISCONNECTED, reason=Reason.CLOSED.value)


def _new_id() -> str:
    return str(uuid7())


def _check(message: AnyClientMessage) -> None:
    """Refuse here, with its code, what the gateway could not read."""
    try:
        codec.decode_client(codec.encode(message))
    except UnicodeEncodeError as error:
        raise Refused(ErrorCode.BAD_TEXT) from error
