"""``post``, ``console`` and ``partner``: register, list, make a new enrolment code, revoke."""

import asyncio
from typing import Final

from msgspec.structs import replace

from gateway.cli.changes import changes
from gateway.cli.directory import world_of
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import WRONG_USE, NotDone, Outcome
from gateway.domain.device import Console, Device, Partner, Post
from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import Desk, PartnerRole
from gateway.protocol.messages import Ack
from resources.i18n import translator

_KINDS: Final[dict[str, type[Device]]] = {"post": Post, "console": Console, "partner": Partner}


def add_post(invocation: Invocation) -> Outcome:
    """Registers a post; says its id, its enrolment code and until when that is good."""
    given = invocation.arguments
    if (given.lat is None) != (given.lon is None):
        raise NotDone("cli_bad_value", why="--lat, --lon", code=WRONG_USE)
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


def add_partner(invocation: Invocation) -> Outcome:
    """Registers a partner's phone; says also where its page is, or that people's own phones can't
    open it before the gateway has a public name and certificate."""
    given = invocation.arguments
    body = do.AddPartner(
        title=given.name,
        phone=given.phone,
        role=PartnerRole(given.role),
        posts=tuple(_named("post", post) for post in given.post),
        agency=_named("agency", given.agency) if given.agency else None,
    )
    outcome = _with_code("cli_device_added", given.name, _give(invocation, body))
    public = invocation.settings.pages.public_url.rstrip("/")
    page = f"{public}/mitra/#{outcome.data['code']}" if public else ""
    say = translator("gateway", invocation.language)
    note = say("cli_partner_page", page=page) if page else say("cli_partner_unreachable")
    return replace(outcome, data={**outcome.data, "page": page, "note": note}, more=note)


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
    """Lists all devices of a kind by name."""
    wanted = _KINDS[invocation.arguments.kind]
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
    if isinstance(device, Partner):
        row |= {"role": device.role, "phone": device.phone}
    return row


def _give(invocation: Invocation, body: AnyBody) -> Ack:
    async def give() -> Ack:
        async with changes(invocation) as way:
            return await way.give(body)

    return asyncio.run(give())


def _subject(invocation: Invocation) -> str:
    return _named(invocation.arguments.kind, str(invocation.arguments.id))


def _named(kind: str, given: str) -> str:
    return given if given.startswith(f"{kind}:") else f"{kind}:{given}"


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
