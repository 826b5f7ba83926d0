"""The right column: the posts, and in their place for a while other lists, a form, the help."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from console.board.changes import ChangeSet
from console.screens.agencies import AgenciesScreen
from console.screens.agency_form import AgencyForm
from console.screens.broadcast import BroadcastPanel
from console.screens.calls_board import CallsBoard
from console.screens.drills import DrillsPanel
from console.screens.help import HelpPanel
from console.screens.kentongan import KentonganPanel
from console.screens.kit import Kit, scrolled
from console.screens.partner_form import PartnerForm
from console.screens.partners import PartnersScreen
from console.screens.post_code import PostCodePanel
from console.screens.post_form import PostForm
from console.screens.posts import PostsScreen
from console.screens.ronda import RondaPanel
from console.screens.rules import RulesPanel
from console.screens.sounds import SoundsPanel
from gateway.protocol.messages import Grant
from gateway.protocol.views import AgencyView


class Side(QStackedWidget):
    """One panel at a time; ``left()`` when the keys are to go back to the queue;
    ``place_wanted(PointField)`` when a place is to be shown on the map."""

    left = Signal()
    call_wanted = Signal(str)
    place_wanted = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.posts = PostsScreen(kit)
        self.form = PostForm(kit)
        self.code = PostCodePanel(kit)
        self.help = HelpPanel(kit)
        self.sounds = SoundsPanel(kit)
        self.broadcast = BroadcastPanel(kit)
        self.kentongan = KentonganPanel(kit)
        self.ronda = RondaPanel(kit)
        self.agencies = AgenciesScreen(kit)
        self.agency_form = AgencyForm(kit)
        self.partners = PartnersScreen(kit)
        self.partner_form = PartnerForm(kit)
        self.drills = DrillsPanel(kit)
        self.rules = RulesPanel(kit)
        self.calls_board = CallsBoard(kit)
        self._t = kit.words.t
        self._places: dict[QWidget, QWidget] = {}
        lists = (self.posts, self.sounds, self.agencies, self.partners, self.ronda, self.drills)
        for panel in (*lists, self.help, self.rules, self.calls_board, *self.forms()):
            self._places[panel] = panel if panel in lists else scrolled(panel)
            self.addWidget(self._places[panel])
        for leaving in (
            self.form.left,
            self.code.left,
            self.help.left,
            self.sounds.left,
            self.agencies.left,
            self.partners.left,
            self.drills.left,
            self.broadcast.left,
            self.kentongan.left,
            self.ronda.left,
            self.rules.left,
            self.calls_board.left,
        ):
            leaving.connect(self.show_posts)
        for finished in (self.agency_form.left, self.agency_form.saved):
            finished.connect(self.show_agencies)
        for point in (self.form.point, self.agency_form.point):
            point.wanted.connect(lambda point=point: self.place_wanted.emit(point))
        self.agencies.edit_wanted.connect(self.edit_agency)
        self.broadcast.table_wanted.connect(self.show_table)
        for calling in (self.posts.call, self.partners.call, self.agencies.call):
            calling.wanted.connect(self.call_wanted)
        self.posts.add_wanted.connect(self.add_post)
        for given in (self.posts.code_given, self.form.added):
            given.connect(self.show_code)
        self.partners.add_wanted.connect(self.add_partner)
        self.partner_form.left.connect(self.show_partners)
        for given in (self.partners.code_given, self.partner_form.added):
            given.connect(self.show_partner_code)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """What the panel in sight needs: the others must not keep room from the calls above."""
        width, shown = super().minimumSizeHint().width(), self.currentWidget()
        return QSize(width, shown.minimumSizeHint().height() if shown is not None else 0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        """The highest of the panels that are not in sight says nothing."""
        return False

    def shows(self, panel: QWidget) -> bool:
        """Whether that panel is the one in sight."""
        return self.currentWidget() is self._places[panel]

    def show_panel(self, panel: QWidget) -> None:
        """Bring a panel into sight."""
        self.setCurrentWidget(self._places[panel])

    def show_posts(self) -> None:
        """Back to what is always there."""
        self.show_panel(self.posts)
        self.left.emit()

    def show_post(self, subject: str) -> None:
        """Bring one post into sight, among the others."""
        self.show_panel(self.posts)
        self.posts.choose(subject)

    def show_agency(self, subject: str) -> None:
        """Bring one agency into sight, among the others."""
        self.show_panel(self.agencies)
        self.agencies.choose(subject)

    def toggle(self, panel: QWidget) -> None:
        """Show a panel, or the posts if it is there already."""
        if self.shows(panel):
            self.show_posts()
        else:
            self.show_panel(panel)

    def show_agencies(self) -> None:
        """The directory of agencies, or the posts if it is there already."""
        self.toggle(self.agencies)
        if self.shows(self.agencies):
            self.agencies.list.setFocus()

    def edit_agency(self, view: AgencyView | None) -> None:
        """Begin a new agency, or change one."""
        self.show_panel(self.agency_form)
        self.agency_form.begin(view)

    def forms(self) -> tuple[QWidget, ...]:
        """What only who is signed in may have before their eyes."""
        return (
            self.form,
            self.code,
            self.agency_form,
            self.partner_form,
            self.broadcast,
            self.kentongan,
        )

    def add_post(self) -> None:
        """Begin a new post."""
        self.show_panel(self.form)
        self.form.begin()

    def show_partners(self) -> None:
        """The partners' phones, or the posts if they are there already."""
        self.toggle(self.partners)
        if self.shows(self.partners):
            self.partners.list.setFocus()

    def add_partner(self) -> None:
        """Begin a new partner's phone."""
        self.show_panel(self.partner_form)
        self.partner_form.begin()

    def show_code(self, title: str, grant: Grant | None) -> None:
        """Show the code of a tablet that a command handed out."""
        self._show_code(title, grant, self._t("post_code.explain"))

    def show_partner_code(self, title: str, grant: Grant | None) -> None:
        """Show the code of a partner's phone."""
        self._show_code(title, grant, self._t("post_code.explain_partner"))

    def _show_code(self, title: str, grant: Grant | None, explained: str) -> None:
        if grant is not None:
            self.show_panel(self.code)
            self.code.show_grant(title, grant, explained)

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        lists = (self.posts, self.agencies, self.partners, self.ronda)
        for panel in (*lists, self.broadcast, self.rules, self.calls_board):
            panel.take(change)

    def set_administers(self, administers: bool) -> None:
        """Whether this officer may change what stands here; the gateway checks it again."""
        self.posts.set_administers(administers)
        self.agencies.set_administers(administers)
        self.partners.set_administers(administers)
        self.broadcast.set_administers(administers)

    def write_broadcast(self, incident: str) -> None:
        """Open the broadcasts, or close them; about the selected incident, if any."""
        if self.shows(self.broadcast):
            self.show_posts()
            return
        self.show_panel(self.broadcast)
        self.broadcast.begin(incident)

    def relay(self, incident: str) -> None:
        """Call the neighbours of the selected incident, and show what becomes of it."""
        self.show_panel(self.broadcast)
        self.broadcast.relay(incident)

    def show_ronda(self) -> None:
        """Open the night watch, or close it."""
        if self.shows(self.ronda):
            self.show_posts()
            return
        self.show_panel(self.ronda)
        self.ronda.begin()

    def show_calls_board(self) -> None:
        """Open the live board of calls and officers, or close it."""
        self.toggle(self.calls_board)
        if self.shows(self.calls_board):
            self.calls_board.begin()

    def show_drills(self) -> None:
        """Open the score sheets of drills, or close them."""
        self.toggle(self.drills)
        if self.shows(self.drills):
            self.drills.begin()

    def show_table(self) -> None:
        """Change which rhythm tells what in a desa."""
        self.show_panel(self.kentongan)
        self.kentongan.begin()

    def tick(self) -> None:
        """A second has passed."""
        if self.shows(self.ronda):
            self.ronda.tick()
        if self.shows(self.code):
            self.code.tick()
        if self.shows(self.calls_board):
            self.calls_board.tick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list that it came from."""
        if event.key() == Qt.Key.Key_Escape and self.shows(self.agency_form):
            self.show_agencies()
        elif event.key() == Qt.Key.Key_Escape:
            self.show_posts()
        else:
            super().keyPressEvent(event)
