"""Calls in every state: nothing is cut. Also the pictures to look at."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtTest import QTest

from console.call.engine import DeviceKind, OffReason, Trouble
from console.call.quality import Quality
from gateway.protocol import events
from gateway.protocol.enums import (
    AgentState,
    CallState,
    Desk,
    Disposition,
    IncidentState,
    LegRole,
    LegState,
    MediaSort,
    Mode,
    RecordingState,
    Side,
)
from gateway.protocol.messages import Grant
from gateway.protocol.views import Attachment, CallView, DeskView, Place
from tests.qt.call_scene import (
    FakeMedia,
    StillPicture,
    agent,
    as_supervisor,
    call,
    held,
    leg,
    missed,
    own_leg,
    recording,
    spoken,
)
from tests.qt.scene import NOW, OWN, MakeScene, Scene, incident, item, post, subject
from tests.qt.test_pictures import SIZES, faults, keep, normal, settle

State = Callable[[Scene, FakeMedia], None]
OTHER = "console:1"


def room(scene: Scene, *calls: CallView, state: AgentState = AgentState.READY) -> None:
    """The usual room with these calls."""
    normal(scene)
    scene.change(agent(1, state, version=2), agent(2, AgentState.BUSY, 71, version=2), *calls)


def idle(scene: Scene, media: FakeMedia) -> None:
    room(scene)


def ringing(scene: Scene, media: FakeMedia) -> None:
    ended = {"state": IncidentState.CLOSED, "disposition": Disposition.FALSE_OR_PRANK}
    scene.link.past = [incident(20 + n, 86_400 * n, post="post:0", **ended) for n in (1, 2)]
    room(scene, call(0, 9, video=True), call(7, 3))


def active_voice(scene: Scene, media: FakeMedia) -> None:
    media.show(quality=Quality.GOOD)
    about = {"about": subject(4), "reference": "KDL-20261123-0004"}
    room(scene, spoken(4, 32, **about), state=AgentState.BUSY)


def active_video(scene: Scene, media: FakeMedia) -> None:
    media.show(quality=Quality.WEAK, picture=True, camera=True)
    room(scene, spoken(0, 95, video=True), state=AgentState.BUSY)


def held_and_ringing(scene: Scene, media: FakeMedia) -> None:
    media.show(quality=Quality.BAD, muted=True)
    room(
        scene,
        spoken(4, 32),
        held(1, 64),
        held(2, 190),
        held(3, 12, transfer_to_title="Petugas 2", ring_until=NOW + timedelta(seconds=20)),
        call(7, 3),
        state=AgentState.BUSY,
    )


def conference(scene: Scene, media: FakeMedia) -> None:
    media.show(quality=Quality.GOOD, picture=True)
    legs = (
        leg("post:0", post(0).title, LegRole.CALLER),
        own_leg(),
        leg("partner:1", "Ketua RT 03 Krajankulon", state=LegState.ON),
        leg("partner:2", "Regu Damkar Kaliwungu", state=LegState.RINGING),
        leg(OTHER, "Supervisor", LegRole.LISTENER, who="officer:petugas-2"),
    )
    room(scene, spoken(0, 301, video=True, legs=legs), state=AgentState.BUSY)
    scene.window.calls.panels.invite()
    QTest.keyClicks(scene.window.calls.panels.inviting.field, "p")


def consulting(scene: Scene, media: FakeMedia) -> None:
    media.show(quality=Quality.GOOD)
    first = held(4, 21)
    second = spoken(
        8,
        15,
        caller=OWN,
        caller_title="Petugas 1",
        called="officer:petugas-2",
        called_title="Petugas 2",
        place=None,
        consult_of=first.subject,
    )
    room(scene, first, second, state=AgentState.BUSY)


def transferring(scene: Scene, media: FakeMedia) -> None:
    media.show(quality=Quality.GOOD)
    room(scene, spoken(4, 32), state=AgentState.BUSY)
    scene.window.calls.panels.transfer()


def recorded(scene: Scene, media: FakeMedia) -> None:
    media.show(quality=Quality.GOOD)
    running = spoken(4, 77, recording=RecordingState.ON, recordings=(recording(),))
    room(scene, running, state=AgentState.BUSY)
    scene.window.calls.panels.note()


def missed_list(scene: Scene, media: FakeMedia) -> None:
    room(
        scene,
        missed(3, 30),
        missed(5, 190, state=CallState.DROPPED, reference="KDL-20261123-0005"),
        missed(6, 4000, mode=Mode.DRILL),
        state=AgentState.WRAP_UP,
    )
    wrapping = agent(1, AgentState.WRAP_UP, version=3, wrap_up_until=NOW + timedelta(seconds=42))
    scene.change(wrapping)


def on_break(scene: Scene, media: FakeMedia) -> None:
    room(scene)
    scene.change(agent(1, AgentState.BREAK, 610, version=3, agent_reason="Salat"))
    scene.window.calls.panels.pause()


def no_engine(scene: Scene, media: FakeMedia) -> None:
    media.show(off=OffReason.NOT_INSTALLED)
    room(scene, call(0, 9))
    scene.window.calls.acts.answer()


def devices(scene: Scene, media: FakeMedia) -> None:
    media.show(chosen={DeviceKind.MICROPHONE: "m1"}, troubles={DeviceKind.CAMERA: Trouble.BUSY})
    room(scene)
    scene.window.calls.panels.choose_devices()


def supervisor(scene: Scene, media: FakeMedia) -> None:
    calls = (
        spoken(4, 132, holder="officer:petugas-2", holder_title="Petugas 2", legs=(), hub=OTHER),
        call(7, 12),
    )
    room(scene)
    scene.sign_in(as_supervisor())
    scene.change(
        *calls,
        agent(1, AgentState.READY, version=3, role=as_supervisor().role, title="Supervisor"),
        agent(4, AgentState.BREAK, 700, version=3, agent_reason="Makan"),
        DeskView(
            subject="desk:PSC_119",
            version=1,
            desk=Desk.PSC_119,
            unready_since=NOW - timedelta(seconds=9),
        ),
    )
    done = {"state": CallState.ENDED, "ended_at": NOW - timedelta(seconds=60)}
    mine = {"holder": "officer:petugas-2", "holder_title": "Petugas 2"}
    scene.link.calls = [replace(spoken(n, 400 + n * 100, **mine), **done) for n in range(9, 12)]
    scene.window.side.show_calls_board()


def playback(scene: Scene, media: FakeMedia) -> None:
    card = recording(stopped_at=NOW, stored=True, duration_s=192.0)
    ended = spoken(
        0,
        220,
        state=CallState.ENDED,
        ended_at=NOW,
        about=subject(0),
        recordings=(card,),
    )
    room(scene, ended)
    scene.link.grant = Grant(code="g", expires_at=NOW)
    marks = (events.CallHeld(), events.CallResumed(), events.CallNoted(text="Api dari dapur"))
    scene.link.timeline = [
        msgspec.structs.replace(item(90 + n, 0, data, "Petugas 1", 150 - 40 * n))
        for n, data in enumerate(marks)
    ]
    scene.window.incident.calls.play(ended, card)
    media.clip_moved.tell(card.id, 71.0, True)


def voice_note(scene: Scene, media: FakeMedia) -> None:
    room(scene)
    attached = Attachment(sort=MediaSort.VOICE, size=4000, sha256="0" * 64, seconds=12)
    said = events.MessageSent(
        message="0198b8d1-9000-7a10-8000-000000000001",
        side=Side.POST,
        written_at=NOW,
        media=attached,
    )
    stored = events.MediaStored(message=said.message, sort=MediaSort.VOICE, size=4000, seconds=12)
    scene.change(items=(item(300, 0, said, "Pos"), item(301, 0, stored)))
    scene.window.incident.chat.view.opened.emit(said.message)


def long_text(scene: Scene, media: FakeMedia) -> None:
    long = Place(
        area="33.24.08.2012",
        desa="Kaliwungu Kedungpengilon Wetan",
        kecamatan="Kaliwungu Selatan",
        rt="012",
        rw="005",
    )
    title = "Pos Kamling Perumahan Griya Praja Mukti Blok D Selatan dekat balai pertemuan"
    media.show(quality=Quality.BAD, troubles={DeviceKind.MICROPHONE: Trouble.ABSENT})
    named = {"caller_title": title, "place": long, "mode": Mode.DRILL}
    room(scene, spoken(4, 3832, **named), call(7, 30, **named), state=AgentState.BUSY)


STATES: tuple[State, ...] = (
    idle,
    ringing,
    active_voice,
    active_video,
    held_and_ringing,
    conference,
    consulting,
    transferring,
    recorded,
    missed_list,
    on_break,
    no_engine,
    devices,
    supervisor,
    playback,
    voice_note,
    long_text,
)


def shown(make_scene: MakeScene, state: State, size: tuple[int, int], **look: object) -> Scene:
    media, picture = FakeMedia(), StillPicture()
    scene = make_scene(size, media=media, pictures=picture, **look)
    settle(scene)
    state(scene, media)
    return scene


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_nothing_is_cut(make_scene: MakeScene, state: State) -> None:
    scene = shown(make_scene, state, SIZES[0])
    left = faults(scene)
    keep(scene, f"call_{state.__name__}_1366")
    assert left == []
    assert (scene.window.width(), scene.window.height()) == SIZES[0]


LOOKS: tuple[tuple[State, str, tuple[int, int], dict[str, object]], ...] = (
    (held_and_ringing, "1920", SIZES[1], {}),
    (active_video, "1920", SIZES[1], {}),
    (supervisor, "1920", SIZES[1], {}),
    (conference, "en", SIZES[0], {"language": "en"}),
    (missed_list, "en", SIZES[0], {"language": "en"}),
    (devices, "en", SIZES[0], {"language": "en"}),
    (held_and_ringing, "200_percent", SIZES[0], {"text": 200}),
    (playback, "200_percent", SIZES[0], {"text": 200}),
)


@pytest.mark.parametrize(
    ("state", "name", "size", "look"), LOOKS, ids=lambda each: getattr(each, "__name__", None)
)
def test_nothing_is_cut_in_other_looks(
    make_scene: MakeScene,
    state: State,
    name: str,
    size: tuple[int, int],
    look: dict[str, object],
) -> None:
    scene = shown(make_scene, state, size, **look)
    left = faults(scene)
    keep(scene, f"call_{state.__name__}_{name}")
    assert left == []
    assert (scene.window.width(), scene.window.height()) == size
