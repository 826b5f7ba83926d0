"""A link to a scripted gateway."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from console.link.backoff import Backoff
from console.link.identity import DeviceKey, Identity, IdentityFile
from tests.helpers import golden
from tests.helpers.console_room import Room, at_once
from tests.helpers.fake_gateway import FakeGateway


@pytest.fixture
async def gateway() -> AsyncIterator[FakeGateway]:
    async with FakeGateway() as fake:
        yield fake


@pytest.fixture
def keys(tmp_path: Path) -> IdentityFile:
    """The key file of an enrolled console."""
    file = IdentityFile(tmp_path / "identity.json")
    file.save(Identity(golden.CONSOLE, "127.0.0.1", DeviceKey.create()))
    return file


@pytest.fixture
async def room(gateway: FakeGateway, keys: IdentityFile) -> AsyncIterator[Room]:
    opened = Room(gateway.url, keys, Backoff(at_once))
    yield opened
    await opened.stop()
