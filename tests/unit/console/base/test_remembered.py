"""Small things kept from one day to the next, whatever became of their file."""

from pathlib import Path

import msgspec
import pytest

from console.base.remembered import Remembered
from tests.helpers.logfail import ExpectedLogs


class Look(msgspec.Struct):
    order: str
    size: int = 1


def test_what_was_put_is_there_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "data" / "remembered.json"
    Remembered(file).put("look", Look("place"))
    again = Remembered(file)
    again.put("other", [1, 2])
    assert Remembered(file).get("look", Look) == Look("place")
    assert Remembered(file).get("other", list[int]) == [1, 2]
    assert Remembered(file).get("nothing", Look) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"look": 3}', '{"look": {"order": 3}}'])
def test_a_broken_file_is_as_one_that_never_was(
    tmp_path: Path, text: str, expected_logs: ExpectedLogs
) -> None:
    expected_logs.add("can't be read")
    file = tmp_path / "remembered.json"
    file.write_text(text, "utf-8")
    held = Remembered(file)
    assert held.get("look", Look) is None
    held.put("look", Look("newest"))
    assert Remembered(file).get("look", Look) == Look("newest")


def test_a_disk_that_takes_nothing_costs_only_the_memory(
    tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.add("can't be written", "can't be read")
    (tmp_path / "file").write_text("", "utf-8")
    held = Remembered(tmp_path / "file" / "remembered.json")
    held.put("look", Look("newest"))
    assert held.get("look", Look) == Look("newest")
