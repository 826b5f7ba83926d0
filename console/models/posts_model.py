"""The watch posts as a Qt model: silent ones first, then by name."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.i18n import Words
from gateway.protocol.enums import LinkState
from gateway.protocol.messages import PostPresence
from gateway.protocol.views import PostView
from widgets.post_row import POST_ROLE, PostCell

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
#: Below this share a tablet without a charger needs somebody to look after it.
LOW_BATTERY: Final = 0.2

SortKey = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post with what its tablet last said."""

    view: PostView
    presence: PostPresence | None
    key: SortKey


def is_online(view: PostView, presence: PostPresence | None) -> bool:
    """Whether the post is connected now: presence knows first, else what the journal says."""
    if not view.enrolled or view.revoked:
        return False
    return presence.online if presence is not None else view.link is LinkState.ONLINE


def is_watched(view: PostView, now: datetime) -> bool:
    """Whether officers keep an eye on it at gateway time ``now``."""
    return view.watch_until is not None and view.watch_until > now


class PostsModel(QAbstractListModel):
    """Rows keyed by subject. ``now`` is the gateway's time, for times of other days."""

    def __init__(
        self, words: Words, now: Callable[[], datetime], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._now = now
        self._rows: list[PostRow] = []
        self._keys: list[SortKey] = []
        self._places: dict[str, SortKey] = {}

    def put(self, view: PostView, presence: PostPresence | None) -> None:
        """Show a post, new or changed."""
        row = PostRow(view, presence, _sort_key(view, presence))
        at = self._find(view.subject)
        if at < 0:
            self._insert(row)
        else:
            self._move_and_change(at, row)

    def take_out(self, subjects: Iterable[str]) -> None:
        """Take posts away."""
        for subject in subjects:
            at = self._find(subject)
            if at >= 0:
                self.beginRemoveRows(_ROOT, at, at)
                del self._rows[at], self._keys[at], self._places[subject]
                self.endRemoveRows()

    def replace(self, views: Mapping[str, PostView], presence: Mapping[str, PostPresence]) -> None:
        """Hold exactly these."""
        made = [
            PostRow(view, presence.get(subject), _sort_key(view, presence.get(subject)))
            for subject, view in views.items()
        ]
        self.beginResetModel()
        self._rows = sorted(made, key=lambda row: row.key)
        self._keys = [row.key for row in self._rows]
        self._places = {row.view.subject: row.key for row in self._rows}
        self.endResetModel()

    def row_at(self, row: int) -> PostRow | None:
        """The row shown there."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, subject: str) -> int:
        """Where a post is shown, -1 when it isn't."""
        return self._find(subject)

    def online(self) -> tuple[int, int]:
        """How many enrolled posts are connected, and how many there are."""
        living = [r for r in self._rows if r.view.enrolled and not r.view.revoked]
        return sum(is_online(r.view, r.presence) for r in living), len(living)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many posts there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The painted cell, or its words in one line."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        if role == POST_ROLE:
            return self._cell(self._rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            cell = self._cell(self._rows[index.row()])
            return " · ".join(p for p in (cell.title, cell.place, cell.state, cell.detail) if p)
        return None

    def _find(self, subject: str) -> int:
        key = self._places.get(subject)
        return bisect_left(self._keys, key) if key is not None else -1

    def _insert(self, row: PostRow) -> None:
        to = bisect_left(self._keys, row.key)
        self.beginInsertRows(_ROOT, to, to)
        self._hold(to, row)
        self.endInsertRows()

    def _move_and_change(self, at: int, row: PostRow) -> None:
        # Where it goes once it has left its old place; Qt counts the target before it leaves.
        to = bisect_left(self._keys, row.key)
        to -= to > at
        moves = to != at
        if moves:
            self.beginMoveRows(_ROOT, at, at, _ROOT, to + (to > at))
        del self._rows[at], self._keys[at]
        self._hold(to, row)
        if moves:
            self.endMoveRows()
        changed = self.index(to)
        self.dataChanged.emit(changed, changed)

    def _hold(self, to: int, row: PostRow) -> None:
        self._rows.insert(to, row)
        self._keys.insert(to, row.key)
        self._places[row.view.subject] = row.key

    def _cell(self, row: PostRow) -> PostCell:
        view, presence = row.view, row.presence
        state, ink = _state(view, presence)
        alarm = view.last_alarm_at
        when = self._words.moment(alarm, self._now()) if alarm else ""
        details = (
            self._watch(view),
            self._last_heard(view, presence),
            self._words.t("post.alarm", time=when) if when else "",
            self._battery(presence),
        )
        return PostCell(
            title=view.title,
            place=self._words.address(view.place),
            state=self._words.t(f"post.{state}"),
            detail=" · ".join(part for part in details if part),
            ink=ink,
            filled=state == "online",
        )

    def _last_heard(self, view: PostView, presence: PostPresence | None) -> str:
        if not view.enrolled:
            return self._open_code(view)
        if is_online(view, presence):
            return ""
        heard = presence.heard_at if presence is not None else view.link_since
        if heard is None:
            return self._words.t("post.never_heard")
        return self._words.t("post.heard", time=self._words.moment(heard, self._now()))

    def _watch(self, view: PostView) -> str:
        if view.watch_until is None or not is_watched(view, self._now()):
            return ""
        until = self._words.moment(view.watch_until, self._now())
        return self._words.t("post.watched", time=until)

    def _open_code(self, view: PostView) -> str:
        until = view.code_expires_at
        if until is None or until <= self._now() or view.revoked:
            return ""
        return self._words.t("post.code_open", time=self._words.moment(until, self._now()))

    def _battery(self, presence: PostPresence | None) -> str:
        if presence is None or presence.battery is None:
            return ""
        share = f"{presence.battery:.0%}"
        return self._words.t("post.charging" if presence.charging else "post.battery", share=share)


def _state(view: PostView, presence: PostPresence | None) -> tuple[str, str]:
    if view.revoked:
        return "revoked", "dim"
    if not view.enrolled:
        return "unenrolled", "dim"
    if not is_online(view, presence):
        return "lost", "p1"
    low = presence is not None and presence.battery is not None and presence.battery < LOW_BATTERY
    return "online", "p2" if low and presence is not None and not presence.charging else "good"


def _sort_key(view: PostView, presence: PostPresence | None) -> SortKey:
    ranks = {"lost": 0, "online": 1, "unenrolled": 2, "revoked": 3}
    state, _ = _state(view, presence)
    return ranks[state], view.title.casefold(), view.subject
