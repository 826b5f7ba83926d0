"""The data folder: nobody else looks inside, one gateway holds it, secrets are made once."""

import subprocess
import sys
from pathlib import Path

import pytest

from gateway.data_folder import DataFolder, FolderInUse, write_private

_HOLD = """
import sys
from pathlib import Path
from gateway.data_folder import DataFolder
with DataFolder(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_everything_is_private(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.enrolment_key()
    folder.head_key()
    for path in (folder.path, folder.tls, folder.keys):
        assert path.stat().st_mode & 0o777 == 0o700
    for path in folder.keys.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600


def test_secrets_are_made_once(tmp_path: Path) -> None:
    first, second = DataFolder(tmp_path), DataFolder(tmp_path)
    assert first.enrolment_key() == second.enrolment_key()
    assert len(first.enrolment_key()) == 32
    signature = first.head_key().sign(b"head")
    second.head_key().public_key().verify(signature, b"head")


def test_a_second_gateway_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(FolderInUse) as caught, DataFolder(tmp_path).locked():
            pytest.fail("two gateways in one folder")
        assert caught.value.holder == str(holder.pid)
        holder.kill()
    with DataFolder(tmp_path).locked():
        assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_a_private_file_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir()
    file = folder / "secret"
    write_private(file, b"old")
    write_private(file, b"new")
    assert file.read_bytes() == b"new"
    assert [entry.name for entry in folder.iterdir()] == ["secret"]
