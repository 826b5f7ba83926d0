"""What to ask, what to do, what is known: three sheets beside the run card."""

from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.models.rows_model import Reading, RowsModel
from console.screens.facts import FactsSheet
from console.screens.kit import Kit, column, flowing
from gateway.protocol.commands import TickItem
from gateway.protocol.views import CardView, IncidentView
from widgets.action_button import ActionButton
from widgets.check_row import CHECK_ROLE, Check, CheckRowDelegate
from widgets.content_list import ContentList
from widgets.text import plain_tooltip
from widgets.theme import Size

#: The sheets in the order in which the key T shows them.
SHEETS: Final = ("ask", "sop", "facts")


class Checklist(ContentList):
    """Lines that are ticked by Space, Enter or a click: ``toggled(check)``."""

    toggled = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        reading = Reading[Check](
            key=lambda check: check.key,
            words=lambda check: f"{'☑' if check.done else '☐'} {check.text}",
            roles={CHECK_ROLE: lambda check: check},
        )
        self.checks = RowsModel(reading, self)
        self.setModel(self.checks)
        self.setItemDelegate(CheckRowDelegate(kit.theme, self))
        self.clicked.connect(self._toggle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter tick, Esc leaves."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _toggle(self, index: QModelIndex) -> None:
        check = self.checks.row_at(index.row())
        if check is not None:
            self.toggled.emit(check)


class ChecksPart(QWidget):
    """``ticked(TickItem)``; ``left()`` when the keys are to go back to the queue."""

    ticked = Signal(object)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._card: CardView | None = None
        self._subject = ""
        self.questions, self.sop = Checklist(kit), Checklist(kit)
        self.facts = FactsSheet(kit)
        self._none = kit.label(self._t("checks.none"), size=Size.SMALL, ink="dim", wrap=True)
        self._sheets: dict[str, QWidget] = dict(
            zip(SHEETS, (self.questions, self.sop, self.facts), strict=True)
        )
        self._tabs = {name: self._tab(name) for name in SHEETS}
        self._current = SHEETS[0]
        self.write = ActionButton(
            kit.theme, self._t("act.facts"), "E", self._t("act.facts_hint"), "flat"
        )
        head = QHBoxLayout()
        head.addWidget(flowing(*self._tabs.values(), gap=2), 1)
        head.addWidget(self.write, 0, Qt.AlignmentFlag.AlignTop)
        layout = column(self, gap=4)
        layout.addLayout(head)
        layout.addWidget(self._none)
        for sheet in self._sheets.values():
            layout.addWidget(sheet)
        layout.addStretch(1)
        for checklist in (self.questions, self.sop):
            checklist.toggled.connect(self._on_toggled)
            checklist.left.connect(self.left)
        self.show_sheet(SHEETS[0])

    def show_card(self, card: CardView | None, view: IncidentView) -> None:
        """Show the questions and the SOP card, with the ticks of this incident, and its facts."""
        self._card, self._subject = card, view.subject
        asked, done = self._ask(card, view.ticked), self._do(card, view.ticked)
        self.questions.checks.show(asked)
        self.sop.checks.show(done)
        self.facts.show_view(view)
        for name, checks in (("ask", asked), ("sop", done)):
            ticked = sum(check.done for check in checks)
            self._tabs[name].setText(self._t(f"checks.{name}", n=ticked, total=len(checks)).upper())
        self._show_none()

    def next_sheet(self) -> None:
        """The sheet after this one, the keys going to it (T)."""
        following = (SHEETS.index(self._current) + 1) % len(SHEETS)
        self.show_sheet(SHEETS[following])
        self._sheets[self._current].setFocus()

    def show_sheet(self, name: str) -> None:
        """Bring one sheet into sight."""
        self._current = name
        for each, sheet in self._sheets.items():
            sheet.setVisible(each == name)
            self._tabs[each].setChecked(each == name)
        self._show_none()

    def lines(self) -> dict[str, str]:
        """The words of all lines by ``card/item``, for the timeline."""
        checks = (*self.questions.checks.rows(), *self.sop.checks.rows())
        return {check.key: check.text for check in checks}

    def texts(self) -> list[str]:
        """The lines of the sheet in sight."""
        sheet = self._sheets[self._current]
        if isinstance(sheet, Checklist):
            model = sheet.checks
            return [str(model.index(row).data()) for row in range(model.rowCount())]
        return self.facts.texts()

    def _show_none(self) -> None:
        sheet = self._sheets[self._current]
        empty = isinstance(sheet, Checklist) and not sheet.checks.rowCount()
        self._none.setVisible(empty)

    def _ask(self, card: CardView | None, ticked: tuple[str, ...]) -> list[Check]:
        if card is None:
            return []
        keys = [f"{card.id}/tanya-{number}" for number in range(1, len(card.questions) + 1)]
        both = zip(keys, card.questions, strict=True)
        return [Check(key, question, key in ticked) for key, question in both]

    def _do(self, card: CardView | None, ticked: tuple[str, ...]) -> list[Check]:
        sop = card.sop if card is not None else None
        if sop is None:
            return []
        keys = [(f"{sop.id}/{item.id}", item.text) for item in sop.items]
        return [Check(key, text, key in ticked) for key, text in keys]

    def _on_toggled(self, check: Check) -> None:
        card, (name, _, item) = self._card, check.key.partition("/")
        if card is None:
            return
        of_sop = card.sop is not None and self.sender() is self.sop
        revision = card.sop.revision if card.sop is not None and of_sop else card.revision
        body = TickItem(
            incident=self._subject, card=name, revision=revision, item=item, done=not check.done
        )
        self.ticked.emit(body)

    def _tab(self, name: str) -> QPushButton:
        button = QPushButton(self._t(f"checks.{name}", n=0, total=0).upper())
        button.setCheckable(True)
        button.setProperty("tone", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(plain_tooltip(self._t("checks.hint")))
        button.clicked.connect(lambda _=False, name=name: self.show_sheet(name))
        return button
