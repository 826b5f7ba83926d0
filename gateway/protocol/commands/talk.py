"""Residents and their Ketua RT write to each other, about any matter."""

from typing import Annotated

from msgspec import Meta

from gateway.protocol.commands.base import Body
from gateway.protocol.commands.guest import Remark
from gateway.protocol.enums import Mark, Phrase
from gateway.protocol.fields import Id, Subject


class WriteTalk(Body, frozen=True, kw_only=True, tag="write_talk"):
    """The post writes to its Ketua RT and deputies, or one of them to the ``post``. The command's
    id becomes the message's id."""

    post: Subject | None = None
    text: Remark = ""
    phrase: Phrase | None = None


class MarkTalk(Body, frozen=True, kw_only=True, tag="mark_talk"):
    """Messages of the other side arrived here, or were shown."""

    post: Subject | None = None
    messages: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=100)]
    mark: Mark
