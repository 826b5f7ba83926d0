"""A scripted gateway that calls its post: broadcasts, answers, the ronda."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
from websockets.sync.server import ServerConnection

from gateway.protocol import commands, messages, views
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import Kind, LinkState, Mode
from tests.kiosk.scripted_gateway import PLACE, POST, ScriptedGateway

INCIDENT = "incident:0198b8d1-2c00-7a10-8000-000000000001"
FIRE = views.Place(area="33.24.08.2013", desa="Kutoharjo", kecamatan="Kaliwungu", rt="01", rw="02")


@dataclass
class CallingGateway(ScriptedGateway):
    """``arrivals``: each command about calls with the monotonic second at which it came."""

    calls: dict[str, views.CallView] = field(default_factory=dict)
    arrivals: list[tuple[float, AnyBody]] = field(default_factory=list)
    ronda: views.RondaHours | None = None
    safe_at: datetime | None = None
    called_at: float = 0.0

    def call(self, **changes: Any) -> str:
        """Call the post; the subject of the broadcast."""
        subject = f"broadcast:0198b8d1-9000-7a10-8000-{len(self.calls):012x}"
        call = views.CallView(
            subject=subject,
            version=1,
            text="",
            kind=Kind.FIRE,
            rhythm="telu",
            flash=True,
            mode=Mode.REAL,
            incident=INCIDENT,
            place=FIRE,
            sent_at=datetime.now(UTC),
            ended_at=None,
            shown=False,
            sounded=False,
            answer=None,
        )
        self.called_at = time.monotonic()
        self._hold(msgspec.structs.replace(call, **changes))
        return subject

    def change_call(self, subject: str, **changes: Any) -> None:
        """Something happened to a call; the tablet is told."""
        was = self.calls[subject]
        self._hold(msgspec.structs.replace(was, version=was.version + 1, **changes))

    def bodies(self) -> list[AnyBody]:
        """The commands about calls, in their order, without repeats."""
        with self._changed:
            return [body for _, body in self.arrivals]

    def confirmations(self) -> list[tuple[bool, bool]]:
        """What the tablet said it did: shown, sounded."""
        told = (b for b in self.bodies() if isinstance(b, commands.ConfirmBroadcast))
        return [(body.shown, body.sounded) for body in told]

    def _hold(self, call: views.CallView) -> None:
        with self._changed:
            self.seq += 1
            self.calls[call.subject] = call
            self._tell_change(call)

    def _post(self) -> views.PostView:
        return views.PostView(
            subject=POST,
            version=self.seq,
            title=self.title,
            place=PLACE,
            enrolled=True,
            revoked=False,
            code_expires_at=None,
            link=LinkState.ONLINE,
            link_since=None,
            last_alarm_at=None,
            ronda=self.ronda,
            ronda_safe_at=self.safe_at,
        )

    def _snapshot(self) -> messages.Snapshot:
        whole = super()._snapshot()
        others = [view for view in whole.views if not isinstance(view, views.PostView)]
        held = [*others, self._post(), *self.calls.values()]
        return msgspec.structs.replace(whole, views=held)

    def _command(self, connection: ServerConnection, command: messages.Command) -> None:
        body = command.body
        changed: views.AnyView
        match body:
            case commands.ConfirmBroadcast():
                changed = self._changed_call(body.broadcast, shown=body.shown, sounded=body.sounded)
            case commands.AnswerCall():
                about = next(c.subject for c in self.calls.values() if c.incident == body.incident)
                changed = self._changed_call(about, answer=body.answer)
            case commands.RondaSafe():
                self.safe_at = datetime.now(UTC)
                self.seq += 1
                changed = self._post()
            case _:
                super()._command(connection, command)
                return
        self.arrivals.append((time.monotonic(), body))
        if self._told:
            self._tell_change(changed)
        self._send(connection, messages.Ack(id=command.id, seq=self.seq))

    def _changed_call(self, subject: str, **changes: Any) -> views.CallView:
        self.seq += 1
        was = self.calls[subject]
        now = msgspec.structs.replace(was, version=was.version + 1, **changes)
        self.calls[subject] = now
        return now


@contextmanager
def calling() -> Iterator[CallingGateway]:
    """A gateway that ends with the block."""
    gateway = CallingGateway()
    gateway.start()
    try:
        yield gateway
    finally:
        gateway.stop()
