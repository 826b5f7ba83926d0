"""Leave to send or fetch one object: random, for one device, once, for 60 s, in memory only."""

import secrets
from datetime import timedelta
from typing import Final

from msgspec import Struct

from gateway.domain.audience import Audience, AudienceKind, sees, sees_whole
from gateway.domain.incident import Incident
from gateway.domain.message import Message
from gateway.protocol.enums import MediaForm, MediaSort, Side
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Grant
from gateway.protocol.queries import MediaGrant
from gateway.protocol.views import Attachment
from gateway.service.clock import Clock
from gateway.service.identity.base64url import encoded

LIFE_S: Final = 60.0
TOKEN_BYTES: Final = 32


class MediaLeave(Struct, frozen=True, kw_only=True):
    """What a grant allows. ``file`` is what may be fetched; empty when something may be sent."""

    device: str
    incident: str
    message: str
    announced: Attachment
    file: str
    until: float

    @property
    def uploads(self) -> bool:
        """Whether it is for sending."""
        return not self.file


class MediaGrants:
    """Hands out grants and takes them back; all on the event loop."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._leaves: dict[str, MediaLeave] = {}

    def grant(self, device: str, audience: Audience, found: Incident, ask: MediaGrant) -> Grant:
        """A new grant. Raises Refused(NOT_FOUND) for what this device may not send or fetch."""
        message = _of(found, audience, ask.message)
        if message.media is None:
            raise Refused(ErrorCode.NOT_FOUND)
        file = "" if ask.upload else _file(message, ask.form)
        may = _may_send(message, audience) if ask.upload else bool(file)
        if not may:
            raise Refused(ErrorCode.NOT_FOUND)
        self._drop_old()
        token = encoded(secrets.token_bytes(TOKEN_BYTES))
        self._leaves[token] = MediaLeave(
            device=device,
            incident=found.subject,
            message=message.id,
            announced=message.media.announced,
            file=file,
            until=self._clock.monotonic() + LIFE_S,
        )
        return Grant(code=token, expires_at=self._clock.now() + timedelta(seconds=LIFE_S))

    def spend(self, token: str, device: str) -> MediaLeave:
        """What the grant allows, once. Raises Refused(GRANT_VOID).

        A grant that another device tries stays with the one that it was made for.
        """
        leave = self._leaves.get(token)
        if leave is None or leave.device != device:
            raise Refused(ErrorCode.GRANT_VOID)
        del self._leaves[token]
        if self._clock.monotonic() > leave.until:
            raise Refused(ErrorCode.GRANT_VOID)
        return leave

    def _drop_old(self) -> None:
        now = self._clock.monotonic()
        self._leaves = {t: leave for t, leave in self._leaves.items() if leave.until >= now}


def _of(found: Incident, audience: Audience, message: str) -> Message:
    whole = audience.kind is AudienceKind.POST or sees_whole(found, audience)
    if not (whole and sees(found, audience)):
        raise Refused(ErrorCode.NOT_FOUND)
    return found.message(message)


def _may_send(message: Message, audience: Audience) -> bool:
    own = audience.kind is AudienceKind.POST and message.side is Side.POST
    return own and message.media is not None and not message.media.settled


def _file(message: Message, form: MediaForm) -> str:
    media = message.media
    if media is None:
        return ""
    small = form is MediaForm.THUMBNAIL and media.announced.sort is MediaSort.PHOTO
    return media.thumbnail if small else media.file
