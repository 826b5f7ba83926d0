"""Figures equal those reckoned apart from the exported journal; drills and tests are in none."""

import ast
import asyncio
import csv
import random
import zipfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from gateway.cli.main import main
from gateway.cli.sheets import FORMS
from gateway.domain.escalation import EscalationTimes
from gateway.domain.guest_ladder import OVERDUE
from gateway.domain.order import (
    SYSTEM,
    Actor,
    ActorKind,
    AdvanceGuest,
    EnrolDevice,
    InternalBody,
    MarkPostBack,
    MarkPostLost,
    RingOver,
    SignInOfficer,
    SignOutOfficer,
)
from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import (
    AgencySort,
    AgentState,
    ClientKind,
    ContactChannel,
    Desk,
    Disposition,
    Kind,
    Mode,
    PartnerRole,
    Role,
    TaskState,
)
from gateway.protocol.queries import Figures
from gateway.protocol.views import AgencyCard, FiguresView
from gateway.service.commit.writer import Writer
from gateway.store import figures
from gateway.store.store import Store
from tests.helpers import reckoning
from tests.helpers.guests import report, with_ticket
from tests.helpers.orders import AREA, CLI, T0, fresh_code, officer, order, post_actor
from tests.helpers.reckoning import Reckoning

UNTIL = T0 + timedelta(days=3)
#: In the middle of the last day: what lasts is cut here, what is fresh may still be in time.
NOW = T0 + timedelta(days=2, hours=13)
DESKS = (Desk.SATPOL_PP, Desk.PSC_119)
KINDS = (Kind.FIRE, Kind.CRIME, Kind.MEDICAL, Kind.OTHER)


