"""A bad network in user space: delay, jitter and loss in bursts, between two network namespaces.

The kernels of test machines often lack ``netem``. Here two TUN devices, one in this namespace and
one in a namespace of its own, are joined by a child process that holds packets back, lets some
overtake others and drops some::

    with bad_network(Weather(delay_s=0.05, loss=0.02)) as network:
        subprocess.run(network.inside("ping", "-c1", network.near))
        network.change(Weather(cut=True))

Needs the rights of root over the network, ``/dev/net/tun`` and ``ip``; ``missing`` says what is not
there.
"""

import fcntl
import heapq
import os
import random
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import pack
from typing import Final

import msgspec
from msgspec import Struct

ROOT: Final = Path(__file__).parents[2]
TUN: Final = Path("/dev/net/tun")
#: ``TUNSETIFF`` with ``IFF_TUN | IFF_NO_PI``: bare IP packets (linux/if_tun.h).
_TUNSETIFF: Final = 0x400454CA
_BARE_TUN: Final = 0x1001
#: Room for tunnels on the way of a real call.
MTU: Final = 1_400
_UDP: Final = 17
#: So many packets are read from one side before the other has its turn.
_AT_ONCE: Final = 64
_PATIENCE_S: Final = 10.0

#: CAP_NET_ADMIN and CAP_SYS_ADMIN (linux/capability.h).
_RIGHTS: Final = 1 << 12 | 1 << 21


def _may() -> bool:
    """Whether this process may make devices and namespaces; root in a container often may not."""
    status = Path("/proc/self/status").read_text()
    held = next(line for line in status.splitlines() if line.startswith("CapEff:"))
    return int(held.split()[1], 16) & _RIGHTS == _RIGHTS


missing: Final = ", ".join(
    name
    for name, there in (
        ("CAP_NET_ADMIN and CAP_SYS_ADMIN", _may()),
        (str(TUN), TUN.exists()),
        ("ip", shutil.which("ip") is not None),
    )
    if not there
)


class Weather(Struct, frozen=True, kw_only=True):
    """How bad it is, for each direction alike.

    ``delay_s`` one way. ``jitter_s``: standard deviation of what is added to it for a datagram
    (half a normal distribution, so datagrams overtake each other). ``loss``: share of the datagrams
    that is dropped; ``burst``: how many go in a row on average. Streams (TCP) are only delayed, in
    order. ``cut``: nothing passes at all.
    """

    delay_s: float = 0.0
    jitter_s: float = 0.0
    loss: float = 0.0
    burst: float = 1.0
    cut: bool = False


class Losses:
    """The Gilbert model (E. N. Gilbert, 1960): a good state, and a bad one that drops everything.

    The bad state is left with 1 / burst, which makes bursts of that mean length, and entered with
    the chance that makes the share of both states the loss that is wanted.
    """

    def __init__(self, weather: Weather, chance: random.Random) -> None:
        self._chance = chance
        self._leave = 1 / weather.burst
        self._enter = self._leave * weather.loss / (1 - weather.loss) if weather.loss < 1 else 1.0
        self._bad = False

    def drops(self) -> bool:
        """Whether the next datagram is lost."""
        stays = self._bad and self._chance.random() >= self._leave
        self._bad = stays or (not self._bad and self._chance.random() < self._enter)
        return self._bad


class Direction:
    """What is on its way from one device to the other."""

    def __init__(self, source: int, target: int, chance: random.Random) -> None:
        self.source = source
        self._target = target
        self._chance = chance
        self._under_way: list[tuple[float, int, bytes]] = []
        self._taken = 0
        self._last_of_stream = 0.0
        self.change(Weather())

    def change(self, weather: Weather) -> None:
        """From now on; what is under way stays so."""
        self._weather = weather
        self._losses = Losses(weather, self._chance)

    def take(self) -> None:
        """Read what waits at the source: drop it, or say when it is due at the target."""
        for _ in range(_AT_ONCE):
            try:
                packet = os.read(self.source, MTU + 100)
            except BlockingIOError:
                return
            datagram = len(packet) > 20 and packet[0] >> 4 == 4 and packet[9] == _UDP
            if self._weather.cut or (datagram and self._losses.drops()):
                continue
            self._taken += 1
            heapq.heappush(self._under_way, (self._due(datagram), self._taken, packet))

    def pass_on(self) -> None:
        """Write everything that is due."""
        while self.wait_s() == 0:
            packet = heapq.heappop(self._under_way)[2]
            try:
                os.write(self._target, packet)
            except OSError:
                continue  # a full queue or an address that is gone: a network drops it as well

    def wait_s(self) -> float | None:
        """How long until something is due; None when nothing is under way."""
        if not self._under_way:
            return None
        return max(0.0, self._under_way[0][0] - time.monotonic())

    def _due(self, datagram: bool) -> float:
        due = time.monotonic() + self._weather.delay_s
        if datagram:
            return due + abs(self._chance.gauss(0, self._weather.jitter_s))
        self._last_of_stream = max(due, self._last_of_stream)
        return self._last_of_stream


