"""What the posts of merged reports are told: how the incident goes on that theirs went into."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from gateway.domain import incident_course
from gateway.domain.incident import Incident
from gateway.domain.world import Change, World
from gateway.protocol import events as ev
from gateway.protocol.enums import IncidentState


def followed(world: World, changes: Sequence[Change], at: datetime) -> list[Change]:
    """What these changes of incidents are to the reports that were merged into them."""
    after: dict[str, Incident] = {}
    for change in changes:
        was = after.get(change.subject) or world.find(change.subject)
        if isinstance(was, Incident):
            version = was.version + 1
            after[change.subject] = incident_course.evolve(was, version, at, change.data)
    return [
        Change(subject=follower.subject, data=_told(main))
        for main in after.values()
        if main.state is not IncidentState.MERGED
        for follower in followers(world, main, after)
        if follower.main != main.course
    ]


def followers(
    world: World, main: Incident, after: Mapping[str, Incident] | None = None
) -> Iterator[Incident]:
    """The reports that go on in this incident, and those that had been merged into them.

    ``after``: states that are newer than the world's.
    """
    for subject in main.merged:
        known = (after or {}).get(subject) or world.find(subject)
        if isinstance(known, Incident) and known.state is IncidentState.MERGED:
            yield known
            yield from followers(world, known, after)


def main_of(world: World, found: Incident) -> Incident:
    """The incident that a merged one goes on in at last, or itself."""
    while found.state is IncidentState.MERGED and found.merged_into is not None:
        into = world.find(found.merged_into)
        if not isinstance(into, Incident):
            break
        found = into
    return found


def _told(main: Incident) -> ev.CourseFollowed:
    course = main.course
    return ev.CourseFollowed(
        incident=main.subject,
        state=course.state,
        help=course.help,
        claimed_at=course.claimed_at,
        closed_at=course.closed_at,
    )
