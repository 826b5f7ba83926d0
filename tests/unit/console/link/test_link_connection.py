"""Greeting, resuming, losing and coming back, against a scripted gateway."""

import asyncio

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec.structs import replace

from console.link.backoff import Backoff
from console.link.identity import IdentityFile, decode64
from console.link.state import LinkState, Reason
from gateway.protocol import messages, signing
from gateway.protocol.enums import ClientKind
from gateway.protocol.errors import CloseCode, ErrorCode
from tests.helpers import golden
from tests.helpers.console_room import Room
from tests.helpers.fake_gateway import FakeGateway, Session

SERVER = golden.server_frames()
LOCKED_PICTURE = SERVER["snapshot.locked"]


def frame(after: int, through: int, *items: messages.EventItem) -> messages.Events:
    return messages.Events(after=after, through=through, items=list(items))


def raised(seq: int) -> messages.EventItem:
    view = replace(golden.alarm_view(), subject=f"incident:{seq}")
    return replace(golden.item(seq, golden.raised(), view, 1), subject=view.subject)


async def online(gateway: FakeGateway, room: Room) -> Session:
    """A connection that holds the snapshot up to number 42."""
    session = await gateway.accepted()
    await session.admit()
    await session.send(LOCKED_PICTURE)
    await room.until(lambda: not room.board.marked_old)
    return session


async def test_hello_is_signed_over_the_challenge(
    gateway: FakeGateway, room: Room, keys: IdentityFile
) -> None:
    session = await gateway.accepted()
    hello = await session.expect(messages.Hello)
    assert (hello.kind, hello.device, hello.session) == (ClientKind.CONSOLE, golden.CONSOLE, None)
    identity = keys.load()
    assert identity is not None
    point = decode64(identity.key.public_key)
    signature = decode64(hello.signature)
    assert (len(point), len(signature)) == (65, 64)
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    der = encode_dss_signature(
        int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    )
    lines = signing.session_lines(ClientKind.CONSOLE, golden.CONSOLE, "127.0.0.1", golden.NONCE)
    public.verify(der, lines, ec.ECDSA(SHA256()))
    assert room.link.state is LinkState.CONNECTING


async def test_the_socket_carries_no_origin(gateway: FakeGateway, room: Room) -> None:
    await online(gateway, room)
    assert "Origin" not in gateway.headers[0]


async def test_welcome_makes_it_online_and_the_snapshot_current(
    gateway: FakeGateway, room: Room
) -> None:
    session = await gateway.accepted()
    resume = await session.admit()
    assert resume == messages.Resume()
    await room.is_in(LinkState.ONLINE)
    assert room.board.marked_old, "admitted, but without an answer the picture is still the old one"
    await session.send(LOCKED_PICTURE)
    await room.until(lambda: not room.board.marked_old)
    assert room.link.title == "Meja 1"
    assert set(room.board.alarms) == {golden.INCIDENT}
    assert abs((room.clock.now() - golden.PRESSED).total_seconds()) < 5


async def test_resume_after_a_cut_has_no_gap(gateway: FakeGateway, room: Room) -> None:
    session = await online(gateway, room)
    await session.send(frame(42, 43, raised(43)))
    await room.until(lambda: "incident:43" in room.board.alarms)
    session.socket.transport.abort()
    await room.is_in(LinkState.LOST)
    assert room.board.marked_old
    assert "incident:43" in room.board.alarms
    again = await gateway.accepted()
    resume = await again.admit()
    assert resume == messages.Resume(after=43, audience="locked1", journal=golden.JOURNAL)
    await again.send(frame(43, 45, raised(44), raised(45)))
    await room.until(lambda: not room.board.marked_old)
    assert set(room.board.alarms) == {golden.INCIDENT, *(f"incident:{n}" for n in (43, 44, 45))}


@pytest.mark.expects_log("gap: 42 held")
async def test_gap_asks_again_once_and_drops_what_does_not_fit(
    gateway: FakeGateway, room: Room
) -> None:
    session = await online(gateway, room)
    await session.send(frame(43, 44, raised(44)), frame(44, 45, raised(45)))
    resume = await session.expect(messages.Resume)
    assert resume.after == 42
    assert "incident:44" not in room.board.alarms
    await session.send(frame(42, 45, raised(43), raised(44), raised(45)))
    await room.until(lambda: "incident:45" in room.board.alarms)
    assert "incident:43" in room.board.alarms
    await session.send(frame(45, 46, raised(46)))
    await room.until(lambda: "incident:46" in room.board.alarms)
    assert session.nothing_came()


