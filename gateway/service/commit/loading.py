"""Memory from the store: the states of all open subjects, made from their events."""

from sqlalchemy import Connection

from gateway.domain.world import World
from gateway.protocol.views import AreaView
from gateway.store import journal, queries
from resources.pilot import pilot

#: Subjects that are always open; incidents come by the projection of open ones.
DIRECTORIES = ("post:", "console:", "officer:")


def load_world(connection: Connection, prefix: str) -> World:
    """The world as the journal leaves it."""
    world = World({**built_in_areas(), **queries.areas(connection)}, prefix)
    for entry in journal.of_prefixes(connection, DIRECTORIES):
        world.apply(entry)
    for entry in journal.of_subjects(connection, queries.open_incidents(connection)):
        world.apply(entry)
    for reference in queries.newest_references(connection):
        world.continue_numbers(reference)
    for post, at in queries.last_alarms(connection):
        world.note_last_alarm(post, at)
    return world


def built_in_areas() -> dict[str, AreaView]:
    """The desa of the pilot's posts, known before any areas are imported."""
    return {
        post.area: AreaView(
            area=post.area, desa=post.desa, kecamatan=post.kecamatan, lat=post.lat, lon=post.lon
        )
        for post in pilot().post
    }
