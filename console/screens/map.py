"""The map: areas, posts, agencies and open incidents, following the selected incident."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from console.board.changes import ChangeSet
from console.board.geography import Geography, Near, Spot
from console.board.surroundings import Surroundings, standings, surroundings
from console.link.queries import Page
from console.models.map_marks import agency_marks, incident_marks, post_marks, spot_of
from console.screens.kit import Kit, column
from console.screens.map_legend import MapLegend
from console.screens.nearest import NearestList
from gateway.protocol.enums import Kind
from gateway.protocol.queries import Boundaries
from gateway.protocol.views import AlarmView, BoundaryView
from widgets.action_button import ActionButton
from widgets.flow import FlowLayout
from widgets.map_land import LandShape
from widgets.map_mark import Mark
from widgets.map_view import STEP, Circle, MapView
from widgets.theme import Size

#: The radii that can be drawn, km, and the one drawn at first.
RADII_KM: Final = (1, 3, 5, 10)
FIRST_KM: Final = 3
#: Changes of a burst are drawn together, ms.
_PAUSE_MS: Final = 50
#: Damkar comes first to these, else the neighbours.
_FOR_DAMKAR: Final = (Kind.FIRE, Kind.RESCUE, Kind.DISASTER)
#: A panel lower than this, px, leaves all room to the map: the distances stand there too.
_ROOM_FOR_LIST: Final = 420


class MapPanel(QWidget):
    """Every act has a key, so nothing here takes the focus from the queue.

    ``picked(subject)``: an incident, a post or an agency was clicked; ``placed(Spot)``: the place
    that was asked for; ``size_wanted()``: grow or shrink."""

    picked = Signal(str)
    placed = Signal(object)
    size_wanted = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._subject = ""
        self._radius_km = FIRST_KM
        self._coming: list[BoundaryView] = []
        self._near = Surroundings()
        self._asking = self._told = ""
        self._ample = self._large = False
        self.geography: Geography | None = None
        self.view = MapView(kit.theme, kit.icons)
        self.legend = MapLegend(kit)
        self.list = NearestList(kit)
        self._hint = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self._hint.setContentsMargins(20, 10, 20, 10)
        self._summary = kit.label(size=Size.SMALL, ink="dim", elide=True)
        self._size = ActionButton(kit.theme, self._t("map.grow"), "M", self._t("map.size_hint"))
        self._choices: dict[int, QPushButton] = {}
        self._ample_tools: list[QWidget] = []
        self._tools = self._make_tools()
        self._folded = False
        # A thousand are drawn anew when one changes, not at each key of who walks the queue.
        self._open_marks: list[Mark] | None = None
        self._lay_out()
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.flush)
        self._size.clicked.connect(self.size_wanted)
        self.view.picked.connect(self.picked)
        self.view.placed.connect(self._on_placed)
        self.set_room(ample=False, large=False)
        self.flush()

    def _lay_out(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 6, 16, 6)
        row.setSpacing(12)
        row.addWidget(self._kit.heading(self._t("map.heading")))
        row.addWidget(self._summary, 1)
        row.addLayout(self._tools)
        layout = column(self)
        layout.addWidget(head)
        layout.addWidget(self._hint)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.legend)
        layout.addWidget(self.list)

    # -- what it is told

    def set_room(self, *, ample: bool, large: bool, folded: bool = False) -> None:
        """Whether there is room for the tools and the list, and whether it can only shrink;
        ``folded``: only for the head line."""
        self._folded = folded
        self.view.setVisible(not folded)
        for tool in self._ample_tools:
            tool.setVisible(ample)
        self._ample = ample
        self._large = large
        self._show_beside()
        self._size.setText(self._t("map.shrink" if large else "map.grow"))
        self._size.updateGeometry()

    def show_incident(self, subject: str) -> None:
        """Follow another incident; an empty subject leaves the map where it is."""
        if subject == self._subject:
            return
        self._subject = subject
        self._show_beside()
        self.flush()
        spot = self._here()
        if spot is None:
            return
        if self._large:
            self.view.follow(spot.xy)
        else:
            self.view.show_circle()

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board; after a fresh picture or an import the outlines are asked
        for."""
        if (change.reset or change.lands) and self._kit.board.officers:
            self._coming = []
            self._ask()
        told = (change.alarms, change.closed, change.posts, change.agencies, change.presence)
        if change.reset or change.alarms:
            self._open_marks = None
        if change.reset or any(told):
            self._pause.start()

    def flush(self) -> None:
        """Draw now."""
        board, words = self._kit.board, self._kit.words
        view, spot = self._shown(), self._here()
        places = standings(board.agencies.values(), self.geography)
        own = getattr(view, "post", "")
        near = surroundings(spot, own, board.posts.values(), board.agencies, places)
        self._near = near
        if self._open_marks is None:
            self._open_marks = incident_marks(board.alarms.values(), words)
        over = [view] if view is not None and view.subject not in board.alarms else []
        incidents = self._open_marks + incident_marks(over, words)
        agencies = agency_marks(board.agencies, places, near.sectors, words)
        told = sum(bool(mark.caption) for mark in agencies)
        marks: list[Mark] = incidents + agencies[:told]
        marks += post_marks(board.posts.values(), board.presence, near.posts, words)
        self.view.set_marks(marks + agencies[told:])
        self.view.select(self._subject)
        self._draw_circle(spot)
        self.list.show_nearest(near)
        self._summary.setText(self._said())

    def ask_place(self, sentence: str) -> None:
        """Let the next click tell a place, saying what for; an empty sentence ends it."""
        self._asking = sentence
        self.view.ask_place(wanted=bool(sentence))
        self._hint.set_ink("focus" if sentence else "dim")
        self._hint.setText(sentence or self._told)
        self._show_beside()

    # -- what a person does

    def zoom_in(self) -> None:
        """Nearer (+)."""
        self.view.zoom(STEP)

    def zoom_out(self) -> None:
        """Farther (-)."""
        self.view.zoom(1 / STEP)

    def fit(self) -> None:
        """All of it (0)."""
        self.view.fit()

    def next_radius(self) -> None:
        """The next larger circle, after the largest the smallest (R)."""
        following = RADII_KM.index(self._radius_km) + 1
        self.set_radius(RADII_KM[following % len(RADII_KM)])

    def set_radius(self, kilometres: int) -> None:
        """Another circle around the incident."""
        self._radius_km = kilometres
        self._choices[kilometres].setChecked(True)
        self._draw_circle(self._here())
        self.view.show_circle()

    def texts(self) -> list[str]:
        """What is said beside the map."""
        labels = (self._summary, self._hint)
        return [*(each.text() for each in labels if not each.isHidden()), *self.list.texts()]

    # -- inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside the map follows the room that there is."""
        super().resizeEvent(event)
        self._show_beside()

    def _shown(self) -> AlarmView | None:
        board = self._kit.board
        return board.alarms.get(self._subject) or board.closed.get(self._subject)

    def _here(self) -> Spot | None:
        view = self._shown()
        return spot_of(view.place) if view is not None else None

    def _draw_circle(self, spot: Spot | None) -> None:
        if spot is None:
            self.view.set_circle(None)
            return
        metres = self._radius_km * 1000
        self.view.set_circle(Circle(spot.xy, metres, self._kit.words.distance(metres)))

    def _said(self) -> str:
        """The nearest Damkar sector and the nearest post in one line."""
        board, view = self._kit.board, self._shown()
        parts = []
        if self._near.sectors:
            sector = self._near.sectors[0]
            parts.append(self._way(board.agencies[sector.key].card.title, sector))
        if self._near.posts:
            post = self._near.posts[0]
            parts.append(self._way(board.posts[post.key].title, post))
        if view is None or view.kind not in _FOR_DAMKAR:
            parts.reverse()
        return self._t("map.summary", ways=" · ".join(parts)) if parts else ""

    def _way(self, title: str, near: Near) -> str:
        words = self._kit.words
        distance, time = words.distance(near.distance_m), words.travel(near.travel_s)
        return self._t("map.way", title=title, distance=distance, time=time)

    def _on_placed(self, x: float, y: float) -> None:
        self.ask_place("")
        self.placed.emit(Spot.at((x, y)))

    def _ask(self, cursor: str | None = None) -> None:
        self._kit.acts.ask(Boundaries(), cursor=cursor, done=self._on_page, refused=self._say)

    def _on_page(self, page: Page) -> None:
        self._coming += page.rows_as(BoundaryView)
        if page.next is not None:
            self._ask(page.next)
            return
        fresh = Geography.of(self._coming)
        self._coming = []
        self._say("" if fresh.outlines else self._t("map.empty"))
        if fresh == self.geography:
            return
        self.geography = fresh
        self.view.set_land(
            [LandShape(o.name, o.middle.xy, o.polygons, o.is_village) for o in fresh.outlines]
        )
        self.flush()

    def _say(self, sentence: str) -> None:
        self._told = sentence
        self._hint.setText(self._asking or sentence)
        self._show_beside()

    def _show_beside(self) -> None:
        """In a strip the nearest post stands in one line, and the hint gives way to it."""
        high = self.height() >= self._kit.theme.scaled(_ROOM_FOR_LIST)
        self.list.setVisible(self._ample and high and bool(self._subject) and not self._asking)
        self.legend.setVisible(self._ample and high)
        self._summary.setVisible(not self._ample)
        room = self._ample or not (self._subject or self._folded)
        self._hint.setVisible(bool(self._hint.text()) and room)

    def _make_tools(self) -> FlowLayout:
        """The radii, what moves the map, and the button that stays in a strip."""
        tools = FlowLayout(gap=4, row_gap=4)
        together = QButtonGroup(self)
        for kilometres in RADII_KM:
            button = QPushButton(self._kit.words.distance(kilometres * 1000))
            button.setProperty("tone", "flat")
            button.setCheckable(True)
            button.setChecked(kilometres == FIRST_KM)
            button.clicked.connect(lambda _=False, km=kilometres: self.set_radius(km))
            together.addButton(button)
            self._choices[kilometres] = button
            self._ample_tools.append(button)
        acts = (("in", "+", self.zoom_in), ("out", "-", self.zoom_out), ("fit", "0", self.fit))
        for name, key, act in acts:
            text = self._t(f"map.{name}")
            made = ActionButton(self._kit.theme, text, key, self._t(f"map.{name}_hint"))
            made.clicked.connect(act)
            self._ample_tools.append(made)
        for tool in (*self._ample_tools, self._size):
            tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tools.addWidget(tool)
        return tools
