"""What every test runs under: no screen, a home of its own, and nothing left behind."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.helpers.leaks import leftover_tasks, leftover_threads, living_tasks, living_threads
from tests.helpers.logfail import ExpectedLogs, watched_logs

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # read once, when Qt is first loaded
os.environ.pop("PYTHONUNBUFFERED", None)  # it hides output that a child forgets to flush

hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")

_session_home = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Give the whole run an empty home before any module of ours is imported."""
    home = Path(tempfile.mkdtemp(prefix="pospin-home-"))
    config.stash[_session_home] = home
    os.environ.update(_home_environment(home))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the run's home."""
    shutil.rmtree(config.stash[_session_home], ignore_errors=True)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for each test, so that no test finds what another one saved."""
    folder = tmp_path / "home"
    for name, value in _home_environment(folder).items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(autouse=True)
def expected_logs(request: pytest.FixtureRequest) -> Iterator[ExpectedLogs]:
    """Fail a test that logs a warning or worse which it did not expect.

    Expect one by ``expected_logs.add("part of the message")`` or by the marker
    ``@pytest.mark.expects_log("part of the message")``. Failures of tasks and callbacks that
    nobody awaits are such records too: asyncio logs them as errors.
    """
    expected = ExpectedLogs()
    for marker in request.node.iter_markers("expects_log"):
        expected.add(*marker.args)
    with watched_logs(expected) as unexpected:
        yield expected
    if unexpected:
        pytest.fail("unexpected log records:\n" + "\n".join(unexpected), pytrace=False)


@pytest.fixture(autouse=True)
def no_threads_left(expected_logs: ExpectedLogs) -> Iterator[None]:
    """Fail a test whose threads outlive it."""
    before = living_threads()
    yield
    if left := leftover_threads(before):
        pytest.fail(f"threads left running: {', '.join(left)}", pytrace=False)


@pytest.fixture(autouse=True)
def no_tasks_left(request: pytest.FixtureRequest, no_threads_left: None) -> None:
    """Fail a coroutine test whose tasks outlive it (plain tests close their own loops)."""
    marker = request.node.get_closest_marker("asyncio")
    if marker is not None and marker.kwargs.get("loop_scope", "function") == "function":
        request.getfixturevalue("_tasks_watched")


@pytest.fixture
async def _tasks_watched() -> AsyncIterator[None]:
    before = living_tasks()
    yield
    if left := await leftover_tasks(before):
        pytest.fail(f"tasks left running: {', '.join(left)}", pytrace=False)


def _home_environment(home: Path) -> dict[str, str]:
    """The variables that say where a user's files are; makes the folders."""
    folders = {
        "HOME": home,
        "XDG_CONFIG_HOME": home / ".config",
        "XDG_DATA_HOME": home / ".local" / "share",
        "XDG_STATE_HOME": home / ".local" / "state",
        "XDG_CACHE_HOME": home / ".cache",
        "XDG_RUNTIME_DIR": home / "run",
    }
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return {name: str(folder) for name, folder in folders.items()}
