"""Messages and pictures."""

from typing import ClassVar

from gateway.protocol.enums import (
    Mark,
    MediaSort,
    Phrase,
    Side,
)
from gateway.protocol.errors import ErrorCode
from gateway.protocol.events.base import EventData
from gateway.protocol.fields import Instant
from gateway.protocol.views import Attachment


class MessageSent(EventData, frozen=True, kw_only=True, tag="message_sent"):
    """The post or an officer wrote. ``message`` is the command's id, ``written_at`` when it was
    written by the writer's own account, which may be long before it arrived."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("text",)
    message: str
    side: Side
    text: str = ""
    phrase: Phrase | None = None
    media: Attachment | None = None
    written_at: Instant


class MessagesMarked(EventData, frozen=True, kw_only=True, tag="messages_marked"):
    """Messages of the other side arrived at a client, or were shown there."""

    messages: tuple[str, ...]
    mark: Mark


class MediaStored(EventData, frozen=True, kw_only=True, tag="media_stored"):
    """What a message announced arrived and was made anew. ``file`` and ``thumbnail`` name the
    stored files, which are called by the SHA-256 of their bytes; erasing them removes the files.
    """

    PERSONAL: ClassVar[tuple[str, ...]] = ("file", "thumbnail")
    message: str
    sort: MediaSort
    size: int
    width: int = 0
    height: int = 0
    seconds: int = 0
    file: str = ""
    thumbnail: str = ""


class MediaRefused(EventData, frozen=True, kw_only=True, tag="media_refused"):
    """What arrived could not be taken; the message's words stand. ``reason`` is an error code."""

    message: str
    reason: ErrorCode


class MediaErased(EventData, frozen=True, kw_only=True, tag="media_erased"):
    """The files of a message are gone for good."""

    message: str
