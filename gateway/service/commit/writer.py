"""The writer: one thread that takes all orders which waited while the last commit was under way.

Natural group commit, without a timer. A batch whose commit fails is thrown away together with the
memory, which is loaded again; then each of its orders is tried alone. After a failed sync nobody
knows whether the rows are there, so the command's id decides: found in the store, it is done.
"""

import asyncio
import logging
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from typing_extensions import TypeIs

from gateway.domain.call import CallTimes
from gateway.domain.escalation import EscalationTimes
from gateway.domain.kentongan import BroadcastRules
from gateway.domain.order import Order
from gateway.domain.world import State, World
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import AreaView
from gateway.service.commit.batch import (
    Batch,
    Committed,
    Done,
    Outcome,
    forget_closed,
    load_into,
    wanted_answers,
)
from gateway.service.commit.loading import load_world
from gateway.store import answers, journal
from gateway.store.journal import Appender
from gateway.store.store import Store, journal_id, try_room

logger = logging.getLogger(__name__)

BATCH_LIMIT: Final = 1_000
#: How many refusals and grants are remembered, so that a resent command gets the same answer.
REMEMBERED: Final = 10_000
#: While commits fail: how often an idle writer tries the store, and how often that is told again.
RETRY_S: Final = 5.0
TELL_AGAIN_S: Final = 60.0

_Waiting = tuple[Order, "asyncio.Future[Done]"]
_Job = tuple[Callable[[], None], "asyncio.Future[None]"]


class _End:
    """Put in the queue to end the thread."""


