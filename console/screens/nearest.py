"""What is nearest to an incident: name, state, straight distance, estimated time."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from console.board.geography import DETOUR, SPEED_KMH, Near
from console.board.surroundings import POSTS, SECTORS, Surroundings
from console.models.agency_rows import kecamatan_of
from console.models.posts_model import is_online
from console.screens.kit import Kit, column
from widgets.text import PlainLabel
from widgets.theme import Size

Row = tuple[PlainLabel, PlainLabel, PlainLabel, PlainLabel]
#: Name, state, and the ink of the state.
Said = tuple[str, str, str]
_INDENT: Final = 20


class NearestList(QWidget):
    """Damkar sectors and posts; how distance and time are meant stands below them."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        t = kit.words.t
        self._sectors = _Rows(kit, t("map.nearest_damkar"), t("map.no_damkar"), SECTORS)
        self._posts = _Rows(kit, t("map.nearest"), t("map.no_posts"), POSTS)
        speed = f"{SPEED_KMH:.0f}"
        detour = kit.words.decimal(DETOUR)
        note = kit.label(
            t("map.meant", detour=detour, speed=speed), size=Size.SMALL, ink="dim", wrap=True
        )
        layout = column(self, gap=12)
        layout.setContentsMargins(_INDENT, 10, _INDENT, 14)
        layout.addLayout(self._sectors.layout)
        layout.addLayout(self._posts.layout)
        layout.addWidget(note)

    def show_nearest(self, near: Surroundings) -> None:
        """Show these, nearest first."""
        self._sectors.show((each, self._sector(each.key)) for each in near.sectors)
        self._posts.show((each, self._post(each.key)) for each in near.posts)

    def texts(self) -> list[str]:
        """The posts as they are read, for tests."""
        return self._posts.texts()

    def sector_texts(self) -> list[str]:
        """The Damkar sectors as they are read, for tests."""
        return self._sectors.texts()

    def _post(self, subject: str) -> Said:
        board, words = self._kit.board, self._kit.words
        post = board.posts[subject]
        online = is_online(post, board.presence.get(subject))
        state = words.t("post.online" if online else "map.silent")
        return f"{post.title} · {words.place(post.place)}", state, "good" if online else "p1"

    def _sector(self, subject: str) -> Said:
        board, t = self._kit.board, self._kit.words.t
        card = board.agencies[subject].card
        named = kecamatan_of(board.posts.values())
        served = ", ".join(named.get(code, code) for code in card.serves)
        exact = card.lat is not None and card.lon is not None
        where = served or t("agencies.everywhere")
        return f"{card.title} · {where}", "" if exact else t("map.about"), "dim"


class _Rows:
    """A heading and a fixed number of rows of four columns; what is missing in words."""

    def __init__(self, kit: Kit, heading: str, nothing: str, count: int) -> None:
        self._kit = kit
        self._rows = [_row(kit) for _ in range(count)]
        self._none = kit.label(nothing, size=Size.SMALL, ink="dim", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for number, row in enumerate(self._rows):
            for place, label in enumerate(row):
                grid.addWidget(label, number, place)
        self.layout: QVBoxLayout = column(gap=4)
        self.layout.addWidget(kit.heading(heading))
        self.layout.addWidget(self._none)
        self.layout.addLayout(grid)

    def show(self, found: Iterable[tuple[Near, Said]]) -> None:
        words, known = self._kit.words, list(found)
        self._none.setVisible(not known)
        for number, labels in enumerate(self._rows):
            for label in labels:
                label.setVisible(number < len(known))
        for (near, (title, told, ink)), row in zip(known, self._rows, strict=False):
            name, state, distance, time = row
            name.setText(title)
            state.setText(told)
            state.set_ink(ink)
            distance.setText(words.distance(near.distance_m))
            time.setText(words.travel(near.travel_s))

    def texts(self) -> list[str]:
        shown = [row for row in self._rows if not row[0].isHidden()]
        return [" · ".join(label.text() for label in row if label.text()) for row in shown]


def _row(kit: Kit) -> Row:
    name = kit.label(size=Size.SMALL, elide=True)
    state = kit.label(size=Size.SMALL)
    distance = kit.label(size=Size.SMALL, strong=True, tabular=True)
    time = kit.label(size=Size.SMALL, ink="dim", tabular=True)
    for figure in (distance, time):
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return name, state, distance, time
