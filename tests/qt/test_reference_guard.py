"""Qt for Python must not lose references to None and True: a build that does aborts in the end."""

import ctypes
import json
import subprocess
import sys

import pytest

from tests.helpers.refcounts import REPEATS, lost_references


@pytest.fixture(scope="module")
def lost() -> dict[str, dict[str, int]]:
    """What each operation of Qt lost, measured in a child that may abort."""
    child = subprocess.run(
        [sys.executable, "-m", "tests.helpers.refcounts"], capture_output=True, text=True
    )
    assert child.returncode == 0, child.stderr
    measured: dict[str, dict[str, int]] = json.loads(child.stdout)
    return measured


@pytest.mark.parametrize(
    "operation", ["signal emit", "setText", "parent() of none", "processEvents", "model data"]
)
def test_qt_keeps_its_references(lost: dict[str, dict[str, int]], operation: str) -> None:
    # A bad build loses one reference a call; garbage collected meanwhile is worth a few.
    assert max(lost[operation].values()) < REPEATS / 10


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal there")
def test_the_measure_sees_a_lost_reference() -> None:
    repeats = 50
    take, give = ctypes.pythonapi.Py_DecRef, ctypes.pythonapi.Py_IncRef
    for function in (take, give):
        function.argtypes, function.restype = [ctypes.py_object], None

    lost = lost_references(lambda: take(None), repeats)

    for _ in range(repeats + 1):
        give(None)
    assert lost["None"] >= repeats - 5
