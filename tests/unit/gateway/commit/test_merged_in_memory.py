"""Merged reports follow the incident that they went into over a restart of the gateway."""

from pathlib import Path

from gateway.domain.incident import Incident
from gateway.domain.order import Order
from gateway.protocol import commands as do
from gateway.protocol.enums import Disposition, IncidentState
from tests.helpers.orders import alarm, officer, order
from tests.helpers.play_gateway import PlayGateway, play_gateway


async def raised(gateway: PlayGateway, title: str) -> str:
    post, _ = await gateway.add_post(title)
    return (await gateway.submit(alarm(post))).subject or ""


def acted(body: do.AnyBody) -> Order:
    return order(officer(), body)


def report(gateway: PlayGateway, subject: str) -> Incident:
    state = gateway.hub.replica.find(subject)
    assert isinstance(state, Incident)
    return state


async def test_a_restart_forgets_no_merged_report_of_an_open_incident(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        main, other = await raised(gateway, "Pos A"), await raised(gateway, "Pos B")
        await gateway.submit(acted(do.Claim(incident=main)))
        await gateway.submit(acted(do.Merge(incident=other, into=main)))
        await gateway.submit(acted(do.Verify(incident=main)))
        told = report(gateway, other).main
        assert told is not None
        assert told.state is IncidentState.VERIFYING
    async with play_gateway(tmp_path) as gateway:
        await gateway.submit(acted(do.MarkControlled(incident=main)))
        told = report(gateway, other).main
        assert told is not None
        assert told.state is IncidentState.CONTROLLED
        closing = do.CloseIncident(incident=main, disposition=Disposition.HANDLED)
        await gateway.submit(acted(closing))
        told = report(gateway, other).main
        assert told is not None
        assert (told.state, told.help) == (IncidentState.CLOSED, None)
        # It is loaded again with what belongs to it, and parted from it.
        await gateway.submit(acted(do.Unmerge(incident=other)))
        assert report(gateway, other).state is IncidentState.WAITING
