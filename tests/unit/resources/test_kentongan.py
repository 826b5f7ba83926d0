"""The rhythms of the kentongan that alarms are known by."""

import json
from itertools import pairwise
from typing import Any

import pytest

import resources

FACTS: dict[str, Any] = json.loads(resources.read_text("kentongan.json"))
RHYTHMS: dict[str, dict[str, Any]] = {rhythm["id"]: rhythm for rhythm in FACTS["pola"]}


def group_sizes(rhythm: dict[str, Any]) -> list[int]:
    """How many strokes stand together, group by group (a gap over 600 ms parts groups)."""
    times = [time for time, _ in rhythm["onsets"]]
    sizes = [1]
    for before, after in pairwise(times):
        if after - before > 600:
            sizes.append(0)
        sizes[-1] += 1
    return sizes


@pytest.mark.parametrize(
    ("kind", "rhythm", "size"),
    [("kebakaran", "telu", 3), ("bencana", "papat", 4), ("kriminal", "loro", 2)],
)
def test_default_rhythms(kind: str, rhythm: str, size: int) -> None:
    assert FACTS["default_pospin"][kind] == rhythm
    assert set(group_sizes(RHYTHMS[rhythm])) == {size}


def test_general_alarm_is_an_unbroken_titir() -> None:
    assert FACTS["default_pospin"]["darurat_umum"] == "titir"
    assert len(group_sizes(RHYTHMS["titir"])) == 1


def test_the_sick_have_a_bell_and_no_rhythm() -> None:
    assert FACTS["default_pospin"]["medis"] is None


@pytest.mark.parametrize("rhythm", RHYTHMS.values(), ids=RHYTHMS)
def test_strokes_are_in_order_and_within_the_cycle(rhythm: dict[str, Any]) -> None:
    times = [time for time, _ in rhythm["onsets"]]
    assert times == sorted(set(times))
    assert times[-1] < rhythm["cycle_ms"]
    assert all(0 < strength <= 1 for _, strength in rhythm["onsets"])
