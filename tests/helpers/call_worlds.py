"""A world with desks, posts and partners that call each other."""

from datetime import datetime, timedelta

from gateway.domain.call import Call
from gateway.domain.officer import Officer
from gateway.domain.order import (
    SYSTEM,
    Actor,
    ActorKind,
    EnrolDevice,
    FreshCode,
    InternalBody,
    SignInOfficer,
    SignOutOfficer,
)
from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import ClientKind, Desk, Kind, LegState, Mode, PartnerRole, Role
from gateway.protocol.errors import ErrorCode, Refused
from tests.helpers.orders import AREA, CLI, T0, alarm, fresh_code, order
from tests.helpers.worlds import PlayWorld

DESKS = (Desk.SATPOL_PP, Desk.PSC_119)


class CallWorld(PlayWorld):
    """Officers are signed in, each at a console of their own. ``now`` is moved by the test."""

    def __init__(self) -> None:
        super().__init__()
        self.now = T0
        self._codes = 0

    # -- people

    def person(
        self, number: int, role: Role = Role.OFFICER, desks: tuple[Desk, ...] = DESKS
    ) -> Actor:
        """An officer, signed in."""
        body = do.AddOfficer(
            user=f"petugas{number}",
            title=f"Petugas {number}",
            role=role,
            desks=desks,
            password="kentongan malam",
        )
        subject = self.do(order(CLI, body, self.now, password_hash="hash"))[0].subject
        console = self.do(
            order(CLI, do.AddConsole(title=f"Meja {number}"), self.now, code=self._code())
        )[0].subject
        actor = Actor(
            kind=ActorKind.OFFICER,
            subject=subject,
            title=f"Petugas {number}",
            role=role,
            desks=desks,
            console=console,
        )
        self.sign_in(actor)
        return actor

    def sign_in(self, actor: Actor) -> None:
        self.of_system(
            SignInOfficer(
                officer=actor.subject,
                console=actor.console,
                session_hash="token",
                expires_at=self.now + timedelta(hours=12),
            )
        )

    def sign_out(self, actor: Actor) -> None:
        out = SignOutOfficer(officer=actor.subject, console=actor.console, reason="asked")
        self.of_system(out)

    def tablet(self, title: str) -> Actor:
        """A post with an enrolled tablet."""
        code = self._code()
        subject = self.do(order(CLI, do.AddPost(title=title, area=AREA), self.now, code=code))[
            0
        ].subject
        self._enrol(ClientKind.POST, code.code_hmac)
        return Actor(kind=ActorKind.POST, subject=subject, title=title)

    def phone(self, title: str, *posts: Actor) -> Actor:
        """A Ketua RT with a paired phone."""
        code = self._code()
        body = do.AddPartner(
            title=title,
            phone="0812-0000-0001",
            role=PartnerRole.KETUA_RT,
            posts=tuple(post.subject for post in posts),
        )
        subject = self.do(order(CLI, body, self.now, code=code))[0].subject
        self._enrol(ClientKind.PARTNER, code.code_hmac)
        return Actor(kind=ActorKind.PARTNER, subject=subject, title=title)

    # -- acts

    def act(self, actor: Actor, body: AnyBody) -> str:
        """Done; the subject that it made or changed."""
        given = order(actor, body, self.now)
        entries = self.do(given)
        return entries[0].subject if entries else ""

    def code_of(self, actor: Actor, body: AnyBody) -> ErrorCode | None:
        """How it is refused; None when it is done."""
        try:
            self.act(actor, body)
        except Refused as refused:
            return refused.code
        return None

    def of_system(self, body: InternalBody) -> list[str]:
        """The kinds of event that follow."""
        entries = self.do(order(SYSTEM, body, self.now))
        return [str(type(entry.data).__struct_config__.tag) for entry in entries]

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    # -- calls

    def call(self, subject: str) -> Call:
        return self.world.call(subject)

    def agent(self, actor: Actor) -> Officer:
        return self.world.officer(actor.subject)

    def rung(self, caller: Actor, **fields: object) -> str:
        """A call of a post to its desk."""
        return self.act(caller, do.StartCall(**fields))  # type: ignore[arg-type]

    def talking(self, caller: Actor, officer: Actor, **fields: object) -> str:
        """A call that was answered and in which media flows."""
        call = self.rung(caller, **fields)
        self.act(officer, do.AnswerCall(call=call))
        self.connect(officer, call, caller.subject)
        return call

    def connect(self, officer: Actor, call: str, party: str) -> None:
        """The hub sees the media of a device."""
        self.act(officer, do.ReportLeg(call=call, party=party, state=LegState.ON))

    def _enrol(self, kind: ClientKind, code: str) -> None:
        self.of_system(EnrolDevice(kind=kind, code_hmac=code, public_key="key", pin_hash="pin"))

    def _code(self) -> FreshCode:
        self._codes += 1
        return fresh_code(f"{self._codes:08d}", self.now)


class Room(CallWorld):
    """Two officers, a supervisor, an UP4 officer, two posts and a Ketua RT of the first."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.two = self.person(1), self.person(2)
        self.chief = self.person(3, Role.SUPERVISOR)
        self.clerk = self.person(4, desks=(Desk.UP4,))
        self.kiosk, self.other_kiosk = self.tablet("Pos RT 03"), self.tablet("Pos RT 04")
        self.ketua = self.phone("Ketua RT 03", self.kiosk)

    def raise_alarm(self, mode: Mode = Mode.REAL, kind: Kind = Kind.FIRE) -> str:
        return self.do(alarm(self.kiosk.subject, kind, self.now, mode=mode))[0].subject

    def press_of(self, incident: str) -> str:
        return self.incident(incident).presses[0]


def at(seconds: float) -> datetime:
    """So long after the beginning."""
    return T0 + timedelta(seconds=seconds)
