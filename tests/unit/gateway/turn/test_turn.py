"""Credentials and the TURN server's file."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

import pytest
from hypothesis import assume, given, strategies

from gateway.data_folder import DataFolder
from gateway.service.turn import peers
from gateway.service.turn.credentials import credentials
from gateway.service.turn.server_file import written
from gateway.service.turn.shared_secret import shared_secret
from gateway.settings import Turn
from gateway.settings_file import SettingsError, load

UNTIL = datetime(2026, 11, 24, 8, tzinfo=UTC)


def test_credentials_name_call_and_device_and_their_end() -> None:
    made = credentials("rahasia", "0198c0de", "post:0198beef", UNTIL)
    assert made.username == "1795507200:0198c0de:post:0198beef"
    digest = hmac.new(b"rahasia", made.username.encode(), hashlib.sha1).digest()
    assert base64.b64decode(made.password) == digest
    other = credentials("lain", "0198c0de", "post:0198beef", UNTIL)
    assert other.username == made.username
    assert other.password != made.password


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.255.254", "10.1.2.3", "172.31.255.255", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.251", "255.255.255.255"),
        *("::1", "fe80::1", "febf::1", "fc00::1", "fdff::1", "ff02::1"),
        *("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1", "2001:db8::1"),
    ],
)
def test_no_address_of_a_machine_or_a_private_network_is_a_peer(address: str) -> None:
    assert any(ip_address(address) in network for network in peers.SPECIAL)


@pytest.mark.parametrize("address", ["1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111"])
def test_public_addresses_are_peers(address: str) -> None:
    assert not any(ip_address(address) in network for network in peers.SPECIAL)


@given(strategies.ip_addresses())
def test_nothing_private_is_left_out(address: IPv4Address | IPv6Address) -> None:
    assume(not address.is_unspecified)
    assume(address.is_private or address.is_loopback or address.is_link_local)
    assert any(address in network for network in peers.SPECIAL)


def test_the_file_denies_and_allows_by_ranges() -> None:
    turn = Turn(external_ip="203.0.113.7", allowed_peers=["192.168.7.0/24"], user_quota=7)
    text = written(
        turn, "rahasia", certificate=Path("/k/server.pem"), database=Path("/k/users.sqlite")
    )
    lines = text.splitlines()
    for expected in (
        "static-auth-secret=rahasia",
        "denied-peer-ip=127.0.0.0-127.255.255.255",
        "denied-peer-ip=::1",
        "denied-peer-ip=fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "allowed-peer-ip=192.168.7.0-192.168.7.255",
        "external-ip=203.0.113.7",
        "user-quota=7",
        "cert=/k/server.pem",
        "no-cli",
        "no-tcp-relay",
    ):
        assert expected in lines
    assert "allow-loopback-peers" not in lines
    assert "$" not in text


def test_the_secret_is_ours_or_that_of_a_file(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    own = shared_secret(Turn(), folder)
    assert own == shared_secret(Turn(), folder)
    assert (folder.keys / "turn.secret").stat().st_mode & 0o777 == 0o600
    file = tmp_path / "secret"
    file.write_text("dari luar\nbaris lain\n")
    assert shared_secret(Turn(secret_file=str(file)), folder) == "dari luar"


@pytest.mark.parametrize(
    ("variable", "value"),
    [("URLS", "http://x"), ("ALLOWED_PEERS", "192.168.0.1/24"), ("MIN_PORT", "65535")],
)
def test_wrong_settings_are_named(variable: str, value: str) -> None:
    with pytest.raises(SettingsError):
        load(environ={f"POSPIN_TURN_{variable}": value})
