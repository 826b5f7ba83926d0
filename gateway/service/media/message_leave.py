"""Who may send or fetch the picture or voice note of a message."""

from gateway.domain.audience import Audience, AudienceKind, sees, sees_whole
from gateway.domain.incident import Incident
from gateway.domain.message import Message
from gateway.protocol.enums import MediaForm, MediaSort, Side
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.queries import MediaGrant
from gateway.service.media.grants import MediaLeave


def message_leave(device: str, audience: Audience, found: Incident, ask: MediaGrant) -> MediaLeave:
    """What is asked for. Raises Refused(NOT_FOUND) for what this device may not send or fetch."""
    message = _of(found, audience, ask.message)
    if message.media is None:
        raise Refused(ErrorCode.NOT_FOUND)
    file = "" if ask.upload else _file(message, ask.form)
    may = _may_send(message, audience) if ask.upload else bool(file)
    if not may:
        raise Refused(ErrorCode.NOT_FOUND)
    return MediaLeave(
        device=device,
        subject=found.subject,
        object=message.id,
        announced=message.media.announced,
        file=file,
    )


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
