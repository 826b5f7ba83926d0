"""The command line's end of ``gateway.sock``."""

import asyncio
from pathlib import Path

from gateway.protocol.messages import Command
from gateway.service.local.frames import LINE_LIMIT, Answered, Asked, line, read_answered


class LocalClient:
    """One connection to a running gateway."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def connect(cls, path: Path) -> "LocalClient":
        """Raises OSError when no gateway listens there."""
        return cls(*await asyncio.open_unix_connection(path, limit=LINE_LIMIT))

    async def ask(self, command: Command, language: str) -> Answered:
        """What the gateway says. Raises ConnectionError if it goes away before it said anything."""
        self._writer.write(line(Asked(language=language, command=command)))
        await self._writer.drain()
        answer = await self._reader.readline()
        if not answer:
            raise ConnectionResetError("the gateway closed the connection")
        return read_answered(answer)

    async def close(self) -> None:
        """Hang up."""
        self._writer.close()
        await self._writer.wait_closed()