class Writer:
    """Takes orders from the event loop, answers when they are committed and synced."""

    def __init__(
        self,
        store: Store,
        times: EscalationTimes,
        prefix: str,
        broadcast_rules: BroadcastRules | None = None,
        call_times: CallTimes | None = None,
    ) -> None:
        self._store = store
        self._times = times
        self._prefix = prefix
        self._broadcast_rules = broadcast_rules or BroadcastRules()
        self._call_times = call_times or CallTimes()
        self._waiting: queue.SimpleQueue[_Waiting | _Job | _End] = queue.SimpleQueue()
        self._listeners: list[Callable[[Committed], None]] = []
        self._failure_listeners: list[Callable[[bool], None]] = []
        self._remembered: OrderedDict[tuple[str, str], Outcome] = OrderedDict()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = False
        self._world: World
        self._world_holds = False
        self._told_at = 0.0
        self.failing = False
        self.head = 0
        self.journal_id = ""

    def load(self) -> None:
        """Read the open subjects into memory. Must come before ``start``."""
        with self._store.begin() as connection:
            self._world = load_world(
                connection, self._prefix, self._broadcast_rules, self._call_times
            )
            self.head, self._previous = journal.head(connection)
            self.journal_id = journal_id(connection) or ""
        self._world_holds = True

    @property
    def areas(self) -> Mapping[str, AreaView]:
        """The areas that a post can be put in, by code."""
        return self._world.areas.villages

    def states(self) -> dict[str, State]:
        """The states of all open subjects, as of ``load``; later ones come by ``subscribe``."""
        return self._world.states()

    def subscribe(self, listener: Callable[[Committed], None]) -> None:
        """Be told of every commit, in order, on the event loop, before its orders are answered."""
        self._listeners.append(listener)

    def on_failing(self, listener: Callable[[bool], None]) -> None:
        """Be told, on the event loop, when commits hold again (False), and when they begin to fail
        and every minute that they still do (True)."""
        self._failure_listeners.append(listener)

    def start(self) -> None:
        """Begin to work. Call on the event loop that will submit."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._work, name="writer")
        self._thread.start()

    async def stop(self) -> None:
        """Commit what waits, then end. Later orders are refused with SHUTTING_DOWN."""
        self._stopping = True
        self._waiting.put(_End())
        if self._thread is not None:
            await asyncio.to_thread(self._thread.join)

    async def submit(self, order: Order) -> Done:
        """Decide and commit one order. Raises Refused; a refused order has written nothing."""
        if self._stopping or self._loop is None:
            raise Refused(ErrorCode.SHUTTING_DOWN)
        remembered = self._remembered.get((order.id, order.actor.subject))
        if isinstance(remembered, Refused):
            raise remembered
        if remembered is not None:
            return remembered
        answer: asyncio.Future[Done] = self._loop.create_future()
        self._waiting.put((order, answer))
        return await asyncio.shield(answer)

    async def run(self, job: Callable[[Connection], None]) -> None:
        """Do upkeep that makes no event (signing heads, shifting timers) between two batches.

        Raises what the job raises, and Refused(SHUTTING_DOWN) after ``stop``.
        """

        def in_transaction() -> None:
            with self._store.begin() as connection:
                job(connection)

        await self._between_batches(in_transaction)

    async def compact(self) -> None:
        """Leave nothing on the disk of what was erased; orders wait meanwhile. Raises StoreBusy,
        and Refused(SHUTTING_DOWN) after ``stop``."""
        await self._between_batches(self._store.compact)

    async def _between_batches(self, work: Callable[[], None]) -> None:
        if self._stopping or self._loop is None:
            raise Refused(ErrorCode.SHUTTING_DOWN)
        done: asyncio.Future[None] = self._loop.create_future()
        self._waiting.put((work, done))
        await asyncio.shield(done)

    # -- the writer's thread

    def _work(self) -> None:
        following: _Waiting | _Job | _End | None = None
        while True:
            first = following or self._next()
            following = None
            if isinstance(first, _End):
                return
            if _is_job(first):
                self._do(*first)
                continue
            batch, following = self._gather(first)
            outcomes = self._commit([order for order, _ in batch])
            self._tell(self._answer, batch, outcomes)

    def _next(self) -> _Waiting | _Job | _End:
        while self.failing:
            try:
                return self._waiting.get(timeout=RETRY_S)
            except queue.Empty:
                self._try_store()
        return self._waiting.get()

    def _try_store(self) -> None:
        """Without this, a store that holds again would count as failing until the next command."""
        try:
            with self._store.begin() as connection:
                try_room(connection)
        except Exception:
            logger.exception("the store still fails")
            self._note_failing(failing=True)
        else:
            self._note_failing(failing=False)

    def _gather(self, first: _Waiting) -> tuple[list[_Waiting], _Job | _End | None]:
        batch = [first]
        while len(batch) < BATCH_LIMIT:
            try:
                following = self._waiting.get_nowait()
            except queue.Empty:
                break
            if isinstance(following, _End) or _is_job(following):
                return batch, following
            batch.append(following)
        return batch, None

    def _do(self, work: Callable[[], None], done: "asyncio.Future[None]") -> None:
        try:
            work()
        except Exception as error:  # noqa: BLE001  handed to whoever asked for the job
            self._tell(done.set_exception, error)
        else:
            self._tell(done.set_result, None)

    def _commit(self, orders: Sequence[Order]) -> list[Outcome]:
        if not self._world_holds and not self._reload():
            return [Refused(ErrorCode.STORE_FAILED) for _ in orders]
        try:
            outcomes = self._try(orders)
        except Exception as error:
            logger.exception("a batch of %d orders failed", len(orders))
            if not self._reload():
                return [Refused(ErrorCode.STORE_FAILED) for _ in orders]
            if len(orders) > 1:
                return [outcome for order in orders for outcome in self._commit([order])]
            return [self._outcome_of(error)]
        return outcomes

    def _try(self, orders: Sequence[Order]) -> list[Outcome]:
        with self._store.begin() as connection:
            known = answers.find(connection, wanted_answers(orders))
            batch = Batch(self._world, Appender(self.head, self._previous), known)
            batch.run(orders, lambda wanted: load_into(self._world, connection, wanted))
            batch.write(connection, self._times)
        committed = batch.committed()
        self.head, self._previous = batch.head
        forget_closed(self._world, self._world.states_of(batch.loaded | committed.states.keys()))
        if committed.entries:
            self._note_failing(failing=False)
            self._tell(self._publish, committed)
        return batch.outcomes

    def _outcome_of(self, error: Exception) -> Refused:
        if isinstance(error, SQLAlchemyError | OSError):
            self._note_failing(failing=True)
            return Refused(ErrorCode.STORE_FAILED)
        return Refused(ErrorCode.INTERNAL)

    def _reload(self) -> bool:
        # The commit may have held although it failed: what is in the store counts.
        # Until it is loaded, memory knows of events that nobody committed.
        before, self._world_holds = self.head, False
        try:
            self.load()
            with self._store.begin() as connection:
                missed = journal.after(connection, before, self.head - before)
        except Exception:
            logger.exception("the store can't be read")
            self.head, self._world_holds = before, False
            self._note_failing(failing=True)
            return False
        if missed:
            states = self._world.states_of({entry.subject for entry in missed})
            self._tell(self._publish, Committed(entries=tuple(missed), states=states))
        return True

    def _note_failing(self, *, failing: bool) -> None:
        now = time.monotonic()
        if failing != self.failing or (failing and now - self._told_at >= TELL_AGAIN_S):
            self.failing, self._told_at = failing, now
            self._tell(self._publish_failing, failing)

    # -- back on the event loop

    def _tell(self, call: Callable[..., None], *args: object) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(call, *args)

    def _publish(self, committed: Committed) -> None:
        for listener in self._listeners:
            try:
                listener(committed)
            except Exception:
                # What one of them can't digest must not cost the others, and so an escalation.
                logger.exception("a listener failed at event %d", committed.entries[-1].seq)

    def _publish_failing(self, failing: bool) -> None:
        for listener in self._failure_listeners:
            listener(failing)

    def _answer(self, batch: Sequence[_Waiting], outcomes: Sequence[Outcome]) -> None:
        for (order, answer), outcome in zip(batch, outcomes, strict=True):
            self._remember(order, outcome)
            if answer.cancelled():
                continue
            if isinstance(outcome, Refused):
                answer.set_exception(outcome)
            else:
                answer.set_result(outcome)

    def _remember(self, order: Order, outcome: Outcome) -> None:
        passing = (ErrorCode.STORE_FAILED, ErrorCode.SHUTTING_DOWN, ErrorCode.INTERNAL)
        if isinstance(outcome, Refused) and outcome.code in passing:
            return
        if isinstance(outcome, Done) and outcome.grant is None:
            return
        self._remembered[(order.id, order.actor.subject)] = outcome
        while len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)


def _is_job(item: _Waiting | _Job) -> TypeIs[_Job]:
    return not isinstance(item[0], Order)
