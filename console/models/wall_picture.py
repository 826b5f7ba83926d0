"""What the wall board shows of the board: kinds, places and times, and nothing personal."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from console.board.board import Board
from console.i18n import ICONS, ZONE, Words
from console.models.posts_model import is_online
from console.models.queue_cells import CLAIM_TARGET_S, SHAPES, mode_tag, sort_key
from gateway.protocol.enums import IncidentState, Mode, TaskState
from gateway.protocol.views import AlarmView, TaskView
from widgets.age import age_text
from widgets.wall_view import ALARMS, LINES, WallAlarm, WallLine, WallPart, WallPicture

#: Agencies that are told, on the way, there, or silent; those that are done are not underway.
_UNDERWAY: Final = {
    TaskState.NO_ANSWER: "p1",
    TaskState.SENT: "p2",
    TaskState.ACKNOWLEDGED: "text",
    TaskState.EN_ROUTE: "good",
    TaskState.ON_SCENE: "good",
}
_EACH: Final = LINES // 2


def wall_picture(
    board: Board, words: Words, now: datetime, age_s: Callable[[datetime], float]
) -> WallPicture:
    """The picture at gateway time ``now``."""
    waiting = [v for v in board.alarms.values() if v.state is IncidentState.WAITING]
    waiting.sort(key=sort_key)
    room = ALARMS - board.marked_old
    rest = len(waiting) - room
    local = now.astimezone(ZONE)
    month = words.t(f"month.{local.month}")
    return WallPicture(
        clock=words.clock(now),
        date=words.t("wall.date", day=local.day, month=month, year=local.year),
        posts=_posts(board, words),
        unclaimed=words.t("wall.unclaimed", n=len(waiting)) if waiting else "",
        alarms=tuple(_alarm(view, words, age_s) for view in waiting[:room]),
        calm=words.t("wall.calm"),
        more=words.t("wall.more", n=rest) if rest > 0 else "",
        parts=(_places(board.alarms.values(), words), _agencies(board, words)),
        warning=words.t("wall.old") if board.marked_old else "",
    )


def _alarm(view: AlarmView, words: Words, age_s: Callable[[datetime], float]) -> WallAlarm:
    age, tag = age_s(view.received_at), mode_tag(view, words)
    return WallAlarm(
        shape=SHAPES[view.priority],
        icon=ICONS[view.kind],
        title=words.kind(view.kind),
        place=words.place(view.place),
        age=age_text(age),
        late=view.mode is Mode.REAL and age > CLAIM_TARGET_S,
        mark=tag.text if tag else "",
        mark_ink=tag.ink if tag else "drill",
    )


def _posts(board: Board, words: Words) -> WallLine:
    posts = [view for view in board.posts.values() if view.enrolled and not view.revoked]
    online = sum(is_online(view, board.presence.get(view.subject)) for view in posts)
    ink = "good" if online == len(posts) else "p2"
    return WallLine(words.t("wall.posts"), f"{online}/{len(posts)}" if posts else "–", ink)


def _places(views: Iterable[AlarmView], words: Words) -> WallPart:
    """The places with the most open incidents, real ones and drills apart."""
    counted = Counter((words.place(view.place), view.mode) for view in views)
    ordered = sorted(counted.items(), key=lambda each: (each[0][1] is not Mode.REAL, -each[1]))
    lines = [WallLine(name, str(n), mark=_mark(mode, words)) for (name, mode), n in ordered]
    return WallPart(words.t("wall.places"), _cut(lines, words), words.t("wall.no_places"))


def _agencies(board: Board, words: Words) -> WallPart:
    underway = [task for task in board.tasks.values() if task.state in _UNDERWAY]
    order = list(_UNDERWAY)
    underway.sort(key=lambda task: (task.mode is not Mode.REAL, order.index(task.state)))
    lines = [_task(task, words) for task in underway]
    return WallPart(words.t("wall.agencies"), _cut(lines, words), words.t("wall.no_agencies"))


def _task(task: TaskView, words: Words) -> WallLine:
    state = words.t(f"wall.task.{task.state.value}")
    return WallLine(task.agency_title, state, _UNDERWAY[task.state], _mark(task.mode, words))


def _cut(lines: list[WallLine], words: Words) -> tuple[WallLine, ...]:
    """As many as there is room for; the last one says how many more."""
    if len(lines) <= _EACH:
        return tuple(lines)
    rest = WallLine(words.t("wall.others", n=len(lines) - _EACH + 1), "", "dim")
    return (*lines[: _EACH - 1], rest)


def _mark(mode: Mode, words: Words) -> str:
    return "" if mode is Mode.REAL else words.t(f"mode.{mode.value}")
