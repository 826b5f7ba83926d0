"""A scripted gateway with a Ketua RT: guest reports with their tickets, messages, calls."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import msgspec
from uuid_utils import uuid7
from websockets.sync.server import ServerConnection

from gateway.domain.guest_view import masked_name
from gateway.protocol import commands, messages, queries, views
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import GuestContact, GuestState, Mode, PartnerRole, Side
from gateway.protocol.errors import ErrorCode
from tests.kiosk.call_gateway import CallGateway
from tests.kiosk.scripted_gateway import POST, TITLE

TICKET: Final = "4T7K2M9QXB"
HEAD: Final = "partner:0198b000-0000-7000-8000-0000000000a1"
DEPUTY: Final = "partner:0198b000-0000-7000-8000-0000000000a2"
TALK: Final = f"talk:{POST.partition(':')[2]}"
Filled = commands.ReportGuests | commands.AnnounceGuest | commands.CorrectGuest


@dataclass
class GuestGateway(CallGateway):
    """``tickets``: what the post sees of its reports; ``bodies``: what it said about guests."""

    tickets: dict[str, views.GuestTicketView] = field(default_factory=dict)
    bodies: list[AnyBody] = field(default_factory=list)
    lines: list[views.TalkLine] = field(default_factory=list)
    form: views.GuestFormRow | None = None
    refusing: str = ""

    def head_turns(self, **changes: Any) -> None:
        """Something happened to the newest report; the tablet is told."""
        was = list(self.tickets.values())[-1]
        self._keep(msgspec.structs.replace(was, version=was.version + 1, **changes))

    def plans(self, *names: str) -> None:
        """Guests were announced."""
        report = f"guest:{uuid7()}"
        self._keep(self._ticket(report, names, state=GuestState.PLANNED))

    def head_writes(self, text: str) -> None:
        """The Ketua RT writes."""
        line = {"id": str(uuid7()), "side": Side.PARTNER, "title": "Ketua RT 03", "text": text}
        self._say(
            msgspec.convert({**line, "phrase": None, "at": datetime.now(UTC)}, views.TalkLine)
        )

    def heard(self, kind: type[AnyBody]) -> Any:
        """The newest command of a type, as soon as it is there."""
        found: list[AnyBody] = []

        def there() -> bool:
            found[:] = [body for body in self.bodies if isinstance(body, kind)]
            return bool(found)

        self.wait_for(there)
        return found[-1]

    def _answered(self, query: messages.Query) -> messages.Message:
        if not isinstance(query.body, queries.GuestForm):
            return super()._answered(query)
        if query.body.ticket != TICKET or self.form is None:
            words = "Kode tiket ini tidak dikenal di pos ini."
            return messages.Refusal(id=query.id, code=ErrorCode.TICKET_WRONG, message=words)
        return messages.Result(id=query.id, rows=[msgspec.Raw(msgspec.json.encode(self.form))])

    def _command(self, connection: ServerConnection, command: messages.Command) -> None:
        body = command.body
        if isinstance(body, commands.WriteTalk | commands.MarkTalk):
            self.bodies.append(body)
            self._talked(command.id, body)
        elif isinstance(body, Filled | commands.CheckOut):
            self.bodies.append(body)
            self._send(connection, self._reported(command.id, body))
            return
        else:
            super()._command(connection, command)
            return
        self._send(connection, messages.Ack(id=command.id, seq=self.seq))

    def _reported(self, request: str, body: Filled | commands.CheckOut) -> messages.Message:
        if self.refusing:
            return messages.Refusal(id=request, code=ErrorCode.BAD_FRAME, message=self.refusing)
        subject = f"guest:{request}"
        if isinstance(body, commands.ReportGuests | commands.AnnounceGuest):
            names = tuple(card.name for card in body.guests)
            planned = isinstance(body, commands.AnnounceGuest)
            state = GuestState.PLANNED if planned else GuestState.NOTIFYING
            self._keep(self._ticket(subject, names, state=state, people=body.stay.people))
            self._fill(subject, body)
        else:
            subject = list(self.tickets)[-1]
        grant = messages.Grant(code=TICKET, expires_at=datetime.now(UTC) + timedelta(days=2))
        keeps = not isinstance(body, Filled) or isinstance(body, commands.CorrectGuest)
        return messages.Ack(
            id=request, seq=self.seq, subject=subject, grant=None if keeps else grant
        )

    def _fill(self, subject: str, body: commands.ReportGuests | commands.AnnounceGuest) -> None:
        fields = views.GuestPerson.__struct_fields__
        people = tuple(
            views.GuestPerson(
                **{k: v for k, v in msgspec.structs.asdict(card).items() if k in fields}
            )
            for card in body.guests
        )
        self.form = views.GuestFormRow(
            ticket=self.tickets[subject],
            guests=people,
            house=body.house,
            stay=body.stay,
            remark=body.remark,
        )

    def _talked(self, message: str, body: commands.WriteTalk | commands.MarkTalk) -> None:
        if isinstance(body, commands.WriteTalk):
            line = views.TalkLine(
                id=message,
                side=Side.POST,
                title="",
                text=body.text,
                phrase=body.phrase,
                at=datetime.now(UTC),
            )
            self._say(line)

    def _say(self, line: views.TalkLine) -> None:
        with self._changed:
            self.lines.append(line)
            self.seq += 1
            self._tell_change(self._talk_view())

    def _talk_view(self) -> views.TalkView:
        return views.TalkView(
            subject=TALK,
            version=self.seq,
            post=POST,
            post_title=TITLE,
            lines=tuple(self.lines),
        )

    def _ticket(self, subject: str, names: tuple[str, ...], **facts: Any) -> views.GuestTicketView:
        now = datetime.now(UTC)
        view = views.GuestTicketView(
            subject=subject,
            version=1,
            reference=f"KDL-T-20261124-{len(self.tickets) + 1:04}",
            mode=Mode.REAL,
            state=GuestState.NOTIFYING,
            request=subject.partition(":")[2],
            names=tuple(masked_name(name) for name in names),
            people=len(names),
            until=now + timedelta(days=1),
            contact=GuestContact.MESSAGE,
            step=None,
            sent_at=now,
            told_at=None,
            delivered_at=None,
            read_at=None,
            called_at=None,
            acknowledged_at=None,
            acknowledged_by="",
            desk_at=None,
            asked="",
            asked_fields=(),
            over_at=None,
        )
        return msgspec.structs.replace(view, **facts)

    def _keep(self, view: views.GuestTicketView) -> None:
        with self._changed:
            self.seq += 1
            self.tickets[view.subject] = view
            self._tell_change(view)

    def _snapshot(self) -> messages.Snapshot:
        whole = super()._snapshot()
        heads = (
            views.ContactView(
                subject=HEAD, version=1, title="Ketua RT 03", role=PartnerRole.KETUA_RT, paired=True
            ),
            views.ContactView(
                subject=DEPUTY, version=1, title="Wakil RT 03", role=PartnerRole.DEPUTY, paired=True
            ),
        )
        talk = (self._talk_view(),) if self.lines else ()
        held = [*whole.views, *heads, *self.tickets.values(), *talk]
        return msgspec.structs.replace(whole, views=held)


@contextmanager
def serving_guests() -> Iterator[GuestGateway]:
    """A gateway that ends with the block."""
    gateway = GuestGateway()
    gateway.start()
    try:
        yield gateway
    finally:
        gateway.stop()
