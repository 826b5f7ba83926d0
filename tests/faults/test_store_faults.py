"""What was acknowledged is stored exactly once, whatever dies: process, sync, disk."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from gateway.protocol.events import AlarmRaised, PressedAgain
from gateway.store import journal
from gateway.store.store import Store
from gateway.store.tables import command
from gateway.store.verify import verify

LOAD = [sys.executable, "-m", "tests.helpers.writer_load"]


def run(folder: Path, count: int, *before: str) -> tuple[list[str], list[str], str]:
    """Ids acknowledged, codes refused, and the process's complaints."""
    done = subprocess.run(
        [*before, *LOAD, str(folder), str(count)], capture_output=True, text=True, timeout=60
    )
    return *answers(done.stdout), done.stderr


def answers(output: str) -> tuple[list[str], list[str]]:
    lines = [line.split() for line in output.splitlines()]
    acked = [words[1] for words in lines if words[0] == "ack"]
    refused = [words[1] for words in lines if words[0] == "no"]
    return acked, refused


def check(folder: Path, acked: list[str]) -> int:
    """Every acknowledged press is there once, and the chain holds. Returns how many there are."""
    store = Store.at(folder / "journal.sqlite")
    with store.engine.connect() as connection:
        answered = set(connection.execute(select(command.c.id)).scalars())
        entries = journal.after(connection, 0, 1_000_000)
        verdict = verify(connection, None)
    store.close()
    events = (entry.data for entry in entries)
    presses = [e.press for e in events if isinstance(e, AlarmRaised | PressedAgain)]
    assert verdict.bad is None, verdict
    assert len(presses) == len(set(presses))
    assert set(acked) <= set(presses)
    assert set(presses) <= answered
    return len(presses)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store that is ready, so that the fault meets alarms and not the making of the tables."""
    run(tmp_path, 0)
    return tmp_path


def strace(*injection: str) -> list[str]:
    return ["strace", "-f", "-qq", "-o", "/dev/null", *injection]


@pytest.mark.parametrize("seed", range(5))
def test_killed_at_any_moment(tmp_path: Path, seed: int) -> None:
    acked: list[str] = []
    for _ in range(3):
        child = subprocess.Popen(
            [*LOAD, str(tmp_path), "100000"], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(random.Random(f"{seed}-{len(acked)}").uniform(0.05, 0.4))
        child.kill()
        acked += answers(child.communicate()[0])[0]
        assert child.returncode == -signal.SIGKILL
    assert len(acked) > 10
    check(tmp_path, acked)


@pytest.mark.parametrize("when", [1, 2, 5, 9])
def test_killed_in_the_sync_of_a_commit(folder: Path, when: int) -> None:
    inject = strace("-e", "trace=fdatasync", "-e", f"inject=fdatasync:signal=KILL:when={when}")
    acked, _, _ = run(folder, 200, *inject)
    assert check(folder, acked) < 200


@pytest.mark.parametrize("when", [1, 4, 7])
def test_killed_while_the_tables_are_made(tmp_path: Path, when: int) -> None:
    inject = strace("-e", "trace=pwrite64", "-e", f"inject=pwrite64:signal=KILL:when={when}")
    assert run(tmp_path, 3, *inject)[0] == []
    acked, refused, _ = run(tmp_path, 3)
    assert (len(acked), refused) == (3, [])
    check(tmp_path, acked)


def test_nothing_is_acknowledged_before_it_is_synced(folder: Path) -> None:
    trace = folder / "trace"
    command_line = ["strace", "-f", "-qq", "-s", "80", "-o", str(trace)]
    command_line += ["-e", "trace=fdatasync,write", *LOAD, str(folder), "20"]
    subprocess.run(command_line, check=True, capture_output=True, timeout=60)
    synced, acks = False, 0
    for line in trace.read_text().splitlines():
        if "fdatasync" in line and line.endswith("= 0"):
            synced = True
        elif 'write(1, "ack' in line:
            acks += 1
            assert synced
    assert acks == 20


def test_a_failed_sync_is_never_acknowledged(folder: Path) -> None:
    inject = strace("-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=6+")
    acked, refused, _ = run(folder, 60, *inject)
    assert acked
    assert set(refused) == {"store_failed"}
    check(folder, acked)


def test_a_full_disk_is_refused_and_the_store_recovers(folder: Path) -> None:
    inject = strace("-e", "trace=pwrite64", "-e", "inject=pwrite64:error=ENOSPC:when=150+")
    acked, refused, _ = run(folder, 60, *inject)
    assert acked
    assert set(refused) == {"store_failed"}
    before = check(folder, acked)
    again, refused, _ = run(folder, 10)
    assert (len(again), refused) == (10, [])
    assert check(folder, acked + again) >= before


def test_the_store_is_durable_by_its_settings(tmp_path: Path) -> None:
    store = Store.at(tmp_path / "journal.sqlite")
    with store.engine.connect() as connection:
        asked = [
            connection.exec_driver_sql(f"PRAGMA {p}").scalar()
            for p in ("journal_mode", "synchronous")
        ]
    store.close()
    assert asked == ["wal", 2]
