"""Everything that reaches people without a console, put together for one gateway."""

import asyncio
from pathlib import Path

from gateway.domain.order import RecordChannel
from gateway.protocol.enums import Channel
from gateway.service.clock import Clock
from gateway.service.commit.writer import Writer
from gateway.service.hub.hub import Hub
from gateway.service.identity.codes import Codes
from gateway.service.outbound.channels import open_channels, push_contact
from gateway.service.outbound.gammu import Spool
from gateway.service.outbound.roll import HubRoll
from gateway.service.outbound.sms_watch import SmsWatch
from gateway.service.outbound.stored import StoredQueue
from gateway.service.outbound.vapid import VapidKey
from gateway.service.outbound.worker import OutboundWorker
from gateway.service.timers.errands import Errands
from gateway.settings import Settings
from gateway.store.store import Store


class Outside:
    """The worker with its queue and channels, and the ear at the modem.

    ``push_key``: what pages subscribe with; empty when nothing can be pushed.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        store: Store,
        writer: Writer,
        hub: Hub,
        codes: Codes,
        clock: Clock,
        key: VapidKey | None,
        texts: Path,
    ) -> None:
        roll, spool = HubRoll(hub), Spool(texts)
        self._errands = Errands(writer, clock)
        self._channels = open_channels(settings, key=key, spool=spool, codes=codes)
        queue = StoredQueue(store, writer, clock, roll)
        self.worker = OutboundWorker(queue, self._channels, clock.now, self._tell)
        self.push_key = key.public if key and Channel.PUSH in self._channels else ""
        self._key_spoiled = key is None and bool(push_contact(settings))
        self.watch: SmsWatch | None = None
        if Channel.SMS in self._channels:
            self.watch = SmsWatch(
                settings.sms,
                spool,
                store=store,
                writer=writer,
                queue=queue,
                worker=self.worker,
                codes=codes,
                roll=roll,
                clock=clock,
            )
        writer.subscribe(lambda _: self.worker.wake())

    async def run(self) -> None:
        """Works until cancelled."""
        if self._key_spoiled:
            self.worker.report(Channel.PUSH, "key_unreadable")
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.worker.run(), name="outbound worker")
            if self.watch is not None:
                tasks.create_task(self.watch.run(), name="texts")

    async def settled(self) -> None:
        """Wait until what was told of the channels is committed."""
        await self._errands.settled()

    async def stop(self) -> None:
        """Let what is told of the channels be committed, and let go of them."""
        await self.settled()
        for channel in self._channels.values():
            await asyncio.to_thread(channel.close)

    def _tell(self, channel: Channel, failing: str) -> None:
        # Sent again when it changes again; one that is refused meanwhile stands in the log.
        self._errands.send((channel, failing), RecordChannel(channel=channel, failing=failing))
