"""Paths, settings, logs and whole-file writing."""

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.base import logs, settings
from console.base.files import write_whole
from console.base.observers import Observers
from console.base.paths import data_folder


def test_data_folder_named_by_the_environment(tmp_path: Path) -> None:
    assert data_folder({"POSPIN_CONSOLE_DATA": str(tmp_path)}, "linux") == tmp_path


def test_data_folder_of_the_platform(tmp_path: Path) -> None:
    share = {"XDG_DATA_HOME": str(tmp_path)}
    assert data_folder(share, "linux") == tmp_path / "pospin" / "console"
    assert data_folder({"APPDATA": "C"}, "win32") == Path("C") / "PosPin" / "Console"
    home = Path.home() / ".local" / "share" / "pospin" / "console"
    assert data_folder({}, "linux") == home
    assert data_folder({"XDG_DATA_HOME": "relative"}, "linux") == home


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "none.toml") == settings.Settings()


def test_change_keeps_comments_and_other_keys(tmp_path: Path) -> None:
    file = tmp_path / "console.toml"
    file.write_text('# ruang piket\nlanguage = "en"\ngateway = "wss://lama:1" # server\n', "utf-8")
    changed = settings.change(file, gateway="wss://pusat:8444", output='Speaker "ruang"\\1')
    assert settings.load(file) == changed
    assert changed == settings.Settings(
        gateway="wss://pusat:8444", output='Speaker "ruang"\\1', language="en"
    )
    assert file.read_text("utf-8").startswith("# ruang piket\n")


def test_change_makes_the_file(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "console.toml"
    settings.change(file, language="en")
    assert file.read_text("utf-8") == 'language = "en"\n'


@pytest.mark.parametrize(
    "text", ["gateway = ", 'langage = "id"\n', 'language = "jv"\n', "output = 3\n", "\udcff"]
)
def test_a_bad_file_is_said_and_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "console.toml"
    content = text.encode("utf-8", "surrogateescape")
    file.write_bytes(content)
    with pytest.raises(settings.SettingsError) as caught:
        settings.load(file)
    assert caught.value.file == file
    assert caught.value.reason
    with pytest.raises(settings.SettingsError):
        settings.change(file, output="x")
    assert file.read_bytes() == content


def test_a_bad_value_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "console.toml"
    settings.change(file, language="en")
    with pytest.raises(settings.SettingsError):
        settings.change(file, language="jv")
    assert settings.load(file).language == "en"


def test_write_whole_replaces_with_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.with_name("key.new").write_text("left by a crash")
    file.write_text("old")
    write_whole(file, b"new", mode=0o600)
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["key"]


@pytest.fixture
def root_restored() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.mark.usefixtures("root_restored")
def test_log_goes_to_file_and_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.start_logging(tmp_path / "logs")
    logging.getLogger("console.test").info("link ended: %s", "closed")
    line = (tmp_path / "logs" / logs.FILE_NAME).read_text("utf-8")
    assert line.endswith("Z INFO console.test: link ended: closed\n")
    assert capsys.readouterr().err == line


def test_observers_until_they_unsubscribe() -> None:
    observers: Observers[[int]] = Observers()
    told: list[int] = []
    unsubscribe = observers.subscribe(told.append)
    observers.tell(1)
    unsubscribe()
    unsubscribe()
    observers.tell(2)
    assert told == [1]


@pytest.mark.expects_log("observer")
def test_a_failing_observer_silences_no_other() -> None:
    observers: Observers[[int]] = Observers()
    told: list[int] = []

    def broken(_: int) -> None:
        raise RuntimeError

    observers.subscribe(broken)
    observers.subscribe(told.append)
    observers.tell(1)
    assert told == [1]
