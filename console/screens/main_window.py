"""The main window: queue, incident and side column between the bar and the strip."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from console.board.changes import ChangeSet
from console.board.geography import Spot
from console.board.sounding import Soundings
from console.link.state import LinkState, Reason
from console.screens.banners import Banners
from console.screens.calls import CallsPanel
from console.screens.command_bar import CommandBar
from console.screens.enrolment import EnrolScreen
from console.screens.guests import GuestsScreen
from console.screens.incident import IncidentScreen
from console.screens.keys import bind
from console.screens.kit import Kit, column, scrolled
from console.screens.map import MapPanel
from console.screens.middle import MiddleColumn
from console.screens.past import PastStrip
from console.screens.point_field import PointField
from console.screens.queue import QueueScreen
from console.screens.right_column import RightColumn
from console.screens.side import Side
from console.screens.sign_in import SignInPanel
from console.screens.status import LinkStatus, SoundStatus, StatusStrip
from console.screens.top_bar import TopBar
from console.screens.wall import WallBoard
from console.screens.work import WorkColumn
from gateway.protocol.enums import IncidentState, Role
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import OfficerIdentity
from gateway.protocol.views import IncidentView

#: The smallest screen, px.
SMALLEST: Final = (1366, 768)
QUEUE_WIDTH: Final = 340
SIDE_WIDTH: Final = 320
_MOVES: Final = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Right,
    Qt.Key.Key_Left,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class MainWindow(QWidget):
    """``close_asked()`` instead of closing; ``painted(subjects)`` were truly shown."""

    close_asked = Signal()
    painted = Signal(object)

    def __init__(self, kit: Kit, address: str, ca: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWindowTitle(kit.words.t("window.title", regency=kit.words.regency))
        self._kit = kit
        self._officer: OfficerIdentity | None = None
        self._drafts_of = ""
        self._own = ""
        self._desks: frozenset[str] = frozenset()
        self._waiting: set[str] = set()
        self._placing: tuple[PointField, bool] | None = None
        self.top = TopBar(kit)
        self.banners = Banners(kit)
        self.queue = QueueScreen(kit)
        self.incident = IncidentScreen(kit)
        self.map = MapPanel(kit)
        self.work = WorkColumn(kit, self.incident, self.map)
        self.sign_in = SignInPanel(kit)
        self.guests = GuestsScreen(kit)
        self.side = Side(kit)
        self.past = PastStrip(kit)
        self.calls = CallsPanel(kit, lambda: self.incident.subject)
        self.strip = StatusStrip(kit)
        self.wall = WallBoard(kit)
        self.enrolment = EnrolScreen(kit, address, ca)
        self._lay_out()
        self.resize(*SMALLEST)
        acts = self._acts()
        self.commands = CommandBar(kit, self, self.top.search, acts)
        self._connect()
        self._shortcuts = bind(self, acts)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self.tick)
        self._second.start()
        self.set_officer(None)

    # -- how it is built

    def _lay_out(self) -> None:
        middle = QWidget()
        self._middle = MiddleColumn(self.sign_in, self.work, self.incident, self.guests)
        centre = column(middle)
        centre.addWidget(self.banners)
        centre.addWidget(self._middle, 1)
        self._desk = QSplitter(Qt.Orientation.Horizontal)
        self._desk.setHandleWidth(1)
        self._desk.setChildrenCollapsible(False)
        right_column = RightColumn(self._kit, self.past, self.calls, self.side)
        for part in (self.queue, middle, right_column):
            self._desk.addWidget(part)
        self._desk.setStretchFactor(1, 1)
        self.queue.setMinimumWidth(SIDE_WIDTH)
        self.side.setMinimumWidth(SIDE_WIDTH)
        left, right = self._wide(QUEUE_WIDTH), self._wide(SIDE_WIDTH)
        self._desk.setSizes([left, SMALLEST[0] - left - right - 2, right])
        self._pages = QStackedWidget()
        self._pages.addWidget(self._desk)
        self._enrol_page = scrolled(self.enrolment)
        self._pages.addWidget(self._enrol_page)
        layout = column(self)
        layout.addWidget(self.top)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.strip)

    def _wide(self, width: int) -> int:
        """Larger text wants wider columns, up to a quarter more: the middle keeps its share."""
        return min(self._kit.theme.scaled(width), width * 5 // 4)

    def _connect(self) -> None:
        self.queue.selected.connect(self._on_selected)
        self.queue.painted.connect(self.painted)
        self.incident.finished.connect(self._on_finished)
        self.incident.focus_left.connect(self.focus_queue)
        self.incident.other_wanted.connect(self._on_other_wanted)
        self.map.picked.connect(self._on_picked)
        self.map.placed.connect(self._on_placed)
        self.side.place_wanted.connect(self._on_place_wanted)
        self.side.currentChanged.connect(self._end_placing)
        self.side.left.connect(self.focus_queue)
        self._middle.left.connect(self.focus_queue)
        self.calls.left.connect(self.focus_queue)
        self.calls.unready_changed.connect(self._show_unready)
        self.calls.open_wanted.connect(self._on_picked)
        self.side.call_wanted.connect(self.calls.acts.call)
        self.incident.call_wanted.connect(self._call_post)
        self.side.calls_board.join_wanted.connect(
            lambda call, speak: self.calls.acts.join(call, speak=speak)
        )
        self.side.posts.counted.connect(self.strip.count_posts)
        self.work.shown.connect(self.past.show_incident)
        self.commands.narrowed.connect(self.queue.set_text)
        self.commands.incident_chosen.connect(self._on_picked)
        self.commands.post_chosen.connect(self.side.show_post)
        self.commands.resized.connect(self._place_commands)
        self.top.search.left.connect(self.focus_queue)

    def _acts(self) -> dict[str, Callable[[], None]]:
        side = self.side
        at_work = {
            **self.incident.working.by_name(),
            "claim": self._claim,
            "note": self.incident.note.begin,
            "write": self.incident.chat.write,
            "reply": self.incident.chat.choose_reply,
            "map": self.work.toggle_map,
        }
        signed_in = {
            **{name: self._middle.at_work(act) for name, act in at_work.items()},
            **self.calls.by_name(),
            "hear": self._hear,
            "broadcast": lambda: side.write_broadcast(self.incident.subject),
            "relay": lambda: side.relay(self.incident.subject),
            "ronda": side.show_ronda,
            "drills": side.show_drills,
            "call_post": self._call_post,
            "calls_board": side.show_calls_board,
            "new": self.queue.select_new,
            "directory": side.show_agencies,
            "partners": side.show_partners,
            "guests": self._middle.show_guests,
            "add_post": self._add_post,
        }
        return {
            **{name: self._signed_in(act) for name, act in signed_in.items()},
            "zoom_in": self.map.zoom_in,
            "zoom_out": self.map.zoom_out,
            "zoom_fit": self.map.fit,
            "radius": self.map.next_radius,
            "order": self.queue.line.choose_next,
            "wall": lambda: self.wall.toggle(self.screen()),
            "find": self.top.search.setFocus,
            "rules": lambda: side.toggle(side.rules),
            "sounds": lambda: side.toggle(side.sounds),
            "help": lambda: side.toggle(side.help),
            "lock": self._lock,
        }

    # -- what it is told

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board, and come forward for a new alarm."""
        for screen in (self.queue, self.incident, self.map, self.calls, self.side, self.guests):
            screen.take(change)
        if change.alarms or change.reset:
            self.strip.count_alarms()
            self._come_forward()
        if change.guests or change.reset:
            self.strip.count_guests()
        if change.channels or change.reset:
            self.strip.show_channels()
        if change.desks or change.reset:
            self._show_unready()
        if change.officers or change.consoles or change.reset:
            self.top.show_duty(self._officer)
            self._show_others()
        if self._officer is not None and not self.incident.subject:
            self.queue.model.flush()
            self.queue.select_top()

    def set_link(self, link: LinkStatus) -> None:
        """Say how the link stands."""
        self.strip.show_link(link)
        self.banners.show_link(link)
        self.incident.set_online(link.state is LinkState.ONLINE)

    def set_console(self, own: str, desks: frozenset[str]) -> None:
        """Which console this is, so that only the others are warned of here."""
        self._own, self._desks = own, desks
        self._show_others()
        self._seat()

    def set_sound(self, sound: SoundStatus) -> None:
        """Say what is known of the sound."""
        self.strip.show_sound(sound)
        self.banners.show_sound(sound)

    def set_sounding(self, now: Soundings) -> None:
        """What sounds from now on, and what is kept silent."""
        self.side.sounds.sounding_now(now)

    def set_officer(self, officer: OfficerIdentity | None) -> None:
        """Open the incident column for an officer, or lock it; the queue stays as it is."""
        self._officer = officer
        self._seat()
        self.queue.set_officer(officer.officer if officer is not None else "")
        self.top.show_duty(officer)
        role = officer.role if officer is not None else None
        self.side.rules.set_officer(role, officer.desks if officer is not None else ())
        self.side.calls_board.set_role(role)
        self._middle.set_officer(officer)
        self.side.set_administers(officer is not None and officer.role is Role.ADMINISTRATOR)
        if officer is not None:
            if officer.officer != self._drafts_of:
                self.incident.forget_drafts()
                self._drafts_of = officer.officer
            self.focus_queue()
            return
        self.work.show_incident("")
        self.work.show_map(alone=False)
        self.queue.select("")
        if any(self.side.shows(form) for form in self.side.forms()):
            self.side.show_panel(self.side.posts)
        self.sign_in.begin()

    def ask_enrolment(self, sentence: str = "") -> None:
        """This console has no key that the gateway knows."""
        self._pages.setCurrentWidget(self._enrol_page)
        self.top.search.hide()
        self.strip.show_link(LinkStatus(LinkState.REFUSED, Reason.NOT_ENROLLED))
        self.enrolment.begin(sentence)

    def show_desk(self) -> None:
        """The room's work, after the enrolment."""
        if self._pages.currentWidget() is self._enrol_page:
            self.top.search.show()
            self.enrolment.done()
            self._pages.setCurrentWidget(self._desk)
            self.set_officer(self._officer)

    def page(self) -> str:
        """Which of its pages is in sight: ``enrol``, ``sign_in`` or ``desk``."""
        if self._pages.currentWidget() is self._enrol_page:
            return "enrol"
        return "sign_in" if self._officer is None else "desk"

    def tick(self) -> None:
        """A second has passed."""
        for part in (
            self.top,
            self.queue,
            self.incident,
            self.calls,
            self.side,
            self.guests,
            self.wall,
        ):
            part.tick()

    def focus_queue(self) -> None:
        """Give the keys back to the queue."""
        self.queue.take_keys()

    # -- what happens

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is asked for; the composition root ends everything in order."""
        event.ignore()
        self.close_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows that nobody wanted move the selection; Esc gives the keys to the queue."""
        if event.key() in _MOVES and self._officer is not None:
            self.queue.forward_key(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.focus_queue()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list of hits keeps its place."""
        super().resizeEvent(event)
        self._place_commands()

    def _place_commands(self) -> None:
        """Over the middle: the queue is never covered."""
        left = self.queue.mapTo(self, self.queue.rect().topRight()).x() + 2
        self.commands.place(left, self.width() - 8, self.top.height())

    def _on_selected(self, subject: str) -> None:
        if self._officer is not None:
            if subject:
                self._middle.show_work()
            self.work.show_incident(subject)

    def _on_picked(self, subject: str) -> None:
        """A mark of the map: the incident, or the post or agency among its like."""
        if subject in self._kit.board.posts:
            self.side.show_post(subject)
        elif subject in self._kit.board.agencies:
            self.side.show_agency(subject)
        else:
            self.queue.select(subject)
            self.work.show_incident(subject)

    def _on_place_wanted(self, field: PointField) -> None:
        """A form wants a place: the next click on the map tells it."""
        self._placing = (field, self.work.map_alone)
        self.work.show_map(alone=True)
        self.map.ask_place(self._kit.words.t("map.ask_place"))

    def _on_placed(self, spot: Spot) -> None:
        if self._placing is not None:
            self._placing[0].show_point(spot)
            self._end_placing()

    def _end_placing(self) -> None:
        """The map goes back to what it was before it was asked."""
        if self._placing is not None:
            _, alone = self._placing
            self._placing = None
            self.map.ask_place("")
            self.work.show_map(alone=alone)

    def _on_other_wanted(self, subject: str) -> None:
        """It was merged: go on where it goes on."""
        self.queue.select(subject)
        self.work.show_incident(subject)

    def _on_finished(self) -> None:
        """Closed by this officer: the next one, if any."""
        self.work.show_incident("")
        self.queue.select("")
        self.queue.model.flush()
        self.queue.select_top()
        self.focus_queue()

    def _hear(self) -> None:
        """Silence the selected alarm; when that one does not sound, the first that does."""
        if not self.incident.is_waiting:
            self.queue.select_waiting()
        self.incident.working.hear()

    def _claim(self) -> None:
        """Take the selected alarm; when that one is taken, only choose the next: a key that is
        pressed twice must not take a second alarm unseen."""
        if self.incident.is_free or not self.queue.select_waiting():
            self.incident.working.claim()

    def _signed_in(self, act: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            if self._officer is None:
                self.sign_in.refuse(self._kit.words.refusal(Refused(ErrorCode.NOT_SIGNED_IN)))
            else:
                act()

        return run

    def _add_post(self) -> None:
        if self._officer is not None and self._officer.role is Role.ADMINISTRATOR:
            self.side.add_post()

    def _lock(self) -> None:
        if self._officer is not None:
            self._kit.acts.sign_out(self.sign_in.refuse)

    def _call_post(self) -> None:
        """Call the post of the incident that is shown."""
        view = self._kit.board.incident(self.incident.subject)
        if isinstance(view, IncidentView):
            self.calls.acts.call(view.post, about=view.subject)
        else:
            self.calls.refuse(self._kit.words.t("calls.none_to_call"))

    def _seat(self) -> None:
        officer = self._officer
        named = officer.officer if officer is not None else ""
        desks = frozenset(officer.desks) if officer is not None else frozenset()
        self.calls.set_seat(named, self._own, desks)
        self._show_unready()

    def _show_unready(self) -> None:
        self.banners.show_unready(self.calls.unready())

    def _show_others(self) -> None:
        self.banners.show_others(self._own, self._desks)

    def _come_forward(self) -> None:
        """A new unclaimed alarm raises a minimised or covered window, without the focus."""
        waiting = {
            subject
            for subject, view in self._kit.board.alarms.items()
            if view.state is IncidentState.WAITING
        }
        fresh, self._waiting = waiting - self._waiting, waiting
        before_eyes = self.isActiveWindow() and not self.isMinimized()
        if not fresh or before_eyes or not self.isVisible():
            return
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        QApplication.alert(self)
