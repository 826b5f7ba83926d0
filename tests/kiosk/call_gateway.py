"""A scripted gateway for calls: its desk is a page, or the test, and it passes on the signals."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from websockets.sync.server import ServerConnection

from gateway.protocol import commands, messages, queries, views
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import CallEnd, CallState, Desk, LegState, Mode
from tests.kiosk.scripted_gateway import POST, ScriptedGateway

CONSOLE: Final = "console:0198b000-0000-7000-8000-00000000000c"
CALL: Final = "call:0198b8d1-9000-7a10-8000-000000000001"
CALL_BODIES: Final = (
    commands.StartCall,
    commands.AnswerCall,
    commands.DeclineCall,
    commands.EndCall,
    commands.ReportLeg,
)


@dataclass
class CallGateway(ScriptedGateway):
    """``orders``: what the tablet said about calls. A page that opens ``/desk`` is the desk's end
    of the media."""

    calls: dict[str, views.PartyCallView] = field(default_factory=dict)
    orders: list[AnyBody] = field(default_factory=list)
    signals: list[messages.Signal] = field(default_factory=list)
    desk: ServerConnection | None = None

    def rings(self, subject: str = CALL, **changes: Any) -> str:
        """The desk calls the post; the call's subject."""
        call = self._started(subject, incoming=True, own=LegState.RINGING)
        self._hold(msgspec.structs.replace(call, **changes))
        return subject

    def turns(self, **changes: Any) -> None:
        """Something happened to the newest call; the tablet is told."""
        was = list(self.calls.values())[-1]
        self._hold(msgspec.structs.replace(was, version=was.version + 1, **changes))

    def connects(self) -> None:
        """An officer is there: the media may begin."""
        now = datetime.now(UTC)
        self.turns(state=CallState.CONNECTING, hub=CONSOLE, own=LegState.CONNECTING, parties=2)
        self.turns(answered_at=now)

    def talks(self, **changes: Any) -> None:
        """The media was seen to flow."""
        self.turns(state=CallState.ACTIVE, own=LegState.ON, **changes)

    def ends(self, end: CallEnd = CallEnd.HUNG_UP, state: CallState = CallState.ENDED) -> None:
        """It is over."""
        self.turns(state=state, own=LegState.LEFT, end=end, ended_at=datetime.now(UTC))

    def ordered(self, kind: type[AnyBody]) -> Any:
        """The newest command of a type, as soon as it is there."""
        found: list[AnyBody] = []

        def there() -> bool:
            found[:] = [body for body in self.orders if isinstance(body, kind)]
            return bool(found)

        self.wait_for(there)
        return found[-1]

    def stop(self) -> None:
        """Cut the desk's end, too."""
        super().stop()
        if self.desk:
            self.desk.close_socket()
        self.desk = None

    def _talk(self, connection: ServerConnection) -> None:
        if connection.request is None or connection.request.path != "/desk":
            super()._talk(connection)
            return
        self.desk = connection
        for frame in connection:
            said = json.loads(frame)
            self.tell(msgspec.convert(said | {"peer": CONSOLE}, messages.Signal))

    def _answer(self, connection: ServerConnection, message: messages.AnyClientMessage) -> None:
        if isinstance(message, messages.Signal):
            self.signals.append(message)
            if self.desk:
                self.desk.send(json.dumps(msgspec.to_builtins(message) | {"peer": POST}))
            return
        super()._answer(connection, message)

    def _answered(self, query: messages.Query) -> messages.Message:
        if isinstance(query.body, queries.IceServers):
            return messages.Result(id=query.id, rows=[])
        return super()._answered(query)

    def _command(self, connection: ServerConnection, command: messages.Command) -> None:
        body = command.body
        if not isinstance(body, CALL_BODIES):
            super()._command(connection, command)
            return
        self.orders.append(body)
        if isinstance(body, commands.StartCall):
            to = "Ketua RT 03" if body.to else ""
            call = self._started(f"call:{command.id}", with_title=to, mode=body.mode)
            self._hold(msgspec.structs.replace(call, video=body.video))
        self._send(connection, messages.Ack(id=command.id, seq=self.seq))

    def _started(self, subject: str, **changes: Any) -> views.PartyCallView:
        call = views.PartyCallView(
            subject=subject,
            version=1,
            mode=Mode.REAL,
            desk=Desk.SATPOL_PP,
            with_title="",
            incoming=False,
            about=None,
            video=False,
            audio_only=False,
            state=CallState.RINGING,
            own=LegState.CONNECTING,
            hub=None,
            recording=False,
            recording_video=False,
            parties=1,
            started_at=datetime.now(UTC),
            answered_at=None,
            ended_at=None,
            end=None,
        )
        return msgspec.structs.replace(call, **changes)

    def _hold(self, call: views.PartyCallView) -> None:
        with self._changed:
            self.seq += 1
            self.calls[call.subject] = call
            self._tell_change(call)

    def _snapshot(self) -> messages.Snapshot:
        whole = super()._snapshot()
        return msgspec.structs.replace(whole, views=[*whole.views, *self.calls.values()])


@contextmanager
def serving_calls() -> Iterator[CallGateway]:
    """A gateway that ends with the block."""
    gateway = CallGateway()
    gateway.start()
    try:
        yield gateway
    finally:
        gateway.stop()
