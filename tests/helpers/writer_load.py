"""A process that raises alarms as fast as the writer takes them and says what was answered.

    python -m tests.helpers.writer_load FOLDER COUNT

Prints ``ack ID`` or ``no CODE ID`` for each, and ``ready`` before the first.
"""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from gateway.domain.device import Post
from gateway.domain.escalation import EscalationTimes
from gateway.protocol.errors import Refused
from gateway.service.commit.writer import Writer
from gateway.store.store import Store
from tests.helpers.orders import T0, add_post, alarm, new_id

AT_ONCE = 4


async def main(folder: Path, count: int) -> None:
    store = Store.at(folder / "journal.sqlite")
    store.migrate()
    writer = Writer(store, EscalationTimes(), "KDL")
    writer.load()
    writer.start()
    posts = [s for s, state in writer.states().items() if isinstance(state, Post)]
    post = posts[0] if posts else (await writer.submit(add_post())).subject or ""
    print("ready", flush=True)
    numbers = iter(range(count))

    async def raise_some() -> None:
        for number in numbers:
            press = new_id()
            given = alarm(post, at=T0 + timedelta(hours=number), id=press)
            try:
                await writer.submit(given)
            except Refused as refused:
                print("no", refused.code, press, flush=True)
            else:
                print("ack", press, flush=True)

    await asyncio.gather(*(raise_some() for _ in range(AT_ONCE)))
    await writer.stop()
    store.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
