"""A main window over a scripted board: what the gateway would send, said by the test."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtWidgets import QApplication, QWidget

from console.base.clock import GatewayClock
from console.base.remembered import Remembered
from console.board.board import Board
from console.i18n import Words
from console.link.queries import Page
from console.screens.acts import Acts
from console.screens.calls_media import CallMedia, NoMedia
from console.screens.kit import Kit
from console.screens.main_window import MainWindow
from console.theme import dress, make_theme
from gateway.protocol import events
from gateway.protocol.commands import AnyBody
from gateway.protocol.enums import (
    Desk,
    Escalation,
    IncidentState,
    Kind,
    LinkState,
    Mode,
    Priority,
    Role,
    SoundState,
)
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import (
    Ack,
    EventItem,
    Events,
    Grant,
    OfficerIdentity,
    PostPresence,
    Presence,
    Snapshot,
)
from gateway.protocol.queries import (
    AnyAsk,
    Areas,
    Boundaries,
    Calls,
    Card,
    Drills,
    GuestCounts,
    GuestList,
    GuestReports,
    Incidents,
    MediaGrant,
    Reach,
    Rondas,
)
from gateway.protocol.views import (
    AlarmView,
    AnyView,
    AreaView,
    BoundaryView,
    CallView,
    CardView,
    ConsoleView,
    DrillScore,
    GuestCountRow,
    GuestFigureView,
    GuestListRow,
    IncidentView,
    OfficerView,
    Place,
    PostView,
    ReachView,
    RondaView,
)
from resources.icons import svg
from resources.pilot import pilot
from widgets.icons import Icons
from widgets.style import style_sheet

#: 21.45.05 WIB.
NOW = datetime(2026, 11, 23, 14, 45, 5, tzinfo=UTC)
OWN = "console:0198b000-0000-7000-8000-00000000000b"
OFFICER = OfficerIdentity(
    officer="officer:0198b000-0000-7000-8000-00000000000c",
    title="Petugas 1",
    role=Role.ADMINISTRATOR,
    desks=(Desk.SATPOL_PP, Desk.PSC_119),
)


def subject(number: int) -> str:
    return f"incident:0198b8d1-2c00-7a10-8000-{number:012x}"


def place(number: int) -> Place:
    posts = pilot().post
    post = posts[number % len(posts)]
    return Place(
        area=post.area,
        desa=post.desa,
        kecamatan=post.kecamatan,
        rt=post.rt,
        rw=post.rw,
        lat=post.lat,
        lon=post.lon,
    )


def incident(number: int, age_s: float = 14, **changes: Any) -> IncidentView:
    """A waiting P1 fire of a pilot post, changed as asked."""
    at = NOW - timedelta(seconds=age_s)
    view = IncidentView(
        subject=subject(number),
        version=1,
        kind=Kind.FIRE,
        mode=Mode.REAL,
        priority=Priority.P1,
        state=IncidentState.WAITING,
        desk=Desk.SATPOL_PP,
        place=place(number),
        received_at=at,
        quiet_until=None,
        escalation=Escalation.NONE,
        presses=1,
        reference=f"KDL-20261123-{number:04}",
        post=f"post:{number}",
        post_title=pilot().post[number % len(pilot().post)].title,
        pressed_at=at - timedelta(seconds=1),
        pressed_at_uncertain=False,
        late=False,
        shown_at=None,
        claimed_at=None,
        claimed_by=None,
        claimed_by_title="",
        claim_stale=False,
        cancelled_at=None,
        last_pressed_at=at,
        closed_at=None,
        disposition=None,
    )
    return msgspec.structs.replace(view, **changes)


def claimed(number: int, age_s: float, by: str, **changes: Any) -> IncidentView:
    """The same, taken by an officer."""
    return incident(
        number,
        age_s,
        state=IncidentState.CLAIMED,
        claimed_by=f"officer:{by}".lower().replace(" ", "-"),
        claimed_by_title=by,
        claimed_at=NOW - timedelta(seconds=age_s - 9),
        **changes,
    )


def bare(view: AlarmView) -> AlarmView:
    """What a locked console sees of it."""
    names = (each.name for each in msgspec.structs.fields(AlarmView))
    return AlarmView(**{name: getattr(view, name) for name in names})


def post(number: int, **changes: Any) -> PostView:
    spot = place(number)
    view = PostView(
        subject=f"post:{number}",
        version=1,
        title=pilot().post[number % len(pilot().post)].title,
        place=spot,
        enrolled=True,
        revoked=False,
        code_expires_at=None,
        link=LinkState.ONLINE,
        link_since=NOW - timedelta(hours=3),
        last_alarm_at=None,
    )
    return msgspec.structs.replace(view, **changes)


def console(number: int, title: str, sound: SoundState) -> ConsoleView:
    return ConsoleView(
        subject=OWN if number == 0 else f"console:{number}",
        version=1,
        title=title,
        desks=(Desk.SATPOL_PP,),
        enrolled=True,
        revoked=False,
        code_expires_at=None,
        sound=sound,
        sound_output="Speaker ruang",
        sound_at=NOW - timedelta(minutes=15),
    )


def officer(number: int, on_duty_at: str | None = OWN) -> OfficerView:
    return OfficerView(
        subject=OFFICER.officer if number == 1 else f"officer:petugas-{number}",
        version=1,
        title=f"Petugas {number}",
        role=Role.OFFICER,
        desks=(Desk.SATPOL_PP,),
        on_duty_at=on_duty_at,
        on_duty_since=NOW - timedelta(hours=2),
    )


def item(
    seq: int, number: int, data: events.EventData, actor: str = "", age_s: float = 5
) -> EventItem:
    return EventItem(
        seq=seq,
        at=NOW - timedelta(seconds=age_s),
        actor=f"officer:{actor}",
        actor_title=actor,
        subject=subject(number),
        version=seq,
        kind=str(type(data).__struct_config__.tag),
        data=msgspec.Raw(msgspec.json.encode(data)),
    )


class FixedClock(GatewayClock):
    """Stands at ``NOW`` until moved."""

    def __init__(self) -> None:
        self.elapsed = 0.0
        super().__init__(monotonic=lambda: self.elapsed, wall=NOW.timestamp)


@dataclass
class FakeLink:
    """Records what was done, and answers as told."""

    did: list[tuple[AnyBody, int | None]] = field(default_factory=list)
    asked: list[AnyAsk] = field(default_factory=list)
    signed_in: list[tuple[str, str]] = field(default_factory=list)
    signed_out: int = 0
    refuses: Refused | None = None
    grant: Grant | None = None
    content: bytes = b""
    downloaded: list[str] = field(default_factory=list)
    calls: list[CallView] = field(default_factory=list)
    timeline: list[EventItem] = field(default_factory=list)
    past: list[IncidentView] = field(default_factory=list)
    areas: list[AreaView] = field(default_factory=list)
    boundaries: list[BoundaryView] = field(default_factory=list)
    rondas: list[RondaView] = field(default_factory=list)
    cards: list[CardView] = field(default_factory=list)
    drills: list[DrillScore] = field(default_factory=list)
    guests: list[GuestFigureView] = field(default_factory=list)
    guest_counts: list[GuestCountRow] = field(default_factory=list)
    guest_list: list[GuestListRow] = field(default_factory=list)

    async def do(self, body: AnyBody, version: int | None = None) -> Ack:
        self.did.append((body, version))
        if self.refuses is not None:
            raise self.refuses
        return Ack(id="0198b8d1-9000-7a10-8000-000000000003", seq=1, grant=self.grant)

    async def ask(self, ask: AnyAsk, cursor: str | None = None) -> Page:
        self.asked.append(ask)
        if self.refuses is not None:
            raise self.refuses
        rows: Sequence[msgspec.Struct] = self.timeline
        if isinstance(ask, Incidents):
            rows = self.past
        elif isinstance(ask, Areas):
            rows = self.areas
        elif isinstance(ask, Boundaries):
            rows = self.boundaries
        elif isinstance(ask, Reach):
            rows = [ReachView(posts=9)]
        elif isinstance(ask, Rondas):
            rows = self.rondas
        elif isinstance(ask, Calls):
            rows = [view for view in self.calls if ask.about in (None, view.about)]
        elif isinstance(ask, Drills):
            rows = self.drills
        elif isinstance(ask, GuestReports):
            rows = [view for view in self.guests if fits(view, ask)]
        elif isinstance(ask, GuestCounts):
            rows = self.guest_counts
        elif isinstance(ask, GuestList):
            rows = self.guest_list
        elif isinstance(ask, Card):
            rows = self.cards
        return Page([msgspec.Raw(msgspec.json.encode(row)) for row in rows], None)

    async def fetch(self, ask: MediaGrant) -> bytes:
        self.asked.append(ask)
        if self.refuses is not None:
            raise self.refuses
        return self.content

    async def download(self, grant: str) -> bytes:
        self.downloaded.append(grant)
        if self.refuses is not None:
            raise self.refuses
        return self.content

    async def sign_in(self, user: str, password: str) -> OfficerIdentity:
        self.signed_in.append((user, password))
        if self.refuses is not None:
            raise self.refuses
        return OFFICER

    async def sign_out(self) -> None:
        self.signed_out += 1


def fits(view: GuestFigureView, ask: GuestReports) -> bool:
    """As the gateway chooses by place, state and mode."""
    here = not ask.area or view.place.area.startswith(ask.area)
    over = ask.over is None or ask.over == (view.over_at is not None)
    return here and over and view.mode is ask.mode and (not ask.states or view.state in ask.states)


class AtOnce:
    """Runs a task to its end at once, without a loop: the fake link never waits."""

    def spawn(self, name: str, coroutine: Coroutine[Any, Any, Any]) -> None:
        try:
            coroutine.send(None)
        except StopIteration:
            return
        coroutine.close()
        raise AssertionError(f"{name} waits for something")

    spawn_latest = spawn


class Scene:
    """A console without link and sound, told everything by the test."""

    def __init__(
        self,
        application: QApplication,
        *,
        language: str = "id",
        light: bool = False,
        text: int = 100,
        remembered: Remembered | None = None,
        media: CallMedia | None = None,
        pictures: QWidget | None = None,
    ) -> None:
        self.theme = make_theme(light=light, text_percent=text, motion=False)
        if application.styleSheet() != style_sheet(self.theme):
            dress(application, self.theme)
        self.clock = FixedClock()
        self.board = Board()
        self.link = FakeLink()
        self.words = Words(language)
        acts = Acts(lambda: self.link, AtOnce(), self.words)
        kit = Kit(
            self.theme,
            Icons(self.theme, svg),
            self.words,
            self.clock,
            self.board,
            acts,
            remembered or Remembered(),
            media or NoMedia(),
            pictures,
        )
        self.kit = kit
        self.window = MainWindow(kit, "wss://192.0.2.10:8444", "/etc/pospin/ca.pem")
        self.board.changed.subscribe(self.window.take)
        self.window.set_console(OWN, frozenset(OFFICER.desks))
        self._seq = 0

    def snapshot(self, *views: AnyView) -> None:
        self._seq += 1
        self.board.apply_snapshot(
            Snapshot(
                part=0,
                last=True,
                seq=self._seq,
                audience="a1",
                journal="j",
                views=list(views),
            )
        )
        self.board.mark(old=False)
        self.window.queue.model.flush()

    def change(self, *views: AnyView, items: tuple[EventItem, ...] = ()) -> None:
        """Views that changed, as live events bring them."""
        carried = [
            msgspec.structs.replace(
                item(1000 + self._seq * 100 + n, 0, events.IncidentShown(console=OWN)),
                subject=view.subject,
                view=view,
            )
            for n, view in enumerate(views)
        ]
        self._seq += 1
        frame = Events(after=0, through=self._seq, items=[*items, *carried])
        self.board.apply_events(frame)
        self.window.queue.model.flush()

    def presence(self, *posts: PostPresence) -> None:
        self.board.apply_presence(Presence(posts=list(posts)))

    def sign_in(self, who: OfficerIdentity = OFFICER) -> None:
        self.window.set_officer(who)


MakeScene = Callable[..., Scene]
CheckModel = Callable[[QAbstractItemModel], None]


def refusal(code: ErrorCode = ErrorCode.DISCONNECTED) -> Refused:
    return Refused(code)
