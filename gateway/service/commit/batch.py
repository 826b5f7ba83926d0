"""One batch of orders: decided in order against memory, written with one commit."""

import logging
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection

from gateway.domain.broadcast import Broadcast
from gateway.domain.call import Call
from gateway.domain.decide import decide, named_incidents, named_press
from gateway.domain.escalation import EscalationTimes
from gateway.domain.following import main_of
from gateway.domain.guest import GuestReport, leaves_at
from gateway.domain.incident import Incident
from gateway.domain.order import Order
from gateway.domain.world import Change, Entry, State, World
from gateway.protocol import commands as do
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Grant
from gateway.store import answers, projections, queries
from gateway.store.answers import Answer
from gateway.store.journal import Appender

logger = logging.getLogger(__name__)


class Done(Struct, frozen=True, kw_only=True):
    """An order that holds: its last event's number, what it changed, and what it hands out once."""

    seq: int
    subject: str | None
    grant: Grant | None = None


class Committed(Struct, frozen=True, kw_only=True):
    """What one commit brought: its events, and the states of their subjects after it."""

    entries: tuple[Entry, ...]
    states: Mapping[str, State]


Outcome = Done | Refused
#: Brings closed incidents back into memory; returns all that it brought.
Load = Callable[[Sequence[str]], set[str]]


class Batch:
    """Decides the orders of one transaction. Nothing is true before ``write`` and its commit."""

    def __init__(self, world: World, appender: Appender, done_before: Mapping[str, Answer]) -> None:
        self._world = world
        self._appender = appender
        self._answers: dict[str, Answer] = dict(done_before)
        self._new: dict[str, Answer] = {}
        self.outcomes: list[Outcome] = []
        self.loaded: set[str] = set()

    def run(self, orders: Sequence[Order], load: Load) -> None:
        """Decide each order; its events are seen by the next. ``load`` brings closed incidents."""
        for order in orders:
            try:
                self.outcomes.append(self._run(order, load))
            except Refused as refused:
                self.outcomes.append(refused)

    def write(self, connection: Connection, times: EscalationTimes) -> None:
        """Write events, answers and projections; the caller commits."""
        self._appender.write(connection)
        answers.write(connection, self._new)
        projections.write(connection, self._appender.entries, self.states(), times)

    @property
    def head(self) -> tuple[int, bytes]:
        """Number and hash of the journal's last event after this batch."""
        return self._appender.seq, self._appender.previous

    def states(self) -> dict[str, State]:
        """The states of the subjects that this batch touched."""
        return self._world.states_of({entry.subject for entry in self._appender.entries})

    def committed(self) -> Committed:
        """What to tell once the commit holds."""
        return Committed(entries=tuple(self._appender.entries), states=self.states())

    def _run(self, order: Order, load: Load) -> Done:
        known = self._answers.get(order.id)
        if known is not None:
            if known.actor != order.actor.subject:
                raise Refused(ErrorCode.ID_TAKEN)
            return Done(seq=known.seq, subject=known.subject)
        self._load_named(order, load)
        changes = decide(self._world, order)
        for change in changes:
            self._append(order, change)
        # What is done already adds nothing, and is answered with where the journal stands.
        subject = changes[0].subject if changes else _named(order)
        answer = Answer(order.id, order.actor.subject, self._appender.seq, subject)
        if changes:
            self._answers[order.id] = self._new[order.id] = answer
        return Done(seq=answer.seq, subject=subject, grant=_grant(order))

    def _load_named(self, order: Order, load: Load) -> None:
        wanted = [s for s in named_incidents(order) if not self._world.holds(s)]
        press = named_press(order)
        raised = self._answers.get(press) if press else None
        if raised and raised.subject and not self._world.holds(raised.subject):
            wanted.append(raised.subject)
        if wanted:
            self.loaded |= load(wanted)

    def _append(self, order: Order, change: Change) -> None:
        state = self._world.find(change.subject)
        entry = Entry(
            seq=self._appender.seq + 1,
            at=order.received_at,
            actor=order.actor.subject,
            subject=change.subject,
            version=1 if state is None else state.version + 1,
            data=change.data,
            areas=change.areas,
        )
        self._world.apply(entry)
        self._appender.append(entry)


def wanted_answers(orders: Sequence[Order]) -> list[str]:
    """The command ids whose earlier answers a batch needs to know."""
    ids = [order.id for order in orders]
    return ids + [press for press in map(named_press, orders) if press]


def forget_closed(world: World, touched: Mapping[str, State]) -> None:
    """Drop what a batch closed or ended, or what it loaded and left so; a merged report stays while
    the incident is open that it goes on in."""
    for subject, state in touched.items():
        if isinstance(state, Incident) and main_of(world, state).is_open:
            continue
        if isinstance(state, Incident | Broadcast | GuestReport | Call) and not state.is_open:
            world.forget(subject)


def load_into(world: World, connection: Connection, subjects: Sequence[str]) -> set[str]:
    """Bring closed incidents back into memory with what belongs to them; returns all of it."""
    wanted, loaded = list(subjects), set[str]()
    while wanted:
        found = queries.load_states(connection, wanted)
        for state in found.values():
            world.adopt(state)
        loaded |= found.keys()
        incidents = (s for s in found.values() if isinstance(s, Incident))
        related = (named for i in incidents for named in (*i.tasks, *i.merged, i.merged_into))
        wanted = [subject for subject in related if subject and not world.holds(subject)]
    return loaded


def _named(order: Order) -> str | None:
    incidents = named_incidents(order)
    return incidents[0] if incidents else None


def _grant(order: Order) -> Grant | None:
    if order.fresh_code is not None:
        return Grant(code=order.fresh_code.plain, expires_at=order.fresh_code.expires_at)
    body = order.body
    if order.ticket and isinstance(body, do.ReportGuests | do.AnnounceGuest):
        until = leaves_at(body.stay.arrives_at, body.stay.nights)
        return Grant(code=order.ticket.plain, expires_at=until)
    return None
