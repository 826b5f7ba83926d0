"""What is kept about guests: erased down to the bytes, handed to who has a right to it, listed."""

import asyncio
import csv
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gateway.cli import archive
from gateway.cli.main import main
from gateway.data_folder import DataFolder
from gateway.domain.guest import GuestReport
from gateway.domain.order import Actor, ActorKind
from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import GuestState, PartnerRole
from gateway.protocol.messages import Command
from gateway.protocol.views import GuestCard, GuestHouse
from gateway.service.commit.batch import Done
from gateway.service.guests.retention import Retention
from gateway.service.local.administration import Administration
from gateway.store import queries
from gateway.store.verify import verify
from tests.helpers.guests import stay
from tests.helpers.orders import AREA, new_id, order, post_actor
from tests.helpers.play_gateway import MovedClock, PlayGateway, play_gateway

NIK, PASSPORT = "3324084101900001", "A1234567890"
CARD = GuestCard(
    name="Wagiyem Contohsari",
    origin="Kab. Temanggunglor",
    relation="keponakanjauh",
    phone="0812-3456-7809",
    plate="H 9876 QQ",
    nik=NIK,
    passport=PASSPORT,
)
HOUSE = GuestHouse(host="Suwarnicontoh", address="Dusun Krajanwetan")
FIXED = msgspec.structs.replace(CARD, name="Wagiyam Contohsari")
#: What must be found nowhere, once for each place that a person can write into.
WRITTEN = (
    *("Wagiyem", "Wagiyam", "Temanggunglor", "keponakanjauh", "81234567809", "9876 QQ"),
    *("Suwarnicontoh", "Krajanwetan", "catatanpanjang", "sudahkenal", "bertemudulu", "tahunlahir"),
    *("alasanmerujuk", "alasanmembuka", "wagiyam", "suwarnicontoh", "pesanlama", "jawabanlama"),
)


class Village:
    """A post and its Ketua RT, as actors."""

    def __init__(self, gateway: PlayGateway) -> None:
        self.gateway = gateway
        self.post = self.head = Actor(kind=ActorKind.POST, subject="")

    async def settle(self) -> "Village":
        post, _ = await self.gateway.add_post()
        self.post = post_actor(post)
        head, _ = await self.gateway.add_partner("Ketua RT 03", PartnerRole.KETUA_RT, (post,))
        self.head = Actor(kind=ActorKind.PARTNER, subject=head, title="Ketua RT 03")
        return self

    async def do(self, actor: Actor, body: AnyBody) -> Done:
        return await self.gateway.submit(order(actor, body, self.gateway.clock.now()))

    async def stayed(self) -> str:
        """A report with everything that may be written about guests, and they left."""
        now = self.gateway.clock.now()
        made = do.ReportGuests(guests=(CARD,), house=HOUSE, stay=stay(now), remark="catatanpanjang")
        reported = await self.do(self.post, made)
        guest, ticket = reported.subject or "", reported.grant.code if reported.grant else ""
        await self.do(self.head, do.AskMeeting(guest=guest, text="bertemudulu"))
        await self.do(self.head, do.AskCorrection(guest=guest, text="tahunlahir"))
        fixed = do.CorrectGuest(
            ticket=ticket, guests=(FIXED,), house=HOUSE, stay=stay(now), remark="catatanpanjang"
        )
        await self.do(self.post, fixed)
        for body in (
            do.AcknowledgeGuests(guests=(guest,), note="sudahkenal"),
            do.ReferGuest(guest=guest, reason="alasanmerujuk"),
            do.OpenDocument(guest=guest, reason="alasanmembuka"),
            do.MarkLeft(guest=guest),
        ):
            await self.do(self.head, body)
        await self.do(self.post, do.WriteTalk(text="pesanlama"))
        await self.do(self.head, do.WriteTalk(text="jawabanlama"))
        return guest

    async def stays(self) -> str:
        """A report of somebody who is still there."""
        card = GuestCard(name="Tetap Tinggal", phone="081200000077")
        made = do.ReportGuests(
            guests=(card,), house=GuestHouse(host="Tuan Lain"), stay=stay(nights=300)
        )
        return (await self.do(self.post, made)).subject or ""


