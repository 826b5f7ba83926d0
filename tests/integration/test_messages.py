"""The conversation of a post with the officers, over real sockets."""

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from gateway.protocol import commands as do
from gateway.protocol import events as ev
from gateway.protocol.enums import Kind, Mark, Phrase, Side
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Ack, Command, EventItem, Events, Refusal, Result
from gateway.protocol.queries import Timeline
from gateway.protocol.views import IncidentView
from tests.helpers.gateway_client import GatewayClient, new_console, new_id, new_post
from tests.helpers.play_gateway import PlayGateway, play_gateway


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[PlayGateway]:
    async with play_gateway(tmp_path) as running:
        yield running


async def talking(gateway: PlayGateway) -> tuple[GatewayClient, GatewayClient, str]:
    """A post that raised an alarm, a console with an officer, and the incident."""
    post = await (await new_post(gateway)).connect()
    await gateway.add_officer()
    console = await (await new_console(gateway)).connect()
    await console.sign_in()
    raised = await post.do(do.RaiseAlarm(kind=Kind.FIRE))
    assert isinstance(raised, Ack)
    return post, console, raised.subject or ""


async def told(client: GatewayClient, seq: int) -> list[EventItem]:
    """The entries of the conversation that the client was sent up to a number."""
    await client.caught_up_to(seq)
    frames = [m for m in client.passed if isinstance(m, Events)]
    return [i for f in frames for i in f.items if i.kind in ("message_sent", "messages_marked")]


async def done(answer: Ack | Refusal) -> Ack:
    assert isinstance(answer, Ack), answer
    return answer


def press_of(incident: str) -> str:
    return incident.partition(":")[2]


async def test_words_go_both_ways_with_their_marks(gateway: PlayGateway) -> None:
    post, console, incident = await talking(gateway)
    sent = await done(await post.do(do.SendMessage(press=press_of(incident), text="<b>tulung</b>")))
    (item,) = await told(console, sent.seq)
    written = msgspec.json.decode(item.data, type=ev.AnyEvent)
    assert isinstance(written, ev.MessageSent)
    assert (written.text, written.side) == ("<b>tulung</b>", Side.POST)
    view = console.picture.views[incident]
    assert isinstance(view, IncidentView)
    assert view.unread == 1

    for mark in (Mark.DELIVERED, Mark.READ):
        body = do.MarkMessages(incident=incident, messages=(written.message,), mark=mark)
        last = await done(await console.do(body))
    marks = [msgspec.json.decode(i.data)["mark"] for i in (await told(post, last.seq))[1:]]
    assert marks == ["delivered", "read"]
    view = console.picture.views[incident]
    assert isinstance(view, IncidentView)
    assert view.unread == 0

    reply = do.SendMessage(incident=incident, phrase=Phrase.HELP_COMING)
    answered = await done(await console.do(reply))
    item = (await told(post, answered.seq))[-1]
    assert msgspec.json.decode(item.data)["phrase"] == "help_coming"
    assert (item.actor, item.actor_title) == ("", "")


async def test_a_post_reads_the_conversation_and_nothing_else_of_the_journal(
    gateway: PlayGateway,
) -> None:
    post, console, incident = await talking(gateway)
    await done(await console.do(do.Claim(incident=incident)))
    await done(await console.do(do.AddNote(incident=incident, text="rahasia")))
    await done(await console.do(do.SendMessage(incident=incident, text="sabar")))
    answer = await post.ask(Timeline(subject=incident))
    assert isinstance(answer, Result)
    items = [msgspec.json.decode(row, type=EventItem) for row in answer.rows]
    assert [i.kind for i in items if bytes(i.data) != b"{}"] == ["message_sent"]
    assert {i.actor for i in items} == {""}
    assert b"rahasia" not in msgspec.json.encode(answer)

    other = await (await new_post(gateway, "Pos lain")).connect()
    refused = await other.ask(Timeline(subject=incident))
    assert isinstance(refused, Refusal)
    assert refused.code is ErrorCode.NOT_FOUND


async def test_alarm_and_words_in_one_flight_arrive_in_order_and_once(
    gateway: PlayGateway,
) -> None:
    post, console, _ = await talking(gateway)
    press = new_id()
    words = [do.SendMessage(press=press, text=text) for text in ("siji", "loro", "telu")]
    alarm = Command(id=press, body=do.RaiseAlarm(kind=Kind.CRIME))
    flight = [alarm, *(Command(id=new_id(), body=body, age_ms=60_000) for body in words)]
    await post.send(*flight, *flight)
    for command in flight * 2:
        last = await done(await post.answer(command.id))
    items = [i for i in await told(console, last.seq) if i.subject == f"incident:{press}"]
    texts = [msgspec.json.decode(i.data)["text"] for i in items]
    assert texts == ["siji", "loro", "telu"]


async def test_words_survive_a_lost_link(gateway: PlayGateway) -> None:
    post, console, incident = await talking(gateway)
    await post.close()
    sent = await done(await console.do(do.SendMessage(incident=incident, text="masih di situ?")))
    await post.open()
    await post.hello()
    missed = await post.resume()
    assert isinstance(missed, Events)
    assert missed.through >= sent.seq
    words = [msgspec.json.decode(i.data) for i in missed.items if i.kind == "message_sent"]
    assert [said["text"] for said in words] == ["masih di situ?"]
