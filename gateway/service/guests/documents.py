"""Numbers of guests' documents, encrypted at rest (AES-256-GCM)."""

import os
from collections.abc import Iterable, Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.domain import nik
from gateway.protocol.enums import Document
from gateway.protocol.views import GuestCard
from gateway.service.identity.base64url import decoded, encoded

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12


class Documents:
    """Seals and opens numbers with the data folder's key. A sealed number is bound to its place
    (``0/nik``), so that it can't be moved to another guest of the report."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def sealed(self, cards: Iterable[GuestCard]) -> dict[str, str]:
        """The numbers of these guests, by place; empty ones are left out."""
        return {place: self._seal(place, number) for place, number in _numbers(cards)}

    def opened(self, sealed: str, place: str) -> str:
        """The number. Raises ValueError when the key or the place is not the one it was sealed
        with."""
        raw = decoded(sealed)
        try:
            plain = self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place.encode())
        except InvalidTag as error:
            raise ValueError(f"the number at {place} was sealed otherwise") from error
        return plain.decode()

    def _seal(self, place: str, number: str) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        return encoded(nonce + self._cipher.encrypt(nonce, number.encode(), place.encode()))


def _numbers(cards: Iterable[GuestCard]) -> Iterator[tuple[str, str]]:
    for n, card in enumerate(cards):
        if number := nik.plain(card.nik):
            yield f"{n}/{Document.NIK}", number
        if passport := card.passport.strip():
            yield f"{n}/{Document.PASSPORT}", passport
