"""Protocol versions that this build speaks; hello carries both, welcome the highest common one."""

from typing import Final

SUBPROTOCOL: Final = "pospin.v1"
PROTOCOL_MIN: Final = 1
PROTOCOL_MAX: Final = 1


def highest_common(client_min: int, client_max: int) -> int | None:
    """The highest version that both sides speak, or None when there is none."""
    common = min(client_max, PROTOCOL_MAX)
    return common if common >= max(client_min, PROTOCOL_MIN) else None
