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
    MediaOpened,
    OpenMedia,
    decode_media_client,
    unpacked,
)
from gateway.protocol.messages import Challenge, Message
from gateway.protocol.signing import media_lines
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
            await (self._receive(leave) if leave.uploads else self._send(leave))
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

    async def _receive(self, leave: MediaLeave) -> None:
        intake = self._services.intake
        upload = intake.begin(leave)
        try:
            await self._say(MediaOpened(size=leave.announced.size, taken=upload.taken))
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

    async def _send(self, leave: MediaLeave) -> None:
        content = await asyncio.to_thread(self._services.intake.fetched, leave)
        await self._say(MediaOpened(size=len(content)))
        starts = range(0, len(content), CHUNK_BYTES)
        for number, start in enumerate(starts):
            if number >= WINDOW:
                await self._acknowledged(number - WINDOW)
            chunk = Chunk(number, content[start : start + CHUNK_BYTES])
            await self._socket.send(chunk.packed())
        for number in range(max(0, len(starts) - WINDOW), len(starts)):
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
