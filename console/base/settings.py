"""The console's settings: one small TOML file that people may also edit by hand."""

import json
import re
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from console.base.files import write_whole

FILE_NAME: Final = "console.toml"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What this console is set to.

    ``gateway``: address of the sockets. ``ca``: file of the certificate authority, empty for the
    one that came with the console. ``output``: the loudspeaker that alarms go to, empty for the
    system's own choice. ``language``: of the screens. ``theme``: light for a day room.
    ``text_percent``: the size of all text. ``motion``: whether anything may pulse.
    ``media_minutes``: a photo or voice note of a post that has not come by then is called missing.
    """

    gateway: str = "wss://localhost:8444"
    ca: str = ""
    output: str = ""
    language: Literal["id", "en"] = "id"
    theme: Literal["dark", "light"] = "dark"
    text_percent: Annotated[int, msgspec.Meta(ge=100, le=200)] = 100
    motion: bool = True
    media_minutes: Annotated[int, msgspec.Meta(ge=1, le=1_440)] = 10


class SettingsError(Exception):
    """The file can't be used; it is left as it is. ``reason`` says what is wrong with it."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


def load(file: Path) -> Settings:
    """What the file says, or the defaults when there is none. Raises SettingsError."""
    return _parse(file, _text(file))


def change(file: Path, **values: str) -> Settings:
    """Set these keys and keep every other line of the file, comments too. Raises SettingsError."""
    text = _text(file)
    _parse(file, text)
    for key, value in values.items():
        text = _with_line(text, key, f"{key} = {_quoted(value)}")
    changed = _parse(file, text)
    try:
        write_whole(file, text.encode(), mode=0o644)
    except OSError as error:
        raise SettingsError(file, str(error)) from error
    return changed


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(file, str(error)) from error


def _parse(file: Path, text: str) -> Settings:
    try:
        return msgspec.toml.decode(text, type=Settings)
    except msgspec.DecodeError as error:
        raise SettingsError(file, str(error)) from error


def _with_line(text: str, key: str, line: str) -> str:
    present = re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=.*$", re.MULTILINE)
    if present.search(text):
        return present.sub(lambda _: line, text, count=1)
    return f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{line}\n"


def _quoted(value: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
