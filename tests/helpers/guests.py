"""Guest reports for tests of the rules, and a post with its Ketua RT and deputy."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from gateway.domain.guest import GuestReport
from gateway.domain.order import Actor, ActorKind, Order, Ticket
from gateway.domain.world import Entry
from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import GuestPurpose, Mode, PartnerRole
from gateway.protocol.views import GuestCard, GuestHouse, GuestStay
from tests.helpers.orders import CLI, T0, fresh_code, order, post_actor
from tests.helpers.worlds import PlayWorld

HOUSE = GuestHouse(host="Tuan Rumah Contoh", address="Dusun Krajan", rt="03", rw="05")
CARD = GuestCard(name="Tamu Contoh", origin="Kab. Temanggung")


def stay(
    arrives_at: datetime = T0, nights: int = 2, people: int = 1, children: int = 0
) -> GuestStay:
    return GuestStay(
        purpose=GuestPurpose.FAMILY,
        arrives_at=arrives_at,
        nights=nights,
        people=people,
        children=children,
    )


def report(
    *cards: GuestCard,
    arrives_at: datetime = T0,
    nights: int = 2,
    house: GuestHouse = HOUSE,
    mode: Mode = Mode.REAL,
) -> do.ReportGuests:
    return do.ReportGuests(
        guests=cards or (CARD,), house=house, stay=stay(arrives_at, nights), mode=mode
    )


class Neighbourhood:
    """One post in a world in memory; partners are added by role."""

    def __init__(self) -> None:
        self.play = PlayWorld()
        self.post = self.play.post()
        self.partners: list[str] = []

    def partner(self, role: PartnerRole = PartnerRole.KETUA_RT, *posts: str) -> Actor:
        number = len(self.partners) + 1
        body = do.AddPartner(
            title=f"Mitra {number}",
            phone=f"08120000000{number}",
            role=role,
            posts=posts or (self.post,),
        )
        code = fresh_code(f"MTR{number}2345")
        subject = self.play.do(order(CLI, body, code=code))[0].subject
        self.partners.append(subject)
        return Actor(kind=ActorKind.PARTNER, subject=subject, title=f"Mitra {number}")

    def at_post(
        self,
        body: AnyBody,
        at: datetime = T0,
        ticket: str = "",
        documents: dict[str, str] | None = None,
        post: str = "",
    ) -> list[Entry]:
        return self.play.do(
            with_ticket(order(post_actor(post or self.post), body, at), ticket, documents)
        )

    def reported(self, body: do.ReportGuests | None = None, at: datetime = T0) -> str:
        """The report's subject."""
        return self.at_post(body or report(arrives_at=at), at)[0].subject

    def do(
        self, actor: Actor, body: AnyBody, at: datetime = T0, version: int | None = None
    ) -> list[Entry]:
        return self.play.do(with_ticket(order(actor, body, at, version=version), "", None))

    def state(self, subject: str) -> GuestReport:
        return self.play.world.guest_report(subject)


def with_ticket(given: Order, seal: str, documents: dict[str, str] | None) -> Order:
    ticket = Ticket(seal=seal or f"seal of {given.id}", plain="" if seal else "7K3MQ2XD9A")
    return replace(given, ticket=ticket, documents=documents or {})


def later(**delta: float) -> datetime:
    return T0 + timedelta(**delta)
