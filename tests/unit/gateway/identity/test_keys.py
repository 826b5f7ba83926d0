"""Signatures of devices, made as a browser makes them."""

import pytest

from gateway.service.identity.base64url import decoded, encoded
from gateway.service.identity.keys import is_signed
from tests.helpers.gateway_client import DeviceKey

LINES = b"pospin.v1\npost\npost:1\nhost\nnonce"


def test_the_holders_signature_is_good() -> None:
    key = DeviceKey()
    assert is_signed(LINES, key.sign(LINES), key.public)


def test_other_lines_another_key_or_a_changed_signature_are_not() -> None:
    key = DeviceKey()
    signature = key.sign(LINES)
    raw = bytearray(decoded(signature))
    raw[40] ^= 1
    assert not is_signed(LINES + b"x", signature, key.public)
    assert not is_signed(LINES, signature, DeviceKey().public)
    assert not is_signed(LINES, encoded(bytes(raw)), key.public)


@pytest.mark.parametrize("signature", ["", "A", "AAAA", encoded(bytes(64)), encoded(bytes(65))])
def test_what_is_no_signature_is_not_good(signature: str) -> None:
    assert not is_signed(LINES, signature, DeviceKey().public)


@pytest.mark.parametrize("key", ["", "A", encoded(bytes(65)), encoded(b"\x04" + b"\x01" * 64)])
def test_what_is_no_key_signs_nothing(key: str) -> None:
    assert not is_signed(LINES, DeviceKey().sign(LINES), key)


def test_only_the_uncompressed_form_of_a_key_is_taken() -> None:
    key = DeviceKey()
    point = decoded(key.public)
    compressed = bytes([2 + point[-1] % 2]) + point[1:33]
    assert not is_signed(LINES, key.sign(LINES), encoded(compressed))
