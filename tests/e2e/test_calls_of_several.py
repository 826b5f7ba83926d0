"""Calls with more than two: handed on, joined, listened to; all their media goes through coturn."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from gateway.service.tls import Tls
from gateway.settings import Tls as TlsSettings
from tests.helpers.call_stage import (
    DESK,
    PHONE,
    SECOND,
    TABLET,
    CallStage,
    CallTablet,
    call_stage,
    part,
    said,
    talk,
)
from tests.helpers.console_process import ConsoleProcess
from tests.helpers.pulse import needs_pulse
from tests.helpers.turn_server import TurnServer, needs_coturn, turn_server
from tests.kiosk.desk_page import KEEP_PEERS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.sound,
    needs_pulse,
    needs_coturn,
    pytest.mark.timeout(120),
    pytest.mark.asyncio(loop_scope="module"),
]

SECRET = "rahasia-uji"
Cast = tuple[ConsoleProcess, ConsoleProcess, CallTablet]

#: How media goes on the tablet's newest connection: by which sort of address, here and there.
WAYS = """async () => {
    const report = await window.peers.at(-1).getStats();
    const { selectedCandidatePairId } = [...report.values()].find((s) => s.type === "transport");
    const { localCandidateId, remoteCandidateId } = report.get(selectedCandidatePairId);
    return [localCandidateId, remoteCandidateId].map((id) => report.get(id).candidateType);
}"""
KETUA = "Ketua RT 03"


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TurnServer]:
    folder = tmp_path_factory.mktemp("turn")
    tls = Tls(folder, TlsSettings())
    tls.ensure()
    own = own_address()
    with turn_server(
        folder, SECRET, tls.server_file, host=own, allowed_peers=[f"{own}/32"]
    ) as server:
        yield server


def own_address() -> str:
    """This machine's address in its network: browsers reach no relay at 127.0.0.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.connect(("192.0.2.1", 9))  # nothing is sent
        return str(asked.getsockname()[0])


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def calls(
    relay: TurnServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[CallStage]:
    folder = tmp_path_factory.mktemp("several")
    (folder / "secret").write_text(SECRET)
    settings = {
        "POSPIN_TURN_URLS": ",".join(relay.turn.urls),
        "POSPIN_TURN_SECRET_FILE": str(folder / "secret"),
        "POSPIN_TURN_RELAY_ONLY": "true",
    }
    async with call_stage(folder, **settings) as playing:
        yield playing


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def cast(calls: CallStage) -> Cast:
    cast = await asyncio.gather(
        calls.console("petugas1", DESK), calls.console("danru", SECOND), calls.tablet()
    )
    # The tablet lets its connections be looked into.
    await cast[2].page.add_init_script(KEEP_PEERS)
    await cast[2].page.reload()
    await cast[2].tablet.connected()
    return cast


@pytest.fixture(scope="module")
def desk(cast: Cast) -> ConsoleProcess:
    return cast[0]


@pytest.fixture(scope="module")
def other(cast: Cast) -> ConsoleProcess:
    """The supervisor's desk."""
    return cast[1]


@pytest.fixture(scope="module")
def tablet(cast: Cast) -> CallTablet:
    return cast[2]


async def ready(*desks: ConsoleProcess) -> None:
    for each in desks:
        await each.key("Ctrl+1")
        await each.until(lambda s: s["agent"] == "ready", "an officer who takes calls")


async def hand_on(desk: ConsoleProcess, key: str) -> None:
    """Transfer the call to the supervisor."""
    await desk.key("F9")
    await desk.type("Danru")
    await desk.key(key)


async def test_media_goes_only_through_the_relay(
    calls: CallStage, tablet: CallTablet, desk: ConsoleProcess
) -> None:
    await talk(tablet, desk, video=True)
    await calls.hear(TABLET, DESK)
    await calls.hear(DESK, TABLET)
    await tablet.sees_frames(5)
    await desk.until(lambda s: s["media"]["picture"], "the resident's picture")
    assert await tablet.page.evaluate(WAYS) == ["relay", "relay"]
    await part(tablet, desk)


async def test_a_call_is_handed_on_after_speaking_with_the_other(
    calls: CallStage, tablet: CallTablet, desk: ConsoleProcess, other: ConsoleProcess
) -> None:
    await ready(desk, other)
    await talk(tablet, desk)
    await hand_on(desk, "Return")
    await tablet.stands("held")
    await other.until(lambda s: "Jawab" in s["buttons"], "the consultation rings")
    await other.key("F5")
    await calls.hear(SECOND, DESK)
    await calls.hear(DESK, SECOND)
    await calls.hear(TABLET)
    await desk.key("Shift+F9")
    await tablet.stands("on")
    await calls.hear(TABLET, SECOND)
    await calls.hear(SECOND, TABLET)
    await calls.hear(DESK)
    await part(tablet, other)


async def test_a_call_that_nobody_takes_over_comes_back_and_is_then_taken(
    calls: CallStage, tablet: CallTablet, desk: ConsoleProcess, other: ConsoleProcess
) -> None:
    await ready(desk, other)
    await talk(tablet, desk)
    await hand_on(desk, "Ctrl+Return")
    await other.until(lambda s: "Jawab" in s["buttons"], "the call rings")
    await other.key("Shift+F5")
    await desk.until(lambda s: said(s, "Pengalihan tidak diangkat"), "the call comes back")
    await desk.key("F7")
    await tablet.stands("on")
    await calls.hear(TABLET, DESK)
    await hand_on(desk, "Ctrl+Return")
    await other.until(lambda s: "Jawab" in s["buttons"], "the call rings again")
    await other.key("F5")
    await tablet.stands("on")
    await calls.hear(TABLET, SECOND)
    await calls.hear(SECOND, TABLET)
    await calls.hear(DESK)
    await part(tablet, other)


async def test_three_confer_and_the_supervisor_listens_and_speaks(
    calls: CallStage, tablet: CallTablet, desk: ConsoleProcess, other: ConsoleProcess
) -> None:
    phone = await calls.phone(KETUA)
    await ready(desk, other)
    await talk(tablet, desk)
    await desk.key("F10")
    await desk.type(KETUA)
    await desk.key("Return")
    await phone.stands("incoming")
    await phone.touch("answer")
    await phone.stands("on")
    await calls.hear(PHONE, DESK, TABLET)
    await calls.hear(TABLET, DESK, PHONE)
    await calls.hear(DESK, TABLET, PHONE)
    await desk.until(lambda s: said(s, "Konferensi 3 pihak"), "a conference of three")

    await other.key("Ctrl+G")
    await other.until(lambda s: "Dengar" in s["buttons"], "a call to listen to")
    await other.click("Dengar")
    await calls.hear(SECOND, DESK, TABLET, PHONE)
    await desk.until(lambda s: said(s, "Didengar Danru"), "that the supervisor listens")
    await calls.hear(PHONE, DESK, TABLET)
    await other.click("Ikut bicara")
    await calls.hear(PHONE, DESK, TABLET, SECOND)
    await phone.touch("hang_up")
    await calls.hear(TABLET, DESK, SECOND)
    await part(tablet, desk)


async def test_without_microphone_and_camera_a_tablet_still_hears_and_sees(
    calls: CallStage, desk: ConsoleProcess
) -> None:
    tablet = await calls.tablet(0, post=2)
    await ready(desk)
    await talk(tablet, desk, video=True)
    await calls.hear(TABLET, DESK)
    await calls.hear(DESK)
    await tablet.sees_frames(5)
    await expect(tablet.page.locator(".call-trouble")).to_be_visible()
    await expect(tablet.mark("camera_fault")).to_be_visible()
    await part(tablet, desk)
