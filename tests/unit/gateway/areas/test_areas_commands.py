"""``areas import``, ``undo`` and ``list`` without a running gateway."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gateway.cli.invocation import Invocation
from gateway.cli.main import main
from tests.helpers.lands import csv_file, geojson_file

Run = Callable[..., tuple[int, str, str]]


def serve(_: Invocation) -> None:
    raise AssertionError("no command here serves")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``areas ...`` on an own data folder; exit code, standard output, standard error."""
    monkeypatch.setattr("gateway.cli.main.logs.configure", lambda _: None)
    monkeypatch.setenv("LC_ALL", "C")

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main(["areas", *map(str, arguments), "--data", str(tmp_path / "data")], serve)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    areas, outlines = tmp_path / "contoh.csv", tmp_path / "contoh.geojson"
    areas.write_bytes(csv_file())
    outlines.write_bytes(geojson_file())
    return areas, outlines


def answer(run: Run, *arguments: object) -> Any:
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_people_see_progress_and_one_line(run: Run, files: tuple[Path, Path]) -> None:
    code, out, err = run("import", *files)
    assert (code, out) == (0, "341 wilayah dan 340 batas diimpor.\n")
    assert err.splitlines() == [
        "contoh.csv: 341 wilayah, 0 batas.",
        "contoh.geojson: 0 wilayah, 340 batas.",
        "Menyimpan 341 wilayah dan 340 batas ...",
    ]


def test_an_import_is_listed_and_taken_back(run: Run, files: tuple[Path, Path]) -> None:
    before = answer(run, "list")["areas"]
    brought = answer(run, "import", *files)
    assert (brought["areas"], brought["boundaries"], brought["tolerance"]) == (341, 340, 0)
    listed = answer(run, "list")
    assert (listed["count"], listed["areas"]) == (1, before + 341)
    assert answer(run, "undo")["areas"] == before
    (row,) = answer(run, "list")["imports"]
    assert (row["id"], row["undone"]) == (brought["id"], True)
    assert "(dibatalkan)" in run("list")[1]
    code, _, err = run("undo")
    assert (code, err) == (1, "Tidak ada impor wilayah yang dapat dibatalkan.\n")


def test_nothing_is_left_lying_ready(run: Run, files: tuple[Path, Path], tmp_path: Path) -> None:
    answer(run, "import", *files)
    assert list((tmp_path / "data" / "areas").iterdir()) == []


def test_one_bad_line_and_nothing_is_imported(
    run: Run, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    areas, outlines = files
    areas.write_bytes(csv_file() + b"\n33.99.01.2999,Desa,desa,33.99.02,-7.0,110.1,\n")
    code, out, err = run("import", areas, outlines)
    wrong = 'kode_induk "33.99.02" tidak cocok dengan kode 33.99.01.2999.'
    assert (code, out, err) == (1, "", f"contoh.csv, baris 343: {wrong}\n")
    assert answer(run, "list")["count"] == 0
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert run("import", areas)[2].startswith("contoh.csv, line 343: kode_induk")
    code, out, _ = run("import", areas, "--json")
    assert (code, json.loads(out)["error"]) == (1, "areas_bad_parent")


def test_a_file_that_is_not_there(run: Run, tmp_path: Path) -> None:
    code, _, err = run("import", tmp_path / "none.csv")
    assert code == 1
    assert "none.csv" in err
