"""The bad network loses, delays and cuts off what it says."""

import random
import socket
import subprocess
import sys
import time
from typing import Final

import pytest

from tests.helpers.netem import Losses, Weather, bad_network, missing

needs_namespaces: Final = pytest.mark.skipif(bool(missing), reason=f"not there: {missing}")

_ECHO: Final = """
import socket, sys
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((sys.argv[1], 9000))
print("listening", flush=True)
while True:
    s.sendto(*s.recvfrom(2000))
"""


@pytest.mark.parametrize(("loss", "burst"), [(0.02, 1), (0.05, 2), (0.10, 3)])
def test_as_many_are_lost_as_said_in_bursts_as_long_as_said(loss: float, burst: float) -> None:
    losses = Losses(Weather(loss=loss, burst=burst), random.Random(4))
    fates = [losses.drops() for _ in range(200_000)]
    bursts = sum(now and not before for before, now in zip([False, *fates], fates, strict=False))
    assert sum(fates) / len(fates) == pytest.approx(loss, rel=0.1)
    assert sum(fates) / bursts == pytest.approx(max(burst, 1 / (1 - loss)), rel=0.1)


def test_no_loss_and_all_lost() -> None:
    assert not any(Losses(Weather(), random.Random(1)).drops() for _ in range(1_000))
    gone = Losses(Weather(loss=1, burst=1), random.Random(1))
    assert sum(gone.drops() for _ in range(1_000)) > 400


def _echoed(near: str, far: str, count: int) -> tuple[int, float]:
    """How many of so many datagrams come back, and the shortest way there and back in seconds."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.bind((near, 0))
        asking.settimeout(0.4)
        sent: dict[bytes, float] = {}
        trips: list[float] = []
        for number in range(count):
            sent[number.to_bytes(4)] = time.monotonic()
            asking.sendto(number.to_bytes(4), (far, 9000))
            time.sleep(0.0005)
        while True:
            try:
                answer = asking.recv(2_000)
            except TimeoutError:
                return len(trips), min(trips, default=0.0)
            trips.append(time.monotonic() - sent[answer])


@needs_namespaces
def test_real_datagrams_are_delayed_dropped_and_cut_off() -> None:
    with bad_network(Weather(delay_s=0.03)) as network:
        echo = network.inside(sys.executable, "-c", _ECHO, network.far)
        with subprocess.Popen(echo, stdout=subprocess.PIPE) as answering:
            try:
                assert answering.stdout is not None
                assert answering.stdout.readline() == b"listening\n"
                back, shortest = _echoed(network.near, network.far, 100)
                assert back == 100
                assert shortest >= 0.06
                network.change(Weather(loss=0.2, burst=2))
                back, _ = _echoed(network.near, network.far, 200)
                assert 200 * 0.45 < back < 200 * 0.8, "0.8 of each way, 0.64 of both"
                network.change(Weather(cut=True))
                assert _echoed(network.near, network.far, 20)[0] == 0
            finally:
                answering.kill()
