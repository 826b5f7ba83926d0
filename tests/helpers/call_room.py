"""A control room with officers at consoles, a tablet and a phone, over real sockets."""

import asyncio

from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import Desk, LegState, PartnerRole, Role
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Ack, Refusal, Signal
from gateway.protocol.signals import Answer, AnySignalBody, Offer
from gateway.protocol.views import CallView, PartyCallView
from tests.helpers.gateway_client import (
    PATIENCE_S,
    GatewayClient,
    new_console,
    new_partner,
    new_post,
)
from tests.helpers.play_gateway import PlayGateway

DESKS = (Desk.SATPOL_PP, Desk.PSC_119)


class CallRoom:
    """Who is in it came by the methods; the gateway's clock is moved by the test."""

    def __init__(self, gateway: PlayGateway) -> None:
        self.gateway = gateway

    # -- people

    async def officer(
        self, number: int, role: Role = Role.OFFICER, desks: tuple[Desk, ...] = DESKS
    ) -> GatewayClient:
        """A console with an officer signed in; ``petugas<number>``."""
        await self.gateway.add_officer(f"petugas{number}", role, desks)
        console = await (await new_console(self.gateway, f"Meja {number}")).connect()
        await console.sign_in(f"petugas{number}")
        return console

    async def tablet(self, title: str = "Pos Kamling RT 03") -> GatewayClient:
        return await (await new_post(self.gateway, title)).connect()

    async def phone(self, post: GatewayClient) -> GatewayClient:
        """The open phone of the post's Ketua RT."""
        phone = await new_partner(
            self.gateway, "Ketua RT 03", PartnerRole.KETUA_RT, posts=(post.device,)
        )
        await (await phone.connect()).unlock()
        return phone

    # -- acts

    async def done(self, client: GatewayClient, body: AnyBody) -> str:
        """Done; the subject that it made or changed."""
        answer = await client.do(body)
        assert isinstance(answer, Ack), answer
        return answer.subject or ""

    async def refused(self, client: GatewayClient, body: AnyBody) -> ErrorCode:
        answer = await client.do(body)
        assert isinstance(answer, Refusal), answer
        return answer.code

    async def talking(self, caller: GatewayClient, console: GatewayClient) -> str:
        """An inbound call in which media flows."""
        call = await self.done(caller, do.StartCall())
        await self.done(console, do.AnswerCall(call=call))
        await self.report(console, call, caller)
        return call

    async def report(
        self,
        hub: GatewayClient,
        call: str,
        party: GatewayClient,
        state: LegState = LegState.ON,
    ) -> None:
        await self.done(hub, do.ReportLeg(call=call, party=party.device, state=state))

    # -- what is seen

    async def seen(self, console: GatewayClient, call: str) -> CallView:
        """The call on a console that is level with the journal."""
        await console.caught_up_to(self.gateway.writer.head)
        view = console.picture.views[call]
        assert isinstance(view, CallView)
        return view

    async def shown(self, device: GatewayClient, call: str) -> PartyCallView:
        """The call on a tablet or phone."""
        await device.beat()
        view = device.picture.views[call]
        assert isinstance(view, PartyCallView)
        return view

    async def hang(self, *clients: GatewayClient) -> None:
        """Close their sockets, and wait until the gateway has noticed."""
        for client in clients:
            await client.close()
        devices = {client.device for client in clients}
        async with asyncio.timeout(PATIENCE_S):
            # The hub tells nobody of who leaves.
            while devices & {c.device for c in self.gateway.hub.clients}:  # noqa: ASYNC110
                await asyncio.sleep(0)

    # -- time

    async def due(self) -> None:
        """Let the timer do what is due."""
        self.gateway.timer.fire()
        await self.gateway.timer.settled()

    async def look(self) -> None:
        """Let the hub look who is there."""
        self.gateway.hub.look()
        await self.gateway.hub.settled()

    # -- signals

    async def signal(
        self,
        sender: GatewayClient,
        receiver: GatewayClient,
        call: str,
        body: AnySignalBody,
        session: int = 1,
    ) -> None:
        await sender.send(Signal(call=call, peer=receiver.device, session=session, body=body))

    async def turned_away(self, sender: GatewayClient) -> ErrorCode:
        """The code with which a signal came back."""
        return (await sender.expect(Refusal, where=lambda m: m.id is None)).code

    async def negotiated(
        self, hub: GatewayClient, leg: GatewayClient, call: str, session: int = 1
    ) -> None:
        """Offer and answer pass, each from whom it is."""
        await self.signal(hub, leg, call, Offer(sdp=sdp("AA:01")), session)
        offer = await leg.expect(Signal)
        assert (offer.peer, offer.session, type(offer.body)) == (hub.device, session, Offer)
        await self.signal(leg, hub, call, Answer(sdp=sdp("BB:02")), session)
        answer = await hub.expect(Signal)
        assert (answer.peer, type(answer.body)) == (leg.device, Answer)


def sdp(fingerprint: str) -> str:
    """A session description, as far as the gateway reads it."""
    line = f"a=fingerprint:sha-256 {fingerprint}"
    return f"v=0\r\nm=audio 9 RTP/AVP 0\r\n{line}\r\nm=video 9 RTP/AVP 96\r\n{line}\r\n"
