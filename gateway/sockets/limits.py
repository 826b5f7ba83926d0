"""What the listener bears. The defaults are the design's numbers (section 4)."""

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """Bounds of the listener; times in seconds.

    ``half_open`` and ``per_address`` count only connections that have not signed in. ``rate_per_s``
    and ``burst`` bound what one device asks for, alarms excepted. ``at_once``: requests of one
    connection that are under way together. ``signals_per_s`` and ``signal_burst`` bound what one
    device signals in calls. ``media_silence_s``: a transfer that stands still ends.
    """

    tls_s: float = 15
    request_s: float = 10
    sign_in_s: float = 15
    half_open: int = 1_024
    per_address: int = 64
    rate_per_s: float = 20
    burst: int = 100
    at_once: int = 32
    signals_per_s: float = 50
    signal_burst: int = 400
    close_s: float = 5
    drain_s: float = 5
    media_silence_s: float = 30
