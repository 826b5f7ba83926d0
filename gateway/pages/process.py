"""The gateway's side of the pages child: opens its sockets, starts it, starts it again."""

import asyncio
import contextlib
import errno
import logging
import socket
import sys
from pathlib import Path
from typing import Final

import msgspec

from gateway.pages.config import READY, ROOT, WEB, PagesConfig
from gateway.service.tls import Tls
from gateway.settings import Settings

_LOG = logging.getLogger(__name__)
_READY_S: Final = 30.0
_STOP_S: Final = 5.0
_PAUSES_S: Final = (0.1, 0.5, 2.0, 5.0, 10.0)
#: A child of a gateway that was killed needs a moment to see it and to let go of the port.
_BIND_WAIT_S: Final = 5.0
_BIND_PAUSE_S: Final = 0.1


class PagesProcess:
    """Serves the pages from a child process, as long as the gateway runs.

    The listening sockets belong to the gateway: while a child is replaced new connections wait, and
    the next one answers them.
    """

    def __init__(self, settings: Settings, tls: Tls, web: Path = WEB, push_key: str = "") -> None:
        self._settings = settings
        self._tls = tls
        self._web = web
        self._push_key = push_key
        self._sockets: dict[str, socket.socket] = {}
        self._child: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None
        self._serving = asyncio.Event()
        self.restarts = 0

    @property
    def alive(self) -> bool:
        """Whether a child is there and serves."""
        return self._serving.is_set() and self.pid is not None

    @property
    def pid(self) -> int | None:
        """The child's process id, while there is a child."""
        return self._child.pid if self._child and self._child.returncode is None else None

    @property
    def ports(self) -> dict[str, int]:
        """The open ports: ``https``, and ``loopback`` and ``setup`` where they are wanted."""
        return {name: opened.getsockname()[1] for name, opened in self._sockets.items()}

    async def start(self) -> None:
        """Opens the ports and starts the child; it is ready when this returns, or tried again.

        Raises OSError if a port is taken.
        """
        listen = self._settings.listen
        self._sockets["https"] = await _listening(listen.host, listen.port)
        if listen.loopback:
            self._sockets["loopback"] = await _listening("127.0.0.1", listen.loopback_port)
        if listen.setup_port:
            self._sockets["setup"] = await _listening(listen.host, listen.setup_port)
        await self._spawn()
        self._watch = asyncio.create_task(self._supervise())

    async def restart(self) -> None:
        """Replaces the child, so that it serves with the renewed certificate."""
        await self._end_watch()
        await self._end_child()
        await self._spawn()
        self._watch = asyncio.create_task(self._supervise())

    async def stop(self) -> None:
        """Ends the child and closes the ports."""
        await self._end_watch()
        await self._end_child()
        for opened in self._sockets.values():
            opened.close()
        self._sockets.clear()

    async def serving(self) -> None:
        """Returns once a child is there and serves."""
        await self._serving.wait()

    async def _spawn(self) -> None:
        self._child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "gateway.pages"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
            pass_fds=[opened.fileno() for opened in self._sockets.values()],
            start_new_session=True,  # Ctrl+C in a terminal is for the gateway alone
        )
        if self._child.stdin is None or self._child.stdout is None:
            raise RuntimeError("the pages child has no pipes")
        self._child.stdin.write(msgspec.json.encode(self._config()) + b"\n")
        try:
            line = await asyncio.wait_for(self._child.stdout.readline(), _READY_S)
        except TimeoutError:
            _LOG.error("the pages child does not start")
            await self._end_child()
        else:
            if line.decode().strip() == READY:
                self._serving.set()

    def _config(self) -> PagesConfig:
        descriptors = {name: opened.fileno() for name, opened in self._sockets.items()}
        listen = self._settings.listen
        return PagesConfig(
            push_key=self._push_key,
            web=str(self._web.resolve()),
            server_file=str(self._tls.server_file.resolve()),
            ca_file=str(self._tls.ca_file.resolve()),
            hosts=self._tls.names,
            ws_port=listen.ws_port,
            loopback_ws_port=listen.loopback_ws_port,
            https=descriptors["https"],
            loopback=descriptors.get("loopback"),
            setup=descriptors.get("setup"),
            pages=self._settings.pages,
            log=self._settings.log,
        )

    async def _supervise(self) -> None:
        failures = 0
        while self._child is not None:
            code = await self._child.wait()
            failures = 0 if self._serving.is_set() else failures + 1
            self._serving.clear()
            _LOG.error("the pages child ended with %s; starting another", code)
            await asyncio.sleep(_PAUSES_S[min(failures, len(_PAUSES_S) - 1)])
            self.restarts += 1
            await self._spawn()

    async def _end_watch(self) -> None:
        if self._watch:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
            self._watch = None

    async def _end_child(self) -> None:
        child = self._child
        self._serving.clear()
        if child is None or child.returncode is not None:
            return
        if child.stdin:
            child.stdin.close()
        try:
            await asyncio.wait_for(child.wait(), _STOP_S)
        except TimeoutError:
            _LOG.warning("the pages child does not stop; killing it")
            child.kill()
            await child.wait()


async def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    clock = asyncio.get_running_loop().time
    deadline = clock() + _BIND_WAIT_S
    while True:
        try:
            return socket.create_server((host, port), family=family, backlog=1_024)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or clock() > deadline:
                raise
        await asyncio.sleep(_BIND_PAUSE_S)
