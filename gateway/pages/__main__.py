"""The pages child: one line of JSON on standard input, then it serves until that input ends."""

import asyncio
import socket
import sys
from pathlib import Path

import msgspec

from gateway import logs
from gateway.pages.application import pages_application, setup_application
from gateway.pages.build import Build
from gateway.pages.config import READY, PagesConfig
from gateway.pages.listener import Listener
from gateway.service.tls.keeper import server_context


def main() -> None:
    """Runs the child."""
    config = msgspec.json.decode(sys.stdin.buffer.readline(), type=PagesConfig)
    logs.configure(config.log)
    asyncio.run(_serve(config))


async def _serve(config: PagesConfig) -> None:
    values = {"phone": config.pages.phone, "sms": config.pages.sms, "push_key": config.push_key}
    build = Build(values, Path(config.web))
    tls = server_context(Path(config.server_file))
    listeners = [
        Listener(pages_application(build, config, loopback=False), _opened(config.https), tls)
    ]
    if config.loopback is not None:
        app = pages_application(build, config, loopback=True)
        listeners.append(Listener(app, _opened(config.loopback), None))
    if config.setup is not None:
        listeners.append(Listener(setup_application(config), _opened(config.setup), None))
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        for listener in listeners:
            tasks.create_task(listener.serve(stop))
        print(READY, flush=True)
        await _input_ended()
        stop.set()


async def _input_ended() -> None:
    """The gateway closes our input to stop us; the kernel does so when it dies."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


def _opened(descriptor: int) -> socket.socket:
    return socket.socket(fileno=descriptor)


if __name__ == "__main__":
    main()
