"""Sends commands: to the running gateway, or with the same writer to a store that nobody holds."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

import msgspec
from uuid_utils import uuid7

from gateway.cli.invocation import Invocation
from gateway.cli.outcome import WRONG_USE, NotDone
from gateway.data_folder import FolderInUse
from gateway.protocol.commands import AnyBody
from gateway.protocol.errors import Refused
from gateway.protocol.messages import Ack, Command, Refusal
from gateway.service.clock import Clock
from gateway.service.guests.retention import Retention
from gateway.service.identity.codes import Codes
from gateway.service.identity.passwords import Passwords
from gateway.service.identity.preparing import Preparing
from gateway.service.local.administration import Administration
from gateway.service.local.client import LocalClient
from gateway.service.local.frames import Answered, refusal
from gateway.service.local.server import user_name
from gateway.service.media.retention import RecordingRetention
from gateway.store.areas_ready import ReadyAreas
from gateway.store.media_files import MediaFiles

#: A gateway that is just starting holds the folder before it listens.
_CONNECT_WAIT_S: Final = 5.0
_CONNECT_PAUSE_S: Final = 0.1

_Ask = Callable[[Command], Awaitable[Answered]]


class Changes:
    """Gives commands one after the other."""

    def __init__(self, ask: _Ask) -> None:
        self._ask = ask

    async def give(self, body: AnyBody) -> Ack:
        """Have it done. Raises NotDone with the refusal's sentence."""
        command = _checked(Command(id=str(uuid7()), body=body))
        answer = await self._ask(command)
        if isinstance(answer, Refusal):
            raise NotDone(answer.code, text=answer.message)
        return answer


@asynccontextmanager
async def changes(invocation: Invocation) -> AsyncIterator[Changes]:
    """The way to change things now. Raises NotDone when there is none."""
    try:
        with invocation.folder.locked():
            async with _own_writer(invocation) as ask:
                yield Changes(ask)
    except FolderInUse:
        async with _running_gateway(invocation) as ask:
            yield Changes(ask)


@asynccontextmanager
async def _own_writer(invocation: Invocation) -> AsyncIterator[_Ask]:
    store = await asyncio.to_thread(invocation.open_store)
    clock, passwords = Clock(), Passwords()
    codes = Codes(
        invocation.folder.enrolment_key(), clock, invocation.settings.enrolment.code_minutes
    )
    writer = invocation.writer(store)
    writer.load()
    writer.start()
    guests = invocation.guest_desk(store)
    preparing = Preparing(codes, passwords, ReadyAreas(invocation.folder.ready_areas), guests)
    retention = Retention(store, writer, clock, invocation.settings.guests.keep_days)
    files, days = MediaFiles(invocation.folder.media), invocation.settings.recordings.days
    aged = RecordingRetention(store, files, writer, clock, days)
    administration = Administration(writer, preparing, clock, guests, retention, aged)
    user = user_name(os.geteuid())

    async def ask(command: Command) -> Answered:
        try:
            return await administration.obey(user, command)
        except Refused as refused:
            return refusal(refused, invocation.language, command.id)

    try:
        yield ask
    finally:
        await writer.stop()
        passwords.close()
        store.close()


@asynccontextmanager
async def _running_gateway(invocation: Invocation) -> AsyncIterator[_Ask]:
    client = await _connected(invocation)

    async def ask(command: Command) -> Answered:
        try:
            return await client.ask(command, invocation.language)
        except (ConnectionError, msgspec.DecodeError) as error:
            raise NotDone("cli_gateway_gone") from error

    try:
        yield ask
    finally:
        await client.close()


async def _connected(invocation: Invocation) -> LocalClient:
    clock = asyncio.get_running_loop().time
    deadline = clock() + _CONNECT_WAIT_S
    while True:
        try:
            return await LocalClient.connect(invocation.folder.socket)
        except OSError as error:
            if clock() > deadline:
                raise NotDone("cli_gateway_silent", folder=invocation.folder.path) from error
        await asyncio.sleep(_CONNECT_PAUSE_S)


def _checked(command: Command) -> Command:
    # Structs made in Python aren't checked against the wire's limits; decoding them is.
    try:
        return msgspec.json.decode(msgspec.json.encode(command), type=Command)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise NotDone("cli_bad_value", why=str(error), code=WRONG_USE) from error
