"""Frames as full as the gateway makes them are read by its clients."""

import msgspec
import pytest
from msgspec.structs import replace

from gateway.protocol.codec import FRAME_LIMIT, decode_client, decode_server, encode
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Snapshot
from gateway.protocol.views import AnyView
from tests.helpers import golden

VIEWS: list[AnyView] = [
    golden.alarm_view(),
    golden.claimed_view(),
    golden.report_view(),
    golden.post_view(),
    golden.console_view(),
    golden.officer_view(),
]


def full_part(view: AnyView) -> Snapshot:
    count = (FRAME_LIMIT - 1_024) // (len(msgspec.json.encode(view)) + 1)
    return golden.snapshot(0, True, [replace(view, version=number) for number in range(count)])


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_full_part_of_a_snapshot(view: AnyView) -> None:
    part = full_part(view)
    assert decode_server(encode(part)) == part


def test_brackets_without_end_are_refused_both_ways() -> None:
    nested = b'{"type":"snapshot","views":' + b"[" * 60_000
    for decode in (decode_client, decode_server):
        with pytest.raises(Refused) as caught:
            decode(nested)
        assert caught.value.code in (ErrorCode.TOO_DEEP, ErrorCode.BAD_FRAME)


def test_more_than_a_frame_holds_is_refused_both_ways() -> None:
    for decode in (decode_client, decode_server):
        with pytest.raises(Refused) as caught:
            decode(b" " * (FRAME_LIMIT + 1))
        assert caught.value.code is ErrorCode.FRAME_TOO_LARGE
