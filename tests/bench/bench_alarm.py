"""From the press to the commit and to the console's painted row, as the tablet learns of it.

    python -m tests.bench.bench_alarm

Real gateway process, real console process with an officer signed in, scripted kiosks with real keys
on the loopback. ``committed`` is the gateway's acknowledgement; ``shown`` is when the kiosk is told
that the console painted the row, so it includes the way back. The console's window is made tall
enough for every row to be in view, since only what is painted inside the viewport counts as shown.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from websockets.asyncio.client import ClientConnection

from gateway.protocol.commands import RaiseAlarm
from gateway.protocol.enums import ClientKind, Kind
from gateway.protocol.messages import Ack, Command
from gateway.protocol.views import ReportView
from tests.helpers.gateway_client import GatewayClient, enrolled, new_id
from tests.helpers.gateway_process import free_ports
from tests.helpers.play_gateway import ORIGIN
from tests.helpers.stage import Stage, stage

KIOSKS: Final = 50
KINDS: Final = (Kind.FIRE, Kind.DISASTER, Kind.CRIME)
TALL: Final = 15_000
PATIENCE_S: Final = 60.0

Times = tuple[float, float]


class Outside:
    """What a scripted kiosk needs to know of a gateway in another process."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.opened: list[ClientConnection] = []


async def press(kiosk: GatewayClient, kind: Kind) -> Times:
    """Raise an alarm; milliseconds to committed and to shown."""
    command = Command(id=new_id(), body=RaiseAlarm(kind=kind))
    began = time.perf_counter()
    await kiosk.send(command)
    answer = await kiosk.answer(command.id)
    committed = time.perf_counter() - began
    assert isinstance(answer, Ack), answer
    async with asyncio.timeout(PATIENCE_S):
        while not _shown(kiosk, answer.subject or ""):
            await kiosk.read()
    return committed * 1_000, (time.perf_counter() - began) * 1_000


def _shown(kiosk: GatewayClient, subject: str) -> bool:
    view = kiosk.picture.views.get(subject)
    return isinstance(view, ReportView) and view.shown_at is not None


async def kiosks(scene: Stage, port: int) -> list[GatewayClient]:
    """Enrolled and connected posts."""
    found: list[GatewayClient] = []
    for number in range(KIOSKS):
        added = await scene.gateway.cli(
            "post", "add", "--name", f"Pos uji {number}", "--area", "33.24.08.2012"
        )
        found.append(await enrolled(Outside(port), ClientKind.POST, added["code"]))  # type: ignore[arg-type]
    # Only now: a kiosk that sends no heartbeat is cut after 20 s.
    return [await kiosk.connect() for kiosk in found]


def row(name: str, times: Sequence[Times]) -> str:
    """One line of the table."""
    parts = []
    for values in zip(*times, strict=True):
        cuts = statistics.quantiles(values, n=100)
        parts.append(f"{cuts[49]:>9.1f} {cuts[98]:>9.1f}")
    return f"{name:>14} {len(times):>5}  {parts[0]}  {parts[1]}"


async def main() -> None:
    """Print the table."""
    plain, pages = free_ports(2)
    with tempfile.TemporaryDirectory(prefix="pospin-bench-") as folder:
        settings = {
            "POSPIN_LISTEN_LOOPBACK": "true",
            "POSPIN_LISTEN_LOOPBACK_PORT": str(pages),
            "POSPIN_LISTEN_LOOPBACK_WS_PORT": str(plain),
            "POSPIN_PAGES_PUBLIC_URL": ORIGIN,
        }
        async with stage(Path(folder), sound=False, **settings) as scene:
            console = await scene.console()
            await console.resize(1366, TALL)
            posts = await kiosks(scene, plain)
            print(f"{'kiosks at once':>14} {'n':>5}  committed p50 p99  shown p50 p99 (ms)")
            alone = [await press(post, Kind.MEDICAL) for post in posts]
            print(row("1", alone))
            together: list[Times] = []
            for kind in KINDS:
                together += await asyncio.gather(*(press(post, kind) for post in posts))
            print(row(str(KIOSKS), together))


if __name__ == "__main__":
    asyncio.run(main())
