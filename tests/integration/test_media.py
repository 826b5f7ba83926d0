"""Pictures and voice notes over real sockets: sent, cut, resumed, refused, fetched, erased."""

import random
import struct
import zlib
from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path
from typing import cast

import msgspec
import pytest
from PIL import Image
from websockets.exceptions import ConnectionClosed

from console.link.identity import DeviceKey as ConsoleKey
from console.link.identity import Identity
from console.link.media import MediaDoor
from console.link.outcome import GatewayRefused
from gateway.domain.order import ErasePersonal
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import Kind, MediaForm, MediaSort
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.media import CHUNK_BYTES, Chunk, MediaDone, MediaOpened
from gateway.protocol.messages import Ack, EventItem, Events, Refusal
from gateway.protocol.queries import MediaGrant
from gateway.service.media.pictures import Pictures
from gateway.service.timers.errands import system_order
from gateway.store import verify
from tests.helpers.gateway_client import GatewayClient, new_console, new_id, new_post
from tests.helpers.media_client import Transfer, announced, fetched, grant_for, picture
from tests.helpers.play_gateway import HOST, PlayGateway, play_gateway
from tests.helpers.recorded_sound import EBML, length_s, loudest_hz, recorded


class Scene:
    """A post with an open alarm, and a console with an officer."""

    def __init__(self, gateway: PlayGateway, post: GatewayClient, console: GatewayClient) -> None:
        self.gateway = gateway
        self.post = post
        self.console = console
        self.incident = ""

    async def announce(self, content: bytes, **more: object) -> str:
        """A message that says a picture follows; its id."""
        media = announced(content, **more)  # type: ignore[arg-type]
        press = self.incident.partition(":")[2]
        message = new_id()
        body = do.SendMessage(press=press, text="iki", media=media)
        sent = await self.post.do(body, id=message)
        assert isinstance(sent, Ack), sent
        return message

    async def grant(self, message: str) -> str:
        return await grant_for(self.post, self.incident, message, upload=True)

    async def upload(self, content: bytes, **more: object) -> tuple[str, object]:
        """The message's id and how the upload ended."""
        message = await self.announce(content, **more)
        return message, await Transfer(self.post).upload(await self.grant(message), content)

    async def journal(self) -> list[ev.AnyEvent]:
        """What the console was told, oldest first."""
        await self.console.beat()
        frames = [m for m in self.console.passed if isinstance(m, Events)]
        items: list[EventItem] = [i for f in frames for i in f.items if bytes(i.data) != b"{}"]
        return [msgspec.json.decode(i.data, type=ev.AnyEvent) for i in items]

    def files(self) -> list[Path]:
        return [p for p in (self.gateway.media._folder).rglob("*") if p.is_file()]


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with play_gateway(tmp_path) as gateway:
        post = await (await new_post(gateway)).connect()
        await gateway.add_officer()
        console = await (await new_console(gateway)).connect()
        await console.sign_in()
        made = Scene(gateway, post, console)
        raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
        assert isinstance(raised, Ack)
        made.incident = raised.subject or ""
        yield made


async def test_a_photo_is_made_anew_stored_and_fetched(scene: Scene) -> None:
    exif = Image.Exif()
    exif[0x010E] = "rahasia"  # ImageDescription
    exif[0x0112] = 6  # turned by a quarter
    content = picture(size=(2000, 1000), exif=exif)
    message, ended = await scene.upload(content)
    assert ended == MediaDone()
    stored = (await scene.journal())[-1]
    assert isinstance(stored, ev.MediaStored)
    assert (stored.width, stored.height) == (800, 1600)
    full = await fetched(scene.console, scene.incident, message, MediaForm.FULL)
    small = await fetched(scene.console, scene.incident, message, MediaForm.THUMBNAIL)
    assert full != content
    assert b"rahasia" not in full
    assert len(full) == stored.size
    with Image.open(BytesIO(full)) as opened, Image.open(BytesIO(small)) as thumbnail:
        assert (opened.format, opened.size, dict(opened.getexif())) == ("JPEG", (800, 1600), {})
        assert max(thumbnail.size) == 320
    own = await fetched(scene.post, scene.incident, message, MediaForm.THUMBNAIL)
    assert own == small
    assert {f.name for f in scene.files()} == {stored.file, stored.thumbnail}


