"""Argon2id beside the event loop."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from gateway.service.identity import passwords
from gateway.service.identity.passwords import Passwords, hash_password


@pytest.fixture
async def checker() -> AsyncIterator[Passwords]:
    made = Passwords()
    yield made
    made.close()


async def test_only_the_right_password_matches(checker: Passwords) -> None:
    known = await checker.hash("kentongan")
    assert known.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await checker.matches(known, "kentongan")
    assert not await checker.matches(known, "kentongan ")
    assert not await checker.matches("not a hash", "kentongan")


async def test_nobody_is_never_matched_but_takes_as_long(
    checker: Passwords, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    real = passwords._verify

    def watched(known: str, password: str) -> bool:
        calls.append(known)
        return real(known, password)

    monkeypatch.setattr(passwords, "_verify", watched)
    known = hash_password("kentongan")
    await checker.matches(known, "x")
    assert not await checker.matches(None, "x")
    parameters = [proof.rsplit("$", 2)[0] for proof in calls]
    assert len(parameters) == 2
    assert parameters[0] == parameters[1]


async def test_at_most_two_run_at_once(checker: Passwords, monkeypatch: pytest.MonkeyPatch) -> None:
    running, most = 0, 0

    def slow(known: str, password: str) -> bool:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.02)
        running -= 1
        return True

    monkeypatch.setattr(passwords, "_verify", slow)
    await asyncio.gather(*(checker.matches("known", "x") for _ in range(8)))
    assert most == 2
