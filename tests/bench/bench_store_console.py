"""A full store: 1,000 open and 100,000 closed incidents. How soon the queue opens, how it follows.

    python -m tests.bench.bench_store_console [CLOSED]

Real gateway process, real console in another one, over TLS on the loopback. ``sign-in`` runs from
the password to the first row painted (Argon2id included), ``picture`` from the gateway's answer to
it. A key press runs until queue, incident and map are painted again.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # read once, when Qt is first loaded

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection, delete

from console.app import Console, run
from console.options import Credentials, Options
from gateway.domain.device import Post
from gateway.domain.escalation import EscalationTimes
from gateway.domain.order import Order
from gateway.protocol import commands as do
from gateway.protocol.enums import Disposition, Kind
from gateway.service.commit.writer import Writer
from gateway.store.store import Store
from gateway.store.tables import notice
from tests.helpers.gateway_process import ROOT, GatewayProcess
from tests.helpers.orders import alarm, new_id, officer, order

CLOSED: Final = 100_000
OPEN: Final = 1_000
WAITING: Final = 100
KEYS: Final = 200
#: The mean of a real county, which is also too far apart to be the same press again.
APART: Final = timedelta(seconds=223)
AT_ONCE: Final = 500
PATIENCE_S: Final = 60.0
KINDS: Final = tuple(Kind)

Incident = tuple[str, str, datetime]


def incidents(posts: Sequence[str], count: int, newest: datetime) -> Iterator[Incident]:
    """Id, post and time of so many, oldest first."""
    for number in range(count):
        at = newest - (count - number) * APART
        yield new_id(), posts[number % len(posts)], at


def raised(number: int, which: Incident) -> Order:
    """The press of one of them."""
    press, post, at = which
    return alarm(post, KINDS[number % len(KINDS)], at, id=press)


def worked(which: Incident, body: type[do.Claim] | type[do.CloseIncident]) -> Order:
    """An officer's act on one of them."""
    subject, at = f"incident:{which[0]}", which[2] + timedelta(seconds=9)
    if body is do.Claim:
        return order(officer(), do.Claim(incident=subject), at)
    closing = do.CloseIncident(incident=subject, disposition=Disposition.HANDLED, text="")
    return order(officer(), closing, at + timedelta(minutes=20))


async def fill(file: Path, closed: int) -> None:
    """Put them into the store through the writer, as officers would have."""
    store = Store.at(file)
    writer = Writer(store, EscalationTimes(), "KDL")
    writer.load()
    writer.start()
    posts = [subject for subject, state in writer.states().items() if isinstance(state, Post)]
    newest = datetime.now(UTC)
    old = enumerate(incidents(posts, closed, newest - OPEN * APART))
    while batch := list(islice(old, AT_ONCE)):
        for orders in (
            [raised(number, which) for number, which in batch],
            [worked(which, do.Claim) for _, which in batch],
            [worked(which, do.CloseIncident) for _, which in batch],
        ):
            await asyncio.gather(*map(writer.submit, orders))
    fresh = list(enumerate(incidents(posts, OPEN, newest)))
    await asyncio.gather(*(writer.submit(raised(number, which)) for number, which in fresh))
    claims = [worked(which, do.Claim) for _, which in fresh[:-WAITING]]
    await asyncio.gather(*map(writer.submit, claims))
    # A gateway would have told of each as it came.
    await writer.run(forget_notices)
    await writer.stop()
    store.close()


def forget_notices(connection: Connection) -> None:
    """As if all notices had become messages."""
    connection.execute(delete(notice))


async def measure(console: Console, password: str) -> None:
    """Sign in, and walk down the queue."""
    window = console.window
    held, painted = asyncio.Event(), asyncio.Event()
    console.board.changed.subscribe(lambda _: held.set() if console.board.alarms else None)
    async with asyncio.timeout(PATIENCE_S):
        await held.wait()
    window.queue.view.rows_painted.connect(
        lambda *_: painted.set() if console.board.officers else None
    )
    began = time.perf_counter()
    await console.entry.link.sign_in("petugas1", password)
    answered = time.perf_counter()
    async with asyncio.timeout(PATIENCE_S):
        await painted.wait()
    shown = time.perf_counter()
    print(f"{window.queue.model.rowCount()} rows, {len(console.board.alarms)} open")
    print(f"{'sign-in to the first painted row':<44}{(shown - began) * 1000:10.0f} ms")
    print(f"{'of it the picture':<44}{(shown - answered) * 1000:10.0f} ms")
    window.focus_queue()
    times = []
    for number in range(KEYS):
        began = time.perf_counter()
        QTest.keyClick(window.queue.view, Qt.Key.Key_Down if number % 40 else Qt.Key.Key_PageDown)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        window.repaint()
        times.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0.03)
    cuts = statistics.quantiles(times, n=100)
    print(f"{f'{KEYS} arrow keys, p50, p99, worst':<44}", end="")
    print(f"{cuts[49]:10.1f}{cuts[98]:10.1f}{max(times):10.1f} ms")
    console.stop()


def sit_down(url: str, ca: str, folder: str, code: str, password: str) -> int:
    """The console's process."""
    options = Options(data=Path(folder), gateway=url, ca=ca, credentials=Credentials(code=code))
    return run(options, lambda console: measure(console, password))


async def stage(folder: Path, closed: int) -> None:
    """Fill the store, start the gateway over it, and let a console be measured."""
    gateway = GatewayProcess(folder / "gateway")
    seed: dict[str, Any] = await gateway.cli("seed", "demo")
    began = time.perf_counter()
    (file,) = (folder / "gateway").glob("**/*.sqlite")
    await fill(file, closed)
    print(f"{closed + OPEN} incidents put in, in {time.perf_counter() - began:.0f} s")
    began = time.perf_counter()
    await gateway.start()
    print(f"{'gateway from its start to ready':<44}{(time.perf_counter() - began) * 1000:10.0f} ms")
    code = (await gateway.cli("console", "add", "--name", "Meja uji"))["code"]
    given = (gateway.sockets, str(gateway.ca), str(folder / "console"), code, seed["password"])
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.bench_store_console", *given, cwd=ROOT
    )
    try:
        await child.wait()
    finally:
        await gateway.stop()


def main() -> None:
    """Print the table; or, with what a console is given, be that console."""
    if len(sys.argv) > 2:
        sys.exit(sit_down(*sys.argv[1:6]))
    closed = int(sys.argv[1]) if len(sys.argv) == 2 else CLOSED
    with tempfile.TemporaryDirectory(prefix="pospin-bench-") as folder:
        asyncio.run(stage(Path(folder), closed))


if __name__ == "__main__":
    main()
