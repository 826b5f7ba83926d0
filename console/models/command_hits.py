"""What a typed line may mean: a command, a report, a post, a desa, an officer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain, islice
from typing import Final

from console.board.board import Board
from console.i18n import ICONS, Words, search_words
from gateway.protocol.enums import Mode
from gateway.protocol.views import AlarmView, IncidentView

#: So many of one sort at most, and so many together: a list that is read at a glance.
OF_A_SORT: Final = 4
TOGETHER: Final = 9


class HitKind(Enum):
    """What Enter does with a hit; the value is the picture of those that have none of their own."""

    COMMAND = "keyboard"
    INCIDENT = "clipboard-list"
    POST = "house"
    NARROW = "filter"


@dataclass(frozen=True, slots=True)
class Command:
    """A command by its name, what it does in a sentence, and its key."""

    name: str
    sentence: str
    key: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of the list. ``does`` says what Enter does. ``target``: the command's name, the
    subject, or the words to narrow the queue by."""

    kind: HitKind
    target: str
    title: str
    does: str
    icon: str
    key: str = ""


def find_hits(text: str, commands: Iterable[Command], board: Board, words: Words) -> list[Hit]:
    """What the line may mean, commands first. An empty line may mean any command."""
    sought = search_words(text)
    sorts = (
        _commands(sought, commands, words),
        *(() if not sought else (
            _incidents(sought, board, words),
            _posts(sought, board, words),
            _places(sought, board, words),
            _officers(sought, board, words),
        )),
    )  # fmt: skip
    of_a_sort = OF_A_SORT if sought else TOGETHER
    found = chain.from_iterable(islice(hits, of_a_sort) for hits in sorts)
    return list(islice(found, TOGETHER))


def _meant(sought: list[str], text: str) -> bool:
    """Whether each word that was typed begins a word of the text."""
    known = search_words(text)
    return all(any(word.startswith(typed) for word in known) for typed in sought)


def _commands(sought: list[str], commands: Iterable[Command], words: Words) -> Iterator[Hit]:
    for each in commands:
        if _meant(sought, each.sentence):
            does = words.t("hit.command")
            kind = HitKind.COMMAND
            yield Hit(kind, each.name, each.sentence, does, kind.value, each.key)


def _incidents(sought: list[str], board: Board, words: Words) -> Iterator[Hit]:
    for view in (*board.alarms.values(), *board.closed.values()):
        known = view if isinstance(view, IncidentView) else None
        holder = known.claimed_by_title if known else ""
        if not _meant(sought, words.haystack(view, holder)):
            continue
        number = known.reference if known else ""
        parts = (_mode(view, words), words.kind(view.kind), words.place(view.place), number)
        title = " · ".join(part for part in parts if part)
        icon = ICONS[view.kind]
        yield Hit(HitKind.INCIDENT, view.subject, title, words.t("hit.incident"), icon)


def _posts(sought: list[str], board: Board, words: Words) -> Iterator[Hit]:
    for view in sorted(board.posts.values(), key=lambda view: view.title):
        title = f"{view.title} · {words.place(view.place)}"
        if _meant(sought, title):
            kind = HitKind.POST
            yield Hit(kind, view.subject, title, words.t("hit.post"), kind.value)


def _places(sought: list[str], board: Board, words: Words) -> Iterator[Hit]:
    known = {words.place(view.place) for view in board.posts.values()}
    known |= {words.place(view.place) for view in board.alarms.values()}
    return _narrowing((place for place in sorted(known) if _meant(sought, place)), words)


def _officers(sought: list[str], board: Board, words: Words) -> Iterator[Hit]:
    known = sorted(view.title for view in board.officers.values())
    return _narrowing((title for title in known if _meant(sought, title)), words)


def _narrowing(texts: Iterable[str], words: Words) -> Iterator[Hit]:
    kind = HitKind.NARROW
    for text in texts:
        yield Hit(kind, text, text, words.t("hit.narrow"), kind.value)


def _mode(view: AlarmView, words: Words) -> str:
    return "" if view.mode is Mode.REAL else words.t(f"mode.{view.mode.value}")