async def test_repeated_events_change_nothing(gateway: FakeGateway, room: Room) -> None:
    session = await online(gateway, room)
    first = frame(42, 43, raised(43))
    told: list[object] = []
    room.board.changed.subscribe(told.append)
    await session.send(first, first, frame(43, 44, raised(44)))
    await room.until(lambda: "incident:44" in room.board.alarms)
    assert len(told) == 2


async def test_heartbeat_answer_moves_the_number(gateway: FakeGateway, room: Room) -> None:
    session = await online(gateway, room)
    await session.send(
        messages.HeartbeatAnswer(now=golden.after(1), through=50), frame(50, 51, raised(51))
    )
    await room.until(lambda: "incident:51" in room.board.alarms)


async def test_silence_is_a_lost_link(gateway: FakeGateway, room: Room) -> None:
    session = await online(gateway, room)
    await session.expect(messages.Heartbeat)
    await room.is_in(LinkState.LOST)
    assert room.states[-1] == (LinkState.LOST, Reason.SILENT)
    assert set(room.board.alarms) == {golden.INCIDENT}
    await (await gateway.accepted()).admit()
    await room.is_in(LinkState.ONLINE)


async def test_answered_heartbeats_keep_it_up(gateway: FakeGateway, room: Room) -> None:
    session = await online(gateway, room)
    for _ in range(12):
        await session.expect(messages.Heartbeat)
        await session.send(messages.HeartbeatAnswer(now=golden.after(1), through=42))
    assert gateway.connections == 1
    assert room.link.state is LinkState.ONLINE


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (CloseCode.REVOKED, Reason.REVOKED),
        (CloseCode.REPLACED, Reason.REPLACED),
    ],
)
async def test_closed_for_good_until_the_user_asks(
    gateway: FakeGateway, room: Room, code: CloseCode, reason: Reason
) -> None:
    session = await online(gateway, room)
    await session.close(code)
    await room.is_in(LinkState.REFUSED)
    assert room.link.reason is reason
    assert set(room.board.alarms) == {golden.INCIDENT}
    room.link.reconnect()
    await (await gateway.accepted()).admit()
    await room.is_in(LinkState.ONLINE)


@pytest.mark.parametrize(
    ("code", "text", "reason", "detail"),
    [
        (CloseCode.NO_COMMON_VERSION, "", Reason.NO_COMMON_VERSION, None),
        (
            CloseCode.NOT_ADMITTED,
            "unknown_device",
            Reason.NOT_ENROLLED,
            ErrorCode.UNKNOWN_DEVICE,
        ),
        (CloseCode.NOT_ADMITTED, "bad_signature", Reason.NOT_ADMITTED, ErrorCode.BAD_SIGNATURE),
    ],
)
async def test_refused_at_the_door_is_said_and_tried_again_slowly(
    gateway: FakeGateway,
    room: Room,
    code: CloseCode,
    text: str,
    reason: Reason,
    detail: ErrorCode | None,
) -> None:
    session = await gateway.accepted()
    await session.expect(messages.Hello)
    await session.close(code, text)
    await room.is_in(LinkState.REFUSED)
    assert (room.link.reason, room.link.detail) == (reason, detail)
    await (await gateway.accepted()).admit()
    await room.is_in(LinkState.ONLINE)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (CloseCode.RIGHTS_CHANGED, Reason.RIGHTS_CHANGED),
        (CloseCode.GOING_AWAY, Reason.SHUTTING_DOWN),
        (CloseCode.NORMAL, Reason.CLOSED),
        (CloseCode.LOST, Reason.SILENT),
        (4999, Reason.CLOSED),
    ],
)
async def test_other_closings_come_back_by_themselves(
    gateway: FakeGateway, room: Room, code: int, reason: Reason
) -> None:
    session = await online(gateway, room)
    await session.close(code)
    await room.is_in(LinkState.LOST)
    assert room.link.reason is reason
    await (await gateway.accepted()).admit()


async def test_late_answer_to_the_challenge_is_a_passing_thing(
    gateway: FakeGateway, room: Room
) -> None:
    session = await gateway.accepted()
    await session.expect(messages.Hello)
    await session.close(CloseCode.NOT_ADMITTED, "nonce_expired")
    await room.is_in(LinkState.LOST)
    assert room.link.detail is ErrorCode.NONCE_EXPIRED


