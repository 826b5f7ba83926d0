"""A message between the post that raised an incident and the officers who work it."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from gateway.protocol.enums import Mark, Side
from gateway.protocol.views import Attachment


class Media(Struct, frozen=True, kw_only=True):
    """What a message carries. ``file`` is empty until it is stored, and again when it is erased;
    ``settled``: nothing more is awaited."""

    announced: Attachment
    file: str = ""
    thumbnail: str = ""
    settled: bool = False


class Message(Struct, frozen=True, kw_only=True):
    """What the rules need to know of a message; its words are in the journal alone."""

    id: str
    side: Side
    delivered_at: datetime | None = None
    read_at: datetime | None = None
    media: Media | None = None

    def carries(self, mark: Mark) -> bool:
        """Whether it has come so far already; what was read has arrived."""
        return (self.read_at if mark is Mark.READ else self.delivered_at) is not None

    def marked(self, mark: Mark, at: datetime) -> "Message":
        """The message, one step further."""
        arrived = replace(self, delivered_at=self.delivered_at or at)
        return replace(arrived, read_at=at) if mark is Mark.READ else arrived