class Network:
    """A running bad network: ``near`` is this side's address, ``far`` the other's."""

    def __init__(self, child: "subprocess.Popen[bytes]") -> None:
        self._child = child
        self.namespace = f"bad{child.pid}"
        self.near, self.far = _addresses(child.pid)

    def change(self, weather: Weather) -> None:
        """Another weather; in force when this returns."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(msgspec.json.encode(weather) + b"\n")
        self._child.stdin.flush()
        ready, _, _ = select.select([self._child.stdout], [], [], _PATIENCE_S)
        answer = self._child.stdout.readline() if ready else b""
        if answer != b"ready\n":
            raise RuntimeError("the bad network did not start")

    def inside(self, *command: str) -> list[str]:
        """The command line that runs ``command`` on the far side."""
        return ["ip", "netns", "exec", self.namespace, *command]


@contextmanager
def bad_network(weather: Weather) -> Iterator[Network]:
    """Two namespaces with this weather between them; all is taken down at the end."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.netem"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with child:
        try:
            network = Network(child)
            network.change(weather)
            yield network
        finally:
            assert child.stdin is not None
            child.stdin.close()
            child.wait(_PATIENCE_S)


def _addresses(number: int) -> tuple[str, str]:
    """Two of the shared address space (RFC 6598), which no test machine's own network uses."""
    third, fourth = divmod(number % 16_384 * 4, 256)
    return f"100.64.{third}.{fourth + 1}", f"100.64.{third}.{fourth + 2}"


def _tun(name: str) -> int:
    device = os.open(TUN, os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, _TUNSETIFF, pack("16sH", name.encode(), _BARE_TUN))
    return device


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)


def _plumb(namespace: str, near: str, far: str) -> None:
    there = ("-n", namespace)
    _ip("link", "set", f"{namespace}f", "netns", namespace)
    _ip("addr", "add", f"{near}/30", "dev", f"{namespace}n")
    _ip("link", "set", f"{namespace}n", "up", "mtu", str(MTU))
    _ip(*there, "addr", "add", f"{far}/30", "dev", f"{namespace}f")
    _ip(*there, "link", "set", f"{namespace}f", "up", "mtu", str(MTU))
    _ip(*there, "link", "set", "lo", "up")
    _ip(*there, "route", "add", "default", "via", near)


def _forward(near: int, far: int) -> None:
    """Pass packets on until standard input ends; each line there is another weather."""
    directions = [
        Direction(near, far, random.Random(1)),
        Direction(far, near, random.Random(2)),
    ]
    while True:
        waits = [wait for d in directions if (wait := d.wait_s()) is not None]
        readable, _, _ = select.select([near, far, 0], [], [], min(waits, default=None))
        if 0 in readable:
            line = os.read(0, 4_096)
            if not line:
                return
            for direction in directions:
                direction.change(msgspec.json.decode(line, type=Weather))
            os.write(1, b"ready\n")
        for direction in directions:
            if direction.source in readable:
                direction.take()
            direction.pass_on()


def main() -> None:
    """The child: makes the namespaces, joins them, takes them down."""
    namespace = f"bad{os.getpid()}"
    _ip("netns", "add", namespace)
    try:
        devices = _tun(f"{namespace}n"), _tun(f"{namespace}f")
        _plumb(namespace, *_addresses(os.getpid()))
        _forward(*devices)
    finally:
        _ip("netns", "del", namespace)


if __name__ == "__main__":
    main()
