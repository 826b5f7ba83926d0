"""The after-action report of one incident: what it says, before anyone lays it out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from console.board.timeline import Entry
from console.i18n import Words
from console.models.queue_cells import mode_tag
from console.models.sentences import timeline_entry
from console.models.work_sentences import answers_line
from gateway.protocol import events
from gateway.protocol.enums import TaskState
from gateway.protocol.views import IncidentView
from widgets.age import age_text

#: The steps of an agency that the report tells, in their order; the last column holds the end.
STEPS: Final = (
    TaskState.SENT,
    TaskState.ACKNOWLEDGED,
    TaskState.EN_ROUTE,
    TaskState.ON_SCENE,
    TaskState.DONE,
)
_ENDS: Final = (TaskState.REFUSED, TaskState.WITHDRAWN, TaskState.NO_ANSWER)
#: What stands where nothing is known.
NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, the names of the columns, and the rows."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """``mark`` says LATIHAN or UJI on every page; ``reference`` stands there too."""

    reference: str
    mark: str
    name: str
    title: str
    head: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    made: str


@dataclass
class _Course:
    """When an agency's task first came to each step, and how it ended."""

    agency: str
    steps: dict[TaskState, datetime] = field(default_factory=dict)


def report(
    view: IncidentView,
    entries: Sequence[Entry],
    words: Words,
    titles: Mapping[str, str],
    now: datetime,
) -> Report:
    """The report as of ``now``. ``entries`` is the whole timeline."""
    courses = _courses(entries)
    tag = mode_tag(view, words)
    t = words.t
    return Report(
        reference=view.reference,
        mark=tag.text if tag is not None else "",
        name=t("report.name", reference=view.reference),
        title=f"{words.kind(view.kind)} · {words.place(view.place)}",
        head=_head(view, words),
        tables=(
            _times(view, courses, words),
            _agencies(courses, words),
            _history(entries, words, titles),
        ),
        made=t("report.made", time=words.date_clock(now)),
    )


def _head(view: IncidentView, words: Words) -> tuple[tuple[str, str], ...]:
    t = words.t
    point = ""
    if view.place.lat is not None and view.place.lon is not None:
        point = f"{view.place.lat:.5f}, {view.place.lon:.5f}"
    ending = t(f"disposition.{view.disposition.value}") if view.disposition else ""
    answers = answers_line(view.subkind, view.hurt, view.trapped, words)
    lines = [
        ("report.kind", words.kind(view.kind)),
        ("report.priority", t(f"priority.{view.priority.value}")),
        ("report.state", words.state(view.state)),
        ("report.ending", ending),
        ("report.post", view.post_title),
        ("report.place", words.address(view.place)),
        ("report.point", point),
        ("report.officer", view.claimed_by_title),
        ("report.answers", answers),
    ]
    facts = [(f"facts.{name}", getattr(view.facts, name)) for name in view.facts.__struct_fields__]
    return tuple((t(key), said) for key, said in (*lines, *facts) if said)


def _times(view: IncidentView, courses: Iterable[_Course], words: Words) -> Table:
    """t0 to t8 of the design, each with what has passed since the press and the step before."""

    def first(state: TaskState) -> datetime | None:
        known = [course.steps[state] for course in courses if state in course.steps]
        return min(known, default=None)

    steps = (
        view.pressed_at,
        view.received_at,
        view.shown_at,
        view.claimed_at,
        first(TaskState.SENT),
        first(TaskState.ACKNOWLEDGED),
        first(TaskState.EN_ROUTE),
        first(TaskState.ON_SCENE),
        view.closed_at,
    )
    rows, before = [], view.pressed_at
    for number, at in enumerate(steps):
        name = words.t(f"report.time.{number}")
        if at is None:
            rows.append((f"t{number}", name, NOTHING, NOTHING, NOTHING))
            continue
        since, step = (_span((at - other).total_seconds()) for other in (view.pressed_at, before))
        rows.append((f"t{number}", name, words.date_clock(at), since, step))
        before = at
    keys = ("step", "what", "time", "since_press", "since_before")
    columns = tuple(words.t(f"report.column.{key}") for key in keys)
    return Table(words.t("report.times"), columns, tuple(rows))


def _span(seconds: float) -> str:
    # A step may have happened before the one that stands above it.
    return age_text(seconds) if seconds >= 0 else f"−{age_text(-seconds)}"


def _courses(entries: Iterable[Entry]) -> list[_Course]:
    found: dict[str, _Course] = {}
    for entry in entries:
        if isinstance(entry.event, events.TaskMoved):
            course = found.setdefault(entry.event.task, _Course(entry.event.agency_title))
            course.steps.setdefault(entry.event.state, entry.at)
    return list(found.values())


def _agencies(courses: Iterable[_Course], words: Words) -> Table:
    rows = []
    for course in courses:
        times = [words.clock(course.steps[s]) if s in course.steps else NOTHING for s in STEPS]
        ends = [words.t(f"task.{state.value}") for state in _ENDS if state in course.steps]
        rows.append((course.agency or NOTHING, *times, ", ".join(ends)))
    columns = (
        words.t("report.column.agency"),
        *(words.t(f"report.step.{state.value}") for state in STEPS),
        words.t("report.column.remark"),
    )
    return Table(words.t("report.agencies"), columns, tuple(rows))


def _history(entries: Iterable[Entry], words: Words, titles: Mapping[str, str]) -> Table:
    rows = []
    for entry in entries:
        shown = timeline_entry(entry, words, titles)
        said = f"{shown.sentence}\n{shown.quote}" if shown.quote else shown.sentence
        rows.append((words.date_clock(entry.at), said))
    columns = (words.t("report.column.time"), words.t("report.column.event"))
    return Table(words.t("report.history"), columns, tuple(rows))
