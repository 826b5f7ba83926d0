"""A gateway that does what a test says: speaks the real protocol, keeps its journal in a list."""

import base64
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
from uuid_utils import uuid7
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve
from websockets.typing import Subprotocol

from gateway.protocol import commands, events, messages, queries, signing, views
from gateway.protocol.codec import decode_client, encode
from gateway.protocol.enums import ClientKind, IncidentState, LinkState, Mark, Side
from gateway.protocol.errors import ErrorCode
from gateway.protocol.version import SUBPROTOCOL
from tests.kiosk.media_end import MediaEnd
from tests.kiosk.signed import verified

HOST: Final = "127.0.0.1"
POST: Final = "post:0198b000-0000-7000-8000-00000000000a"
TITLE: Final = "Pos Krajankulon RT 03"
JOURNAL: Final = "0198a000-0000-7000-8000-00000000000d"
CODE: Final = "K7M2X9QD"
NONCE: Final = base64.urlsafe_b64encode(bytes(range(32))).rstrip(b"=").decode()
PLACE: Final = views.Place(
    area="33.24.08.2012", desa="Krajankulon", kecamatan="Kaliwungu", rt="03", rw="05"
)


@dataclass
class ScriptedGateway:
    """The control room's side of one tablet. ``answering`` false: it hears and says nothing."""

    port: int = 0
    answering: bool = True
    acknowledging: bool = True
    attended: bool = True
    revoked: bool = False
    received: list[messages.AnyClientMessage] = field(default_factory=list)
    reports: dict[str, views.ReportView] = field(default_factory=dict)
    public_key: str | None = None
    title: str = TITLE
    seq: int = 10

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        self._server: Server | None = None
        self._connections: set[ServerConnection] = set()
        self._told = 0
        self._done: set[str] = set()
        self._entries: list[messages.EventItem] = []
        self.said: list[events.MessageSent] = []
        self.marks: list[tuple[str, Mark]] = []
        self.media = MediaEnd()

    # -- what a test does

    @property
    def socket(self) -> str:
        """The address for the page."""
        return f"ws://{HOST}:{self.port}"

    def start(self) -> None:
        """Listen, on the same port as before if it was stopped."""
        subprotocols = [Subprotocol(SUBPROTOCOL)]
        server = serve(self._talk, HOST, self.port, subprotocols=subprotocols, compression=None)
        self.port = server.socket.getsockname()[1]
        self._server = server
        threading.Thread(target=server.serve_forever, name="gateway").start()

    def stop(self) -> None:
        """Cut all connections and refuse new ones."""
        if self._server:
            self._server.shutdown()
        with self._changed:
            cut = list(self._connections)
        for connection in cut:
            connection.close_socket()
        self._server = None

    def alarms(self) -> list[messages.Command]:
        """All alarm commands that arrived, repeats included, in their order."""
        with self._changed:
            return [
                frame
                for frame in self.received
                if isinstance(frame, messages.Command)
                and isinstance(frame.body, commands.RaiseAlarm)
            ]

    def wait_for(self, condition: Callable[[], bool], patience_s: float = 15) -> None:
        """Wait until something is true of what arrived."""
        deadline = time.monotonic() + patience_s
        with self._changed:
            while not condition():
                left = deadline - time.monotonic()
                assert left > 0, f"never happened; received {self.received[-8:]}"
                self._changed.wait(left)

    def wait_for_frame(self, kind: type[messages.Message], count: int = 1) -> Any:
        """The newest frame of a type, when that many have come."""
        frames: list[Any] = []

        def enough() -> bool:
            frames[:] = [frame for frame in self.received if isinstance(frame, kind)]
            return len(frames) >= count

        self.wait_for(enough)
        return frames[-1]

    def change(self, **changes: Any) -> None:
        """Something happened to the newest report; the tablet is told."""
        with self._changed:
            subject, view = list(self.reports.items())[-1]
            changed = msgspec.structs.replace(view, version=view.version + 1, **changes)
            self._commit(subject, changed)

    def shown(self) -> None:
        """A console painted it."""
        self.change(shown_at=datetime.now(UTC))

    def claimed(self) -> None:
        """An officer took it."""
        self.change(state=IncidentState.CLAIMED, claimed_at=datetime.now(UTC))

    def closed(self) -> None:
        """An officer closed it."""
        self.change(state=IncidentState.CLOSED, closed_at=datetime.now(UTC))

    def writes(self, **words: Any) -> str:
        """An officer writes about the newest report; the message's id."""
        with self._changed:
            message = str(uuid7())
            sent = events.MessageSent(
                message=message, side=Side.OFFICER, written_at=datetime.now(UTC), **words
            )
            self._enter(list(self.reports)[-1], sent)
            return message

    def marked(self, *ids: str, mark: Mark) -> None:
        """The control room has them, or has read them."""
        with self._changed:
            self._enter(list(self.reports)[-1], events.MessagesMarked(messages=ids, mark=mark))

    def enter(self, data: events.EventData) -> None:
        """Something happened to the newest report that its conversation tells."""
        with self._changed:
            self._enter(list(self.reports)[-1], data)

    def tell(self, message: messages.Message) -> None:
        """Send a frame to the tablet."""
        for connection in list(self._connections):
            connection.send(encode(message).decode())

    # -- the protocol

    def _talk(self, connection: ServerConnection) -> None:
        if connection.request is not None and connection.request.path == "/ws/media":
            self.media.talk(connection, self.public_key or "")
            return
        self._connections.add(connection)
        try:
            self._send(connection, messages.Challenge(nonce=NONCE, now=datetime.now(UTC)))
            for frame in connection:
                message = decode_client(frame)
                with self._changed:
                    self.received.append(message)
                    if self.answering:
                        self._answer(connection, message)
                    self._changed.notify_all()
        except ConnectionClosed:
            pass
        finally:
            self._connections.discard(connection)

    def _send(self, connection: ServerConnection, message: messages.Message) -> None:
        connection.send(encode(message).decode())

    def _answer(self, connection: ServerConnection, message: messages.AnyClientMessage) -> None:
        match message:
            case messages.Enrol():
                self._send(connection, self._enrolled(message))
            case messages.Hello():
                self._welcome(connection, message)
            case messages.Resume():
                self._told = self.seq
                self._send(connection, self._snapshot())
                self._send(connection, messages.Presence(attended=self.attended))
            case messages.Heartbeat():
                now = datetime.now(UTC)
                self._send(connection, messages.HeartbeatAnswer(now=now, through=self._told))
            case messages.Query():
                self._send(connection, self._answered(message))
            case messages.Command() if self.acknowledging:
                self._command(connection, message)

    def _answered(self, query: messages.Query) -> messages.Message:
        if isinstance(query.body, queries.MediaGrant):
            return messages.Result(id=query.id, rows=[self.media.grant(query.body.message)])
        assert isinstance(query.body, queries.Timeline)
        subject = query.body.subject
        rows = [msgspec.json.encode(e) for e in self._entries if e.subject == subject]
        return messages.Result(id=query.id, rows=[msgspec.Raw(row) for row in rows])

    def _enrolled(self, enrol: messages.Enrol) -> messages.Message:
        lines = signing.enrolment_lines(enrol.kind, enrol.code, HOST, NONCE)
        assert verified(enrol.public_key, enrol.signature, lines)
        if enrol.code != CODE:
            words = "Kode salah. Periksa lagi 8 huruf dan angkanya."
            return messages.Refusal(id=None, code=ErrorCode.CODE_WRONG, message=words)
        self.public_key = enrol.public_key
        self.revoked = False
        return messages.Enrolled(device=POST, title=self.title)

    def _welcome(self, connection: ServerConnection, hello: messages.Hello) -> None:
        self._told = 0
        if self.revoked:
            connection.close(4003)
            return
        lines = signing.session_lines(ClientKind.POST, hello.device, HOST, NONCE)
        assert self.public_key is not None
        assert verified(self.public_key, hello.signature, lines)
        welcome = messages.Welcome(
            version=1,
            journal=JOURNAL,
            now=datetime.now(UTC),
            device=POST,
            title=self.title,
            audience="post",
        )
        self._send(connection, welcome)

    def _snapshot(self) -> messages.Snapshot:
        post = views.PostView(
            subject=POST,
            version=1,
            title=self.title,
            place=PLACE,
            enrolled=True,
            revoked=False,
            code_expires_at=None,
            link=LinkState.ONLINE,
            link_since=datetime.now(UTC),
            last_alarm_at=None,
        )
        shown = (view for view in self.reports.values() if view.state != IncidentState.CLOSED)
        return messages.Snapshot(
            part=0,
            last=True,
            seq=self.seq,
            audience="post",
            journal=JOURNAL,
            views=[post, *shown],
        )

    def _command(self, connection: ServerConnection, command: messages.Command) -> None:
        if isinstance(command.body, commands.SendMessage | commands.MarkMessages):
            self._converse(command, command.body)
            self._send(connection, messages.Ack(id=command.id, seq=self.seq))
            return
        match command.body:
            case commands.RaiseAlarm():
                subject = f"incident:{command.id}"
                if subject not in self.reports:
                    self._commit(subject, self._report(subject, command), but=connection)
            case commands.CancelAlarm(press=press):
                subject = f"incident:{press}"
                cancelled = msgspec.structs.replace(
                    self.reports[subject],
                    version=self.reports[subject].version + 1,
                    state=IncidentState.CANCELLED_BY_REPORTER,
                    cancelled=(press,),
                )
                self._commit(subject, cancelled, but=connection)
            case commands.AnswerQuestions(press=press):
                subject = f"incident:{press}"
                self._commit(subject, self._with_answers(subject, command.body), but=connection)
        self._send(connection, messages.Ack(id=command.id, seq=self.seq))
        if self._told:
            self._tell_change(self.reports[subject])

    def _with_answers(self, subject: str, body: commands.AnswerQuestions) -> views.ReportView:
        was = self.reports[subject]
        return msgspec.structs.replace(
            was,
            version=was.version + 1,
            subkind=body.subkind or was.subkind,
            hurt=body.hurt or was.hurt,
            trapped=body.trapped or was.trapped,
        )

    def _converse(
        self, command: messages.Command, body: commands.SendMessage | commands.MarkMessages
    ) -> None:
        if command.id in self._done:
            return
        self._done.add(command.id)
        if isinstance(body, commands.MarkMessages):
            self.marks += [(message, body.mark) for message in body.messages]
            self._enter(
                body.incident, events.MessagesMarked(messages=body.messages, mark=body.mark)
            )
            return
        written = datetime.now(UTC) - timedelta(milliseconds=command.age_ms)
        sent = events.MessageSent(
            message=command.id,
            side=Side.POST,
            text=body.text,
            phrase=body.phrase,
            media=body.media,
            written_at=written,
        )
        self.said.append(sent)
        if body.media is not None:
            self.media.sizes[command.id] = body.media.size
        self._enter(f"incident:{body.press}", sent)

    def _enter(self, subject: str, data: events.EventData) -> None:
        """An entry of the conversation: kept for timelines, told if the tablet has a picture."""
        self.seq += 1
        item = messages.EventItem(
            seq=self.seq,
            at=datetime.now(UTC),
            actor="",
            actor_title="",
            subject=subject,
            version=self.seq,
            kind=str(type(data).__struct_config__.tag),
            data=msgspec.Raw(msgspec.json.encode(data)),
        )
        self._entries.append(item)
        if self._told:
            self.tell(messages.Events(after=self._told, through=self.seq, items=[item]))
            self._told = self.seq

    def _report(self, subject: str, command: messages.Command) -> views.ReportView:
        assert isinstance(command.body, commands.RaiseAlarm)
        now = datetime.now(UTC)
        return views.ReportView(
            subject=subject,
            version=1,
            reference=f"KDL-20261123-{len(self.reports) + 1:04}",
            kind=command.body.kind,
            mode=command.body.mode,
            lesson_ms=command.body.lesson_ms,
            state=IncidentState.WAITING,
            presses=(command.id,),
            cancelled=(),
            pressed_at=now - timedelta(milliseconds=command.age_ms),
            received_at=now,
            shown_at=None,
            claimed_at=None,
            closed_at=None,
            unanswered=False,
        )

    def _commit(
        self, subject: str, view: views.ReportView, but: ServerConnection | None = None
    ) -> None:
        self.seq += 1
        self.reports[subject] = view
        if but is None:
            self._tell_change(view)

    def _tell_change(self, view: views.AnyView) -> None:
        item = messages.EventItem(
            seq=self.seq,
            at=datetime.now(UTC),
            actor=POST,
            actor_title="",
            subject=view.subject,
            version=view.version,
            kind="changed",
            data=msgspec.Raw(b"{}"),
            view=view,
        )
        self.tell(messages.Events(after=self._told, through=self.seq, items=[item]))
        self._told = self.seq


@contextmanager
def listening() -> Iterator[ScriptedGateway]:
    """A gateway that ends with the block."""
    gateway = ScriptedGateway()
    gateway.start()
    try:
        yield gateway
    finally:
        gateway.stop()
