"""Golden frames: one wire message of each type and of each important variant.

``python -m tests.helpers.golden`` writes them to ``tests/fixtures/wire``; Python and JavaScript
tests read the same files, so that both sides agree on what stands on the wire. Each module here
has those of its noun.
"""

from pathlib import Path
from typing import Final

import msgspec

from gateway.protocol import commands, messages, queries, views
from tests.helpers.golden import (
    agency,
    area,
    call,
    desk,
    device,
    figures,
    guest,
    incident,
    message,
    neighbours,
    officer,
    reaching,
    session,
    talk,
)
from tests.helpers.golden.agency import agency_card, agency_view, assignment_view, task_view
from tests.helpers.golden.base import (
    AGENCY,
    COMMAND,
    CONSOLE,
    CONTACT,
    INCIDENT,
    JOURNAL,
    NONCE,
    OFFICER,
    OTHER_INCIDENT,
    PARTNER,
    PLACE,
    POST,
    PRESS,
    PRESSED,
    PUBLIC_KEY,
    SECOND_PRESS,
    SIGNATURE,
    TASK,
    after,
    item,
    snapshot,
)
from tests.helpers.golden.call import call_view, desk_view, party_call_view
from tests.helpers.golden.device import console_view, partner_view, post_view
from tests.helpers.golden.incident import (
    alarm_view,
    claimed_view,
    incident_view,
    raised,
    report_view,
)
from tests.helpers.golden.neighbours import appeal_view, broadcast_view, kentongan_view, nearby_view
from tests.helpers.golden.officer import identity, officer_view
from tests.helpers.golden.reaching import channel_view, own_phone_view
from tests.helpers.golden.session import welcome_locked, welcome_signed_in

FOLDER: Final = Path(__file__).parents[2] / "fixtures" / "wire"


def client_frames() -> dict[str, messages.Message]:
    """Frames that clients send, by file name."""
    bodies: dict[str, commands.AnyBody] = {
        **incident.bodies(),
        **agency.bodies(),
        **message.bodies(),
        **neighbours.bodies(),
        **call.bodies(),
        **desk.bodies(),
        **device.bodies(),
        **officer.bodies(),
        **reaching.bodies(),
        **area.bodies(),
        **guest.bodies(),
        **talk.bodies(),
    }
    asks: dict[str, queries.AnyAsk] = {
        **incident.asks(),
        **agency.asks(),
        **message.asks(),
        **neighbours.asks(),
        **call.asks(),
        **area.asks(),
        **figures.asks(),
        **guest.asks(),
    }
    return {
        **session.client_frames(),
        **call.client_signals(),
        **{f"command.{name}": command(body) for name, body in bodies.items()},
        **incident.timed_commands(),
        **{f"query.{name}": messages.Query(id=COMMAND, body=ask) for name, ask in asks.items()},
        "query.timeline.page": messages.Query(id=COMMAND, body=asks["timeline"], cursor="50"),
    }


def command(body: commands.AnyBody) -> messages.Command:
    """A command as it leaves just after the act."""
    first = isinstance(body, commands.RaiseAlarm)
    return messages.Command(id=PRESS if first else COMMAND, body=body, age_ms=12)


def server_frames() -> dict[str, messages.Message]:
    """Frames that the gateway sends, by file name."""
    results: dict[str, messages.Message] = {
        **incident.results(),
        **agency.results(),
        **neighbours.results(),
        **call.results(),
        **area.results(),
        **figures.results(),
        **guest.results(),
    }
    return {
        **session.server_frames(),
        **{f"result.{name}": frame for name, frame in results.items()},
        **incident.happenings(),
        **message.happenings(),
        **call.happenings(),
        **call.server_signals(),
        **snapshots(),
    }


def snapshots() -> dict[str, messages.Message]:
    """The pictures of each audience."""
    return {
        "snapshot.first": snapshot(0, False, [incident_view(), post_view()]),
        "snapshot.last": snapshot(
            1, True, [task_view(), agency_view(), console_view(), partner_view(), officer_view()]
        ),
        "snapshot.broadcasts": snapshot(1, True, [broadcast_view(), kentongan_view()]),
        "snapshot.guests": snapshot(1, True, [guest.figure_view()]),
        "snapshot.post.guests": msgspec.structs.replace(
            snapshot(0, True, [guest.ticket_view(), device.contact_view(), talk.talk_view()]),
            audience="p1",
        ),
        "snapshot.partner.guests": msgspec.structs.replace(
            snapshot(0, True, [guest.report_view()]), audience="m1"
        ),
        "snapshot.land": snapshot(1, True, [views.LandView(subject=f"areas:{COMMAND}", version=1)]),
        "snapshot.calls": snapshot(1, True, [call_view(), desk_view()]),
        "snapshot.channels": snapshot(1, True, [channel_view()]),
        "snapshot.locked": msgspec.structs.replace(
            snapshot(0, True, [alarm_view(), desk.sound_rules_view()]), audience="locked1"
        ),
        "snapshot.post": msgspec.structs.replace(
            snapshot(0, True, [report_view(), appeal_view(), party_call_view(), post_view()]),
            audience="p1",
        ),
        "snapshot.partner": msgspec.structs.replace(
            snapshot(0, True, [nearby_view(), assignment_view(), own_phone_view()]), audience="m1"
        ),
    }


def frames() -> dict[str, messages.Message]:
    """All golden frames by file name, ``client.`` or ``server.`` first."""
    return {f"client.{name}": frame for name, frame in client_frames().items()} | {
        f"server.{name}": frame for name, frame in server_frames().items()
    }


def text(frame: messages.Message) -> str:
    """The frame as it stands in its file: the wire's JSON, indented for reading."""
    return msgspec.json.format(msgspec.json.encode(frame), indent=2).decode() + "\n"


def write() -> None:
    """Bring the folder up to date and drop files of frames that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    current = {f"{name}.json": text(frame) for name, frame in frames().items()}
    for old in FOLDER.glob("*.json"):
        if old.name not in current:
            old.unlink()
    for name, content in current.items():
        (FOLDER / name).write_text(content, "utf-8")


__all__ = [
    "AGENCY",
    "COMMAND",
    "CONSOLE",
    "CONTACT",
    "FOLDER",
    "INCIDENT",
    "JOURNAL",
    "NONCE",
    "OFFICER",
    "OTHER_INCIDENT",
    "PARTNER",
    "PLACE",
    "POST",
    "PRESS",
    "PRESSED",
    "PUBLIC_KEY",
    "SECOND_PRESS",
    "SIGNATURE",
    "TASK",
    "after",
    "agency_card",
    "agency_view",
    "alarm_view",
    "appeal_view",
    "assignment_view",
    "broadcast_view",
    "call_view",
    "claimed_view",
    "client_frames",
    "console_view",
    "desk_view",
    "frames",
    "identity",
    "incident_view",
    "item",
    "kentongan_view",
    "nearby_view",
    "officer_view",
    "partner_view",
    "party_call_view",
    "post_view",
    "raised",
    "report_view",
    "server_frames",
    "snapshot",
    "task_view",
    "text",
    "welcome_locked",
    "welcome_signed_in",
    "write",
]
