"""The key file: closed to others, said when broken, never overwritten by reading."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from console.link.identity import DeviceKey, Identity, IdentityError, IdentityFile, encode64
from tests.helpers import golden


@pytest.fixture
def keys(tmp_path: Path) -> IdentityFile:
    return IdentityFile(tmp_path / "pospin" / "identity.json")


def saved(keys: IdentityFile) -> Identity:
    identity = Identity(golden.CONSOLE, "pusat.local", DeviceKey.create())
    keys.save(identity)
    return identity


def test_never_enrolled(keys: IdentityFile) -> None:
    assert keys.load() is None


def test_kept_as_it_was_and_closed_to_others(keys: IdentityFile) -> None:
    identity = saved(keys)
    loaded = keys.load()
    assert loaded is not None
    assert (loaded.device, loaded.host) == (golden.CONSOLE, "pusat.local")
    assert loaded.key.public_key == identity.key.public_key
    assert stat.S_IMODE(keys.file.stat().st_mode) == 0o600


@pytest.mark.expects_log("others could read the key")
def test_open_file_is_closed(keys: IdentityFile) -> None:
    saved(keys)
    keys.file.chmod(0o644)
    assert keys.load() is not None
    assert stat.S_IMODE(keys.file.stat().st_mode) == 0o600


def stored_key(private: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> str:
    raw = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return f'{{"device":"{golden.CONSOLE}","host":"h","private_key":"{encode64(raw)}"}}'


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        '{"device":"console:1","host":"h","private_key":"AAAA"}',
        '{"device":"console:1","host":"h","private_key":"not base64!"}',
        stored_key(ed25519.Ed25519PrivateKey.generate()),
        stored_key(ec.generate_private_key(ec.SECP384R1())),
    ],
)
def test_broken_file_is_said_and_left_alone(keys: IdentityFile, content: str) -> None:
    saved(keys)
    keys.file.write_text(content)
    with pytest.raises(IdentityError) as caught:
        keys.load()
    assert caught.value.file == keys.file
    assert keys.file.read_text() == content
