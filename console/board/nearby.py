"""Which other open incidents may be the same event. Suggested only: an officer decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from console.board.geography import Spot, distance_m
from gateway.protocol.enums import IncidentState
from gateway.protocol.views import AlarmView, IncidentView, Place

#: Our estimates of how far the same event may be seen or heard, and for how long it is reported.
NEAR_M: Final = 2_000.0
NEAR_TIME: Final = timedelta(minutes=15)

_ENDED: Final = (IncidentState.CLOSED, IncidentState.MERGED)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another incident: how far away, m, where that is known, and how much later than this one it
    was pressed."""

    view: IncidentView
    distance_m: float | None
    later: timedelta

    def joins(self, view: IncidentView) -> bool:
        """Whether the two may be one event; else they can only be linked."""
        open_both = self.view.state not in _ENDED and view.state not in _ENDED
        return open_both and self.view.mode is view.mode


def suggestions(view: IncidentView, others: Iterable[AlarmView]) -> list[Suggestion]:
    """Open incidents of the same mode that another post reported near by at about the same time.

    The likeliest first: the same kind before others, then by distance. Without both places there
    is no distance and no suggestion.
    """
    here = _spot(view.place)
    found = []
    for other in others:
        there = _spot(other.place)
        if here is None or there is None or not isinstance(other, IncidentView):
            continue
        if not _is_candidate(view, other):
            continue
        metres = distance_m(here, there)
        later = other.pressed_at - view.pressed_at
        if metres <= NEAR_M and abs(later) <= NEAR_TIME:
            found.append((other.kind is not view.kind, metres, Suggestion(other, metres, later)))
    found.sort(key=lambda each: each[:2])
    return [suggestion for _, _, suggestion in found]


def sought(view: IncidentView, others: Iterable[AlarmView]) -> list[Suggestion]:
    """Incidents that were searched for, whatever they are, in their order; never this one."""
    here = _spot(view.place)
    found = []
    for other in others:
        if isinstance(other, IncidentView) and other.subject != view.subject:
            there = _spot(other.place)
            metres = distance_m(here, there) if here and there else None
            found.append(Suggestion(other, metres, other.pressed_at - view.pressed_at))
    return found


def survivor(view: IncidentView, other: IncidentView, *, at_work: frozenset[str]) -> str:
    """Of two that are joined the one that goes on.

    ``at_work`` are those whose agencies are under way: these can't be merged into another. Else
    the one that an officer has goes on, and of two alike the one that was pressed first.
    """
    return min(
        (view, other),
        key=lambda each: (
            each.subject not in at_work,
            each.claimed_by is None,
            each.pressed_at,
            each.subject,
        ),
    ).subject


def _is_candidate(view: IncidentView, other: IncidentView) -> bool:
    return (
        other.subject != view.subject
        and other.post != view.post
        and other.mode is view.mode
        and other.state not in _ENDED
    )


def _spot(place: Place) -> Spot | None:
    return None if place.lat is None or place.lon is None else Spot(place.lat, place.lon)
