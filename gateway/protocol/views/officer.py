"""Pictures of officers."""

from gateway.protocol.enums import AgentState, Desk, Role
from gateway.protocol.fields import Instant, Subject
from gateway.protocol.views.base import View


class OfficerView(View, frozen=True, kw_only=True, tag="officer"):
    """An officer; ``on_duty_at`` is the console where they are signed in now.

    ``agent``: whether calls ring there, since when, and why not; ``wrap_up_until`` is when the
    wrap-up after a call ends by itself.
    """

    title: str
    role: Role
    desks: tuple[Desk, ...]
    on_duty_at: Subject | None
    on_duty_since: Instant | None
    agent: AgentState = AgentState.OUT
    agent_since: Instant | None = None
    agent_reason: str = ""
    wrap_up_until: Instant | None = None
