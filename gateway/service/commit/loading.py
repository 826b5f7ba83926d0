"""Memory from the store: the states of all open subjects, made from their events."""

from statistics import fmean

from sqlalchemy import Connection

from gateway.domain.area import Area, AreaBook
from gateway.domain.call import CallTimes
from gateway.domain.kentongan import BroadcastRules
from gateway.domain.world import World
from gateway.service.directory import run_cards
from gateway.store import areas, calls, guests, journal, queries, timers
from resources.pilot import pilot

#: Subjects that are always open; incidents and calls come by the tables that say which are open,
#: broadcasts by the time at which they end.
DIRECTORIES = (
    "post:",
    "console:",
    "partner:",
    "officer:",
    "agency:",
    "kentongan:",
    "desk:",
    "sound_rules:",
    "talk:",
    "channel:",
)


def load_world(
    connection: Connection,
    prefix: str,
    broadcast_rules: BroadcastRules | None = None,
    call_times: CallTimes | None = None,
) -> World:
    """The world as the journal leaves it."""
    book = AreaBook(built_in_areas(), areas.imports(connection))
    world = World(book, prefix, run_cards(), broadcast_rules, call_times)
    for entry in journal.of_prefixes(connection, DIRECTORIES):
        world.apply(entry)
    for entry in journal.of_subjects(connection, queries.open_incidents(connection)):
        world.apply(entry)
    while missing := world.missing_merged():
        for entry in journal.of_subjects(connection, missing):
            world.apply(entry)
    for entry in journal.of_subjects(connection, world.tasks_of_incidents()):
        world.apply(entry)
    for entry in journal.of_subjects(connection, timers.subjects(connection, "broadcast:")):
        world.apply(entry)
    for entry in journal.of_subjects(connection, calls.open_calls(connection)):
        world.apply(entry)
    for entry in journal.of_subjects(connection, guests.open_subjects(connection)):
        world.apply(entry)
    for reference in (*queries.newest_references(connection), *guests.references(connection)):
        world.continue_numbers(reference)
    for post, at in queries.last_alarms(connection):
        world.note_last_alarm(post, at)
    return world


def built_in_areas() -> list[Area]:
    """The pilot's kabupaten and kecamatan and its posts' desa, known before any import."""
    facts = pilot()
    districts = {each.name: each for each in facts.kecamatan}
    middle = (
        fmean(each.lat for each in districts.values()),
        fmean(each.lon for each in districts.values()),
    )
    return [
        Area(code=facts.regency.code, name=facts.regency.name, lat=middle[0], lon=middle[1]),
        *(Area(code=d.code, name=d.name, lat=d.lat, lon=d.lon) for d in districts.values()),
        *(Area(code=p.area, name=p.desa, lat=p.lat, lon=p.lon) for p in facts.post),
    ]
