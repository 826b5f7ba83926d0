"""What the settings and the table of ``resources/kentongan.json`` say about broadcasts."""

from datetime import timedelta
from functools import cache
from typing import Final

import msgspec

import resources
from gateway.domain.kentongan import BroadcastRules
from gateway.protocol.enums import Kind
from gateway.protocol.rhythms import BELL
from gateway.settings import Broadcasts

#: The table's own words for our kinds; None in it is a bell and no kentongan.
_WORDS: Final = {
    Kind.FIRE: "kebakaran",
    Kind.DISASTER: "bencana",
    Kind.CRIME: "kriminal",
    Kind.MEDICAL: "medis",
}
_GENERAL: Final = "darurat_umum"


class _Table(msgspec.Struct):
    default_pospin: dict[str, str | None]


def rules_of(broadcasts: Broadcasts) -> BroadcastRules:
    """The rules of this gateway."""
    return BroadcastRules(
        rhythms=general_rhythms(),
        relay_m=broadcasts.relay_m,
        relay_posts=broadcasts.relay_posts,
        open_for=timedelta(minutes=broadcasts.open_minutes),
    )


@cache
def general_rhythms() -> dict[Kind, str]:
    """The rhythm of each kind where a desa has no table of its own."""
    said = msgspec.json.decode(resources.read_text("kentongan.json"), type=_Table).default_pospin
    return {kind: said[_WORDS.get(kind, _GENERAL)] or BELL for kind in Kind}
