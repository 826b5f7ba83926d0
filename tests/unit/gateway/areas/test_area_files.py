"""Several files as one import."""

import hashlib

import pytest

from gateway.domain.area import Area
from gateway.domain.area_fault import AreaFault, Where
from gateway.domain.area_files import FILE_LIMIT, AreaReader
from tests.helpers.lands import collection, csv_file, feature, geojson_file

HEAD = "kode,nama,tingkat,kode_induk,lat,lng\n"
REGENCY = "33.24,Kendal,kabupaten,33,-7.0,110.1\n"
SQUARE = [(110.0, -7.0), (110.1, -7.0), (110.1, -6.9)]


def reader(*known: Area) -> AreaReader:
    return AreaReader({area.code: area for area in known}, lambda *_: None)


def fault(read: AreaReader, name: str, content: bytes) -> AreaFault:
    try:
        read.read(name, content)
        read.batch()
    except AreaFault as found:
        return found
    pytest.fail("it was taken")


def test_a_whole_land_with_hashes_and_progress() -> None:
    told: list[tuple[str, int, int]] = []
    read = AreaReader({}, lambda *file: told.append(file))
    read.read("contoh.csv", csv_file())
    read.read("contoh.geojson", geojson_file())
    batch = read.batch()
    assert told == [("contoh.csv", 341, 0), ("contoh.geojson", 0, 340)]
    assert batch.files[0].sha256 == hashlib.sha256(csv_file()).hexdigest()
    assert [file.boundaries for file in batch.files] == [0, 340]
    assert batch.names == "contoh.csv\ncontoh.geojson"


def test_the_order_of_the_files_does_not_matter() -> None:
    read = reader()
    read.read("contoh.geojson", geojson_file())
    read.read("contoh.csv", csv_file())
    assert len(read.batch().boundaries) == 340


def test_a_parent_may_be_known_from_before() -> None:
    row = "33.24.08,Kaliwungu,kecamatan,33.24,-6.9,110.2\n"
    found = fault(reader(), "a.csv", (HEAD + row).encode())
    assert (found.reason, found.at) == ("areas_unknown_parent", 2)
    known = reader(Area(code="33.24", name="Kendal", lat=-7, lon=110))
    known.read("a.csv", (HEAD + row).encode())
    assert len(known.batch().areas) == 1


def test_a_boundary_of_an_unknown_area_is_refused() -> None:
    outline = collection(feature("33.24", "Kendal", SQUARE))
    found = fault(reader(), "b.geojson", outline)
    assert (found.reason, found.where, found.at) == ("areas_unknown_code", Where.FEATURE, 1)


def test_a_code_stands_once_across_all_files() -> None:
    read = reader()
    read.read("a.csv", (HEAD + REGENCY).encode())
    found = fault(read, "b.csv", (HEAD + REGENCY).encode())
    assert (found.reason, found.file, found.at) == ("areas_duplicate", "b.csv", 2)
    assert found.params == {"kode": "33.24", "other": "a.csv", "first": 2}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xlsx", b"PK", "areas_unknown_form"),
        ("a.csv", HEAD.encode(), "areas_empty"),
        ("b.geojson", collection(), "areas_empty"),
        ("a.csv", bytes(FILE_LIMIT + 1), "areas_file_too_large"),
    ],
)
def test_a_file_that_is_refused_as_a_whole(name: str, content: bytes, reason: str) -> None:
    assert fault(reader(), name, content).reason == reason


def test_more_areas_than_one_import_may_bring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.domain.area_files.COUNT_LIMIT", 340)
    found = fault(reader(), "contoh.csv", csv_file())
    assert (found.reason, found.at) == ("areas_too_many", 342)
