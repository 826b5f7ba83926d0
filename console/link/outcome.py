"""How an act can end other than well."""

from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Refusal


class GatewayRefused(Refused):
    """The gateway said no. ``sentence`` is in the user's language."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.sentence = refusal.message
        self.retry_after_s = refusal.retry_after_s


class OutcomeUnknown(Exception):  # noqa: N818  neither a success nor an error
    """The time for the act is over and its answer never came: it may have been done or not."""


def disconnected() -> Refused:
    """Refused here and at once, because there is no link."""
    return Refused(ErrorCode.DISCONNECTED)
