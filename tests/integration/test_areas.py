"""Areas through a running gateway: imported beside it, seen by its consoles at once."""

from pathlib import Path

import pytest
from msgspec import json

from gateway.domain.area import AreaBatch
from gateway.domain.area_files import AreaReader
from gateway.protocol import codec
from gateway.protocol import commands as do
from gateway.protocol.codec import FRAME_LIMIT
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Refusal, Result
from gateway.protocol.queries import Areas, Boundaries
from gateway.protocol.views import AreaView, BoundaryView, LandView
from gateway.service.commit.batch import Done
from gateway.store.areas_ready import ReadyAreas
from tests.helpers.gateway_client import new_console, new_id, new_post
from tests.helpers.gateway_process import GatewayProcess
from tests.helpers.lands import boundaries, csv_file, geojson_file
from tests.helpers.play_gateway import PlayGateway, play_gateway

VILLAGE = "33.99.07.2003"


def land() -> AreaBatch:
    reader = AreaReader({}, lambda *_: None)
    reader.read("contoh.csv", csv_file())
    reader.read("contoh.geojson", geojson_file())
    return reader.batch()


async def bring(gateway: PlayGateway, folder: Path) -> Done:
    name = new_id()
    ReadyAreas(folder / "areas").lay(name, land())
    return await gateway.do(do.ImportAreas(batch=name))


async def test_consoles_get_all_outlines_in_frames_of_the_allowed_size(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        await gateway.add_officer()
        console = await (await new_console(gateway)).connect()
        await console.sign_in()
        done = await bring(gateway, tmp_path)
        await console.caught_up_to(done.seq)
        found: list[BoundaryView] = []
        cursor: str | None = ""
        while cursor is not None:
            page = await console.ask(Boundaries(), cursor or None)
            assert isinstance(page, Result)
            assert len(codec.encode(page)) <= FRAME_LIMIT
            found += [json.decode(row, type=BoundaryView) for row in page.rows]
            cursor = page.next
        assert found == sorted(boundaries(), key=lambda view: view.area)


async def test_consoles_that_are_open_hear_of_an_import_and_of_its_undoing(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        await gateway.add_officer()
        console = await (await new_console(gateway)).connect()
        await console.sign_in()
        for done in (await bring(gateway, tmp_path), await gateway.do(do.UndoAreas())):
            await console.caught_up_to(done.seq)
            assert isinstance(console.picture.views[done.subject or ""], LandView)


async def test_a_village_is_offered_and_taken_without_a_restart(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        await gateway.add_officer()
        console = await (await new_console(gateway)).connect()
        await console.sign_in()
        await bring(gateway, tmp_path)
        page = await console.ask(Areas(text="desa 7-3"))
        assert isinstance(page, Result)
        (row,) = page.rows
        area = json.decode(row, type=AreaView)
        assert (area.area, area.kecamatan) == (VILLAGE, "Contoh 7")
        await gateway.do(do.AddPost(title="Pos A", area=VILLAGE))
        with pytest.raises(Refused) as caught:
            await gateway.do(do.UndoAreas())
        assert caught.value.code is ErrorCode.AREA_IN_USE


async def test_outlines_are_for_signed_in_officers(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        console = await (await new_console(gateway)).connect()
        refused = await console.ask(Boundaries())
        assert isinstance(refused, Refusal)
        assert refused.code is ErrorCode.NOT_SIGNED_IN
        post = await (await new_post(gateway)).connect()
        refused = await post.ask(Boundaries())
        assert isinstance(refused, Refusal)
        assert refused.code is ErrorCode.FORBIDDEN


async def test_a_console_can_not_import(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        await gateway.add_officer()
        console = await (await new_console(gateway)).connect()
        await console.sign_in()
        name = new_id()
        ReadyAreas(tmp_path / "areas").lay(name, land())
        for body in (do.ImportAreas(batch=name), do.UndoAreas()):
            refused = await console.do(body)
            assert isinstance(refused, Refusal)
            assert refused.code is ErrorCode.FORBIDDEN


async def test_the_command_line_beside_a_running_gateway(tmp_path: Path) -> None:
    areas, outlines = tmp_path / "contoh.csv", tmp_path / "contoh.geojson"
    areas.write_bytes(csv_file())
    outlines.write_bytes(geojson_file())
    gateway = GatewayProcess(tmp_path / "data")
    await gateway.start()
    try:
        brought = await gateway.cli("areas", "import", str(areas), str(outlines))
        assert (brought["areas"], brought["boundaries"]) == (341, 340)
        await gateway.cli("post", "add", "--name", "Pos A", "--area", VILLAGE)
        with pytest.raises(RuntimeError, match="ended with 1"):
            await gateway.cli("areas", "undo")
        assert (await gateway.cli("areas", "list"))["count"] == 1
        assert (await gateway.cli("verify"))["bad"] is None
    finally:
        await gateway.stop()
