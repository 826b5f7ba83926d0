"""Whom a broadcast is meant for. The rules make a list of posts from it."""

from typing import Annotated

from msgspec import Meta, Struct

from gateway.protocol.fields import AreaCode, Latitude, Longitude, Subject

#: Metres; the regency is about 40 km wide.
Metres = Annotated[float, Meta(gt=0, le=100_000)]


class Target(Struct, frozen=True, kw_only=True, tag_field="by"):
    """Base of all targets."""


class InAreas(Target, frozen=True, kw_only=True, tag="areas"):
    """All posts of these desa, kecamatan or of the whole kabupaten."""

    areas: Annotated[tuple[AreaCode, ...], Meta(min_length=1, max_length=300)]


class AroundPoint(Target, frozen=True, kw_only=True, tag="point"):
    """All posts within so many metres of a point."""

    lat: Latitude
    lon: Longitude
    metres: Metres


class AroundIncident(Target, frozen=True, kw_only=True, tag="incident"):
    """All posts within so many metres of the incident that the broadcast is about, but not the one
    that raised it."""

    metres: Metres


class ByHand(Target, frozen=True, kw_only=True, tag="posts"):
    """These posts."""

    posts: Annotated[tuple[Subject, ...], Meta(min_length=1, max_length=600)]


AnyTarget = InAreas | AroundPoint | AroundIncident | ByHand
