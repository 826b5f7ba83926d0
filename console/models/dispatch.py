"""The run card of an incident with the tasks of its agencies: what a line says, what is next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from console.i18n import Words
from console.models.work_sentences import TASK_INKS
from gateway.protocol.enums import ContactChannel, TaskState
from gateway.protocol.views import AgencyView, CardLineView, CardView, Contact, TaskView
from widgets.task_row import TaskCell

#: Seconds after which an agency that does not answer is late (design section 5, agency task).
ANSWER_TARGET_S: Final = 60.0
OVER: Final = (TaskState.DONE, TaskState.REFUSED, TaskState.WITHDRAWN)
#: What an officer may say on an agency's behalf, in the order of the keys 1 to 6.
STEPS: Final = (
    TaskState.ACKNOWLEDGED,
    TaskState.EN_ROUTE,
    TaskState.ON_SCENE,
    TaskState.DONE,
    TaskState.REFUSED,
    TaskState.WITHDRAWN,
)
_CALLED: Final = (TaskState.SENT, TaskState.NO_ANSWER)


@dataclass(frozen=True, slots=True)
class DispatchRow:
    """A line of the card, or an agency that was added to it (``level`` 0)."""

    key: str
    title: str
    agency: str | None
    level: int
    when: str
    task: TaskView | None

    @property
    def is_open(self) -> bool:
        """Whether the agency is at work on it."""
        return self.task is not None and self.task.state not in OVER

    @property
    def since(self) -> datetime | None:
        """Since when it is in its state, while that may still change."""
        task = self.task
        if task is None or task.state in OVER:
            return None
        if task.state in _CALLED:
            return task.sent_at
        return task.on_scene_at or task.en_route_at or task.acknowledged_at


def dispatch_rows(
    card: CardView | None,
    tasks: Sequence[TaskView],
    agencies: Mapping[str, AgencyView],
    words: Words,
) -> list[DispatchRow]:
    """The lines of the card in its order, then agencies that were added. ``tasks`` oldest first."""
    newest = {task.agency: task for task in tasks}
    rows: dict[str, DispatchRow] = {}
    for number, line in enumerate(card.lines if card is not None else ()):
        key = line.agency or f"line-{number}"
        title = _title(line, agencies, words)
        task = newest.get(line.agency or "")
        rows.setdefault(key, DispatchRow(key, title, line.agency, line.level, line.when, task))
    for agency, task in newest.items():
        rows.setdefault(agency, DispatchRow(agency, task.agency_title, agency, 0, "", task))
    return list(rows.values())


def next_level(rows: Iterable[DispatchRow]) -> int | None:
    """The lowest alarm level of the card at which somebody was never alerted."""
    open_lines = (row.level for row in rows if row.level and row.agency and row.task is None)
    return min(open_lines, default=None)


def of_level(rows: Iterable[DispatchRow], level: int) -> list[str]:
    """The names of those who would be alerted by sending this level."""
    wanted = (row for row in rows if 0 < row.level <= level)
    return [row.title for row in wanted if row.agency and row.task is None]


def may_step(task: TaskView, step: TaskState) -> bool:
    """Whether offering this step makes sense: forward, or an end; the gateway decides."""
    if task.state in OVER:
        return False
    if step in (TaskState.REFUSED, TaskState.WITHDRAWN) or task.state in _CALLED:
        return True
    return STEPS.index(step) > STEPS.index(task.state)


def task_cell(row: DispatchRow, words: Words) -> TaskCell:
    """What the line says."""
    t, task = words.t, row.task
    if task is None:
        return _unsent(row, words)
    called = task.state in _CALLED
    state = t(f"task.{task.state.value}")
    return TaskCell(
        title=row.title,
        state=state,
        ink=TASK_INKS[task.state],
        detail=_whom(task, words) if called else "",
        alarming=task.state is TaskState.NO_ANSWER,
        quiet=not row.is_open,
    )


def contact_words(contact: Contact, words: Words) -> str:
    """How an agency is reached: by its label and number, else by the channel's name."""
    known = [contact.label, "" if contact.address in contact.label else contact.address]
    said = " ".join(part for part in known if part)
    way = words.t(f"contact.{contact.channel.value}")
    if not said:
        return way
    return said if way.casefold() in said.casefold() else f"{way} {said}"


def _unsent(row: DispatchRow, words: Words) -> TaskCell:
    t = words.t
    if row.agency is None:
        return TaskCell(row.title, t("task.nobody_here"), "dim", quiet=True)
    if row.level == 1:
        return TaskCell(row.title, t("task.unsent"), "p2")
    return TaskCell(row.title, row.when or t("task.level", n=row.level), "dim", quiet=True)


def _whom(task: TaskView, words: Words) -> str:
    if task.contact.channel is ContactChannel.IN_PERSON and not task.contact.label:
        return words.t("task.no_contact")
    way = contact_words(task.contact, words)
    if task.state is TaskState.NO_ANSWER:
        return words.t("task.call", way=way)
    key = "task.call_last" if task.contacts_left == 0 else "task.call_now"
    return words.t(key, way=way, n=task.contacts_left)


def _title(line: CardLineView, agencies: Mapping[str, AgencyView], words: Words) -> str:
    agency = agencies.get(line.agency or "")
    return agency.card.title if agency is not None else words.t(f"agency_sort.{line.sort.value}")
