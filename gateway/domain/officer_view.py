"""The picture of an officer."""

from gateway.domain.officer import Officer
from gateway.protocol.views import OfficerView


def officer(state: Officer) -> OfficerView:
    """An officer, and where they are on duty."""
    session = state.session
    return OfficerView(
        subject=state.subject,
        version=state.version,
        title=state.title,
        role=state.role,
        desks=state.desks,
        on_duty_at=session.console if session else None,
        on_duty_since=session.since if session else None,
        agent=state.agent,
        agent_since=state.agent_since,
        agent_reason=state.agent_reason,
        wrap_up_until=state.wrap_up_until,
    )
