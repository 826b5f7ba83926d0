"""Areas from CSV: what is read, and each refusal with its line."""

import pytest

from gateway.domain.area import Area
from gateway.domain.area_csv import read_csv
from gateway.domain.area_fault import AreaFault, Where

HEAD = "kode,nama,tingkat,kode_induk,lat,lng"
GOOD = "33.24.08,Kaliwungu,kecamatan,33.24,-6.948388,110.271014"


def read(*lines: str) -> list[tuple[int, Area]]:
    return list(read_csv("a.csv", "\n".join((HEAD, *lines)).encode()))


def fault(content: bytes) -> AreaFault:
    with pytest.raises(AreaFault) as caught:
        list(read_csv("a.csv", content))
    return caught.value


def test_an_area_with_its_line() -> None:
    area = Area(code="33.24.08", name="Kaliwungu", lat=-6.948388, lon=110.271014)
    assert read("", GOOD) == [(3, area)]


def test_all_levels_and_their_parents() -> None:
    found = read(
        "33.24,Kabupaten Kendal,kabupaten,33,-7.04,110.16",
        GOOD,
        "33.24.08.2012,Krajankulon,Desa,33.24.08,-6.95,110.26",
        "33.24.15.1001,Contoh,kelurahan,33.24.15,-6.9,110.2",
    )
    assert [area.parent for _, area in found] == ["33", "33.24", "33.24.08", "33.24.15"]


def test_columns_in_another_order_with_others_between_and_semicolons() -> None:
    head = "\ufeffLAT;lng;kodepos;nama;kode;tingkat;kode_induk"
    row = "-6.9;110.2;51372;Kaliwungu;33.24.08;kecamatan;33.24"
    ((line, area),) = read_csv("a.csv", f"{head}\r\n{row}\r\n".encode())
    assert (line, area.lat, area.name) == (2, -6.9, "Kaliwungu")


def test_a_name_in_quotation_marks_may_hold_a_comma() -> None:
    ((_, area),) = read('33.24.08,"Kali, wungu",kecamatan,33.24,-6.9,110.2')
    assert area.name == "Kali, wungu"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("33.24.8,A,kecamatan,33.24,-6.9,110.2", "areas_bad_code"),
        ("3324,A,kabupaten,33,-6.9,110.2", "areas_bad_code"),
        ("33.24.08.2012.1,A,desa,33.24.08,-6.9,110.2", "areas_bad_code"),
        ("٣٣.24,A,kabupaten,33,-6.9,110.2", "areas_bad_code"),
        ("33.24.08,,kecamatan,33.24,-6.9,110.2", "areas_bad_name"),
        (f"33.24.08,{'A' * 81},kecamatan,33.24,-6.9,110.2", "areas_bad_name"),
        ("33.24.08,A\x00B,kecamatan,33.24,-6.9,110.2", "areas_bad_name"),
        ("33.24.08,A\u202eB,kecamatan,33.24,-6.9,110.2", "areas_bad_name"),
        ("33.24.08,A,desa,33.24,-6.9,110.2", "areas_bad_level"),
        ("33.24.08,A,distrik,33.24,-6.9,110.2", "areas_bad_level"),
        ("33.24.08,A,kecamatan,33.25,-6.9,110.2", "areas_bad_parent"),
        ("33.24.08,A,kecamatan,33.24,enam,110.2", "areas_bad_number"),
        ("33.24.08,A,kecamatan,33.24,,110.2", "areas_bad_number"),
        ("33.24.08,A,kecamatan,33.24,110.2,-6.9", "areas_out_of_range"),
        ("33.24.08,A,kecamatan,33.24,nan,110.2", "areas_out_of_range"),
        ("33.24.08,A,kecamatan,33.24,-6.9", "areas_row_length"),
        ("33.24.08,A,kecamatan,33.24,-6,9,110,2", "areas_row_length"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(row: str, reason: str) -> None:
    found = fault(f"{HEAD}\n{GOOD}\n{row}\n".encode())
    assert (found.reason, found.where, found.at, found.file) == (reason, Where.LINE, 3, "a.csv")


def test_a_missing_column_is_named() -> None:
    found = fault(b"kode,nama,lat,lng\n")
    assert (found.reason, found.at) == ("areas_columns_missing", 1)
    assert found.params == {"columns": "tingkat, kode_induk"}


def test_an_empty_file_lacks_all_columns() -> None:
    assert fault(b"").reason == "areas_columns_missing"


def test_bytes_that_are_no_text() -> None:
    assert fault(b"\xff\xfe\x00k").reason == "areas_not_text"


def test_a_cell_without_end() -> None:
    long = "x" * 200_000
    assert fault(f"{HEAD}\n{long}".encode()).reason == "areas_row_unreadable"
