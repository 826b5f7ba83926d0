"""The gateway's end of ``gateway.sock``."""

import asyncio
import logging
import os
import pwd
import socket
import struct
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Ack, Command
from gateway.service.local.frames import LINE_LIMIT, Answered, line, read_asked, refusal

logger = logging.getLogger(__name__)

_CREDENTIALS: Final = struct.Struct("3i")

Obey = Callable[[str, Command], Awaitable[Ack]]


class LocalSocket:
    """Takes commands of this gateway's own system user and of root; nobody else may connect.

    Who holds the data folder's lock may call ``start``: a socket that lies there is a dead one's.
    ``obey`` gets the system user's name and the command; it raises Refused.
    """

    def __init__(self, path: Path, obey: Obey) -> None:
        self._path = path
        self._obey = obey
        self._server: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()
        self._idle: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Opens the socket with mode 0600."""
        self._path.unlink(missing_ok=True)
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(str(self._path))
        self._path.chmod(0o600)
        self._server = await asyncio.start_unix_server(
            self._accept, sock=listening, limit=LINE_LIMIT
        )

    async def stop(self) -> None:
        """Closes the socket; what is being done is answered first."""
        if self._server is None:
            return
        self._server.close()
        self._server = None
        self._path.unlink(missing_ok=True)
        for talk in self._idle:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("not in a task")
        self._talks.add(task)
        try:
            if user := _user_of(writer):
                while self._server and (text := await self._next(task, reader)):
                    writer.write(line(await self._answer(user, text)))
                    await writer.drain()
        except (ConnectionError, asyncio.CancelledError):
            logger.debug("a command line left")
        finally:
            self._talks.discard(task)
            writer.close()

    async def _next(self, task: asyncio.Task[None], reader: asyncio.StreamReader) -> bytes:
        self._idle.add(task)
        try:
            return await reader.readline()
        except ValueError:
            return b""  # longer than any command
        finally:
            self._idle.discard(task)

    async def _answer(self, user: str, text: bytes) -> Answered:
        language, about = "id", None
        try:
            asked = read_asked(text)
            language, about = asked.language, asked.command.id
            return await self._obey(user, asked.command)
        except Refused as refused:
            return refusal(refused, language, about)
        except Exception:
            logger.exception("a command of %s failed", user)
            return refusal(Refused(ErrorCode.INTERNAL), language, about)


def _user_of(writer: asyncio.StreamWriter) -> str | None:
    peer: socket.socket = writer.get_extra_info("socket")
    raw = peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    _, uid, _ = _CREDENTIALS.unpack(raw)
    if uid not in (0, os.geteuid()):
        logger.warning("system user %d may not command this gateway", uid)
        return None
    return user_name(uid)


def user_name(uid: int) -> str:
    """The system user's name, or the number where it has none."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
