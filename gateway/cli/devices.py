"""``post`` and ``console``: register, list, make a new enrolment code, revoke."""

import asyncio

from gateway.cli.changes import changes
from gateway.cli.directory import world_of
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import Outcome
from gateway.domain.device import Console, Device, Post
from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import Desk
from gateway.protocol.messages import Ack


def add_post(invocation: Invocation) -> Outcome:
    """Registers a post; says its id, its enrolment code and until when that is good."""
    given = invocation.arguments
    body = do.AddPost(
        title=given.name, area=given.area, lat=given.lat, lon=given.lon, rt=given.rt, rw=given.rw
    )
    return _with_code("cli_device_added", given.name, _give(invocation, body))


def add_console(invocation: Invocation) -> Outcome:
    """Registers a console; says its id, its enrolment code and until when that is good."""
    given = invocation.arguments
    body = do.AddConsole(title=given.name)
    if given.desk:
        body = do.AddConsole(title=given.name, desks=tuple(map(Desk, given.desk)))
    return _with_code("cli_device_added", given.name, _give(invocation, body))


def new_code(invocation: Invocation) -> Outcome:
    """Makes a new enrolment code; the older one is void."""
    subject = _subject(invocation)
    return _with_code("cli_code_made", subject, _give(invocation, do.IssueCode(device=subject)))


def revoke(invocation: Invocation) -> Outcome:
    """Takes a device's key away."""
    subject = _subject(invocation)
    ack = _give(invocation, do.RevokeDevice(device=subject))
    return Outcome(sentence="cli_revoked", data={"id": subject, "seq": ack.seq})


def list_devices(invocation: Invocation) -> Outcome:
    """Lists all posts, or all consoles, by name."""
    wanted = Post if invocation.arguments.kind == "post" else Console
    devices = [device for device in world_of(invocation).devices() if isinstance(device, wanted)]
    devices.sort(key=lambda device: device.title)
    rows = [_row(device) for device in devices]
    lines = [f"{row['id']}  {row['state']:<8}  {row['name']}" for row in rows]
    return Outcome(
        sentence="cli_devices",
        data={"count": len(rows), "devices": rows},
        more="\n".join(lines),
    )


def _row(device: Device) -> dict[str, str]:
    bound = device.enrolment
    state = "revoked" if bound.revoked else "enrolled" if bound.enrolled else "new"
    row = {"id": device.subject, "name": device.title, "state": state}
    if isinstance(device, Post):
        row |= {"area": device.place.area, "desa": device.place.desa}
    return row


def _give(invocation: Invocation, body: AnyBody) -> Ack:
    async def give() -> Ack:
        async with changes(invocation) as way:
            return await way.give(body)

    return asyncio.run(give())


def _subject(invocation: Invocation) -> str:
    kind, device = invocation.arguments.kind, str(invocation.arguments.id)
    return device if device.startswith(f"{kind}:") else f"{kind}:{device}"


def _with_code(sentence: str, name: str, ack: Ack) -> Outcome:
    if ack.grant is None:
        raise RuntimeError("the gateway made no code")
    return Outcome(
        sentence=sentence,
        data={
            "name": name,
            "id": ack.subject,
            "code": ack.grant.code,
            "expires_at": ack.grant.expires_at,
        },
    )
