"""The agencies, run cards and SOP cards that are built in, from ``resources``."""

import tomllib
from functools import cache
from uuid import UUID, uuid5

import msgspec

import resources
from gateway.domain.order import SYSTEM, Order
from gateway.domain.run_card import RunCard
from gateway.domain.sop_card import SopCard
from gateway.protocol.commands import AddAgency
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.views import AgencyCard
from gateway.service.clock import Clock
from gateway.service.timers.errands import Submits

#: Makes the same command id for an agency at every start, so that it is added once for all times:
#: what an administrator changed or retired stays so.
_NAMESPACE = UUID("5f1c8a52-6c0c-4d53-9f6a-7a0e3f1d9b10")


@cache
def run_cards() -> tuple[RunCard, ...]:
    """The cards of ``run_cards.toml``."""
    loaded = tomllib.loads(resources.read_text("run_cards.toml"))
    return msgspec.convert(loaded["card"], tuple[RunCard, ...])


@cache
def sop_cards() -> tuple[SopCard, ...]:
    """The cards of the folder ``sop``, one a file."""
    files = sorted(resources.path("sop").glob("*.toml"))
    loaded = [tomllib.loads(file.read_text("utf-8")) for file in files]
    return msgspec.convert(loaded, tuple[SopCard, ...])


@cache
def built_in_agencies() -> dict[str, AgencyCard]:
    """The agencies of ``agencies.toml`` by their key."""
    loaded = tomllib.loads(resources.read_text("agencies.toml"))
    return msgspec.convert(loaded, dict[str, AgencyCard])


async def add_built_in(writer: Submits, clock: Clock) -> None:
    """Register the built-in agencies that were never registered."""
    for key, card in built_in_agencies().items():
        now = clock.now()
        order = Order(
            id=str(uuid5(_NAMESPACE, key)),
            actor=SYSTEM,
            body=AddAgency(agency=card),
            received_at=now,
            acted_at=now,
        )
        try:
            await writer.submit(order)
        except Refused as refused:
            # An administrator already keeps one of this name.
            if refused.code is not ErrorCode.NAME_TAKEN:
                raise
