"""Broadcasts over real sockets: who is told what, what a resume brings, what outlives a restart."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from gateway.protocol import commands as do
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import AppealAnswer, Disposition, Kind
from gateway.protocol.errors import ErrorCode
from gateway.protocol.messages import Ack, Events, Refusal, Result
from gateway.protocol.queries import AnyAsk, Reach, Rondas
from gateway.protocol.targets import AroundIncident, ByHand, InAreas
from gateway.protocol.views import (
    AppealView,
    BroadcastView,
    IncidentView,
    ReachView,
    ReportView,
    RondaHours,
    RondaView,
)
from tests.helpers.gateway_client import GatewayClient, new_console, new_post
from tests.helpers.orders import AREA
from tests.helpers.play_gateway import PlayGateway, play_gateway

T = TypeVar("T", bound=msgspec.Struct)


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[PlayGateway]:
    async with play_gateway(tmp_path) as running:
        await running.add_officer()
        yield running


async def officer(gateway: PlayGateway) -> GatewayClient:
    console = await (await new_console(gateway)).connect()
    await console.sign_in()
    return console


async def done(client: GatewayClient, body: AnyBody) -> Ack:
    answer = await client.do(body)
    assert isinstance(answer, Ack), answer
    return answer


async def row(client: GatewayClient, ask: AnyAsk, kind: type[T]) -> T:
    page = await client.ask(ask)
    assert isinstance(page, Result), page
    (only,) = page.rows
    return msgspec.json.decode(only, type=kind)


async def seen(client: GatewayClient, ack: Ack, kind: type[T]) -> T:
    await client.caught_up_to(ack.seq)
    held = client.picture.views[ack.subject or ""]
    assert isinstance(held, kind)
    return held


async def test_a_relayed_alarm_is_shown_confirmed_answered_and_ends(gateway: PlayGateway) -> None:
    reporter = await (await new_post(gateway, "Pos Pelapor")).connect()
    near = await (await new_post(gateway, "Pos Tetangga")).connect()
    desk = await officer(gateway)
    raised = await done(reporter, do.RaiseAlarm(kind=Kind.FIRE))
    incident = raised.subject or ""
    await done(desk, do.Claim(incident=incident))
    reach = await row(
        desk, Reach(target=AroundIncident(metres=3_000), incident=incident), ReachView
    )
    assert reach.posts == 1

    sent = await done(desk, do.RelayAlarm(incident=incident))
    appeal = await seen(near, sent, AppealView)
    assert (appeal.rhythm, appeal.flash, appeal.incident, appeal.answer) == (
        "telu",
        True,
        incident,
        None,
    )
    assert sent.subject not in reporter.picture.views
    subject = sent.subject or ""
    told = do.ConfirmBroadcast(broadcast=subject, shown=True, sounded=True)
    confirmed = await done(near, told)
    view = await seen(desk, confirmed, BroadcastView)
    assert (view.posts, view.shown, view.sounded, view.silent) == (1, 1, 1, ())

    answered = await done(near, do.AnswerAppeal(incident=incident, answer=AppealAnswer.COMING))
    shown = await seen(desk, answered, IncidentView)
    assert shown.answers.coming == 1
    report = await seen(reporter, answered, ReportView)
    assert report.answers.coming == 1

    body = do.CloseIncident(incident=incident, disposition=Disposition.HANDLED)
    closed = await done(desk, body)
    await near.caught_up_to(closed.seq)
    over = near.picture.views[subject]
    assert isinstance(over, AppealView)
    assert over.ended_at is not None


async def test_what_other_posts_confirm_is_not_told_to_a_post(gateway: PlayGateway) -> None:
    posts = [await (await new_post(gateway, f"Pos {number}")).connect() for number in range(3)]
    desk = await officer(gateway)
    target = InAreas(areas=(AREA,))
    sent = await done(desk, do.Broadcast(text="Air naik", kind=Kind.DISASTER, target=target))
    for post in posts:
        await seen(post, sent, AppealView)
    watcher = posts[0]
    for post in posts[1:]:
        told = do.ConfirmBroadcast(broadcast=sent.subject or "", shown=True, sounded=True)
        confirmed = await done(post, told)
    before = len(watcher.picture.seqs)
    await watcher.beat()
    assert len(watcher.picture.seqs) == before
    # The same holds for what a resume brings.
    await watcher.close()
    await watcher.open()
    await watcher.hello()
    brought = await watcher.resume()
    assert isinstance(brought, Events)
    assert brought.items == []
    view = await seen(desk, confirmed, BroadcastView)
    assert (view.posts, view.sounded, view.silent) == (3, 2, (watcher.device,))


async def test_an_announcement_is_read_once_and_is_still_listed_after_a_restart(
    tmp_path: Path,
) -> None:
    async with play_gateway(tmp_path) as gateway:
        await gateway.add_officer()
        post = await (await new_post(gateway)).connect()
        desk = await officer(gateway)
        news = do.Broadcast(text="Kerja bakti", target=ByHand(posts=(post.device,)))
        subject = (await done(desk, news)).subject or ""
        for _ in range(2):
            await done(post, do.AcknowledgeBroadcast(broadcast=subject))
        await done(desk, do.EndBroadcast(broadcast=subject))
    async with play_gateway(tmp_path) as gateway:
        other = await (await new_console(gateway, "Meja 2")).connect()
        await other.sign_in()
        over = other.picture.views[subject]
        assert isinstance(over, BroadcastView)
        assert (over.text, over.answers.seen, over.version) == ("Kerja bakti", 1, 3)
        assert over.ended_at is not None


async def test_a_tablet_that_was_away_gets_what_is_open_and_not_what_is_over(
    gateway: PlayGateway,
) -> None:
    away = await (await new_post(gateway, "Pos Jauh")).connect()
    await away.close()
    desk = await officer(gateway)
    target = ByHand(posts=(away.device,))
    over = await done(desk, do.Broadcast(text="Sudah lewat", target=target))
    await done(desk, do.EndBroadcast(broadcast=over.subject or ""))
    still = await done(desk, do.Broadcast(text="Masih berlaku", target=target))
    for resumes in (True, False):
        await away.connect()
        appeals = [view for view in away.picture.views.values() if isinstance(view, AppealView)]
        assert [appeal.text for appeal in appeals if appeal.ended_at is None] == ["Masih berlaku"]
        assert len(appeals) == (2 if resumes else 1)
        await away.close()
        away.picture.audience = ""
    await away.connect()
    late = do.ConfirmBroadcast(broadcast=over.subject or "", shown=True, sounded=True)
    await done(away, late)
    assert still.subject


async def test_an_open_broadcast_outlives_a_restart_and_then_ends_in_time(tmp_path: Path) -> None:
    async with play_gateway(tmp_path) as gateway:
        await gateway.add_officer()
        post = await (await new_post(gateway)).connect()
        desk = await officer(gateway)
        target = ByHand(posts=(post.device,))
        sent = await done(desk, do.Broadcast(text="Air naik", target=target))
    async with play_gateway(tmp_path) as gateway:
        post.gateway = gateway
        post.picture.after = 0
        await post.connect()
        held = post.picture.views[sent.subject or ""]
        assert isinstance(held, AppealView)
        gateway.clock.move(2 * 3_600 + 1)
        ended = await post.expect(Events, where=lambda frame: bool(frame.items))
        view = ended.items[-1].view
        assert isinstance(view, AppealView)
        assert view.ended_at is not None


async def test_refusals_are_sentences(gateway: PlayGateway) -> None:
    desk = await officer(gateway)
    nobody = do.Broadcast(text="Air naik", target=InAreas(areas=("33.24.03",)))
    refused = await desk.do(nobody)
    assert isinstance(refused, Refusal)
    assert refused.code is ErrorCode.NO_POSTS
    assert "Pilih wilayah" in refused.message
    reach = await desk.ask(Reach(target=nobody.target))
    assert isinstance(reach, Refusal)
    assert reach.code is ErrorCode.NO_POSTS
    post, _ = await gateway.add_post("Pos uji")
    deadly = do.Broadcast(text="x", rhythm="doro_muluk_kendal", target=ByHand(posts=(post,)))
    refused = await desk.do(deadly)
    assert isinstance(refused, Refusal)
    assert refused.code is ErrorCode.RHYTHM_FORBIDDEN


async def test_the_ronda_list_names_posts_with_their_missing_hours(gateway: PlayGateway) -> None:
    post = await (await new_post(gateway)).connect()
    desk = await officer(gateway)
    every_hour = RondaHours(first=0, last=0)
    await done(desk, do.SetRonda(post=post.device, hours=every_hour))
    pressed = await done(post, do.RondaSafe())
    shown = await row(desk, Rondas(), RondaView)
    assert (shown.title, shown.missing) == ("Pos Kamling RT 03", ())
    assert shown.safe_at is not None
    gateway.clock.move(7_201)
    missing = (await row(desk, Rondas(), RondaView)).missing
    # A night that ended meanwhile takes its hours along.
    assert len(missing) <= 1
    assert pressed.subject == post.device
