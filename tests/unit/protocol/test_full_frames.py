"""Frames as full as the gateway makes them are read by its clients."""

import msgspec
import pytest
from msgspec.structs import replace

from gateway.domain.audience import Audience, AudienceKind, of_partner, of_post
from gateway.domain.partner import Reach
from gateway.protocol import commands as do
from gateway.protocol.codec import FRAME_LIMIT, decode_client, decode_server, encode
from gateway.protocol.enums import Desk, GuestField, PartnerRole
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Command, Snapshot
from gateway.protocol.views import AnyView, GuestCard, GuestHouse
from gateway.protocol.views.guest import GUESTS_MOST
from gateway.service.hub.frames import event_frames
from tests.helpers import golden
from tests.helpers.guests import Neighbourhood, stay

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


def test_the_fullest_guest_report_is_one_frame_for_each_of_its_readers() -> None:
    rt = Neighbourhood()
    head = rt.partner()
    for _ in range(3):
        rt.partner(PartnerRole.DEPUTY)
    # A control character is six bytes in JSON.
    words, line, number = "\x01" * 60, "\x01" * 100, "\x01" * 24
    card = GuestCard(
        name="\x01" * 80,
        origin=words,
        origin_area="33.24.08.2012",
        relation=words,
        phone=number,
        plate=number,
        nik=number,
        passport=number,
    )
    text = "\x01" * 300
    house = GuestHouse(host=line, address=line, rt="003", rw="005")
    body = do.ReportGuests(guests=(card,) * GUESTS_MOST, house=house, stay=stay(), remark=text)
    assert len(encode(Command(id=golden.COMMAND, body=body))) <= FRAME_LIMIT
    decode_client(encode(Command(id=golden.COMMAND, body=body)))
    subject = rt.reported(body)
    rt.do(head, do.AcknowledgeGuests(guests=(subject,), note=text))
    rt.do(head, do.AskCorrection(guest=subject, fields=tuple(GuestField), text=text))
    rt.do(head, do.ReferGuest(guest=subject, reason=text))
    found = rt.state(subject)
    partner = of_partner(rt.play.world.partner(head.subject), Reach(posts=(), districts=()))
    desk = Audience(kind=AudienceKind.DESK, desks=(Desk.SATPOL_PP,))
    for audience in (partner, of_post(rt.play.world.post(rt.post)), desk):
        frames = event_frames(
            audience, 0, len(rt.play.entries), rt.play.entries, {subject: found}.get, str
        )
        for frame in frames:
            assert len(frame) <= FRAME_LIMIT
            decode_server(frame)


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
