"""The design tokens of ``tokens.toml``, typed and loaded once."""

import tomllib
from functools import cache

import msgspec

import resources

Palette = dict[str, str]


class Console(msgspec.Struct, frozen=True):
    """Colours of the console by role, for night and day rooms."""

    dark: Palette
    light: Palette


class Tablet(msgspec.Struct, frozen=True):
    """Colours of the pages by role."""

    day: Palette
    night: Palette


class Space(msgspec.Struct, frozen=True):
    """Distances in px."""

    steps: list[int]


class Radius(msgspec.Struct, frozen=True):
    """Corner radii in px."""

    console: int
    tablet: int


class Type(msgspec.Struct, frozen=True):
    """Type sizes in px, small to large."""

    console: list[int]
    tablet: list[int]


class Motion(msgspec.Struct, frozen=True):
    """Durations in milliseconds."""

    short_ms: int
    long_ms: int


class Tokens(msgspec.Struct, frozen=True):
    """All tokens."""

    console: Console
    tablet: Tablet
    space: Space
    radius: Radius
    type: Type
    motion: Motion


@cache
def tokens() -> Tokens:
    """The tokens of this build."""
    return msgspec.convert(tomllib.loads(resources.read_text("tokens.toml")), Tokens)
