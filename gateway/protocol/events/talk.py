"""Messages between a post and its Ketua RT."""

from typing import ClassVar

from gateway.protocol.enums import Mark, Phrase, Side
from gateway.protocol.events.base import EventData
from gateway.protocol.fields import Instant


class TalkWritten(EventData, frozen=True, kw_only=True, tag="talk_written"):
    """The post, or one of its partners, wrote."""

    PERSONAL: ClassVar[tuple[str, ...]] = ("post_title", "title", "text")
    message: str
    post: str
    post_title: str = ""
    side: Side
    title: str = ""
    text: str = ""
    phrase: Phrase | None = None


class TalkMarked(EventData, frozen=True, kw_only=True, tag="talk_marked"):
    """Messages of the other side arrived, or were shown."""

    messages: tuple[str, ...]
    mark: Mark


class TalkCleared(EventData, frozen=True, kw_only=True, tag="talk_cleared"):
    """What was written before an instant is gone for good."""

    before: Instant
