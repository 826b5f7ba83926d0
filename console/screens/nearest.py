"""The posts nearest to an incident: name, state, straight distance, estimated time."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from console.board.geography import DETOUR, SPEED_KMH, Near
from console.models.posts_model import is_online
from console.screens.kit import Kit, column
from widgets.text import PlainLabel
from widgets.theme import Size

#: So many are listed.
ROWS: Final = 5


class NearestList(QWidget):
    """Rows for ``Near``; how distance and time are meant stands below them."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        t = kit.words.t
        self._rows = [self._make_row() for _ in range(ROWS)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for number, row in enumerate(self._rows):
            for place, label in enumerate(row):
                grid.addWidget(label, number, place)
        speed = f"{SPEED_KMH:.0f}"
        detour = kit.words.decimal(DETOUR)
        note = kit.label(
            t("map.meant", detour=detour, speed=speed), size=Size.SMALL, ink="dim", wrap=True
        )
        self._none = kit.label(t("map.no_posts"), size=Size.SMALL, ink="dim", wrap=True)
        layout = column(self, gap=8)
        layout.setContentsMargins(20, 10, 20, 14)
        layout.addWidget(kit.heading(t("map.nearest")))
        layout.addWidget(self._none)
        layout.addLayout(grid)
        layout.addWidget(note)

    def show_nearest(self, near: Sequence[Near]) -> None:
        """Show these, nearest first."""
        self._none.setVisible(not near)
        board, words = self._kit.board, self._kit.words
        for number, labels in enumerate(self._rows):
            known = near[number] if number < len(near) else None
            post = board.posts.get(known.key) if known is not None else None
            for label in labels:
                label.setVisible(post is not None)
            if known is None or post is None:
                continue
            online = is_online(post, board.presence.get(post.subject))
            name, state, distance, time = labels
            name.setText(f"{post.title} · {words.place(post.place)}")
            state.setText(words.t("post.online" if online else "map.silent"))
            state.set_ink("good" if online else "p1")
            distance.setText(words.distance(known.distance_m))
            time.setText(words.travel(known.travel_s))

    def texts(self) -> list[str]:
        """The rows as they are read, for tests."""
        shown = [row for row in self._rows if not row[0].isHidden()]
        return [" · ".join(label.text() for label in row) for row in shown]

    def _make_row(self) -> tuple[PlainLabel, PlainLabel, PlainLabel, PlainLabel]:
        kit = self._kit
        name = kit.label(size=Size.SMALL, elide=True)
        state = kit.label(size=Size.SMALL)
        distance = kit.label(size=Size.SMALL, strong=True, tabular=True)
        time = kit.label(size=Size.SMALL, ink="dim", tabular=True)
        for figure in (distance, time):
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return name, state, distance, time
