"""Pictures of officers."""

from gateway.protocol.enums import Desk, Role
from gateway.protocol.fields import Instant, Subject
from gateway.protocol.views.base import View


class OfficerView(View, frozen=True, kw_only=True, tag="officer"):
    """An officer; ``on_duty_at`` is the console where they are signed in now."""

    title: str
    role: Role
    desks: tuple[Desk, ...]
    on_duty_at: Subject | None
    on_duty_since: Instant | None
