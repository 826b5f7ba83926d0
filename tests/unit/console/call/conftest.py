"""A console's calls on an engine without media and a link that does as it is told."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from typing import Any, TypeVar

import pytest
from msgspec.structs import replace

from console.base.clock import GatewayClock
from console.base.observers import Observers
from console.base.remembered import Remembered
from console.base.tasks import TaskSupervisor
from console.call.engine import Ready
from console.call.session import Calls
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import LegRole, LegState, RecordingState
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Signal
from gateway.protocol.queries import AnyAsk, RecordingGrant
from gateway.protocol.signals import AnySignalBody
from gateway.protocol.views import CallLeg, CallView, IceServer
from tests.helpers import golden
from tests.helpers.fake_engine import FakeEngine
from tests.helpers.golden.call import CALL, call_view

POST = golden.POST
HERE = golden.CONSOLE
THERE = "console:0198b000-0000-7000-8000-0000000000cc"
TURN = IceServer(urls=("turn:pusat.test",), username="u", credential="c", relay_only=True)

Row = TypeVar("Row")


class Answer:
    """One page of servers."""

    def rows_as(self, kind: type[Row]) -> list[Row]:
        assert kind is IceServer
        return [TURN]  # type: ignore[list-item]


class FakeLink:
    """``done``, ``sent`` and ``recorded`` are what the gateway got; ``refusal`` is its answer."""

    def __init__(self) -> None:
        self.signals: Observers[[Signal]] = Observers()
        self.done: list[AnyBody] = []
        self.sent: list[Signal] = []
        self.recorded: dict[str, list[bytes]] = {}
        self.whole: set[str] = set()
        self.refusal: ErrorCode | None = None
        self.recording_refusal: ErrorCode | None = None

    def signal(self, message: Signal) -> None:
        self.sent.append(message)

    async def do(self, body: AnyBody, version: int | None = None) -> Any:
        self.done.append(body)
        self._refuse()

    async def ask(self, ask: AnyAsk, cursor: str | None = None) -> Answer:
        self._refuse()
        return Answer()

    async def record(self, leave: RecordingGrant, parts: AsyncIterable[bytes]) -> None:
        if self.recording_refusal is not None:
            raise Refused(self.recording_refusal)
        self.recorded[leave.recording] = []
        async for part in parts:
            self.recorded[leave.recording].append(part)
        self.whole.add(leave.recording)

    def _refuse(self) -> None:
        if self.refusal is not None:
            raise Refused(self.refusal)


class Desk:
    """A console that has one call, or none."""

    def __init__(self) -> None:
        self.engine = FakeEngine()
        self.link = FakeLink()
        self.kept = Remembered()
        self.failures: list[BaseException] = []
        self.tasks = TaskSupervisor(lambda _name, error: self.failures.append(error))
        self.calls = Calls(self.engine, GatewayClock(), self.tasks, self.kept)

    async def begin(self, *views: CallView) -> None:
        """The engine is up, the link too, and these are the calls."""
        self.calls.use(self.link, HERE)
        self.engine.told.tell(Ready())
        await self.take(*views)

    async def take(self, *views: CallView) -> None:
        self.calls.take(views)
        await self.settle()

    async def tell(self, *told: Any) -> None:
        for each in told:
            self.engine.told.tell(each)
        await self.settle()

    async def come(self, party: str, session: int, body: AnySignalBody) -> None:
        """A signal from another device."""
        signal = Signal(call=CALL, peer=party, session=session, body=body)
        self.link.signals.tell(signal)
        await self.settle()

    async def settle(self) -> None:
        """Nothing here waits for time: a few turns of the loop end all that was begun."""
        for _ in range(10):
            await asyncio.sleep(0)

    def asked(self, name: str) -> list[tuple[Any, ...]]:
        return self.engine.asked_for(name)

    def sessions(self) -> list[int]:
        return [session for _, _, session, _ in self.asked("connect")]


def leg(party: str, role: LegRole, state: LegState = LegState.CONNECTING) -> CallLeg:
    return CallLeg(
        party=party, officer=None, title="", role=role, state=state, since=golden.after(26)
    )


def call(
    *legs: CallLeg, version: int = 4, hub: str = HERE, recording: bool = False, **more: Any
) -> CallView:
    """A call between the post and this console, or between these legs."""
    view = call_view()
    own = leg(HERE, LegRole.OFFICER)
    return replace(
        view,
        version=version,
        hub=hub,
        legs=legs or (leg(POST, LegRole.CALLER), own),
        recording=RecordingState.ON if recording else RecordingState.OFF,
        **more,
    )


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    made = Desk()
    yield made
    await made.tasks.cancel_all()
    assert not made.failures
