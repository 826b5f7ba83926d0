"""Recordings of calls over real sockets: as they run, through crashes, heard, altered, erased."""

import asyncio
import errno
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import msgspec
import pytest
from websockets.exceptions import ConnectionClosedError

from console.link.backoff import Backoff
from console.link.identity import DeviceKey as ConsoleKey
from console.link.identity import Identity
from console.link.media import MediaDoor
from console.link.running import RunningUpload
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import Desk, Kind, RecordingState
from gateway.protocol.errors import ErrorCode
from gateway.protocol.media import ChunkTaken, MediaDone, MediaOpened
from gateway.protocol.messages import Ack, Events, Grant, Refusal, Result
from gateway.protocol.queries import RecordingGrant
from gateway.protocol.views import CallView, RecordingCard
from gateway.service.media.running import RunningUpload as Arriving
from gateway.store import verify
from gateway.store.verify_recordings import verify_recordings
from tests.helpers.console_room import at_once
from tests.helpers.gateway_client import GatewayClient, new_console, new_id, new_post
from tests.helpers.media_client import Transfer
from tests.helpers.play_gateway import HOST, PlayGateway, play_gateway
from tests.helpers.recorded_sound import length_s, loudest_hz, recorded

SOUND = recorded(4, 1_000)
#: As a recorder gives them, about half a second each.
PARTS = [SOUND[start : start + 4_000] for start in range(0, len(SOUND), 4_000)]


class Scene:
    """A post and an officer in a call that is being recorded."""

    def __init__(self, gateway: PlayGateway, post: GatewayClient, console: GatewayClient) -> None:
        self.gateway = gateway
        self.post = post
        self.console = console
        self.call = ""
        self.recording = ""

    async def done(self, client: GatewayClient, body: AnyBody, name: str | None = None) -> Ack:
        answer = await client.do(body, id=name)
        assert isinstance(answer, Ack), answer
        return answer

    async def begin(self) -> None:
        call, self.recording = new_id(), new_id()
        self.call = f"call:{call}"
        await self.done(self.post, do.StartCall(desk=Desk.SATPOL_PP), call)
        await self.done(self.console, do.AnswerCall(call=self.call))
        await self.done(self.console, do.StartRecording(call=self.call), self.recording)

    async def over(self) -> None:
        """The call ends, and more than a minute passes."""
        await self.done(self.console, do.EndCall(call=self.call))
        for _ in range(5):  # a console that is silent for longer is cut off
            self.gateway.clock.move(13)
            await self.console.beat()
        await self.gateway.settling.look()

    async def grant(self) -> str:
        ask = RecordingGrant(call=self.call, recording=self.recording)
        answer = await self.console.ask(ask)
        assert isinstance(answer, Result), answer
        return msgspec.json.decode(answer.rows[0], type=Grant).code

    async def crash(self, transfer: Transfer) -> None:
        """The sender is gone, and the gateway knows."""
        transfer.socket.transport.abort()
        while self.gateway.recordings.is_arriving(self.recording):
            await self.console.beat()

    async def card(self) -> RecordingCard:
        view = await self.view()
        (card,) = view.recordings
        return card

    async def view(self) -> CallView:
        await self.console.beat()
        view = self.console.picture.views[self.call]
        assert isinstance(view, CallView)
        return view

    async def told(self) -> list[ev.AnyEvent]:
        """What the console was told, oldest first."""
        await self.console.beat()
        frames = [m for m in self.console.passed if isinstance(m, Events)]
        items = [i for frame in frames for i in frame.items if bytes(i.data) != b"{}"]
        return [msgspec.json.decode(i.data, type=ev.AnyEvent) for i in items]

    async def hear(self) -> bytes:
        body = do.OpenRecording(call=self.call, recording=self.recording)
        opened = await self.done(self.console, body)
        assert opened.grant is not None
        return await Transfer(self.console).download(opened.grant.code)

    def stored(self) -> list[Path]:
        """The files of the store."""
        return list((self.gateway.media._folder).rglob("*.webm"))


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with play_gateway(tmp_path) as gateway:
        post = await (await new_post(gateway)).connect()
        await gateway.add_officer()
        console = await (await new_console(gateway)).connect()
        await console.sign_in()
        made = Scene(gateway, post, console)
        await made.begin()
        yield made


