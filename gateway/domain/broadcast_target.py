"""From a target to the posts that it means: the same answer for the same posts, in one order."""

import math
from collections.abc import Iterable
from typing import Final

from gateway.domain.device import Post
from gateway.domain.incident import Incident
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.targets import AnyTarget, AroundIncident, AroundPoint, ByHand, InAreas

#: The mean radius of the earth, m (IUGG).
_EARTH_M: Final = 6_371_008.8


def posts_meant(target: AnyTarget, posts: Iterable[Post], about: Incident | None) -> list[Post]:
    """The enrolled posts of a target, in the order of their subjects.

    Raises Refused(NO_POSTS) when there is none.
    """
    enrolled = [post for post in posts if post.enrolment.enrolled]
    found = [post for post in enrolled if _meant(target, post, about)]
    if not found:
        raise Refused(ErrorCode.NO_POSTS)
    return sorted(found, key=lambda post: post.subject)


def nearest(about: Incident, posts: Iterable[Post], metres: float, count: int) -> list[Post]:
    """The enrolled posts nearest to an incident, nearest first, without the one that raised it."""
    ranked = sorted(
        (away, post.subject, post)
        for post in posts
        if post.enrolment.enrolled and post.subject != about.post
        if (away := _distance(about.place.lat, about.place.lon, post)) <= metres
    )
    return [post for _, _, post in ranked[:count]]


def _meant(target: AnyTarget, post: Post, about: Incident | None) -> bool:
    match target:
        case InAreas():
            here = f"{post.place.area}."
            return any(here.startswith(f"{area}.") for area in target.areas)
        case ByHand():
            return post.subject in target.posts
        case AroundPoint():
            return _distance(target.lat, target.lon, post) <= target.metres
        case AroundIncident():
            if about is None or post.subject == about.post:
                return False
            return _distance(about.place.lat, about.place.lon, post) <= target.metres


def _distance(lat: float | None, lon: float | None, post: Post) -> float:
    """The straight line in metres (haversine); infinite where a point is unknown."""
    place = post.place
    if lat is None or lon is None or place.lat is None or place.lon is None:
        return math.inf
    here, there = math.radians(lat), math.radians(place.lat)
    half_lat = math.sin((there - here) / 2)
    half_lon = math.sin(math.radians(place.lon - lon) / 2)
    chord = half_lat**2 + math.cos(here) * math.cos(there) * half_lon**2
    return 2 * _EARTH_M * math.asin(math.sqrt(min(1.0, chord)))
