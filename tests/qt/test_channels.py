"""The console tells which way out of the system is dead, and how far messages came."""

import pytest
from msgspec.structs import replace

from console.i18n import Words
from console.models.partner_rows import partner_cell
from console.models.sentences import timeline_entry
from gateway.protocol import events
from gateway.protocol.enums import Channel, ChannelState, NumberState
from tests.helpers.golden.device import partner_view
from tests.helpers.golden.reaching import channel_view
from tests.qt.scene import Scene, incident, officer
from tests.qt.test_other_models import entry

CREW = "Regu 2 Damkar"


def test_a_dead_channel_stands_on_the_strip_until_it_works(scene: Scene) -> None:
    scene.sign_in()
    scene.snapshot(incident(0), officer(1), channel_view())
    (said,) = [text for text in scene.window.strip.texts() if text.startswith("SMS")]
    assert "SMS mati" in said
    assert "modem tidak menjawab" in said
    works = replace(channel_view(), version=2, state=ChannelState.WORKING, reason="")
    scene.change(works)
    assert not any("SMS" in text for text in scene.window.strip.texts())


@pytest.mark.parametrize(
    ("event", "sentence"),
    [
        (
            events.RelayDelivered(message="m", channel=Channel.SMS, attempts=1, title=CREW),
            f"SMS ke {CREW} terkirim",
        ),
        (
            events.RelayConfirmed(message="m", channel=Channel.SMS, title=CREW),
            f"SMS sampai di telepon {CREW}",
        ),
        (
            events.RelayFailed(
                message="m", channel=Channel.PUSH, attempts=1, reason="refused_400", title=CREW
            ),
            f"push ke {CREW} gagal: refused_400",
        ),
        (
            events.TextReceived(partner="partner:1", title=CREW, words="jalan putus"),
            f"SMS dari {CREW}",
        ),
    ],
)
def test_the_timeline_tells_how_far_a_message_came(event: events.AnyEvent, sentence: str) -> None:
    assert timeline_entry(entry(1, event), Words("id"), {}).sentence == sentence


def test_a_partners_card_tells_how_the_phone_is_reached(scene: Scene) -> None:
    kit = scene.window.strip._kit
    view = replace(partner_view(), push_ended="gone_410", number=NumberState.PROVEN)
    cell = partner_cell(view, kit.board, kit.words, kit.clock.now())
    assert cell.detail == "+6281200000003 · notifikasi berhenti · nomor terbukti"
