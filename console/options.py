"""What the console is started with."""

from pathlib import Path

import msgspec


class Credentials(msgspec.Struct, frozen=True):
    """What a supervised start may hand over on standard input: any part of it."""

    code: str = ""
    user: str = ""
    password: str = ""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The command line; None leaves it to the settings file in ``data``."""

    data: Path
    gateway: str | None = None
    ca: str | None = None
    language: str | None = None
    credentials: Credentials = Credentials()
    check: bool = False
