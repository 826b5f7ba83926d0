"""Imports on a real store: what a restart, a failed commit and an undo leave."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from gateway.domain.area import AreaBatch
from gateway.domain.area_files import AreaReader
from gateway.domain.escalation import EscalationTimes
from gateway.protocol import commands as do
from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.commit.batch import Done
from gateway.service.commit.writer import Writer
from gateway.store import areas, tables
from gateway.store.areas_ready import ReadyAreas
from gateway.store.store import Store
from gateway.store.verify import verify
from tests.helpers.lands import collection, csv_file, feature, geojson_file
from tests.helpers.orders import CLI, fresh_code, new_id, order

VILLAGE = "33.99.01.2001"
SQUARE = [(110.0, -7.0), (110.1, -7.0), (110.1, -6.9)]


def open_store(folder: Path) -> Store:
    store = Store.at(folder / "journal.sqlite")
    store.migrate()
    return store


def new_writer(store: Store) -> Writer:
    writer = Writer(store, EscalationTimes(), "KDL")
    writer.load()
    writer.start()
    return writer


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path)


@pytest.fixture
async def writer(store: Store) -> AsyncIterator[Writer]:
    writer = new_writer(store)
    yield writer
    await writer.stop()
    store.close()


def land() -> AreaBatch:
    reader = AreaReader({}, lambda *_: None)
    reader.read("contoh.csv", csv_file())
    reader.read("contoh.geojson", geojson_file())
    return reader.batch()


async def bring(writer: Writer, batch: AreaBatch) -> Done:
    given = order(CLI, do.ImportAreas(batch=new_id()))
    return await writer.submit(replace(given, areas=batch))


async def undo(writer: Writer) -> Done:
    return await writer.submit(order(CLI, do.UndoAreas()))


def rows(store: Store, table: str) -> int:
    with store.engine.connect() as connection:
        chosen = select(func.count()).select_from(tables.metadata.tables[table])
        return int(connection.execute(chosen).scalar_one())


async def test_every_village_takes_a_post_at_once_and_after_a_restart(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    writer = new_writer(store)
    await bring(writer, land())
    for number, code in enumerate(writer.areas):
        body = do.AddPost(title=f"Pos {number}", area=code)
        await writer.submit(order(CLI, body, code=fresh_code(f"C{number:07}")))
    before = writer.areas
    assert len(before) == 320 + 12
    await writer.stop()
    store.close()
    store = open_store(tmp_path)
    writer = new_writer(store)
    assert writer.areas == before
    await writer.stop()
    with store.engine.connect() as connection:
        assert verify(connection, None).bad is None
    store.close()


async def test_boundaries_come_by_code_in_pages(writer: Writer, store: Store) -> None:
    await bring(writer, land())
    found: list[str] = []
    while page := await store.read(areas.boundaries, found[-1] if found else "", 150):
        found += [view.area for view in page]
    assert len(found) == 340
    assert found == sorted(found)


async def test_of_two_outlines_the_later_holds_until_it_is_taken_back(
    writer: Writer, store: Store
) -> None:
    await bring(writer, land())
    (before,) = await store.read(areas.boundaries, "", 1)
    reader = AreaReader({area.code: area for area in land().areas}, lambda *_: None)
    reader.read("baru.geojson", collection(feature("33.99.01", "Baru", SQUARE)))
    await bring(writer, reader.batch())
    (after,) = await store.read(areas.boundaries, "", 1)
    assert (after.area, after.name) == ("33.99.01", "Baru")
    await undo(writer)
    assert await store.read(areas.boundaries, "", 1) == [before]
    await undo(writer)
    assert await store.read(areas.boundaries, "", 1) == []
    assert VILLAGE not in writer.areas
    listed = await store.read(areas.listed)
    assert [(row.areas, row.boundaries, row.undone) for row in listed] == [
        (341, 340, True),
        (0, 1, True),
    ]


async def test_the_same_import_command_is_done_once(writer: Writer, store: Store) -> None:
    given = replace(order(CLI, do.ImportAreas(batch=new_id())), areas=land())
    assert await writer.submit(given) == await writer.submit(given)
    assert rows(store, "area_import") == 1


async def test_file_names_are_personal(writer: Writer, store: Store) -> None:
    await bring(writer, land())
    with store.engine.connect() as connection:
        raw = connection.execute(select(tables.event.c.bytes)).scalar_one()
        kept = connection.execute(select(tables.personal.c.bytes)).scalar_one()
    assert b"contoh.csv" not in raw
    assert b"contoh.csv" in kept


@pytest.mark.expects_log("a batch of 1 orders failed")
async def test_a_failed_commit_leaves_nothing(
    writer: Writer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    with monkeypatch.context() as patch:
        patch.setattr("gateway.store.areas._write_import", broken)
        with pytest.raises(Refused) as caught:
            await bring(writer, land())
    assert caught.value.code is ErrorCode.STORE_FAILED
    assert VILLAGE not in writer.areas
    assert {rows(store, name) for name in ("event", "area_import", "area", "boundary")} == {0}
    await bring(writer, land())
    assert VILLAGE in writer.areas


def test_only_a_good_batch_that_lies_ready_is_read(tmp_path: Path) -> None:
    ready = ReadyAreas(tmp_path / "areas")
    name = new_id()
    ready.lay(name, land())
    assert ready.read(name) == land()
    assert (tmp_path / "areas").stat().st_mode & 0o077 == 0
    (tmp_path / "areas" / name).write_bytes(b"\x00")
    (tmp_path / "secret").write_bytes(b"")
    wanted = {
        name: ErrorCode.BAD_FRAME,
        new_id(): ErrorCode.NOT_FOUND,
        "../secret": ErrorCode.NOT_FOUND,
    }
    for batch, code in wanted.items():
        with pytest.raises(Refused) as caught:
            ready.read(batch)
        assert caught.value.code is code
