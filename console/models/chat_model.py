"""The conversation of the selected incident as a Qt model."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from console.board.conversation import MediaState, Said
from console.i18n import Words
from gateway.protocol.enums import MediaSort, Phrase, Side
from gateway.protocol.views import Attachment
from widgets.chat_view import BUBBLE_ROLE, ChatBubble

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
#: A message that took longer than this to arrive says when it was written.
_LATE: Final = timedelta(seconds=60)


def bubble_of(said: Said, words: Words, picture: QPixmap | None = None) -> ChatBubble:
    """A message as it is shown, with the thumbnail of its photo."""
    own = said.side is Side.OFFICER
    arrived = words.short_clock(said.arrived_at)
    parts = [arrived]
    if said.arrived_at - said.written_at > _LATE:
        parts.append(words.t("chat.late", time=words.short_clock(said.written_at)))
    if own:
        to = words.t("chat.to_post", post=said.post) if said.post else ""
        parts = [said.who, to, *parts, _came(said, words)]
    elif said.post:
        parts = [said.post, *parts]
    return ChatBubble(
        id=said.id,
        own=own,
        words=_words(said, words, shown=picture is not None),
        picture=picture,
        foot=" · ".join(part for part in parts if part),
        ink="good" if own and said.read_at else "dim",
        unseen=not own and said.read_at is None,
        opens=_is_voice(said),
    )


def waiting_bubble(number: int, text: str, phrase: Phrase | None, words: Words) -> ChatBubble:
    """What was written here and has no answer yet."""
    return ChatBubble(
        id=f"waiting {number}",
        own=True,
        words=spoken(text, phrase, words),
        foot=words.t("chat.waiting"),
        ink="p2",
    )


def spoken(text: str, phrase: Phrase | None, words: Words) -> str:
    """The prepared sentence, if any, and what was typed."""
    return "\n".join(part for part in (words.phrase(phrase) if phrase else "", text) if part)


def carried(media: Attachment, words: Words) -> str:
    """What follows a message, in words."""
    return words.t(f"media.{media.sort.value}", seconds=media.seconds)


def _words(said: Said, words: Words, *, shown: bool) -> str:
    """The words, and what can be said of a photo or voice note that is not to be seen."""
    text = spoken(said.text, said.phrase, words)
    if said.media is None or shown:
        return text
    parts = [carried(said.media, words)]
    if _is_voice(said):
        parts.append(words.t("media.listen"))
    if said.media_state is not MediaState.STORED:
        parts.append(words.t(f"media.{said.media_state.value}"))
    return "\n".join(part for part in (text, " · ".join(parts)) if part)


def _is_voice(said: Said) -> bool:
    """Whether it carries a voice note that can be listened to."""
    voice = said.media is not None and said.media.sort is MediaSort.VOICE
    return voice and said.media_state is MediaState.STORED


def _came(said: Said, words: Words) -> str:
    if said.read_at is not None:
        return words.t("chat.read", time=words.short_clock(said.read_at))
    return words.t("chat.delivered" if said.delivered_at is not None else "chat.sent")


class ChatModel(QAbstractListModel):
    """Bubbles, oldest first. What is held stays; what changed is told row by row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bubbles: list[ChatBubble] = []

    def show(self, bubbles: Sequence[ChatBubble]) -> bool:
        """Hold exactly these; whether they may need another height than before."""
        held = self._bubbles
        if [b.id for b in held] != [b.id for b in bubbles]:
            self.beginResetModel()
            self._bubbles = list(bubbles)
            self.endResetModel()
            return True
        self._bubbles = list(bubbles)
        resized = False
        for row, (was, now) in enumerate(zip(held, bubbles, strict=True)):
            resized = resized or was.words != now.words or was.picture is not now.picture
            if was != now:
                index = self.index(row)
                self.dataChanged.emit(index, index)
        return resized

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many messages there are."""
        return 0 if parent.isValid() else len(self._bubbles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The painted bubble, or its words."""
        if not index.isValid() or index.row() >= len(self._bubbles):
            return None
        bubble = self._bubbles[index.row()]
        if role == BUBBLE_ROLE:
            return bubble
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{bubble.words} {bubble.foot}"
        return None
