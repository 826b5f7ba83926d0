"""One guest report: its figures, its course, and who they are where that may be read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHBoxLayout, QWidget

from console.models.guest_course import course
from console.models.guest_facts import Line, figure_lines, report_lines
from console.models.guest_rows import state_ink
from console.models.lines_model import LinesModel
from console.screens.guest_identities import GuestIdentities
from console.screens.guest_reason import NumberPanel, ReferPanel
from console.screens.kit import Kit, clear, column, flowing, rule
from gateway.protocol.commands import OpenDocument, ReferGuest
from gateway.protocol.enums import Document, Mode
from gateway.protocol.messages import Ack
from gateway.protocol.views import GuestFigureView, GuestReportView
from widgets.action_button import ActionButton
from widgets.content_list import ContentList
from widgets.theme import Size
from widgets.timeline_row import TimelineDelegate


class GuestDetail(QWidget):
    """``changed()`` when this officer linked it; ``panel_opened()`` at its top; ``left()`` when the
    keys go back to the list."""

    changed = Signal()
    panel_opened = Signal()
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._view: GuestFigureView | None = None
        self._selected = ""
        self._number = kit.label(strong=True, tabular=True)
        self._mode = kit.label(size=Size.SMALL, ink="drill", strong=True)
        self._state = kit.label(size=Size.SMALL, strong=True)
        self._said: list[str] = []
        self._facts, self._whole = QGridLayout(), QGridLayout()
        self._lines = LinesModel(self)
        self._course = ContentList()
        self._course.setModel(self._lines)
        self._course.setItemDelegate(TimelineDelegate(kit.theme, self._course))
        self._course.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._course.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.identities = GuestIdentities(kit)
        self._hidden = kit.label(self._t("guests.hidden"), size=Size.SMALL, ink="dim", wrap=True)
        self.referring, self.opening = ReferPanel(kit), NumberPanel(kit)
        self._refer = ActionButton(
            kit.theme, self._t("guests.refer"), "", self._t("guests.refer_hint")
        )
        self._lay_out()
        self._refer.clicked.connect(self.begin_referring)
        self.identities.number_wanted.connect(self._begin_opening)
        self.referring.confirmed.connect(self._link)
        self.opening.confirmed.connect(self._read)
        for panel in (self.referring, self.opening):
            panel.left.connect(self._shut_panels)
        self.show_view(None, "")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._number)
        head.addStretch(1)
        head.addWidget(flowing(self._mode, self._state))
        for grid in (self._facts, self._whole):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(2)
            grid.setColumnStretch(1, 1)
        body = column(gap=8)
        body.setContentsMargins(16, 12, 16, 12)
        body.addLayout(head)
        body.addLayout(self._facts)
        body.addWidget(rule())
        body.addWidget(self._kit.heading(self._t("guests.identities")))
        body.addWidget(self._hidden)
        body.addWidget(self.identities)
        body.addLayout(self._whole)
        body.addWidget(flowing(self._refer))
        body.addWidget(rule())
        body.addWidget(self._kit.heading(self._t("guests.course")))
        body.addWidget(self._course)
        layout = column(self)
        layout.addWidget(self.referring)
        layout.addWidget(self.opening)
        layout.addLayout(body)
        layout.addStretch(1)

    # -- what it is told

    @property
    def subject(self) -> str:
        """The report that is shown, empty for none."""
        return self._view.subject if self._view is not None else ""

    def show_view(self, view: GuestFigureView | None, selected: str) -> None:
        """Another report, or its newer picture; ``selected`` is the incident of the moment."""
        if view is None or view.subject != self.subject:
            self._shut_panels()
        self._view, self._selected = view, selected
        whole = view if isinstance(view, GuestReportView) else None
        self.identities.show_report(whole)
        self._hidden.setVisible(whole is None)
        self.setVisible(view is not None)
        if view is not None:
            self._show(view, whole)

    def tick(self) -> None:
        """A second has passed."""
        self.identities.tick()

    def forget(self) -> None:
        """Nothing of anybody stays here."""
        self.show_view(None, "")
        for grid in (self._facts, self._whole):
            clear(grid)
        self._lines.show(())
        self._said = []

    def texts(self) -> list[str]:
        """What is read here now."""
        if self.isHidden():
            return []
        rows = [str(self._lines.index(row).data()) for row in range(self._lines.rowCount())]
        hidden = [self._hidden.text()] if not self._hidden.isHidden() else []
        panels = [*self.referring.texts(), *self.opening.texts()]
        return [*self._said, *hidden, *self.identities.texts(), *rows, *panels]

    # -- what a person does

    def begin_referring(self) -> None:
        """Choose an incident, and say why."""
        if self._view is not None:
            self.opening.forget()
            self.referring.open(self._view, self._selected)
            self.panel_opened.emit()

    def _begin_opening(self, number: int, document: Document, masked: str) -> None:
        self.referring.forget()
        self.opening.open(number, document, masked)
        self.panel_opened.emit()

    def _link(self, incident: str, reason: str) -> None:
        def done(_: Ack) -> None:
            self.referring.taken()
            self.changed.emit()

        body = ReferGuest(guest=self.subject, incident=incident, reason=reason)
        self._kit.acts.do(body, done=done, refused=self.referring.refuse)

    def _read(self, number: int, document: Document, reason: str) -> None:
        subject = self.subject

        def done(ack: Ack) -> None:
            # The officer may have gone on to another report, or gone away.
            if subject == self.subject and ack.grant is not None:
                self.opening.taken()
                self.identities.reveal(number, document, ack.grant)

        body = OpenDocument(guest=subject, number=number, document=document, reason=reason)
        self._kit.acts.do(body, done=done, refused=self.opening.refuse)

    # -- inside

    def _shut_panels(self) -> None:
        for panel in (self.referring, self.opening):
            panel.forget()
        self.left.emit()

    def _show(self, view: GuestFigureView, whole: GuestReportView | None) -> None:
        words, now = self._kit.words, self._kit.clock.now()
        self._number.setText(view.reference)
        self._mode.setText(self._t(f"mode.{view.mode.value}") if view.mode is not Mode.REAL else "")
        self._mode.setVisible(view.mode is not Mode.REAL)
        self._state.setText(self._t(f"guest_state.{view.state.value}"))
        self._state.set_ink(state_ink(view.state))
        board = self._kit.board
        figures = figure_lines(view, words, now)
        more = report_lines(whole, board, words) if whole is not None else []
        self._fill(self._facts, figures)
        self._fill(self._whole, more)
        head = (self._number.text(), self._state.text(), self._mode.text())
        self._said = [*(each for each in head if each), *(said for _, said in (*figures, *more))]
        self._lines.show(course(view, board, words, now))

    def _fill(self, grid: QGridLayout, lines: list[Line]) -> None:
        clear(grid)
        top = Qt.AlignmentFlag.AlignTop
        for number, (name, said) in enumerate(lines):
            grid.addWidget(self._kit.label(name, size=Size.SMALL, ink="dim"), number, 0, top)
            grid.addWidget(self._kit.label(said, size=Size.SMALL, wrap=True), number, 1, top)
