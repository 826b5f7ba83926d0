"""Commands of the conversation between post and officer."""

from typing import Annotated

from msgspec import Meta

from gateway.protocol.commands.base import Body
from gateway.protocol.enums import Mark, Phrase
from gateway.protocol.fields import Id, OptionalText, Subject
from gateway.protocol.views import Attachment


class SendMessage(Body, frozen=True, kw_only=True, tag="send_message"):
    """A post writes about the alarm that its ``press`` raised, an officer about an ``incident``.

    The command's id becomes the message's id. ``phrase`` is one of the prepared sentences,
    ``media`` a photo or voice note of a post that follows over ``/ws/media``.
    """

    incident: Subject | None = None
    press: Id | None = None
    text: OptionalText = ""
    phrase: Phrase | None = None
    media: Attachment | None = None


class MarkMessages(Body, frozen=True, kw_only=True, tag="mark_messages"):
    """The other side's messages arrived here, or were shown on an exposed screen."""

    incident: Subject
    messages: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=100)]
    mark: Mark
