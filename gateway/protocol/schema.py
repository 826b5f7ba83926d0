"""The wire as JSON Schema (2020-12), served at ``/protocol.json``."""

from typing import Any

import msgspec

from gateway.protocol.events import AnyEvent
from gateway.protocol.media import AnyMediaClient, AnyMediaServer
from gateway.protocol.messages import AnyClientMessage, AnyServerMessage
from gateway.protocol.version import PROTOCOL_MAX, PROTOCOL_MIN


def schema() -> dict[str, Any]:
    """The schema of both directions and of the journal's events."""
    (client, server, event, *media), components = msgspec.json.schema_components(
        (AnyClientMessage, AnyServerMessage, AnyEvent, AnyMediaClient, AnyMediaServer),
        ref_template="#/$defs/{name}",
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "PosPin",
        "minVersion": PROTOCOL_MIN,
        "maxVersion": PROTOCOL_MAX,
        "oneOf": [client, server],
        "$defs": {
            **components,
            "ClientMessage": client,
            "ServerMessage": server,
            "Event": event,
            "MediaFrame": {"anyOf": media},
        },
    }
