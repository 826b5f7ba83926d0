"""What the golden frames have in common: who, where, when, and the envelopes."""

from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from gateway.protocol import enums, events, messages, views

PRESSED: Final = datetime(2026, 8, 17, 14, 30, 0, 250_000, tzinfo=UTC)
PRESS: Final = "0198b8d1-2c00-7a10-8000-000000000001"
SECOND_PRESS: Final = "0198b8d1-5500-7a10-8000-000000000002"
COMMAND: Final = "0198b8d1-9000-7a10-8000-000000000003"
INCIDENT: Final = f"incident:{PRESS}"
POST: Final = "post:0198b000-0000-7000-8000-00000000000a"
CONSOLE: Final = "console:0198b000-0000-7000-8000-00000000000b"
PARTNER: Final = "partner:0198b000-0000-7000-8000-000000000010"
OFFICER: Final = "officer:0198b000-0000-7000-8000-00000000000c"
JOURNAL: Final = "0198a000-0000-7000-8000-00000000000d"
OTHER_INCIDENT: Final = f"incident:{SECOND_PRESS}"
AGENCY: Final = "agency:0198b000-0000-7000-8000-00000000000e"
TASK: Final = "task:0198b000-0000-7000-8000-00000000000f"
CONTACT: Final = views.Contact(channel=enums.ContactChannel.RADIO, label="HT Damkar")
NONCE: Final = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
SIGNATURE: Final = "c2lnbmF0dXJl" * 7 + "cw"
PUBLIC_KEY: Final = "BHB1YmxpY2tleQ" + "A" * 73
PLACE: Final = views.Place(
    area="33.24.08.2012",
    desa="Sukorejo",
    kecamatan="Sukorejo",
    rt="03",
    rw="01",
    lat=-7.083,
    lon=110.045,
)


def after(seconds: float) -> datetime:
    """The instant that many seconds after the press."""
    return PRESSED + timedelta(seconds=seconds)


def item(
    seq: int, data: events.EventData, view: views.AnyView | None, version: int
) -> messages.EventItem:
    """A journal entry of the incident as a signed-in officer gets it."""
    kind = str(type(data).__struct_config__.tag)
    return messages.EventItem(
        seq=seq,
        at=after(0.4 * seq),
        actor=POST,
        actor_title="Pos Kamling RT 03",
        subject=INCIDENT,
        version=version,
        kind=kind,
        data=msgspec.Raw(msgspec.json.encode(data)),
        view=view,
    )


def raw(row: msgspec.Struct) -> msgspec.Raw:
    """A query's row as it stands on the wire."""
    return msgspec.Raw(msgspec.json.encode(row))


def result(*rows: msgspec.Struct, following: str | None = None) -> messages.Result:
    """The answer to a query."""
    return messages.Result(id=COMMAND, rows=[raw(row) for row in rows], next=following)


def snapshot(part: int, last: bool, held: list[views.AnyView]) -> messages.Snapshot:
    """One part of a desk's picture."""
    return messages.Snapshot(
        part=part, last=last, seq=42, audience="a1", journal=JOURNAL, views=held
    )
