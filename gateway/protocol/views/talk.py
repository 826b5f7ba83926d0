"""What the residents of a post and their Ketua RT write to each other."""

from msgspec import Struct

from gateway.protocol.enums import Phrase, Side
from gateway.protocol.fields import Id, Instant, Subject
from gateway.protocol.views.base import View


class TalkLine(Struct, frozen=True, kw_only=True):
    """One message. ``title`` is empty for the post; marks are those of the other side."""

    id: Id
    side: Side
    title: str
    text: str
    phrase: Phrase | None
    at: Instant
    delivered_at: Instant | None = None
    read_at: Instant | None = None


class TalkView(View, frozen=True, kw_only=True, tag="talk"):
    """The newest messages between a post and the Ketua RT and deputies of it, oldest first. No desk
    sees them."""

    post: Subject
    post_title: str
    lines: tuple[TalkLine, ...]
