"""The pilot's kecamatan and watch posts, as facts (``pilot.toml``)."""

import tomllib
from functools import cache

import msgspec

import resources


class Regency(msgspec.Struct, frozen=True):
    """The kabupaten; ``reference`` begins every incident's number."""

    code: str
    name: str
    reference: str


class Kecamatan(msgspec.Struct, frozen=True):
    """A pilot kecamatan and a point inside it."""

    code: str
    name: str
    lat: float
    lon: float


class Post(msgspec.Struct, frozen=True):
    """A watch post of the pilot; the point is that of its desa, to 0.001 degree."""

    title: str
    area: str
    desa: str
    kecamatan: str
    rt: str
    rw: str
    lat: float
    lon: float


class Pilot(msgspec.Struct, frozen=True):
    """All that is built in."""

    regency: Regency
    kecamatan: list[Kecamatan]
    post: list[Post]


@cache
def pilot() -> Pilot:
    """The facts of ``pilot.toml``."""
    return msgspec.convert(tomllib.loads(resources.read_text("pilot.toml")), Pilot)
