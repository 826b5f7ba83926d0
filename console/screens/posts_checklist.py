"""A list of posts of which some are ticked."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from console.screens.kit import Kit
from gateway.protocol.views import PostView

#: px; some five lines are seen at once.
_HEIGHT = 168


class PostsChecklist(QListWidget):
    """By name, with desa and kecamatan."""

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self._kit = kit
        self.setFixedHeight(kit.theme.scaled(_HEIGHT))
        self.setAccessibleName(name)

    def offer(self, posts: Iterable[PostView]) -> None:
        """These, none of them ticked."""
        self.clear()
        for post in sorted(posts, key=lambda post: (post.title.casefold(), post.subject)):
            item = QListWidgetItem(f"{post.title} · {self._kit.words.place(post.place)}")
            item.setData(Qt.ItemDataRole.UserRole, post.subject)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(item)

    def ticked(self) -> tuple[str, ...]:
        """The subjects of those that are ticked."""
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in map(self.item, range(self.count()))
            if item.checkState() is Qt.CheckState.Checked
        )
