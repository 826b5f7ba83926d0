"""Connections that have not signed in: the oldest goes first."""

from gateway.sockets.half_open import HalfOpen
from gateway.sockets.limits import Limits
from gateway.sockets.socket import host_name


class Newcomer:
    """A connection that notes when it is sent away."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.away = False

    def send_away(self) -> None:
        self.away = True

    def abort_opening(self) -> None:
        raise NotImplementedError


def test_the_oldest_of_an_address_makes_room_for_its_newest() -> None:
    half_open = HalfOpen(Limits(per_address=2, half_open=10))
    flood = [Newcomer("1.1.1.1") for _ in range(4)]
    other = Newcomer("2.2.2.2")
    for newcomer in (other, *flood):
        half_open.enter(newcomer)
    assert [newcomer.away for newcomer in flood] == [True, True, False, False]
    assert not other.away
    assert len(half_open) == 3


def test_the_oldest_of_all_makes_room_when_all_places_are_taken() -> None:
    half_open = HalfOpen(Limits(per_address=10, half_open=3))
    newcomers = [Newcomer(f"1.1.1.{number}") for number in range(5)]
    for newcomer in newcomers:
        half_open.enter(newcomer)
    assert [newcomer.away for newcomer in newcomers] == [True, True, False, False, False]


def test_who_has_signed_in_takes_no_place() -> None:
    half_open = HalfOpen(Limits(per_address=1, half_open=10))
    first, second = Newcomer("1.1.1.1"), Newcomer("1.1.1.1")
    half_open.enter(first)
    half_open.leave(first)
    half_open.leave(first)
    half_open.enter(second)
    assert not first.away
    assert len(half_open) == 1


def test_hosts_are_compared_without_port_brackets_and_case() -> None:
    assert host_name("Pusat.Kendal.test:8444") == "pusat.kendal.test"
    assert host_name("127.0.0.1") == "127.0.0.1"
    assert host_name("[::1]:8444") == "::1"
    assert host_name("") == ""
