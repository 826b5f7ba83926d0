"""What may be done to officers and their sessions, and what follows from it."""

from typing import Final

from gateway.domain.decider import Deciders
from gateway.domain.officer import PASSWORD_MIN
from gateway.domain.order import Order, SignInOfficer, SignOutOfficer
from gateway.domain.world import Change, World
from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.errors import ErrorCode, Refused


def add_officer(world: World, order: Order, body: do.AddOfficer) -> list[Change]:
    """Register an officer. The password itself is hashed before it comes here."""
    if len(body.password) < PASSWORD_MIN:
        raise Refused(ErrorCode.WEAK_PASSWORD, length=PASSWORD_MIN)
    if any(known.user == body.user for known in world.officers()):
        raise Refused(ErrorCode.NAME_TAKEN, title=body.user)
    if order.password_hash is None:
        raise ValueError("an order that adds an officer must carry the password's hash")
    added = ev.OfficerAdded(
        user=body.user,
        title=body.title,
        role=body.role,
        desks=body.desks,
        password_hash=order.password_hash,
    )
    return [Change(subject=f"officer:{order.id}", data=added)]


def sign_in(world: World, order: Order, body: SignInOfficer) -> list[Change]:
    """Open a session; one that runs elsewhere ends."""
    found = world.officer(body.officer)
    changes = []
    if found.session is not None:
        elsewhere = ev.OfficerSignedOut(console=found.session.console, reason="elsewhere")
        changes.append(Change(subject=found.subject, data=elsewhere))
    signed_in = ev.OfficerSignedIn(
        console=body.console, session_hash=body.session_hash, expires_at=body.expires_at
    )
    return [*changes, Change(subject=found.subject, data=signed_in)]


def sign_out(world: World, order: Order, body: SignOutOfficer) -> list[Change]:
    """End the session at this console, if it is still the running one."""
    found = world.officer(body.officer)
    if found.session is None or found.session.console != body.console:
        return []
    signed_out = ev.OfficerSignedOut(console=body.console, reason=body.reason)
    return [Change(subject=found.subject, data=signed_out)]


DECIDERS: Final[Deciders] = {
    do.AddOfficer: add_officer,
    SignInOfficer: sign_in,
    SignOutOfficer: sign_out,
}