class Office:
    """Gives orders to a store's writer at chosen times."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.posts: list[Actor] = []
        self.officers: list[Actor] = []
        self.head = CLI
        self.agency = ""

    async def do(
        self, actor: Actor, body: AnyBody | InternalBody, at: datetime, age_s: float = 0
    ) -> str:
        """The subject that it made or changed."""
        enrols = isinstance(body, do.AddPost | do.AddPartner)
        code = fresh_code(f"A{len(self.posts)}CD2345") if enrols else None
        given = order(actor, body, at, age_s=age_s, code=code, password_hash="hash")
        return (await self._writer.submit(with_ticket(given, "", None))).subject or ""

    async def open(self) -> "Office":
        before = T0 - timedelta(days=1)
        for number, area in enumerate((AREA, "33.24.07.2016")):
            body = do.AddPost(title=f"=Pos {number}", area=area)
            key = f"hmac-of-A{len(self.posts)}CD2345"
            self.posts.append(post_actor(await self.do(CLI, body, before)))
            enrol = EnrolDevice(kind=ClientKind.POST, code_hmac=key, public_key=f"kunci{number}")
            await self.do(SYSTEM, enrol, before)
        for number in (1, 2):
            body_ = do.AddOfficer(
                user=f"petugas{number}",
                title=f"Petugas {number}",
                role=Role.OFFICER,
                desks=DESKS,
                password="kentongan malam",
            )
            subject = await self.do(CLI, body_, before)
            self.officers.append(_named(officer(number), subject))
        posts = tuple(post.subject for post in self.posts)
        head = do.AddPartner(
            title="Ketua RT 03", phone="081200000001", role=PartnerRole.KETUA_RT, posts=posts
        )
        subject = await self.do(CLI, head, before)
        self.head = Actor(kind=ActorKind.PARTNER, subject=subject, title="Ketua RT 03")
        card = AgencyCard(title="Damkar", sort=AgencySort.DAMKAR)
        self.agency = await self.do(SYSTEM, do.AddAgency(agency=card), before)
        await self._sign_in()
        return self

    async def _sign_in(self) -> None:
        for number, one in enumerate(self.officers):
            start = T0 + timedelta(hours=5 * number)
            body = SignInOfficer(
                officer=one.subject,
                console=one.console,
                session_hash="token",
                expires_at=start + timedelta(hours=30),
            )
            await self.do(SYSTEM, body, start)
        rest = do.SetAgentState(state=AgentState.BREAK, reason="makan")
        await self.do(self.officers[1], rest, T0 + timedelta(hours=6))
        back = do.SetAgentState(state=AgentState.READY)
        await self.do(self.officers[1], back, T0 + timedelta(hours=6, minutes=20))
        first = self.officers[0]
        out = SignOutOfficer(officer=first.subject, console=first.console, reason="asked")
        await self.do(SYSTEM, out, T0 + timedelta(hours=20, minutes=3))


def _named(actor: Actor, subject: str) -> Actor:
    return Actor(
        kind=actor.kind,
        subject=subject,
        title=actor.title,
        role=actor.role,
        desks=actor.desks,
        console=actor.console,
    )


async def incidents(office: Office, chance: random.Random, mode: Mode, number: int) -> None:
    """A number of them over two and a half days, each going its own way."""
    for index in range(number):
        at = T0 + timedelta(minutes=90 * index, seconds=chance.randrange(900))
        post = chance.choice(office.posts)
        raised = do.RaiseAlarm(kind=chance.choice(KINDS), mode=mode)
        subject = await office.do(post, raised, at, age_s=chance.choice((0, 0.4, 3, 75)))
        if index % 5 == 0:
            await office.do(post, raised, at + timedelta(seconds=0.1))
        course = chance.random()
        if course < 0.12:
            press = subject.partition(":")[2]
            await office.do(post, do.CancelAlarm(press=press), at + timedelta(seconds=2))
        elif course < 0.9:
            await worked(office, chance, subject, at)


async def worked(office: Office, chance: random.Random, subject: str, at: datetime) -> None:
    """Shown and claimed; most with a task, closed in some way."""
    actor = chance.choice(office.officers)
    at += timedelta(seconds=chance.uniform(0.2, 2))
    await office.do(actor, do.MarkShown(incidents=(subject,)), at)
    at += timedelta(seconds=chance.choice((4, 9, 14, 19, 33)))
    await office.do(actor, do.Claim(incident=subject), at)
    if chance.random() < 0.2:
        await office.do(actor, do.SetKind(incident=subject, kind=Kind.RESCUE), at)
    if chance.random() < 0.75:
        at = await tasked(office, chance, actor, subject, at)
    if chance.random() < 0.8:
        body = do.CloseIncident(incident=subject, disposition=chance.choice(list(Disposition)))
        await office.do(actor, body, at + timedelta(minutes=5))


async def tasked(
    office: Office, chance: random.Random, actor: Actor, subject: str, at: datetime
) -> datetime:
    """An agency is sent and is done, or refuses; when that was."""
    at += timedelta(seconds=chance.choice((11, 45, 80)))
    body = do.AddTask(incident=subject, agency=office.agency)
    task = await office.do(actor, body, at)
    ways: tuple[Sequence[TaskState], ...] = (
        (TaskState.ACKNOWLEDGED, TaskState.ON_SCENE, TaskState.DONE),
        (TaskState.EN_ROUTE, TaskState.ON_SCENE, TaskState.DONE),
        (TaskState.ACKNOWLEDGED, TaskState.WITHDRAWN),
        (TaskState.REFUSED,),
    )
    for step in chance.choice(ways):
        at += timedelta(seconds=chance.choice((20, 59, 400, 700)))
        stepped = do.StepTask(task=task, step=step, channel=ContactChannel.RADIO, words="siap")
        await office.do(actor, stepped, at)
    return at


async def calls_and_guests(office: Office, chance: random.Random, mode: Mode, number: int) -> None:
    """Calls missed, given up, called back or reviewed; guests, of whom some stay too long."""
    for index in range(number):
        at = T0 + timedelta(hours=3 * index, minutes=40)
        post, actor = chance.choice(office.posts), office.officers[1]
        call = await office.do(post, do.StartCall(desk=Desk.SATPOL_PP, mode=mode), at)
        over = at + timedelta(seconds=45)
        missed = RingOver(call=call) if index % 3 else do.EndCall(call=call)
        await office.do(SYSTEM if index % 3 else post, missed, over)
        if index % 4 == 0:
            await office.do(actor, do.ReviewCall(call=call, text="sudah bertemu"), over)
        elif index % 4 < 3:
            back = do.StartCall(to=post.subject, calls_back=call, mode=mode)
            again = await office.do(actor, back, over + timedelta(seconds=60 * (index % 4)))
            taken = over + timedelta(seconds=70 * (index % 4))
            await office.do(post, do.AnswerCall(call=again), taken)
            await office.do(actor, do.EndCall(call=again), taken)
        guest = await office.do(post, report(arrives_at=at, nights=1, mode=mode), at)
        if index % 3:
            known = do.AcknowledgeGuests(guests=(guest,))
            await office.do(office.head, known, at + timedelta(minutes=7 * index))
        if index % 2:
            await office.do(SYSTEM, AdvanceGuest(guest=guest, step=OVERDUE), at + timedelta(days=2))


async def silences(office: Office) -> None:
    """One post falls silent twice, the other for good."""
    for index, post in enumerate(office.posts):
        await office.do(SYSTEM, MarkPostBack(post=post.subject, silent_s=0), T0)
        for hours in (4, 9)[index:]:
            gone = T0 + timedelta(hours=hours)
            lost = MarkPostLost(post=post.subject, last_heard_at=gone)
            await office.do(SYSTEM, lost, gone + timedelta(seconds=20))
            if not index:
                back = MarkPostBack(post=post.subject, silent_s=700 * hours)
                await office.do(SYSTEM, back, gone + timedelta(seconds=700 * hours))


@asynccontextmanager
async def office_in(folder: Path) -> AsyncIterator[tuple[Office, Store]]:
    store = Store.at(folder / "journal.sqlite")
    store.migrate()
    writer = Writer(store, EscalationTimes(), "KDL")
    writer.load()
    writer.start()
    try:
        yield Office(writer), store
    finally:
        await writer.stop()
        store.close()


def read(store: Store, **narrowed: object) -> FiguresView:
    ask = Figures(since=T0, until=UNTIL, **narrowed)  # type: ignore[arg-type]
    with store.engine.connect() as connection:
        return figures.of_period(connection, ask, DESKS, NOW, officers=True)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FiguresView, FiguresView]:
    """A folder, its figures, and its figures after the same again as drill and as test."""
    folder = tmp_path_factory.mktemp("data")

    async def fill() -> tuple[FiguresView, FiguresView]:
        async with office_in(folder) as (office, store):
            await office.open()
            await silences(office)
            await incidents(office, random.Random(7), Mode.REAL, 30)
            await calls_and_guests(office, random.Random(7), Mode.REAL, 10)
            before = read(store)
            for mode in (Mode.DRILL, Mode.TEST):
                await incidents(office, random.Random(8), mode, 4)
                await calls_and_guests(office, random.Random(8), mode, 4)
            return before, read(store)

    before, after = asyncio.run(fill())
    return folder, before, after


@pytest.fixture(scope="module")
def apart(
    worlds: tuple[Path, FiguresView, FiguresView], tmp_path_factory: pytest.TempPathFactory
) -> Reckoning:
    file = tmp_path_factory.mktemp("out") / "journal.jsonl"
    assert main(["export", "journal", "--data", str(worlds[0]), "--out", str(file)], _never) == 0
    return Reckoning(reckoning.lines_of(file), T0, UNTIL, NOW)


def test_exported_incidents_are_marked_and_carry_no_formula(
    worlds: tuple[Path, FiguresView, FiguresView], tmp_path: Path
) -> None:
    given = ["export", "incidents", "--data", str(worlds[0]), "--from", "2026-11-23"]
    for form in FORMS:
        out = ["--format", form, "--out", str(tmp_path / f"incidents.{form}")]
        assert main([*given, *out], _never) == 0
    lines = reckoning.lines_of(tmp_path / "incidents.jsonl")
    assert Counter(line["mode"] for line in lines) == {"real": 30, "drill": 4, "test": 4}
    with (tmp_path / "incidents.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["reference"] for row in rows] == [line["reference"] for line in lines]
    assert {row["post"] for row in rows} == {"'=Pos 0", "'=Pos 1"}
    with zipfile.ZipFile(tmp_path / "incidents.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row>") == len(lines) + 1
    assert "<f>" not in sheet


def test_the_exported_journal_names_nobody(apart: Reckoning) -> None:
    assert [line["seq"] for line in apart.lines] == list(range(1, len(apart.lines) + 1))
    assert not [line for line in apart.lines if "Pos 0" in str(line) or "Tamu Contoh" in str(line)]
    modes = {line["kind"]: line["mode"] for line in apart.lines}
    assert modes["task_stepped"]
    assert modes["post_added"] is None


def _never(_: object) -> None:
    raise AssertionError


def test_a_drill_changes_no_figure(worlds: tuple[Path, FiguresView, FiguresView]) -> None:
    _, before, after = worlds
    assert before.incidents == 30
    assert after == before


def test_the_reckoning_shares_no_code_with_the_gateway() -> None:
    tree = ast.parse(Path(reckoning.__file__).read_text("utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name for name in modules if name and name.startswith(("gateway", "tests"))}


def test_durations_are_those_reckoned_apart(
    worlds: tuple[Path, FiguresView, FiguresView], apart: Reckoning
) -> None:
    found = {
        one.key: {
            **{name: getattr(one, name) for name in ("n", "missing", "p50_s", "p90_s", "p95_s")},
            "max_s": one.max_s,
            "met": [target.met for target in one.targets],
        }
        for one in worlds[2].measures
    }
    assert found == apart.measures()
    assert all(one.n and sum(one.bins) == one.n - one.missing for one in worlds[2].measures)


def test_counts_are_those_reckoned_apart(
    worlds: tuple[Path, FiguresView, FiguresView], apart: Reckoning
) -> None:
    found = worlds[2]
    assert found.kinds == apart.kinds()
    assert found.dispositions == apart.dispositions()
    assert {area.area: area.n for area in found.areas} == apart.areas()
    hours = {divmod(hour, 24): count for hour, count in enumerate(found.hours) if count}
    assert hours == apart.hours()
    assert {one.key: (one.count, one.n) for one in found.shares} == apart.shares()


def test_load_and_uptime_are_those_reckoned_apart(
    worlds: tuple[Path, FiguresView, FiguresView], apart: Reckoning
) -> None:
    found, (alarms, mean, peak) = worlds[2], apart.load()
    assert (found.load.alarms, found.load.peak) == (alarms, peak)
    assert found.load.mean == pytest.approx(mean)
    online, longest = apart.silent()
    assert found.uptime
    assert found.uptime.online == pytest.approx(online)
    assert found.uptime.longest_s == pytest.approx(longest)
    assert found.officers
    claims = {one.officer: (one.claims, one.p90_s) for one in found.officers}
    taken = apart.claims()
    assert [one.break_s for one in found.officers] == [0, 1_200]
    assert {one.officer: one.signed_s for one in found.officers} == {
        subject: sum((end - start).total_seconds() for start, end in sessions)
        for subject, sessions in apart.sessions().items()
    }
    assert claims == {o: (len(s), reckoning.nearest(s, 0.9)) for o, s in taken.items()}


def test_an_area_and_a_kind_narrow_it(worlds: tuple[Path, FiguresView, FiguresView]) -> None:
    folder, _, whole = worlds
    store = Store.at(folder / "journal.sqlite")
    try:
        parts = [read(store, area=area) for area in ("33.24.08", "33.24.07")]
        fires = read(store, kind=Kind.FIRE)
    finally:
        store.close()
    assert sum(part.incidents for part in parts) == whole.incidents
    assert [part.uptime.posts if part.uptime else 0 for part in parts] == [1, 1]
    assert (fires.incidents, set(fires.kinds)) == (whole.kinds[Kind.FIRE], {Kind.FIRE})
    assert fires.uptime is None
