"""How long is waited for what in a guest report; the figures are settings."""

from datetime import timedelta

from msgspec import Struct

from gateway.protocol.enums import GuestStep


class GuestTimes(Struct, frozen=True, kw_only=True):
    """Seconds: for the Ketua RT to answer a message, for a call to be taken, before the end of a
    stay that it is shown, after it that it counts as overdue, and that announced guests are
    waited for."""

    answer_s: float = 300
    call_s: float = 120
    expiring_s: float = 3 * 3_600
    overdue_s: float = 6 * 3_600
    lapse_s: float = 36 * 3_600

    def after(self, step: GuestStep) -> timedelta:
        """How long a step is given."""
        return timedelta(seconds=self.call_s if step is GuestStep.CALL else self.answer_s)
