"""Leave to read who stays in an area: for one console, for a minute."""

import pytest

from gateway.protocol.commands import OpenGuestList
from gateway.protocol.errors import ErrorCode, Refused
from gateway.service.clock import Clock
from gateway.service.guests.lists import OPEN, GuestLists

ASKED = OpenGuestList(area="33.24.08", reason="rapat Forkopimcam")


def test_a_leave_is_one_consoles_and_ends() -> None:
    now = 0.0
    lists = GuestLists(Clock(lambda: now, lambda: now))
    grant = lists.open("console:1", ASKED)
    assert lists.opened(grant.code, "console:1").area == "33.24.08"
    for token, console in ((grant.code, "console:2"), ("AAAA", "console:1")):
        with pytest.raises(Refused) as caught:
            lists.opened(token, console)
        assert caught.value.code is ErrorCode.FORBIDDEN
    now = OPEN.total_seconds()
    with pytest.raises(Refused):
        lists.opened(grant.code, "console:1")
