"""``seed demo``: the pilot's posts, a console and officers named by role, for trying things out."""

import asyncio
import secrets
from typing import Final

from gateway.cli.changes import changes
from gateway.cli.directory import world_of
from gateway.cli.invocation import Invocation
from gateway.cli.outcome import Outcome
from gateway.data_folder import write_private
from gateway.protocol import commands as do
from gateway.protocol.enums import Desk, Role
from gateway.protocol.messages import Ack
from resources.pilot import pilot

Body = do.AddPost | do.AddConsole | do.AddOfficer

CONSOLE: Final = "Konsol 1"
OFFICERS: Final = (
    ("petugas1", "Petugas 1", Role.OFFICER),
    ("petugas2", "Petugas 2", Role.OFFICER),
    ("danru", "Danru", Role.SUPERVISOR),
    ("admin", "Administrator", Role.ADMINISTRATOR),
)
_DESKS: Final = (Desk.SATPOL_PP, Desk.PSC_119)


def seed(invocation: Invocation) -> Outcome:
    """Adds what is missing; what is there stays. The officers share one password, made once."""
    world = world_of(invocation)
    known = {device.title: device.subject for device in world.devices()}
    names = {*known, *(officer.user for officer in world.officers())}
    password = _password(invocation)
    missing = [body for body in _wanted(password) if _name(body) not in names]
    added = asyncio.run(_give_all(invocation, missing))
    data = {
        "added": len(added),
        "devices": [
            {"id": subject, "name": title, "code": None, "expires_at": None}
            for title, subject in known.items()
        ]
        + [row for row in map(_row, added) if row],
        "officers": [user for user, _, _ in OFFICERS],
        "password": password,
    }
    return Outcome(sentence="cli_seeded", data=data)


def _wanted(password: str) -> list[Body]:
    posts = [
        do.AddPost(
            title=post.title, area=post.area, lat=post.lat, lon=post.lon, rt=post.rt, rw=post.rw
        )
        for post in pilot().post
    ]
    officers = [
        do.AddOfficer(user=user, title=title, role=role, desks=_DESKS, password=password)
        for user, title, role in OFFICERS
    ]
    return [*posts, do.AddConsole(title=CONSOLE), *officers]


def _name(body: Body) -> str:
    return body.user if isinstance(body, do.AddOfficer) else body.title


async def _give_all(invocation: Invocation, bodies: list[Body]) -> list[tuple[Body, Ack]]:
    async with changes(invocation) as way:
        return [(body, await way.give(body)) for body in bodies]


def _row(added: tuple[Body, Ack]) -> dict[str, object] | None:
    body, ack = added
    if ack.grant is None:
        return None
    return {
        "id": ack.subject,
        "name": _name(body),
        "code": ack.grant.code,
        "expires_at": ack.grant.expires_at,
    }


def _password(invocation: Invocation) -> str:
    file = invocation.folder.keys / "demo.password"
    if not file.exists():
        write_private(file, secrets.token_urlsafe(9).encode())
    return file.read_text("ascii")
