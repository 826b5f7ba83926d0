"""The words that leave the system."""

from datetime import UTC, datetime

import pytest

from gateway.protocol.enums import Channel, Kind, Mode, Topic
from gateway.protocol.views import Place
from gateway.service.outbound.message import Matter, OutboundMessage, Written, write


def message(mode: Mode = Mode.REAL, kind: Kind = Kind.FIRE, rt: str = "03") -> OutboundMessage:
    return OutboundMessage(
        id="m1",
        channel=Channel.EMAIL,
        topic=Topic.UNCLAIMED,
        subject="incident:1",
        created_at=datetime(2026, 11, 24, 11, 55, tzinfo=UTC),
        matter=Matter(
            incident="incident:1",
            kind=kind,
            mode=mode,
            reference="KDL-20261124-0007",
            place=Place(
                area="33.24.08.2012", desa="Krajankulon", kecamatan="Kaliwungu", rt=rt, rw="05"
            ),
            at=datetime(2026, 11, 24, 17, 5, tzinfo=UTC),
        ),
        wanted=True,
        attempts=0,
    )


def letter(sent: OutboundMessage) -> Written:
    assert sent.matter is not None
    return write(sent.matter)


def test_kind_place_number_and_local_time() -> None:
    written = letter(message())
    assert written.subject == (
        "[DARURAT] Kebakaran di Krajankulon RT 03/RW 05, Kaliwungu belum ditangani "
        "(KDL-20261124-0007)"
    )
    for part in ("Kebakaran", "Krajankulon RT 03/RW 05", "KDL-20261124-0007"):
        assert part in written.body
    assert "25/11/2026 00.05 WIB" in written.body


def test_a_post_without_rt_is_named_by_its_desa() -> None:
    assert "di Krajankulon, Kaliwungu belum" in letter(message(rt="")).subject


@pytest.mark.parametrize(("mode", "mark"), [(Mode.DRILL, "[LATIHAN]"), (Mode.TEST, "[UJI]")])
def test_drills_and_tests_are_marked(mode: Mode, mark: str) -> None:
    assert letter(message(mode)).subject.startswith(mark)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_its_word(kind: Kind) -> None:
    assert "{" not in letter(message(kind=kind)).body
