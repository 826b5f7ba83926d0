"""Outputs that are muted, turned down, pulled out or never there: said so, and got around."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from console.sound.alarm import AlarmSound
from console.sound.verdict import Reason
from gateway.protocol.enums import SoundState
from tests.helpers.alarms import fire, until, until_sounding
from tests.helpers.pulse import PulseServer, capture, needs_pulse, pulse_server, rms


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    with pulse_server(("spk",)) as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


@asynccontextmanager
async def started(folder: Path, output: str | None = None) -> AsyncIterator[AlarmSound]:
    alarms = AlarmSound(folder / "console", output)
    await alarms.start()
    try:
        yield alarms
    finally:
        await alarms.stop()


@asynccontextmanager
async def proven(folder: Path) -> AsyncIterator[AlarmSound]:
    async with started(folder) as sound:
        sound.set_open([fire()])
        await until(sound, lambda proof: proof.state is SoundState.PROVEN)
        yield sound


@needs_pulse
class TestWithServer:
    async def test_self_test_proves_the_output(self, server: PulseServer, tmp_path: Path) -> None:
        async with started(tmp_path) as sound:
            with capture(server) as speaker:
                proof = await sound.self_test()
                pilot = speaker.samples
        assert (proof.state, proof.reason) == (SoundState.PROVEN, Reason.NONE)
        assert proof.output == "SPK"
        assert 0.005 < float(abs(pilot).max()) < 0.05

    async def test_self_test_of_a_muted_output(self, server: PulseServer, tmp_path: Path) -> None:
        server.pactl("set-sink-mute", "spk", "1")
        async with started(tmp_path) as sound:
            proof = await sound.self_test()
        assert (proof.state, proof.reason) == (SoundState.QUIET, Reason.MUTED)

    async def test_stream_turned_down_is_not_heard(
        self, server: PulseServer, tmp_path: Path
    ) -> None:
        # The output's own volume is full: only the monitor can tell.
        async with started(tmp_path) as sound:
            await sound.self_test()
            (stream,) = server.pactl("list", "short", "sink-inputs").splitlines()
            server.pactl("set-sink-input-volume", stream.split()[0], "2%")
            proof = await sound.self_test()
            assert (proof.state, proof.reason) == (SoundState.QUIET, Reason.NOT_HEARD)
            sound.set_open([fire()])
            proof = await until(sound, lambda proof: proof.reason is Reason.NOT_HEARD)
            assert proof.state is SoundState.QUIET
            server.pactl("set-sink-input-volume", stream.split()[0], "100%")
            await until(sound, lambda proof: proof.state is SoundState.PROVEN)

    @pytest.mark.parametrize(
        ("spoil", "mend", "reason"),
        [
            (("set-sink-mute", "spk", "1"), ("set-sink-mute", "spk", "0"), Reason.MUTED),
            (
                ("set-sink-volume", "spk", "2%"),
                ("set-sink-volume", "spk", "100%"),
                Reason.LOW_VOLUME,
            ),
        ],
    )
    async def test_muted_or_turned_down_is_said_and_mended(
        self,
        server: PulseServer,
        tmp_path: Path,
        spoil: tuple[str, ...],
        mend: tuple[str, ...],
        reason: Reason,
    ) -> None:
        async with proven(tmp_path) as sound:
            server.pactl(*spoil)
            proof = await until(sound, lambda proof: proof.reason is reason)
            assert proof.state is SoundState.QUIET
            server.pactl(*mend)
            await until(sound, lambda proof: proof.state is SoundState.PROVEN)

    async def test_muted_output_is_replaced_and_taken_back(
        self, server: PulseServer, tmp_path: Path
    ) -> None:
        server.load("spk2")
        async with proven(tmp_path) as sound:
            with capture(server, "spk2") as other:
                server.pactl("set-sink-mute", "spk", "1")
                await until(sound, lambda proof: proof.reason is Reason.MUTED)
                await until_sounding(other)
                proof = await until(sound, lambda now: now.state is SoundState.PROVEN)
                assert (proof.output, proof.instead_of) == ("SPK2", "SPK")
                assert proof.reason is Reason.MUTED
            server.pactl("set-sink-mute", "spk", "0")
            proof = await until(
                sound, lambda now: now.output == "SPK" and now.state is SoundState.PROVEN
            )
            assert (proof.instead_of, proof.reason) == ("", Reason.NONE)

    async def test_only_output_pulled_out(self, server: PulseServer, tmp_path: Path) -> None:
        async with proven(tmp_path) as sound:
            server.unload("spk")
            await until(sound, lambda proof: proof.state is SoundState.LOST)
            server.load("spk")
            await until(sound, lambda proof: proof.state is SoundState.PROVEN)

    async def test_pulled_out_with_another_at_hand(
        self, server: PulseServer, tmp_path: Path
    ) -> None:
        server.load("spk2")
        async with proven(tmp_path) as sound:
            with capture(server, "spk2") as other:
                server.unload("spk")
                proof = await until(sound, lambda now: bool(now.instead_of))
                assert proof.reason is Reason.DEVICE_LOST
                await until_sounding(other)
            proof = await until(sound, lambda now: now.state is SoundState.PROVEN)
            assert (proof.output, proof.instead_of) == ("SPK2", "spk")

    async def test_chosen_output_alone_sounds(self, server: PulseServer, tmp_path: Path) -> None:
        server.load("spk2")
        async with proven(tmp_path) as sound:
            with capture(server, "spk2") as other, capture(server, "spk") as former:
                sound.choose_output("spk2")
                await until_sounding(other)
                await asyncio.to_thread(former.wait_for, 0.5)
                assert rms(await asyncio.to_thread(former.wait_for, 2.0)) < 0.001

    @pytest.mark.expects_log("the player is started anew")
    async def test_server_killed_and_back(self, server: PulseServer, tmp_path: Path) -> None:
        async with proven(tmp_path) as sound:
            server.kill()
            await until(sound, lambda proof: proof.state is SoundState.LOST)
            server.restart()
            await until(sound, lambda proof: proof.state is SoundState.PROVEN)
            with capture(server) as speaker:
                await until_sounding(speaker)

    @pytest.mark.expects_log("the player is started anew")
    async def test_frozen_server_is_seen(self, server: PulseServer, tmp_path: Path) -> None:
        async with proven(tmp_path) as sound:
            os.kill(server.pid, signal.SIGSTOP)
            try:
                await until(sound, lambda proof: proof.state is SoundState.LOST)
            finally:
                os.kill(server.pid, signal.SIGCONT)
            await until(sound, lambda proof: proof.state is SoundState.PROVEN)

    @pytest.mark.expects_log("the player is started anew")
    async def test_frozen_player_is_seen_and_replaced(
        self, server: PulseServer, tmp_path: Path
    ) -> None:
        async with proven(tmp_path) as sound:
            frozen = sound.player_pid
            assert frozen is not None
            os.kill(frozen, signal.SIGSTOP)
            proof = await until(sound, lambda now: now.state is SoundState.LOST)
            assert proof.reason is Reason.PLAYER_FROZEN
            await until(sound, lambda now: now.state is SoundState.PROVEN)
            with capture(server) as speaker:
                await until_sounding(speaker)
            assert sound.player_pid != frozen

    @pytest.mark.expects_log("the player is started anew")
    async def test_killed_player_is_replaced(self, server: PulseServer, tmp_path: Path) -> None:
        async with proven(tmp_path) as sound:
            killed = sound.player_pid
            assert killed is not None
            os.kill(killed, signal.SIGKILL)
            await until(sound, lambda now: now.reason is Reason.PLAYER_DIED)
            await until(sound, lambda now: now.state is SoundState.PROVEN)


async def test_no_sound_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nobody.sock")
    async with started(tmp_path) as sound:
        sound.set_open([fire()])
        proof = await sound.self_test()
    assert (proof.state, proof.reason) == (SoundState.LOST, Reason.NO_OUTPUT)


async def test_nothing_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No pactl, and a PortAudio that can't be loaded."""
    (tmp_path / "sounddevice.py").write_text('raise OSError("PortAudio library not found")\n')
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    async with started(tmp_path) as sound:
        sound.set_open([fire()])
        proof = await sound.self_test()
    assert (proof.state, proof.reason) == (SoundState.LOST, Reason.NO_OUTPUT)


@needs_pulse
@pytest.mark.expects_log("the player is started anew")
async def test_no_portaudio(
    server: PulseServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sounddevice.py").write_text('raise OSError("PortAudio library not found")\n')
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    async with started(tmp_path) as sound:
        proof = await until(sound, lambda now: now.reason is Reason.NO_LIBRARY)
    assert proof.state is SoundState.LOST
