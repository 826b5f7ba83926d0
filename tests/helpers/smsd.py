"""A running gammu-smsd on its dummy modem, as a test's own."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gateway.service.outbound.smsd_file import make_database, written
from gateway.settings import Sms

#: The reference that the dummy modem gives every text, and the centre that it names.
_REFERENCE = 255
_CENTRE = "123456"


@dataclass
class Modem:
    """The dummy's inbox is a folder: one file is one text that came over the air."""

    settings: Sms
    database: Path
    folder: Path
    count: int = 0

    def receive(self, number: str, words: str) -> None:
        """Somebody wrote."""
        self._put(number, words, "PDU = Deliver")

    def report(self, number: str) -> None:
        """The network tells that a text arrived."""
        self._put(number, "Delivered", f"PDU = Status_Report\nMessageReference = {_REFERENCE}")

    async def until(self, asked: str, timeout: float = 20) -> Any:  # noqa: ASYNC109
        """The first row of a question to the database, as soon as there is one."""
        async with asyncio.timeout(timeout):
            while True:
                with closing(sqlite3.connect(self.database)) as database:
                    row = database.execute(asked).fetchone()
                if row is not None:
                    return row
                await asyncio.sleep(0.1)

    def _put(self, number: str, words: str, sort: str) -> None:
        self.count += 1
        at = f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
        text = "\n".join(
            (
                "[SMSBackup000]",
                sort,
                f'SMSC = "{_CENTRE}"',
                "State = UnRead",
                f'Number = "{number}"',
                f"DateTime = {at}",
                f"SMSCDateTime = {at}",
                "Coding = Default",
                "Folder = 1",
                f"Length = {len(words)}",
                f"Text00 = {words.encode('utf-16-be').hex().upper()}\n",
            )
        )
        inbox = self.folder / "sms" / "1"
        inbox.mkdir(parents=True, exist_ok=True)
        fresh = self.folder / "fresh"
        fresh.write_text(text)
        fresh.rename(inbox / str(self.count))


@asynccontextmanager
async def modem(folder: Path) -> AsyncIterator[Modem]:
    """The daemon as `gateway sms config` sets it up, speaking with the dummy."""
    device = folder / "phone"
    device.mkdir(parents=True)
    sms = Sms(device=str(device), connection="none")
    database, file = folder / "messages.sqlite", folder / "smsdrc"
    make_database(database)
    file.write_text(
        written(sms, database, receive_s=1)
        .replace("loopsleep = 2", "loopsleep = 1")
        .replace("commtimeout = 10", "commtimeout = 1")
    )
    daemon = await asyncio.create_subprocess_exec(
        *("gammu-smsd", "--config", str(file)),
        stderr=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
    )
    running = Modem(sms, database, device)
    try:
        await running.until("SELECT 1 FROM phones")
        yield running
    finally:
        daemon.terminate()
        await daemon.wait()
