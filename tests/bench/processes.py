"""What a program costs: the processor time and the memory of a process and all that it started."""

import os
from pathlib import Path
from typing import Final

_TICKS: Final = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """The process and its descendants."""
    return [root, *(each for child in _children(root) for each in tree(child))]


def cpu_s(pids: list[int]) -> dict[int, float]:
    """Processor seconds that each of them took so far, of those that still run."""
    found = {}
    for pid in pids:
        fields = _stat(pid)
        if fields:
            found[pid] = (int(fields[11]) + int(fields[12])) / _TICKS
    return found


def pss_mb(pids: list[int]) -> float:
    """Their memory in 10^6 bytes; a page that n processes share counts 1/n in each of them."""
    return sum(_pss_kib(pid) for pid in pids) * 1_024 / 1e6


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(c) for task in tasks for c in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []  # it has ended


def _stat(pid: int) -> list[str]:
    """The fields after the name, which may hold blanks: see proc(5)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []  # it has ended


def _pss_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it has ended
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