async def test_the_console_fetches_what_is_stored(scene: Scene) -> None:
    message, _ = await scene.upload(picture(size=(1500, 1200), quality=95))
    full = await fetched(scene.console, scene.incident, message, MediaForm.FULL)
    grant = await grant_for(scene.console, scene.incident, message)
    identity = Identity(scene.console.device, HOST, cast("ConsoleKey", scene.console.key))
    door = MediaDoor(f"ws://{HOST}:{scene.gateway.port}", None, identity, "id")
    assert await door.download(grant) == full
    with pytest.raises(GatewayRefused, match="grant_void"):
        await door.download(grant)


async def test_a_voice_note_gets_its_length_and_keeps_its_sound(scene: Scene) -> None:
    content = recorded(3, 440)
    message, ended = await scene.upload(content, sort=MediaSort.VOICE, seconds=3)
    assert ended == MediaDone()
    stored = (await scene.journal())[-1]
    assert isinstance(stored, ev.MediaStored)
    assert stored.seconds == 3
    full = await fetched(scene.console, scene.incident, message, MediaForm.FULL)
    assert len(full) == stored.size
    assert length_s(content) is None
    assert length_s(full) == pytest.approx(3, abs=0.1)
    assert loudest_hz(full) == pytest.approx(440, abs=2)


@pytest.mark.parametrize("content", [b"RIFF" + bytes(100), EBML + bytes(40_000)])
async def test_what_is_no_sound_is_refused_in_words(scene: Scene, content: bytes) -> None:
    _, ended = await scene.upload(content, sort=MediaSort.VOICE)
    assert isinstance(ended, Refusal)
    assert ended.code is ErrorCode.MEDIA_BROKEN
    assert "suara rusak" in ended.message
    assert scene.files() == []


async def test_an_upload_goes_on_where_it_was_cut(scene: Scene) -> None:
    content = picture("PNG", (400, 400)) + bytes(5 * CHUNK_BYTES)
    message = await scene.announce(content)
    first = Transfer(scene.post)
    assert await first.open(await scene.grant(message)) == MediaOpened(size=len(content))
    await first.send(content, count=3)
    first.socket.transport.abort()
    again = Transfer(scene.post)
    opened = await again.open(await scene.grant(message))
    assert isinstance(opened, MediaOpened)
    assert opened.taken == 3
    await again.send(content, opened.taken)
    assert await again.read() == MediaDone()
    assert isinstance((await scene.journal())[-1], ev.MediaStored)
    with pytest.raises(AssertionError, match="not_found"):
        await scene.grant(message)


async def test_a_grant_is_for_one_use_one_device_and_a_minute(scene: Scene) -> None:
    content = picture()
    message = await scene.announce(content)
    other = await (await new_post(scene.gateway, "Pos lain")).connect()
    grant = await scene.grant(message)
    foreign = await Transfer(other).open(grant)
    assert isinstance(foreign, Refusal)
    assert foreign.code is ErrorCode.GRANT_VOID
    forged = await Transfer(other).open(grant, device=scene.post.device)
    assert isinstance(forged, Refusal)
    assert forged.code is ErrorCode.BAD_SIGNATURE
    assert isinstance(await Transfer(scene.post).open(grant), MediaOpened)
    twice = await Transfer(scene.post).open(grant)
    assert isinstance(twice, Refusal)
    assert twice.code is ErrorCode.GRANT_VOID
    late = await scene.grant(message)
    scene.gateway.clock.move(61)
    expired = await Transfer(scene.post).open(late)
    assert isinstance(expired, Refusal)
    assert expired.code is ErrorCode.GRANT_VOID
    assert "tidak berlaku" in expired.message


async def test_nobody_gets_leave_for_what_is_not_theirs(scene: Scene) -> None:
    content = picture()
    message, _ = await scene.upload(content)
    other = await (await new_post(scene.gateway, "Pos lain")).connect()
    for client, upload in ((other, False), (other, True), (scene.console, True)):
        ask = MediaGrant(incident=scene.incident, message=message, upload=upload)
        refused = await client.ask(ask)
        assert isinstance(refused, Refusal)
        assert refused.code is ErrorCode.NOT_FOUND


