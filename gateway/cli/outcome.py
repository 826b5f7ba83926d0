"""What a command says in the end: one plain line, or JSON; and in which language."""

import os
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from resources.i18n import translator

DONE: Final = 0
NOT_DONE: Final = 1
WRONG_USE: Final = 2

_WIB: Final = ZoneInfo("Asia/Jakarta")


class Outcome(Struct, frozen=True, kw_only=True):
    """A sentence of ``resources/i18n/gateway.*.json`` with what fills it, and the same as data.

    ``more`` is printed below the line for people, such as a QR code or a table.
    """

    sentence: str
    data: dict[str, Any] = {}
    more: str = ""
    code: int = DONE


class NotDone(Exception):  # noqa: N818  it is an answer to a person
    """A command ends without success.

    ``reason`` is a code and a key of ``resources/i18n/gateway.*.json``, which ``params`` fill;
    ``text`` is its sentence where that was made elsewhere.
    """

    def __init__(
        self, reason: str, *, text: str = "", code: int = NOT_DONE, **params: object
    ) -> None:
        super().__init__(text or reason)
        self.reason = reason
        self.text = text
        self.code = code
        self.params = params


def language_of(environ: Mapping[str, str] = os.environ) -> str:
    """English where the system user's locale is English, else Indonesian."""
    names = (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), "")
    return "en" if chosen.startswith("en") else "id"


def tell(outcome: Outcome, *, as_json: bool, language: str) -> None:
    """Prints the outcome on standard output."""
    if as_json:
        _write(msgspec.json.encode(outcome.data).decode())
        return
    values = {name: shown(value) for name, value in outcome.data.items()}
    _write(translator("gateway", language)(outcome.sentence, **values))
    if outcome.more:
        _write(outcome.more)


def complain(failure: NotDone, *, as_json: bool, language: str) -> None:
    """Says why it was not done: on standard error, with ``--json`` as JSON on standard output."""
    text = failure.text or translator("gateway", language)(failure.reason, **failure.params)
    if as_json:
        _write(msgspec.json.encode({"error": failure.reason, "message": text}).decode())
    else:
        sys.stderr.write(text + "\n")


def shown(value: object) -> object:
    """A value as a person reads it in a sentence."""
    match value:
        case datetime():
            return f"{value.astimezone(_WIB):%d/%m/%Y %H.%M} WIB"
        case [*items]:
            return ", ".join(map(str, items))
    return value


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
