"""How an act can end other than well."""

from console.base.outcome import OutcomeUnknown
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Refusal

__all__ = ["GatewayRefused", "OutcomeUnknown", "disconnected"]


class GatewayRefused(Refused):
    """The gateway said no. ``sentence`` is in the user's language."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.sentence = refusal.message
        self.retry_after_s = refusal.retry_after_s


def disconnected() -> Refused:
    """Refused here and at once, because there is no link."""
    return Refused(ErrorCode.DISCONNECTED)
