"""Calls of every sort and a console's media that does as it is told, for the tests of calls."""

from datetime import timedelta
from typing import Any

import msgspec
from msgspec.structs import replace
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from console.base.observers import Observers
from console.call.engine import Clip, Device, DeviceKind, Devices, EngineError
from console.call.quality import Quality
from console.call.shown import MediaShown
from gateway.protocol.enums import (
    AgentState,
    CallState,
    Desk,
    LegRole,
    LegState,
    Mode,
    RecordingState,
    Role,
)
from gateway.protocol.views import CallLeg, CallView, OfficerView, RecordingCard
from tests.qt.scene import NOW, OFFICER, OWN, officer, place, post

ME = OFFICER.officer
DEVICES = Devices(
    microphones=(Device(id="m1", title="Headset USB Plantronics Blackwire 3220"),),
    headsets=(Device(id="h1", title="Headset USB Plantronics Blackwire 3220"),),
    cameras=(Device(id="c1", title="Logitech C270"),),
)


class FakeMedia:
    """Shows what a test says, and records what is asked of it."""

    def __init__(self) -> None:
        self.shown = MediaShown(devices=DEVICES, microphone=0.12, heard=0.2)
        self.changed: Observers[[]] = Observers()
        self.clip_moved: Observers[[str, float, bool]] = Observers()
        self.asked: list[tuple[Any, ...]] = []
        self.clip: Clip | None = Clip(
            duration_s=192.0,
            peaks=tuple(0.15 + 0.8 * abs((n * 37 % 50) / 50 - 0.5) for n in range(400)),
            picture=False,
        )

    def show(self, **fields: Any) -> None:
        self.shown = replace(self.shown, **fields)
        self.changed.tell()

    def mute(self, muted: bool) -> None:
        self.asked.append(("mute", muted))
        self.show(muted=muted)

    def camera(self, call: str, on: bool) -> None:
        self.asked.append(("camera", call, on))
        self.show(camera=on)

    def enlarge(self, party: str) -> None:
        self.asked.append(("enlarge", party))

    def share(self, call: str, party: str) -> None:
        self.asked.append(("share", call, party))

    def look_at_devices(self) -> None:
        self.asked.append(("look",))

    def choose(self, kind: DeviceKind, device: str) -> None:
        self.asked.append(("choose", kind, device))
        self.show(chosen={**self.shown.chosen, kind: device})

    def try_microphone(self, on: bool) -> None:
        self.asked.append(("try", on))

    async def open_clip(self, clip: str, content: bytes) -> Clip:
        self.asked.append(("open", clip, content))
        if self.clip is None:
            raise EngineError(clip)
        return self.clip

    def play(self, clip: str, speed: float = 1.0) -> None:
        self.asked.append(("play", clip, speed))

    def pause(self, clip: str) -> None:
        self.asked.append(("pause", clip))

    def seek(self, clip: str, at_s: float) -> None:
        self.asked.append(("seek", clip, round(at_s, 1)))

    def close_clip(self, clip: str) -> None:
        self.asked.append(("close", clip))


class StillPicture(QWidget):
    """Stands for the engine's view in the pictures of these tests."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), "#33475B")
        painter.fillRect(self.rect().adjusted(60, 30, -60, 0), "#6B8299")


def call(number: int, age_s: float = 8, **changes: Any) -> CallView:
    """A post's call to the desk that rings, changed as asked."""
    view = CallView(
        subject=f"call:0198b8d1-5000-7a10-8000-{number:012x}",
        version=1,
        mode=Mode.REAL,
        desk=Desk.SATPOL_PP,
        caller=f"post:{number}",
        caller_title=post(number).title,
        called=None,
        called_title="",
        place=place(number),
        about=None,
        reference="",
        video=False,
        audio_only=False,
        state=CallState.RINGING,
        hub=None,
        holder=None,
        holder_title="",
        legs=(leg(f"post:{number}", post(number).title, LegRole.CALLER, LegState.CONNECTING),),
        rings_at=(),
        declined_by=(),
        started_at=NOW - timedelta(seconds=age_s),
        ring_until=NOW + timedelta(seconds=45 - age_s),
        answered_at=None,
        held_at=None,
        ended_at=None,
        end=None,
        consult_of=None,
        transfer_to_title="",
        back_of=None,
        call_back_due=False,
        reviewed_at=None,
        recording=RecordingState.OFF,
        recordings=(),
    )
    return replace(view, **changes)


def leg(
    party: str,
    title: str,
    role: LegRole = LegRole.INVITED,
    state: LegState = LegState.ON,
    who: str | None = None,
) -> CallLeg:
    return CallLeg(party=party, officer=who, title=title, role=role, state=state, since=NOW)


def own_leg() -> CallLeg:
    return leg(OWN, "Petugas 1", LegRole.OFFICER, who=ME)


def spoken(number: int, age_s: float = 32, **changes: Any) -> CallView:
    """The same, in the hands of this officer."""
    caller = leg(f"post:{number}", post(number).title, LegRole.CALLER)
    at = NOW - timedelta(seconds=age_s)
    view = call(
        number,
        age_s + 6,
        state=CallState.ACTIVE,
        hub=OWN,
        holder=ME,
        holder_title="Petugas 1",
        legs=(caller, own_leg()),
        ring_until=None,
        answered_at=at,
    )
    return replace(view, **changes)


def held(number: int, age_s: float, **changes: Any) -> CallView:
    at = NOW - timedelta(seconds=age_s)
    return spoken(number, age_s + 40, state=CallState.ON_HOLD, held_at=at, **changes)


def missed(number: int, age_s: float, **changes: Any) -> CallView:
    at = NOW - timedelta(seconds=age_s)
    changes = {"state": CallState.MISSED, "ended_at": at, "call_back_due": True, **changes}
    return call(number, age_s + 45, ring_until=None, **changes)


def agent(number: int, state: AgentState, age_s: float = 244, **changes: Any) -> OfficerView:
    since = NOW - timedelta(seconds=age_s)
    return replace(officer(number), agent=state, agent_since=since, **changes)


def recording(number: int = 1, **changes: Any) -> RecordingCard:
    card = RecordingCard(
        id=f"0198b8d1-7000-7a10-8000-{number:012x}",
        video=False,
        started_at=NOW - timedelta(seconds=200),
        stopped_at=None,
    )
    return replace(card, **changes)


def as_supervisor() -> Any:
    return msgspec.structs.replace(OFFICER, role=Role.SUPERVISOR, title="Supervisor")


GOOD, WEAK = Quality.GOOD, Quality.WEAK
