"""Files that grow part by part."""

from pathlib import Path

import pytest

from gateway.service.media.parts import PartsFile, PartsReader


def grown(path: Path, *parts: bytes) -> None:
    file = PartsFile(path)
    for part in parts:
        file.append(part)
    file.sync()
    file.close()


def read(path: Path, size: int = -1) -> bytes:
    with PartsReader(path) as reader:
        return reader.read(size)


def test_parts_are_counted_and_read_as_one_stream(tmp_path: Path) -> None:
    path = tmp_path / "parts"
    grown(path, b"satu", b"dua", b"tiga")
    again = PartsFile(path)
    assert again.count == 3
    again.append(b"!")
    again.close()
    assert read(path) == b"satuduatiga!"
    with PartsReader(path) as reader:
        pieces = list(iter(lambda: reader.read(3), b""))
    assert b"".join(pieces) == b"satuduatiga!"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("torn", range(1, 8))
def test_what_was_torn_off_is_cut_away(tmp_path: Path, torn: int) -> None:
    path = tmp_path / "parts"
    grown(path, b"satu", b"dua!")
    whole = path.stat().st_size
    with path.open("ab") as file:
        file.truncate(whole - torn)
    assert read(path) == b"satu"
    again = PartsFile(path)
    assert again.count == 1
    again.append(b"dua")
    again.close()
    assert read(path) == b"satudua"


def test_nothing_is_no_part(tmp_path: Path) -> None:
    path = tmp_path / "parts"
    grown(path)
    assert read(path) == b""
    path.write_bytes(bytes(100))
    again = PartsFile(path)
    assert again.count == 0
    again.close()
    assert path.stat().st_size == 0
