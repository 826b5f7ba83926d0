"""Questions that await their answer on this connection: reads, sign-in, sign-out."""

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

import msgspec

from console.link.outcome import GatewayRefused, disconnected
from gateway.protocol.messages import Ack, Refusal, Result, SignedIn

Row = TypeVar("Row")
Answer = Result | SignedIn | Ack

#: A read that takes longer has failed; the officer may ask again.
QUERY_TIMEOUT_S: Final = 10.0
#: A sign-in includes Argon2id and the growing delay after wrong passwords.
SIGN_IN_TIMEOUT_S: Final = 20.0


class Page(msgspec.Struct, frozen=True):
    """One page of a query's answer. ``next`` is the cursor of the following one, or None."""

    rows: list[msgspec.Raw]
    next: str | None

    def rows_as(self, row: type[Row]) -> list[Row]:
        """The rows as the struct that the query is documented to give."""
        return [msgspec.json.decode(raw, type=row) for raw in self.rows]


class OpenQuestions:
    """Futures by id. A question dies with its connection: it can be asked again."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._open: dict[str, tuple[float, asyncio.Future[Answer]]] = {}

    def opened(self, name: str, timeout_s: float) -> asyncio.Future[Answer]:
        """The future of the answer to the question of that id; it ends within that time."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._open[name] = (self._monotonic() + timeout_s, future)
        return future

    def answered(self, answer: Answer) -> bool:
        """Whether it answers one of these questions."""
        future = self._take(answer.id)
        if future is not None:
            future.set_result(answer)
        return future is not None

    def refused(self, refusal: Refusal) -> bool:
        """Whether it refuses one of these questions."""
        future = self._take(refusal.id or "")
        if future is not None:
            future.set_exception(GatewayRefused(refusal))
        return future is not None

    def expire(self) -> None:
        """Give up those that have waited too long."""
        now = self._monotonic()
        self._give_up([name for name, (until, _) in self._open.items() if until <= now])

    def lost(self) -> None:
        """Give up all: the connection is gone."""
        self._give_up(list(self._open))

    def _give_up(self, names: list[str]) -> None:
        for name in names:
            future = self._take(name)
            if future is not None:
                future.set_exception(disconnected())

    def _take(self, name: str) -> asyncio.Future[Answer] | None:
        _, future = self._open.pop(name, (0.0, None))
        # One that nobody awaits any more was cancelled.
        return None if future is None or future.done() else future
