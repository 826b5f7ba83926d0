"""The pictures of conversations: fetched when they are shown, kept while they may be needed."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QPixmap

from console.screens.kit import Kit
from gateway.protocol.enums import MediaForm
from gateway.protocol.queries import MediaGrant

#: Thumbnails that are kept.
KEPT: Final = 200


class ChatPictures:
    """Asks for each thumbnail once; one that failed is asked for again after ``forget_failed``."""

    def __init__(self, kit: Kit, came: Callable[[], None]) -> None:
        self._kit = kit
        self._came = came
        self._held: OrderedDict[str, QPixmap] = OrderedDict()
        self._asked: set[str] = set()

    def thumbnail(self, incident: str, message: str) -> QPixmap | None:
        """The thumbnail, or None while it is on its way."""
        held = self._held.get(message)
        if held is None and message not in self._asked:
            self._asked.add(message)
            ask = MediaGrant(incident=incident, message=message, form=MediaForm.THUMBNAIL)
            self._kit.acts.fetch(
                ask,
                done=lambda content: self._take(message, content),
                refused=lambda _: None,
            )
        return self._held.get(message)

    def full(
        self,
        incident: str,
        message: str,
        done: Callable[[QPixmap], None],
        refused: Callable[[str], None],
    ) -> None:
        """Fetch the picture at its full size."""
        self._kit.acts.fetch(
            MediaGrant(incident=incident, message=message),
            done=lambda content: done(_pixmap(content)),
            refused=refused,
        )

    def forget_failed(self) -> None:
        """The link is back: what did not come may come now."""
        self._asked = set(self._held)

    def clear(self) -> None:
        """Another officer sits here."""
        self._held.clear()
        self._asked.clear()

    def _take(self, message: str, content: bytes) -> None:
        self._held[message] = _pixmap(content)
        while len(self._held) > KEPT:
            gone, _ = self._held.popitem(last=False)
            self._asked.discard(gone)
        self._came()


def _pixmap(content: bytes) -> QPixmap:
    pixmap = QPixmap()
    # The gateway stores nothing but JPEG of its own making.
    pixmap.loadFromData(content, "JPEG")
    return pixmap