async def test_a_recording_is_stored_as_it_runs_and_heard_by_whom_the_journal_names(
    scene: Scene,
) -> None:
    assert (await scene.view()).recording is RecordingState.ON
    assert await Transfer(scene.console).run(await scene.grant(), PARTS) == MediaDone()
    await scene.gateway.settling.look()
    card = await scene.card()
    assert card.stored
    assert card.duration_s == pytest.approx(4, abs=0.1)
    content = await scene.hear()
    assert len(content) == card.size
    assert length_s(content) == pytest.approx(4, abs=0.1)
    assert loudest_hz(content) == pytest.approx(1_000, abs=2)
    *_, stopped, stored, opened = await scene.told()
    assert stopped == ev.RecordingStopped(recording=scene.recording)
    assert isinstance(stored, ev.RecordingStored)
    assert opened == ev.RecordingOpened(recording=scene.recording)
    assert list(scene.gateway.media.all_running()) == []
    ask = RecordingGrant(call=scene.call, recording=scene.recording)
    again = await scene.console.ask(ask)
    assert isinstance(again, Refusal), "what is stored is not sent again"


async def test_the_consoles_own_upload_comes_through_a_cut(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, cuts = scene.gateway.recordings.take, [3]

    def cut(upload: Arriving, number: int, payload: bytes) -> None:
        if [number] == cuts:
            cuts.clear()
            raise ConnectionClosedError(None, None)
        take(upload, number, payload)

    async def parts() -> AsyncIterator[bytes]:
        for part in PARTS:
            yield part

    monkeypatch.setattr(scene.gateway.recordings, "take", cut)
    identity = Identity(scene.console.device, HOST, cast("ConsoleKey", scene.console.key))
    door = MediaDoor(f"ws://{HOST}:{scene.gateway.port}", None, identity, "id")
    await RunningUpload(door, scene.grant, parts(), Backoff(at_once)).send()
    assert cuts == []
    await scene.gateway.settling.look()
    assert (await scene.card()).duration_s == pytest.approx(4, abs=0.1)


async def test_it_goes_on_where_it_was_after_a_restart_of_the_gateway(
    scene: Scene, tmp_path: Path
) -> None:
    transfer = Transfer(scene.console)
    taken = await transfer.run(await scene.grant(), PARTS[:3], end=False)
    assert taken == ChunkTaken(number=2)
    await scene.gateway.stop()
    async with play_gateway(tmp_path, clock=scene.gateway.clock) as again:
        scene.gateway = scene.console.gateway = again
        await scene.console.connect()
        opening = Transfer(scene.console)
        assert await opening.open(await scene.grant()) == MediaOpened(size=0, taken=3)
        assert await Transfer(scene.console).run(await scene.grant(), PARTS) == MediaDone()
        await again.settling.look()
        assert (await scene.card()).duration_s == pytest.approx(4, abs=0.1)


async def test_after_a_crash_of_the_console_what_came_is_kept(scene: Scene) -> None:
    transfer = Transfer(scene.console)
    await transfer.run(await scene.grant(), PARTS[: len(PARTS) // 2], end=False)
    await scene.crash(transfer)
    await scene.gateway.settling.look()
    assert not (await scene.card()).stored, "the call goes on, the console may come back"
    await scene.over()
    card = await scene.card()
    assert card.stored
    assert not card.failed
    assert 1.0 < (card.duration_s or 0) < 3.0
    assert loudest_hz(await scene.hear()) == pytest.approx(1_000, abs=2)


@pytest.mark.parametrize("parts", [[], [b"RIFF" + bytes(1_000)]])
async def test_where_nothing_came_the_failure_is_shown(scene: Scene, parts: list[bytes]) -> None:
    transfer = Transfer(scene.console)
    await transfer.run(await scene.grant(), parts, end=False)
    await scene.crash(transfer)
    await scene.over()
    card = await scene.card()
    assert card.failed
    assert not card.stored
    assert scene.stored() == []
    with pytest.raises(AssertionError, match="not_found"):
        await scene.hear()


@pytest.mark.expects_log("a recording can't be written")
async def test_a_full_disk_fails_the_recording_and_nothing_else(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    transfer = Transfer(scene.console)
    await transfer.run(await scene.grant(), PARTS[:2], end=False)
    with monkeypatch.context() as full:
        full.setattr(scene.gateway.media, "room", lambda: -1)
        refused = await Transfer(scene.console).run(await scene.grant(), PARTS)
        assert isinstance(refused, Refusal)
        assert refused.code is ErrorCode.NO_ROOM
        assert "Panggilan tetap berjalan" in refused.message
        view = await scene.view()
        assert view.recording is RecordingState.FAILED
        assert view.recordings[0].failed
        await scene.done(scene.console, do.HoldCall(call=scene.call))
        await scene.done(scene.post, do.RaiseAlarm(kind=Kind.FIRE))
        await scene.over()
        assert not (await scene.card()).stored
    scene.gateway.clock.move(10)
    await scene.gateway.settling.look()
    assert (await scene.card()).stored, "what came before the disk was full"


@pytest.mark.expects_log("a recording can't be written")
async def test_a_disk_that_fails_to_sync_fails_the_recording(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("gateway.service.media.parts.os.fsync", fails)
    monkeypatch.setattr("gateway.service.media.running.SYNC_S", 0.01)
    transfer = Transfer(scene.console)
    await transfer.open(await scene.grant())
    refused = await transfer.sent_until_refused(PARTS)
    assert refused.code is ErrorCode.NO_ROOM
    assert (await scene.card()).failed


async def test_nobody_else_may_send_or_hear_it(scene: Scene) -> None:
    await scene.gateway.add_officer("petugas2", desks=(Desk.UP4,))
    other = await (await new_console(scene.gateway, "Meja 2")).connect()
    await other.sign_in("petugas2")
    ask = RecordingGrant(call=scene.call, recording=scene.recording)
    for client, code in ((other, ErrorCode.NOT_FOUND), (scene.post, ErrorCode.FORBIDDEN)):
        refused = await client.ask(ask)
        assert isinstance(refused, Refusal)
        assert refused.code is code
    await Transfer(scene.console).run(await scene.grant(), PARTS)
    await scene.gateway.settling.look()
    opening = do.OpenRecording(call=scene.call, recording=scene.recording)
    for client in (other, scene.post):
        assert isinstance(await client.do(opening), Refusal)


async def test_an_altered_or_missing_recording_is_found(scene: Scene, tmp_path: Path) -> None:
    await Transfer(scene.console).run(await scene.grant(), PARTS)
    await scene.gateway.settling.look()
    (file,) = scene.stored()
    folder = file.parents[1]

    def fault() -> tuple[str | None, str]:
        with scene.gateway.store.engine.connect() as connection:
            found = verify_recordings(connection, folder)
        return found.bad, found.reason

    assert fault() == (None, "")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    assert fault() == (scene.recording, "altered")
    verifying = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gateway", "verify", "--data", str(tmp_path)),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await verifying.communicate()
    assert verifying.returncode == 1
    assert scene.recording in said.decode()
    file.unlink()
    assert fault() == (scene.recording, "missing")


async def test_after_its_time_it_is_erased_and_the_journal_is_whole(scene: Scene) -> None:
    await Transfer(scene.console).run(await scene.grant(), PARTS)
    await scene.over()
    folder = scene.stored()[0].parents[1]
    scene.gateway.clock.move(89 * 86_400)
    assert await scene.gateway.aged.run() == 0
    scene.gateway.clock.move(2 * 86_400)
    assert await scene.gateway.aged.run() == 1
    assert await scene.gateway.aged.run() == 0
    assert scene.stored() == []
    with scene.gateway.store.engine.connect() as connection:
        assert verify.verify(connection, None).bad is None
        assert verify_recordings(connection, folder).recordings == 0
