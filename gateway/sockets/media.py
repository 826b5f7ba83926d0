"""``/ws/media``: one object in one direction, by a grant. Slow on purpose: alarms go elsewhere."""

import asyncio
import logging

from websockets.exceptions import ConnectionClosed

from gateway.protocol.codec import encode
from gateway.protocol.errors import CloseCode, ErrorCode, Refused
from gateway.protocol.media import (
    CHUNK_BYTES,
    WINDOW,
    AnyMediaClient,
    Chunk,
    ChunkTaken,
    MediaDone,
    MediaEnd,
    MediaOpened,
    OpenMedia,
    decode_media_client,
    unpacked,
)
from gateway.protocol.messages import Challenge, Message
from gateway.protocol.signing import media_lines
from gateway.protocol.views import Attachment
from gateway.service.identity.challenge import NonceChallenge
from gateway.service.identity.keys import is_signed
from gateway.service.media.grants import MediaLeave
from gateway.service.media.intake import Upload
from gateway.sockets.limits import Limits
from gateway.sockets.refusals import refusal
from gateway.sockets.services import Services
from gateway.sockets.socket import CountedConnection

logger = logging.getLogger(__name__)


class MediaConnection:
    """Serves one transfer. Whatever goes wrong here touches no other connection."""

    def __init__(self, socket: CountedConnection, services: Services, limits: Limits) -> None:
        self._socket = socket
        self._services = services
        self._limits = limits
        self._language = "id"

    async def serve(self) -> None:
        """From the challenge to the close."""
        code = CloseCode.NORMAL
        try:
            async with asyncio.timeout(self._limits.sign_in_s):
                leave = await self._open()
            self._socket.half_open.leave(self._socket)
            await self._transfer(leave)
            await self._say(MediaDone())
        except Refused as refused:
            logger.info("a transfer was refused: %s", refused.code)
            code = CloseCode.POLICY
            await self._refuse(refused)
        except TimeoutError:
            code = CloseCode.LOST
        except ConnectionClosed:
            return
        except Exception:
            logger.exception("a transfer failed")
            code = CloseCode.TRY_AGAIN
        await self._socket.close(code)

    def end(self) -> None:
        """The gateway stops; the client goes on later where it was."""
        self._socket.transport.abort()

    async def _open(self) -> MediaLeave:
        challenge = NonceChallenge(self._services.clock)
        await self._say(Challenge(nonce=challenge.nonce, now=self._services.clock.now()))
        ask = await self._read()
        if not isinstance(ask, OpenMedia):
            raise Refused(ErrorCode.UNEXPECTED)
        self._language = ask.language
        self._services.admission.check_host(self._socket.host)
        device = self._services.hub.replica.device(ask.device)
        lines = media_lines(ask.device, self._socket.host, challenge.spend(), ask.grant)
        known = device is not None and device.enrolment.enrolled and not device.enrolment.revoked
        if device is None or not known:
            raise Refused(ErrorCode.UNKNOWN_DEVICE)
        if not is_signed(lines, ask.signature, device.enrolment.public_key):
            raise Refused(ErrorCode.BAD_SIGNATURE)
        return self._services.media_grants.spend(ask.grant, ask.device)

    async def _transfer(self, leave: MediaLeave) -> None:
        if leave.file:
            await self._send(leave.file)
        elif leave.announced is not None:
            await self._receive(leave, leave.announced)
        else:
            await self._receive_running(leave)

    async def _receive(self, leave: MediaLeave, announced: Attachment) -> None:
        intake = self._services.intake
        upload = intake.begin(leave, announced)
        try:
            await self._say(MediaOpened(size=announced.size, taken=upload.taken))
            while not upload.complete:
                await self._take(upload)
            await intake.finish(upload)
        finally:
            intake.leave(upload)

    async def _take(self, upload: Upload) -> None:
        frame = await self._heard()
        if isinstance(frame, str) or not self._services.intake.holds(upload):
            raise Refused(ErrorCode.UNEXPECTED)
        chunk = unpacked(frame)
        upload.take(chunk.number, chunk.payload)
        await self._say(ChunkTaken(number=chunk.number))

    async def _receive_running(self, leave: MediaLeave) -> None:
        recordings = self._services.recordings
        async with recordings.receiving(leave) as upload:
            await self._say(MediaOpened(size=0, taken=upload.taken))
            while isinstance(frame := await self._heard(), bytes):
                chunk = unpacked(frame)
                recordings.take(upload, chunk.number, chunk.payload)
                await self._say(ChunkTaken(number=chunk.number))
            end = decode_media_client(frame)
            if not isinstance(end, MediaEnd):
                raise Refused(ErrorCode.UNEXPECTED)
            await recordings.end(upload, end)

    async def _send(self, file: str) -> None:
        content, size = self._services.intake.opened(file)
        with content:
            await self._say(MediaOpened(size=size))
            sent = 0
            while part := content.read(CHUNK_BYTES):
                if sent >= WINDOW:
                    await self._acknowledged(sent - WINDOW)
                await self._socket.send(Chunk(sent, part).packed())
                sent += 1
        for number in range(max(0, sent - WINDOW), sent):
            await self._acknowledged(number)

    async def _acknowledged(self, number: int) -> None:
        taken = await self._read()
        if not isinstance(taken, ChunkTaken) or taken.number != number:
            raise Refused(ErrorCode.UNEXPECTED)

    async def _read(self) -> AnyMediaClient:
        return decode_media_client(await self._heard())

    async def _heard(self) -> bytes | str:
        async with asyncio.timeout(self._limits.media_silence_s):
            return await self._socket.recv()

    async def _say(self, message: Message) -> None:
        await self._socket.send(encode(message), text=True)

    async def _refuse(self, refused: Refused) -> None:
        try:
            await self._say(refusal(refused, self._language))
        except ConnectionClosed:
            logger.debug("nobody hears the refusal")
