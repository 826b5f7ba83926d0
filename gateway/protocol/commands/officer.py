"""Commands about officers."""

from gateway.protocol.commands.base import Body
from gateway.protocol.enums import Desk, Role
from gateway.protocol.fields import Name, UserName


class AddOfficer(Body, frozen=True, kw_only=True, tag="add_officer"):
    """Register an officer. Only the administrator's console and the command line may send it."""

    user: UserName
    title: Name
    role: Role
    desks: tuple[Desk, ...]
    password: str
