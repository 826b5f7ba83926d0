"""A scripted gateway that appeals to its post: broadcasts, answers, the ronda."""

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
from gateway.protocol.enums import AppealAnswer, Kind, LinkState, Mode
from tests.kiosk.scripted_gateway import PLACE, POST, ScriptedGateway

INCIDENT = "incident:0198b8d1-2c00-7a10-8000-000000000001"
FIRE = views.Place(area="33.24.08.2013", desa="Kutoharjo", kecamatan="Kaliwungu", rt="01", rw="02")


@dataclass
class AppealGateway(ScriptedGateway):
    """``arrivals``: each command about appeals with the monotonic second at which it came."""

    appeals: dict[str, views.AppealView] = field(default_factory=dict)
    arrivals: list[tuple[float, AnyBody]] = field(default_factory=list)
    ronda: views.RondaHours | None = None
    safe_at: datetime | None = None
    appealed_at: float = 0.0

    def appeal(self, **changes: Any) -> str:
        """Appeal to the post; the subject of the broadcast."""
        subject = f"broadcast:0198b8d1-9000-7a10-8000-{len(self.appeals):012x}"
        appeal = views.AppealView(
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
        self.appealed_at = time.monotonic()
        self._hold(msgspec.structs.replace(appeal, **changes))
        return subject

    def change_appeal(self, subject: str, **changes: Any) -> None:
        """Something happened to an appeal; the tablet is told."""
        was = self.appeals[subject]
        self._hold(msgspec.structs.replace(was, version=was.version + 1, **changes))

    def bodies(self) -> list[AnyBody]:
        """The commands about appeals, in their order, without repeats."""
        with self._changed:
            return [body for _, body in self.arrivals]

    def confirmations(self) -> list[tuple[bool, bool]]:
        """What the tablet said it did: shown, sounded."""
        told = (b for b in self.bodies() if isinstance(b, commands.ConfirmBroadcast))
        return [(body.shown, body.sounded) for body in told]

    def _hold(self, appeal: views.AppealView) -> None:
        with self._changed:
            self.seq += 1
            self.appeals[appeal.subject] = appeal
            self._tell_change(appeal)

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
        held = [*others, self._post(), *self.appeals.values()]
        return msgspec.structs.replace(whole, views=held)

    def _command(self, connection: ServerConnection, command: messages.Command) -> None:
        body = command.body
        changed: views.AnyView
        match body:
            case commands.ConfirmBroadcast():
                changed = self._changed_appeal(
                    body.broadcast, shown=body.shown, sounded=body.sounded
                )
            case commands.AnswerAppeal():
                about = next(
                    c.subject for c in self.appeals.values() if c.incident == body.incident
                )
                changed = self._changed_appeal(about, answer=body.answer)
            case commands.AcknowledgeBroadcast():
                changed = self._changed_appeal(body.broadcast, answer=AppealAnswer.SEEN)
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

    def _changed_appeal(self, subject: str, **changes: Any) -> views.AppealView:
        self.seq += 1
        was = self.appeals[subject]
        now = msgspec.structs.replace(was, version=was.version + 1, **changes)
        self.appeals[subject] = now
        return now


@contextmanager
def serving_appeals() -> Iterator[AppealGateway]:
    """A gateway that ends with the block."""
    gateway = AppealGateway()
    gateway.start()
    try:
        yield gateway
    finally:
        gateway.stop()
