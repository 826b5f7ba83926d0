"""Orders, officers and posts for tests of the rules, the store and the writer."""

from datetime import UTC, datetime, timedelta

from uuid_utils import uuid7

from gateway.domain.order import Actor, ActorKind, FreshCode, InternalBody, Order
from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import Desk, Kind, Mode, Role

#: A quiet moment: 2026-11-23 14:45 UTC is 21.45 WIB.
T0 = datetime(2026, 11, 23, 14, 45, tzinfo=UTC)
AREA = "33.24.08.2012"
CLI = Actor(kind=ActorKind.CLI, subject="cli:test")


def new_id() -> str:
    return str(uuid7())


def officer(
    number: int = 1,
    role: Role = Role.OFFICER,
    desks: tuple[Desk, ...] = (Desk.SATPOL_PP, Desk.PSC_119),
) -> Actor:
    return Actor(
        kind=ActorKind.OFFICER,
        subject=f"officer:00000000-0000-7000-8000-00000000000{number}",
        title=f"Petugas {number}",
        role=role,
        desks=desks,
        console="console:00000000-0000-7000-8000-0000000000c1",
    )


def post_actor(subject: str) -> Actor:
    return Actor(kind=ActorKind.POST, subject=subject)


def order(
    actor: Actor,
    body: AnyBody | InternalBody,
    at: datetime = T0,
    *,
    id: str | None = None,  # noqa: A002  the field's name
    age_s: float = 0,
    expires_at: datetime | None = None,
    version: int | None = None,
    code: FreshCode | None = None,
    password_hash: str | None = None,
) -> Order:
    return Order(
        id=id or new_id(),
        actor=actor,
        body=body,
        received_at=at,
        acted_at=at - timedelta(seconds=age_s),
        expires_at=expires_at,
        version=version,
        fresh_code=code,
        password_hash=password_hash,
    )


def fresh_code(plain: str = "ABCD2345", at: datetime = T0, minutes: float = 15) -> FreshCode:
    return FreshCode(
        plain=plain,
        selector=plain[:4],
        code_hmac=f"hmac-of-{plain}",
        expires_at=at + timedelta(minutes=minutes),
    )


def add_post(title: str = "Pos Krajankulon RT 03", plain: str = "ABCD2345") -> Order:
    body = do.AddPost(title=title, area=AREA, rt="03", rw="05")
    return order(CLI, body, code=fresh_code(plain))


def alarm(
    post: str,
    kind: Kind = Kind.FIRE,
    at: datetime = T0,
    *,
    mode: Mode = Mode.REAL,
    age_s: float = 0,
    id: str | None = None,  # noqa: A002  the field's name
) -> Order:
    return order(post_actor(post), do.RaiseAlarm(kind=kind, mode=mode), at, age_s=age_s, id=id)
