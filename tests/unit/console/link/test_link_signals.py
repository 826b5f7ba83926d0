"""Signals of calls over the link: said once, heard once, and no bad frame when refused."""

import logging

import pytest

from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Refusal, Signal
from tests.helpers import golden
from tests.helpers.console_room import Room
from tests.helpers.fake_gateway import FakeGateway
from tests.helpers.golden.call import client_signals, server_signals


async def test_signals_go_and_come(
    room: Room, gateway: FakeGateway, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Signal] = []
    room.link.signals.subscribe(heard.append)
    said = client_signals()["signal.candidate"]
    assert isinstance(said, Signal)
    room.link.signal(said)  # without a connection it is lost
    session = await gateway.accepted()
    await session.admit(golden.welcome_signed_in())
    room.link.signal(said)
    assert await session.expect(Signal) == said
    caplog.set_level(logging.INFO, "console.link.link")
    refusal = Refusal(id=None, code=ErrorCode.PEER_ABSENT, message="")
    frames = golden.server_frames()
    coming = server_signals()["signal.offer"]
    await session.send(refusal, coming, frames["snapshot.first"], frames["snapshot.last"])
    await room.until(lambda: not room.board.marked_old)
    assert heard == [coming]
    assert "not passed on: peer_absent" in caplog.text