@pytest.mark.expects_log("the gateway sent a type of message that is unknown here")
async def test_unknown_type_is_passed_over(gateway: FakeGateway, room: Room) -> None:
    session = await online(gateway, room)
    await session.socket.send('{"type":"from_tomorrow"}')
    await session.send(frame(42, 43, raised(43)))
    await room.until(lambda: "incident:43" in room.board.alarms)
    assert gateway.connections == 1


async def test_unreadable_frame_ends_the_connection(gateway: FakeGateway, room: Room) -> None:
    session = await online(gateway, room)
    await session.socket.send('{"type":')
    await room.is_in(LinkState.LOST)
    assert session.socket.close_code == CloseCode.BAD_DATA


@pytest.mark.expects_log("the link failed")
async def test_a_fault_in_one_frame_is_healed_by_a_snapshot(
    gateway: FakeGateway, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await online(gateway, room)

    def broken(_: messages.Events) -> None:
        raise KeyError("bug")

    monkeypatch.setattr(room.board, "apply_events", broken)
    await session.send(frame(42, 43, raised(43)))
    await room.is_in(LinkState.LOST)
    assert set(room.board.alarms) == {golden.INCIDENT}
    assert (await (await gateway.accepted()).admit()).after == 0


async def test_unanswered_resume_is_a_broken_link(gateway: FakeGateway, room: Room) -> None:
    session = await gateway.accepted()
    await session.admit()
    await room.is_in(LinkState.ONLINE)
    room.time.shift += 11
    await room.is_in(LinkState.LOST)
    await gateway.accepted()


async def test_a_process_that_stood_still_does_not_blame_the_gateway(
    gateway: FakeGateway, room: Room
) -> None:
    session = await online(gateway, room)
    room.time.shift += 60
    await session.send(frame(42, 43, raised(43)))
    await room.until(lambda: "incident:43" in room.board.alarms)
    assert gateway.connections == 1


async def test_notice_is_told(gateway: FakeGateway, room: Room) -> None:
    told: list[messages.Notice] = []
    room.link.notices.subscribe(told.append)
    session = await online(gateway, room)
    await session.send(SERVER["notice"], SERVER["presence.consoles"])
    await room.until(lambda: told and room.board.presence)
    assert told == [SERVER["notice"]]
    assert room.board.presence[golden.POST].online


class RecordedBackoff(Backoff):
    """Lets a test pass the waits one by one and see their bounds."""

    def __init__(self) -> None:
        self.bounds: list[float] = []
        super().__init__(self._note)

    def _note(self, _low: float, high: float) -> float:
        self.bounds.append(high)
        return 0.0


async def test_back_off_grows_though_each_handshake_succeeds(
    gateway: FakeGateway, keys: IdentityFile
) -> None:
    backoff = RecordedBackoff()
    room = Room(gateway.url, keys, backoff)
    for _ in range(7):
        session = await gateway.accepted()
        await session.admit()
        await session.close(CloseCode.TRY_AGAIN)
    session = await gateway.accepted()
    await session.admit()
    assert backoff.bounds == [1, 2, 4, 8, 16, 30, 30]
    await room.is_in(LinkState.ONLINE)
    room.time.shift += 31
    session.socket.transport.abort()
    await (await gateway.accepted()).admit()
    await room.stop()
    assert backoff.bounds[-1] == 1


def test_stable_connection_brings_the_bound_back() -> None:
    backoff = RecordedBackoff()
    for _ in range(3):
        backoff.next_s()
    backoff.held_for(29.9)
    backoff.next_s()
    backoff.held_for(30)
    backoff.next_s()
    assert backoff.bounds == [1, 2, 4, 8, 1]


def test_waits_are_spread_over_the_whole_span() -> None:
    waits = [Backoff().next_s() for _ in range(200)]
    assert min(waits) < 0.2
    assert max(waits) > 0.8
    assert max(waits) <= 1


async def test_no_gateway_is_unreachable(keys: IdentityFile) -> None:
    async with FakeGateway() as gone:
        url = gone.url
    room = Room(url, keys, Backoff())
    await room.is_in(LinkState.LOST)
    assert room.link.reason is Reason.UNREACHABLE
    await room.stop()


async def test_stopping_closes_the_socket(gateway: FakeGateway, room: Room) -> None:
    session = await online(gateway, room)
    await room.stop()
    async with asyncio.timeout(5):
        await session.socket.wait_closed()
