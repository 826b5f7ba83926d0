"""Recordings begin and end as the views say; what is recorded goes to the gateway as it runs."""

import logging
from collections.abc import AsyncIterable, Coroutine
from typing import Any, Protocol

from console.base.outcome import OutcomeUnknown
from console.base.tasks import TaskSupervisor
from console.call.engine import AnyTold, MediaEngine, Recorded, RecordingFailed
from console.call.recording import RecordingParts, RecordingTooLarge
from console.call.wanted import Wanted
from gateway.protocol.commands import AnyBody, ReportRecording, StartRecording, StopRecording
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.queries import RecordingGrant

logger = logging.getLogger(__name__)


class RecordingLink(Protocol):
    """What recordings need of the link to the gateway."""

    async def do(self, body: AnyBody, version: int | None = None) -> Any:
        """Raises Refused, or OutcomeUnknown."""

    async def record(self, leave: RecordingGrant, parts: AsyncIterable[bytes]) -> None:
        """Send a recording as it runs, through losses of the link. Raises Refused."""


class Recordings:
    """Those that run at this console, by their ids; one a call."""

    def __init__(self, engine: MediaEngine, tasks: TaskSupervisor) -> None:
        self._engine = engine
        self._tasks = tasks
        self._link: RecordingLink | None = None
        self._running: dict[str, RecordingParts] = {}
        self._of_call: dict[str, str] = {}
        self._cut: set[str] = set()

    def use(self, link: RecordingLink) -> None:
        """The link from now on."""
        self._link = link

    def follow(self, wanted: Wanted) -> None:
        """Begin or end what the view says."""
        call, card = wanted.view.subject, wanted.recording
        if card is not None and (card.id in self._running or card.id in self._cut):
            return
        self.end(call)
        if card is None or self._link is None:
            return
        parts = self._running[card.id] = RecordingParts(card.id)
        self._of_call[call] = card.id
        self._engine.record(call, card.id, card.video)
        leave = RecordingGrant(call=call, recording=card.id)
        self._spawn(card.id, self._send(self._link, leave, parts, card.video))

    def end(self, call: str) -> None:
        """The call's recording, if one runs, is over; its last part is on its way."""
        recording = self._of_call.pop(call, None)
        if recording is not None:
            self._engine.stop_recording(recording)

    def take(self, told: AnyTold) -> None:
        """What the engine tells of recordings."""
        match told:
            case Recorded():
                self._take_part(told)
            case RecordingFailed():
                self._failed(told.recording, told.reason)
            case _:
                pass

    def cut(self, wanted: Wanted) -> None:
        """The engine crashed: what there is ends here, and a new recording is asked for."""
        call = wanted.view.subject
        parts = self._running.get(self._of_call.get(call, ""))
        if parts is not None:
            parts.end()
            self._begin_another(call, wanted.recording is not None and wanted.recording.video)

    def _begin_another(self, call: str, video: bool) -> None:
        recording = self._of_call.pop(call, None)
        if recording is not None and self._link is not None:
            self._cut.add(recording)
            self._spawn(f"{recording} again", self._go_on(self._link, call, video))

    def _take_part(self, part: Recorded) -> None:
        parts = self._running.get(part.recording)
        if parts is None:
            return
        try:
            parts.take(part)
        except RecordingTooLarge:
            self._engine.stop_recording(part.recording)
            self._failed(part.recording, "the link takes nothing")

    def _failed(self, recording: str, reason: str) -> None:
        parts = self._running.get(recording)
        call = next((call for call, each in self._of_call.items() if each == recording), None)
        if parts is not None:
            parts.end()
        if call is not None and self._link is not None:
            self._cut.add(recording)
            self._spawn(f"{recording} failed", self._report(self._link, call, recording, reason))

    def _spawn(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.spawn(f"recording {name}", work)

    async def _send(
        self, link: RecordingLink, leave: RecordingGrant, parts: RecordingParts, video: bool
    ) -> None:
        try:
            await link.record(leave, parts)
        except Refused as error:
            self._engine.stop_recording(leave.recording)
            if error.code is ErrorCode.ID_TAKEN:
                # Begun by another console, or before this program was started anew.
                self._begin_another(leave.call, video)
                return
            logger.warning("recording %s isn't taken: %s", leave.recording, error.code)
            self._failed(leave.recording, error.code.value)
        finally:
            self._running.pop(leave.recording, None)

    async def _go_on(self, link: RecordingLink, call: str, video: bool) -> None:
        try:
            await link.do(StopRecording(call=call))
            await link.do(StartRecording(call=call, video=video))
        except (Refused, OutcomeUnknown) as error:
            logger.warning("%s isn't recorded any more: %r", call, error)

    async def _report(self, link: RecordingLink, call: str, recording: str, reason: str) -> None:
        try:
            await link.do(ReportRecording(call=call, recording=recording, reason=reason))
        except (Refused, OutcomeUnknown) as error:
            logger.warning("the failure of %s isn't reported: %r", recording, error)