async def test_a_damaged_chunk_or_one_out_of_turn_ends_the_transfer(scene: Scene) -> None:
    content = picture(size=(900, 900), quality=95)
    message = await scene.announce(content)
    for frame in (
        b"x" * 100,
        Chunk(1, content[CHUNK_BYTES : 2 * CHUNK_BYTES]).packed(),
        Chunk(0, content[:10]).packed(),
    ):
        transfer = Transfer(scene.post)
        await transfer.open(await scene.grant(message))
        await transfer.socket.send(frame)
        refused = await transfer.read()
        assert isinstance(refused, Refusal)
        assert refused.code is ErrorCode.BAD_FRAME
        with pytest.raises(ConnectionClosed):
            await transfer.read()


async def test_other_bytes_than_announced_are_refused_and_the_words_stay(scene: Scene) -> None:
    content = picture()
    message = await scene.announce(content)
    swapped = bytes(len(content))
    ended = await Transfer(scene.post).upload(await scene.grant(message), swapped)
    assert isinstance(ended, Refusal)
    assert ended.code is ErrorCode.MEDIA_BROKEN
    assert "Pesannya tetap terkirim" in ended.message
    refused = (await scene.journal())[-1]
    assert refused == ev.MediaRefused(message=message, reason=ErrorCode.MEDIA_BROKEN)
    assert scene.files() == []


def huge_png(side: int) -> bytes:
    """A tiny file that claims to be enormous."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    blocks = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(blocks)


@pytest.mark.parametrize("side", [4_000, 60_000, 2_000_000_000])
async def test_enormous_dimensions_are_refused_unopened(scene: Scene, side: int) -> None:
    _, ended = await scene.upload(huge_png(side))
    assert isinstance(ended, Refusal)
    assert ended.code is ErrorCode.MEDIA_TOO_LARGE


async def test_more_than_five_million_bytes_can_not_even_be_announced(scene: Scene) -> None:
    media = msgspec.structs.replace(announced(b"x"), size=5_000_001)
    body = do.SendMessage(press=scene.incident.partition(":")[2], media=media)
    refused = await scene.post.do(body)
    assert isinstance(refused, Refusal)
    assert refused.code is ErrorCode.BAD_FRAME


async def test_erasing_a_picture_removes_its_files_and_says_so(scene: Scene) -> None:
    message, _ = await scene.upload(picture())
    twin, _ = await scene.upload(picture())
    gateway = scene.gateway
    find = "select seq from event where kind = 'media_stored' order by seq"
    with gateway.store.engine.connect() as connection:
        first, second = connection.exec_driver_sql(find).scalars()

    async def erase(seq: int) -> None:
        rows = (f"{seq}/file", f"{seq}/thumbnail")
        await gateway.submit(system_order(ErasePersonal(rows=rows, reason="uji"), gateway.clock))
        await gateway.removal.remove()

    await erase(first)
    assert len(scene.files()) == 2, "the twin needs them"
    with pytest.raises(AssertionError, match="not_found"):
        await fetched(scene.console, scene.incident, message, MediaForm.FULL)
    assert (await scene.journal())[-1] == ev.MediaErased(message=message)
    await erase(second)
    assert scene.files() == []
    assert (await scene.journal())[-1] == ev.MediaErased(message=twin)
    with gateway.store.engine.connect() as connection:
        assert verify.verify(connection, None).bad is None


def damaged(seed: int) -> bytes:
    """A small picture, cut off or with some of its bits turned over."""
    chance = random.Random(seed)
    form = ("JPEG", "PNG", "WEBP", "GIF")[seed % 4]
    content = bytearray(picture(form, (48, 32)))
    if chance.random() < 0.4:
        return bytes(content[: chance.randrange(1, len(content))])
    for _ in range(chance.randrange(1, 12)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


@pytest.mark.timeout(400)
async def test_two_hundred_damaged_pictures_are_taken_or_refused() -> None:
    pictures = Pictures()
    refusals: list[ErrorCode] = []
    for seed in range(200):
        try:
            made = await pictures.made_anew(damaged(seed))
        except Refused as refused:
            refusals.append(refused.code)
        else:
            with Image.open(BytesIO(made.full)) as opened:
                opened.load()
    assert len(refusals) > 50
    assert set(refusals) <= {ErrorCode.MEDIA_BROKEN, ErrorCode.MEDIA_TOO_LARGE}
    assert (await pictures.made_anew(picture())).width == 640
