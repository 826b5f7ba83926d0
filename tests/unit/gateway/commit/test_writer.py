"""The writer on a real store: idempotence, order, failure, restart, proof."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from gateway.domain.escalation import EscalationTimes
from gateway.domain.incident import Incident
from gateway.domain.order import SYSTEM, ErasePersonal
from gateway.protocol import commands as do
from gateway.protocol.enums import Disposition, IncidentState, Kind, Role
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.queries import Incidents
from gateway.service.commit.batch import Committed
from gateway.service.commit.writer import Writer
from gateway.store import queries, tables
from gateway.store.store import Store, try_room
from gateway.store.verify import verify
from tests.helpers.orders import AREA, T0, add_post, alarm, new_id, officer, order, post_actor


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


async def a_post(writer: Writer) -> str:
    done = await writer.submit(add_post())
    assert done.subject is not None
    return done.subject


def count(store: Store, table: str = "event") -> int:
    with store.engine.connect() as connection:
        chosen = select(func.count()).select_from(tables.metadata.tables[table])
        return int(connection.execute(chosen).scalar_one())


def is_proven(store: Store) -> bool:
    with store.engine.connect() as connection:
        return verify(connection, None).bad is None


async def test_a_repeated_command_is_done_once_and_answered_alike(
    writer: Writer, store: Store
) -> None:
    given = alarm(await a_post(writer))
    first = await writer.submit(given)
    before = count(store)
    again = await asyncio.gather(*(writer.submit(given) for _ in range(5)))
    assert {done.seq for done in again} == {first.seq}
    assert count(store) == before


async def test_a_repeated_command_is_known_after_a_restart(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    writer = new_writer(store)
    given = alarm(await a_post(writer))
    first = await writer.submit(given)
    await writer.stop()
    store.close()
    store = open_store(tmp_path)
    writer = new_writer(store)
    assert await writer.submit(given) == first
    assert (await writer.submit(alarm(given.actor.subject, Kind.CRIME))).seq == first.seq + 1
    await writer.stop()
    store.close()


async def test_the_id_of_another_actor_is_refused(writer: Writer) -> None:
    post = await a_post(writer)
    taken = (await writer.submit(alarm(post, id=(used := new_id())))).subject or ""
    with pytest.raises(Refused) as caught:
        await writer.submit(order(officer(), do.Claim(incident=taken), id=used))
    assert caught.value.code is ErrorCode.ID_TAKEN


async def test_a_refused_order_writes_nothing_and_leaves_its_batch_alone(
    writer: Writer, store: Store
) -> None:
    post = await a_post(writer)
    before = count(store)
    unknown = order(officer(), do.Claim(incident=f"incident:{new_id()}"))
    outcomes = await asyncio.gather(
        writer.submit(unknown), writer.submit(alarm(post)), return_exceptions=True
    )
    assert isinstance(outcomes[0], Refused)
    assert count(store) == before + 1


async def test_listeners_hear_commits_in_order_before_the_answer(writer: Writer) -> None:
    heard: list[Committed] = []
    writer.subscribe(heard.append)
    post = await a_post(writer)
    kinds = [Kind.FIRE, Kind.CRIME, Kind.DISASTER, Kind.MEDICAL]
    dones = await asyncio.gather(*(writer.submit(alarm(post, kind)) for kind in kinds))
    numbers = [entry.seq for committed in heard for entry in committed.entries]
    assert numbers == list(range(1, max(done.seq for done in dones) + 1))


async def test_open_incidents_come_back_and_closed_ones_are_loaded_when_named(
    tmp_path: Path,
) -> None:
    store = open_store(tmp_path)
    writer = new_writer(store)
    post = await a_post(writer)
    stays = (await writer.submit(alarm(post, Kind.FIRE))).subject or ""
    ends = (await writer.submit(alarm(post, Kind.CRIME, id=(press := new_id())))).subject or ""
    await writer.submit(order(officer(), do.Claim(incident=ends)))
    close = do.CloseIncident(incident=ends, disposition=Disposition.HANDLED)
    await writer.submit(order(officer(), close))
    await writer.stop()

    writer = new_writer(store)
    states = writer.states()
    assert stays in states
    assert ends not in states
    note = await writer.submit(order(officer(), do.AddNote(incident=ends, text="catatan susulan")))
    assert note.seq == writer.head
    with pytest.raises(Refused) as caught:
        await writer.submit(order(post_actor(post), do.CancelAlarm(press=press)))
    assert caught.value.code is ErrorCode.WRONG_STATE
    await writer.stop()
    store.close()


async def test_reference_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    references = []
    for kind in (Kind.FIRE, Kind.CRIME):
        writer = new_writer(store)
        post = await a_post(writer) if kind is Kind.FIRE else next(iter(writer.states()))
        subject = (await writer.submit(alarm(post, kind))).subject or ""
        state = writer.states()[subject]
        assert isinstance(state, Incident)
        references.append(state.reference)
        await writer.stop()
    store.close()
    assert references == ["KDL-20261123-0001", "KDL-20261123-0002"]


@pytest.mark.expects_log("orders failed")
async def test_a_failing_store_acknowledges_nothing_and_recovers(
    writer: Writer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = await a_post(writer)
    told: list[bool] = []
    writer.on_failing(told.append)
    full = OperationalError("INSERT", {}, Exception("database or disk is full"))

    def refuse(*_: object) -> None:
        raise full

    given = alarm(post)
    with monkeypatch.context() as patch:
        patch.setattr("gateway.service.commit.batch.projections.write", refuse)
        with pytest.raises(Refused) as caught:
            await writer.submit(given)
        assert caught.value.code is ErrorCode.STORE_FAILED
    assert count(store, "incident") == 0
    done = await writer.submit(given)
    assert (done.seq, told) == (3, [True, False])
    assert is_proven(store)


@pytest.mark.expects_log("orders failed")
async def test_one_bad_order_does_not_fail_its_batch(
    writer: Writer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = await a_post(writer)
    administrator = officer(role=Role.ADMINISTRATOR)
    broken = order(administrator, do.AddConsole(title="Konsol 1"))  # carries no fresh code
    outcomes = await asyncio.gather(
        writer.submit(broken), writer.submit(alarm(post)), return_exceptions=True
    )
    assert isinstance(outcomes[0], Refused)
    assert outcomes[0].code is ErrorCode.INTERNAL
    assert count(store, "incident") == 1


async def test_erasing_personal_rows_keeps_the_chain_whole(writer: Writer, store: Store) -> None:
    subject = (await writer.submit(alarm(await a_post(writer)))).subject or ""
    secret = "nama yang harus hilang"
    note = await writer.submit(order(officer(), do.AddNote(incident=subject, text=secret)))
    await writer.submit(
        order(SYSTEM, ErasePersonal(rows=(f"{note.seq}/text",), reason="retention"))
    )
    assert is_proven(store)
    timeline = await store.read(queries.timeline, subject, 0, 100)
    assert timeline[-1].data.text == ""  # type: ignore[union-attr]
    with store.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = b"".join(
        f.read_bytes() for f in Path(str(store.engine.url.database)).parent.glob("journal*")
    )
    assert secret.encode() not in raw


async def test_queries_page_newest_first(writer: Writer, store: Store) -> None:
    post = await a_post(writer)
    for hour in range(5):
        await writer.submit(alarm(post, at=T0 + timedelta(hours=hour)))
    desks = officer().desks
    page, cursor = await store.read(queries.incidents, Incidents(), desks, None, 3)
    rest, end = await store.read(queries.incidents, Incidents(), desks, cursor, 3)
    hours = [(found.received_at - T0) / timedelta(hours=1) for found in [*page, *rest]]
    assert (hours, end) == ([4, 3, 2, 1, 0], None)
    nothing, _ = await store.read(queries.incidents, Incidents(text="100%"), desks, None, 3)
    for area, count in ((AREA, 3), (AREA[:8], 3), (AREA[:-1], 0), ("33.24.99", 0)):
        found, _ = await store.read(queries.incidents, Incidents(area=area), desks, None, 3)
        assert len(found) == count, area
    assert nothing == []
    assert all(found.state is IncidentState.WAITING for found in page)


@pytest.mark.expects_log("orders failed", "can't be read")
async def test_what_a_failed_batch_left_in_memory_is_never_built_upon(
    writer: Writer, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = await a_post(writer)
    given = alarm(post)

    def refuse(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("gateway.service.commit.batch.projections.write", refuse)
        patch.setattr("gateway.service.commit.writer.load_world", refuse)
        for _ in range(2):
            with pytest.raises(Refused) as caught:
                await writer.submit(given)
            assert caught.value.code is ErrorCode.STORE_FAILED
    await writer.submit(given)
    assert (count(store), count(store, "incident")) == (3, 1)
    assert is_proven(store)


@pytest.mark.expects_log("orders failed", "still fails")
async def test_a_store_that_holds_again_is_told_without_a_command(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = await a_post(writer)
    told: asyncio.Queue[bool] = asyncio.Queue()
    writer.on_failing(told.put_nowait)

    def refuse(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr("gateway.service.commit.writer.RETRY_S", 0.01)
    monkeypatch.setattr("gateway.service.commit.writer.TELL_AGAIN_S", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr("gateway.service.commit.batch.projections.write", refuse)
        patch.setattr("gateway.service.commit.writer.try_room", refuse)
        with pytest.raises(Refused):
            await writer.submit(alarm(post))
        with pytest.raises(Refused):  # writes nothing, and so proves nothing
            await writer.submit(alarm(f"post:{new_id()}"))
        assert [await told.get(), await told.get()] == [True, True]
    async with asyncio.timeout(10):
        while await told.get():
            pass
    assert not writer.failing


@pytest.mark.expects_log("a listener failed")
async def test_a_listener_that_fails_costs_the_others_nothing(writer: Writer) -> None:
    heard: list[Committed] = []

    def choke(_: Committed) -> None:
        raise ValueError("poison")

    writer.subscribe(choke)
    writer.subscribe(heard.append)
    await a_post(writer)
    assert heard


def test_trying_the_store_truly_writes(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    log = next(tmp_path.rglob("*-wal"))
    before = log.stat().st_size
    with store.begin() as connection:
        try_room(connection)
    assert log.stat().st_size > before + 64 * 1024
    assert count(store, "meta") == 1
    store.close()
