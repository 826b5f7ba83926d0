"""Commands that await their answer: sent again with the same id until they have it or expire."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from uuid_utils import uuid7

from console.base.clock import GatewayClock
from console.link.outcome import GatewayRefused, OutcomeUnknown, disconnected
from gateway.protocol.commands import (
    AddNote,
    AnyBody,
    MarkMessages,
    MarkShown,
    ReportSound,
    SendMessage,
    TickItem,
)
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Ack, Command, Refusal

#: The commands that wait for the link however long it takes: they stay true. All others are acts
#: on what the officer sees now; without a link they are refused at once, and under way they expire.
WAITING: Final[frozenset[type[AnyBody]]] = frozenset(
    {AddNote, TickItem, SendMessage, MarkMessages, MarkShown, ReportSound}
)

#: Gateway time after which an act must not be done any more (design section 9).
EXPIRES_S: Final = 30.0
#: How much longer an answer to an act is awaited: it may have been done just before it expired.
ANSWER_GRACE_S: Final = 3.0
#: Unanswered for so long on a living link, a command is sent again.
RESEND_S: Final = 10.0
#: Waiting commands kept at most; a console that is cut off for days must not grow without bound.
WAITING_LIMIT: Final = 1_000
#: Refusals that pass by themselves: a waiting command is sent again after them.
PASSING: Final = frozenset(
    {ErrorCode.SHUTTING_DOWN, ErrorCode.STORE_FAILED, ErrorCode.RATE_LIMITED}
)


@dataclass
class _Pending:
    id: str
    body: AnyBody
    version: int | None
    acted_at: float
    expires_at: datetime | None
    due_at: float
    answer: asyncio.Future[Ack]

    @property
    def waits(self) -> bool:
        return self.expires_at is None


class PendingCommands:
    """All commands without an answer, in the order of the acts."""

    def __init__(self, clock: GatewayClock, new_id: Callable[[], str] = lambda: str(uuid7())):
        self._clock = clock
        self._new_id = new_id
        self._pending: dict[str, _Pending] = {}

    def __len__(self) -> int:
        return len(self._pending)

    def add(self, body: AnyBody, version: int | None, online: bool) -> asyncio.Future[Ack]:
        """Take a command on; its future ends with Ack, Refused or OutcomeUnknown.

        Raises Refused at once when it can't wait and there is no link.
        """
        waits = type(body) in WAITING
        if not online and (not waits or len(self._pending) >= WAITING_LIMIT):
            raise disconnected()
        now = self._clock.monotonic()
        pending = _Pending(
            id=self._new_id(),
            body=body,
            version=version,
            acted_at=now,
            expires_at=None if waits else self._clock.now() + timedelta(seconds=EXPIRES_S),
            due_at=now,
            answer=asyncio.get_running_loop().create_future(),
        )
        self._pending[pending.id] = pending
        return pending.answer

    def due(self, again: bool = False) -> Iterator[Command]:
        """What is to be sent now; ``again``: all of it, since the connection is a new one."""
        now = self._clock.monotonic()
        for pending in tuple(self._pending.values()):
            if again or pending.due_at <= now:
                pending.due_at = now + RESEND_S
                yield Command(
                    id=pending.id,
                    body=pending.body,
                    age_ms=round((now - pending.acted_at) * 1000),
                    expires_at=pending.expires_at,
                    version=pending.version,
                )

    def acked(self, ack: Ack) -> None:
        """The gateway did it. An answer that came before is not an error: it may be sent twice."""
        pending = self._pending.pop(ack.id, None)
        if pending is not None and not pending.answer.done():
            pending.answer.set_result(ack)

    def refused(self, refusal: Refusal) -> None:
        """The gateway said no; for a passing reason a waiting command stays and is sent again."""
        pending = self._pending.get(refusal.id or "")
        if pending is None:
            return
        if pending.waits and refusal.code in PASSING:
            wait = RESEND_S if refusal.retry_after_s is None else refusal.retry_after_s
            pending.due_at = self._clock.monotonic() + wait
            return
        self._end(pending, GatewayRefused(refusal))

    def expire(self) -> None:
        """End those whose time is over: nobody here knows whether they were done."""
        # By the monotonic clock: what is known of the gateway's time may jump.
        over = self._clock.monotonic() - EXPIRES_S - ANSWER_GRACE_S
        for pending in tuple(self._pending.values()):
            if not pending.waits and pending.acted_at < over:
                self._end(pending, OutcomeUnknown())

    def _end(self, pending: _Pending, error: Refused | OutcomeUnknown) -> None:
        del self._pending[pending.id]
        if not pending.answer.done():
            pending.answer.set_exception(error)
