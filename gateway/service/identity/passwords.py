"""Argon2id, at most two at once, beside the event loop."""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

#: 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's minimum for Argon2id.
MEMORY_KIB: Final = 19 * 1024
PASSES: Final = 2
AT_ONCE: Final = 2

_HASHER: Final = PasswordHasher(
    time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=1, type=Type.ID
)


def hash_password(password: str) -> str:
    """The hash in PHC form. Takes some 30 ms and 19 MiB."""
    return _HASHER.hash(password)


class Passwords:
    """Hashes and checks passwords in two threads; whoever comes third waits."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="argon2")
        self._nobody = hash_password(secrets.token_hex())

    async def hash(self, password: str) -> str:
        """The hash in PHC form."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, hash_password, password)

    async def matches(self, known: str | None, password: str) -> bool:
        """Whether this is the password. Without a ``known`` hash it takes as long and is not."""
        loop = asyncio.get_running_loop()
        proof = known or self._nobody
        fits = await loop.run_in_executor(self._threads, _verify, proof, password)
        return fits and known is not None

    def close(self) -> None:
        """End the threads."""
        self._threads.shutdown(wait=True, cancel_futures=True)


def _verify(known: str, password: str) -> bool:
    try:
        return _HASHER.verify(known, password)
    except (VerificationError, InvalidHashError):
        return False
