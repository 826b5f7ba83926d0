"""What the journal holds about one person: read from the personal rows, others left out."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Row, select

from gateway.domain import nik
from gateway.domain.guest_matching import ALIKE, alike
from gateway.store.tables import event, personal

#: Opens a sealed number: the sealed text and its place (``0/nik``).
Opens = Callable[[str, str], str]

_CHUNK: Final = 2_000
_SEALED: Final = "guest_documents_kept"
#: A text this short is a name; in longer ones the name must stand as it was typed.
_NAME_MOST: Final = 80
#: Digits of a telephone number that are the same in all its forms.
_DIGITS: Final = re.compile(r"\D")


class Wanted(Struct, frozen=True, kw_only=True):
    """Who is looked for; what is empty is not looked at."""

    name: str = ""
    phone: str = ""
    nik: str = ""

    def is_in(self, text: str) -> bool:
        """Whether a text speaks of them."""
        return self._named(text) or self._called(text) or self._numbered(text)

    def _named(self, text: str) -> bool:
        if not self.name:
            return False
        within = self.name.casefold() in text.casefold()
        return within or (len(text) <= _NAME_MOST and alike(text, self.name) >= ALIKE)

    def _called(self, text: str) -> bool:
        digits = _national(self.phone)
        return bool(digits) and digits in _DIGITS.sub("", text)

    def _numbered(self, text: str) -> bool:
        return bool(self.nik) and nik.plain(self.nik) in nik.plain(text)


class Held(Struct, frozen=True, kw_only=True):
    """One thing that is held: in which event, about what, and its words."""

    seq: int
    at: datetime
    subject: str
    kind: str
    field: str
    value: Any


def held_about(connection: Connection, wanted: Wanted, opens: Opens) -> Iterator[Held]:
    """All that is held, oldest first. Of lists only the items about this person are told."""
    numbered = _numbered(connection, wanted, opens) if wanted.nik else {}
    for row in _rows(connection):
        if row.kind == _SEALED:
            value: Any = numbered.get(row.subject) or None
        else:
            places = {int(place.partition("/")[0]) for place in numbered.get(row.subject, ())}
            value = _about(msgspec.json.decode(row.bytes), wanted, places)
        if value is not None:
            yield Held(
                seq=row.seq,
                at=row.at,
                subject=row.subject,
                kind=row.kind,
                field=row.field,
                value=value,
            )


def _rows(connection: Connection, kind: str = "") -> Iterator[Row[Any]]:
    chosen = (
        select(event.c.seq, event.c.at, event.c.subject, event.c.kind, personal.c.field)
        .add_columns(personal.c.bytes)
        .join(personal, personal.c.seq == event.c.seq)
        .order_by(event.c.seq, personal.c.field)
    )
    if kind:
        chosen = chosen.where(event.c.kind == kind)
    yield from connection.execution_options(yield_per=_CHUNK).execute(chosen)


def _numbered(connection: Connection, wanted: Wanted, opens: Opens) -> dict[str, list[str]]:
    """The places (``0/nik``) of the sealed numbers that are this one, by report."""
    found: dict[str, list[str]] = {}
    number = nik.plain(wanted.nik)
    for row in _rows(connection, _SEALED):
        sealed: dict[str, str] = msgspec.json.decode(row.bytes)
        same = [place for place, text in sealed.items() if opens(text, place) == number]
        if same:
            found[row.subject] = sorted({*found.get(row.subject, ()), *same})
    return found


def _about(value: Any, wanted: Wanted, places: set[int]) -> Any:
    """The part of a value that is about the person, or None."""
    match value:
        case str():
            return value if wanted.is_in(value) else None
        case list():
            mine = [v for n, v in enumerate(value) if n in places or _speaks(v, wanted)]
            return mine or None
        case _:
            return value if _speaks(value, wanted) else None


def _speaks(value: Any, wanted: Wanted) -> bool:
    match value:
        case str():
            return wanted.is_in(value)
        case dict():
            return any(_speaks(part, wanted) for part in value.values())
        case list():
            return any(_speaks(part, wanted) for part in value)
        case _:
            return False


def _national(phone: str) -> str:
    digits = _DIGITS.sub("", phone)
    return digits.removeprefix("62").removeprefix("0")