def found_in(folder: Path, words: tuple[str, ...]) -> set[str]:
    """Those of the words whose bytes lie anywhere under the folder."""
    held = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    return {word for word in words if word.encode() in held}


async def sealed(gateway: PlayGateway, guest: str) -> tuple[str, ...]:
    states = await gateway.store.read(queries.load_states, [guest])
    state = states[guest]
    assert isinstance(state, GuestReport)
    return tuple(state.documents.values())


async def test_after_retention_the_bytes_are_nowhere(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    async with play_gateway(folder.path) as gateway:
        village = await Village(gateway).settle()
        guest, other = await village.stayed(), await village.stays()
        secret = (*WRITTEN, *await sealed(gateway, guest))
        assert len(secret) == len(WRITTEN) + 2
        assert found_in(folder.path, secret) == set(secret)
        assert found_in(folder.path, (NIK, PASSPORT)) == set()
        retention = Retention(gateway.store, gateway.writer, gateway.clock, 90)
        office = Administration(
            gateway.writer,
            gateway.preparing,
            gateway.clock,
            gateway.guests,
            retention,
            gateway.aged,
        )
        run = Command(id=new_id(), body=do.RunRetention())
        gateway.clock.move(timedelta(days=89).total_seconds())
        await office.obey("root", run)
        assert found_in(folder.path, secret) == set(secret)
        gateway.clock.move(timedelta(days=2).total_seconds())
        await village.do(village.post, do.WriteTalk(text="pesanbaru"))
        await office.obey("root", run)
        assert found_in(folder.path, ("pesanbaru",)) == {"pesanbaru"}
        (talk,) = gateway.hub.replica.talks.values()
        assert [line.text for line in talk.lines] == ["pesanbaru"]
        assert found_in(folder.path, (*secret, NIK, PASSPORT)) == set()
        assert found_in(folder.path, ("Tetap Tinggal",)) == {"Tetap Tinggal"}
        with gateway.store.engine.connect() as connection:
            assert verify(connection, None).bad is None
        states = await gateway.store.read(queries.load_states, [guest, other])
        purged = states[guest]
        assert isinstance(purged, GuestReport)
        assert (purged.state, purged.guests) == (GuestState.PURGED, ())
        assert "Tetap Tinggal" in str(states[other])
    kept = tmp_path / "kept"
    kept.mkdir()
    archive.pack(folder, kept / "backup.tar")
    assert found_in(tmp_path, (*secret, NIK, PASSPORT)) == set()


# -- the command line


@pytest.fixture
def village_folder(tmp_path: Path) -> Path:
    """A data folder in which somebody stayed and left, and somebody stays."""
    folder = DataFolder(tmp_path / "data")

    async def fill() -> None:
        async with play_gateway(folder.path) as gateway:
            village = await Village(gateway).settle()
            await village.stayed()
            await village.stays()

    asyncio.run(fill())
    return folder.path


class Says:
    """Runs commands on the folder, in another folder of its own for what they write."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *words: str) -> Any:
        code = main([*words, "--data", str(self.folder), "--json"], lambda _: None)
        answer = json.loads(self._capsys.readouterr().out)
        assert code == 0, answer
        return answer


@pytest.fixture
def says(
    village_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Says:
    monkeypatch.setattr("gateway.cli.main.logs.configure", lambda _: None)
    monkeypatch.chdir(tmp_path)
    return Says(village_folder, capsys)


def test_retention_runs_without_a_gateway(
    says: Says, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert says("retention", "run")["reports"] == 0
    assert found_in(says.folder, WRITTEN) == set(WRITTEN)
    clock = MovedClock()
    clock.move(timedelta(days=91).total_seconds())
    monkeypatch.setattr("gateway.cli.changes.Clock", lambda: clock)
    (says.folder / "journal.sqlite.before-restore").write_text("salinan lama")
    ran = says("retention", "run")
    assert ran["reports"] == 1
    assert [Path(copy).name for copy in ran["copies"]] == ["journal.sqlite.before-restore"]
    assert found_in(says.folder, WRITTEN) == set()
    assert says("verify")["bad"] is None


@pytest.mark.parametrize(
    "by", [("--name", "wagiyam contohsari"), ("--phone", "+62 812 3456 7809"), ("--nik", NIK)]
)
def test_all_that_is_held_about_one_person(says: Says, tmp_path: Path, by: tuple[str, str]) -> None:
    written = says("person", "export", *by)
    held = json.loads((tmp_path / "person.json").read_text("utf-8"))
    assert written["rows"] == len(held)
    assert {"guests_reported", "guest_corrected"} <= {row["kind"] for row in held}
    text = json.dumps(held)
    assert "Tetap Tinggal" not in text
    assert NIK not in text
    assert (tmp_path / "person.json").stat().st_mode & 0o777 == 0o600


def test_a_partner_is_a_person_too(says: Says, tmp_path: Path) -> None:
    says("person", "export", "--phone", "0812-0000-0001")
    held = json.loads((tmp_path / "person.json").read_text("utf-8"))
    assert [(row["kind"], row["field"]) for row in held] == [("partner_added", "phone")]


def test_nobody_is_wrong_use(says: Says) -> None:
    assert main(["person", "export", "--data", str(says.folder)], lambda _: None) == 2


def test_the_draft_of_a_breach_says_until_when(says: Says, tmp_path: Path) -> None:
    drafted = says("breach", "draft", "--found", "2026-11-24T10:00")
    deadline = datetime.fromisoformat(drafted["deadline"])
    assert deadline == datetime(2026, 11, 27, 3, tzinfo=UTC)
    text = (tmp_path / "breach.md").read_text("utf-8")
    assert "27/11/2026 10.00 WIB" in text
    assert "2 " in text
    assert "UU 27/2022" in text.replace("UU\n", "UU ")


def test_guests_are_listed_in_three_forms(says: Says, tmp_path: Path) -> None:
    for form in ("jsonl", "csv", "xlsx"):
        assert says("export", "guests", "--format", form)["rows"] == 2
    lines = [
        json.loads(line) for line in (tmp_path / "guests.jsonl").read_text("utf-8").splitlines()
    ]
    assert [line["name"] for line in lines] == ["Tetap Tinggal", "Wagiyam Contohsari"]
    assert lines[1]["nik"] == "••••••••••••0001"
    with (tmp_path / "guests.csv").open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    # A spreadsheet takes what begins with a plus for a formula.
    assert rows[1]["phone"] == "'+6281234567809"
    with zipfile.ZipFile(tmp_path / "guests.xlsx") as book:
        assert book.testzip() is None
        assert b"Wagiyam Contohsari" in book.read("xl/worksheets/sheet1.xml")
    for form in ("jsonl", "csv", "xlsx"):
        assert NIK.encode() not in (tmp_path / f"guests.{form}").read_bytes()


def test_the_forkopimcam_is_told_who_stays_now(says: Says, tmp_path: Path) -> None:
    asked = ("export", "guests", "--forkopimcam", "--format", "csv", "--area", AREA[:8])
    assert says(*asked)["rows"] == 1
    text = (tmp_path / "guests.csv").read_text("utf-8-sig")
    head, row = text.splitlines()
    assert head.startswith("No,Nama,L/P,Asal")
    assert "Tetap Tinggal" in row
    assert "81200000077" not in text
    assert says("export", "guests", "--area", "33.24.03", "--out", "none.jsonl")["rows"] == 0
    assert main([*asked, "--data", str(says.folder)], lambda _: None) == 1
