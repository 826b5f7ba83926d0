"""Choosing whom to call, to add or to hand a call on to: a part of a name, and Enter."""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView

from console.models.call_parties import Party, Purpose, find_parties
from console.models.rows_model import Reading, RowsModel
from console.screens.kit import Kit
from console.screens.panel import InlinePanel
from console.screens.top_bar import SearchField
from widgets.action_button import ActionButton
from widgets.hit_row import HIT_ROLE, HitCell, HitDelegate
from widgets.theme import Size

#: The height of a choice, px at the standard text.
_ROW: Final = 38
_ENTERS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PartyField(SearchField):
    """Leaves Enter, alone or with Ctrl, to its panel."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Esc gives up."""
        if event.key() in _ENTERS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PartyPanel(InlinePanel):
    """``confirmed(Party, at_once)``. A transfer is by Enter after speaking with them, or by
    Ctrl+Enter at once."""

    confirmed = Signal(object, bool)

    def __init__(self, kit: Kit, purpose: Purpose) -> None:
        super().__init__(kit, purpose.value, key="Enter")
        self._purpose = purpose
        self._own = ""
        self.field = PartyField()
        self.field.setPlaceholderText(self._t(f"panel.{purpose.value}.placeholder"))
        reading = Reading[Party](
            key=lambda party: party.to or str(party.desk),
            words=lambda party: f"{party.title} · {party.detail}",
            roles={HIT_ROLE: _cell},
        )
        self.model = RowsModel(reading, self)
        self._list = QListView()
        self._list.setModel(self.model)
        self._list.setItemDelegate(HitDelegate(kit.theme, kit.icons, self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nobody = kit.label(self._t("calls.nobody"), size=Size.SMALL, ink="dim", wrap=True)
        self.body.addWidget(self.field)
        self.body.addWidget(self._list)
        self.body.addWidget(self._nobody)
        if purpose is Purpose.TRANSFER:
            name, hint = self._t("calls.blind"), self._t("calls.blind_hint")
            self.blind = ActionButton(kit.theme, name, "Ctrl+Enter", hint)
            self.blind.clicked.connect(lambda: self._take(at_once=True))
            self.body.addWidget(self.blind)
        self.field.textEdited.connect(self._offer)
        self.field.moved.connect(self._move)
        self.field.left.connect(self.left)
        self._list.clicked.connect(self._on_clicked)

    def open(self, own: str) -> None:
        """Show it, the keys going to the name; ``own`` is who asks."""
        self._own = own
        self.refuse("")
        self.field.clear()
        self.show()
        self._offer()
        self.field.setFocus()

    def forget(self) -> None:
        """Another officer sits here."""
        super().forget()
        self.field.clear()

    def confirm(self) -> None:
        """Take the one that is marked."""
        self._take(at_once=False)

    def texts(self) -> list[str]:
        """The choices and the refusal, while it is in sight."""
        rows = [str(self.model.index(row).data()) for row in range(self.model.rowCount())]
        return [*rows, *super().texts()] if self.isVisible() else []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter hands on at once."""
        enter = event.key() in _ENTERS
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and control and self._purpose is Purpose.TRANSFER:
            self._take(at_once=True)
        else:
            super().keyPressEvent(event)

    def _take(self, *, at_once: bool) -> None:
        party = self.model.row_at(self._list.currentIndex().row())
        if party is None:
            self.refuse(self._t("calls.choose"))
            return
        self.refuse("")
        # A desk is nobody to speak with first.
        self.confirmed.emit(party, at_once or party.desk is not None)

    def _offer(self) -> None:
        kit = self._kit
        found = find_parties(self.field.text(), self._purpose, kit.board, kit.words, self._own)
        self.model.show(found)
        self._list.setFixedHeight(len(found) * kit.theme.scaled(_ROW))
        self._list.setVisible(bool(found))
        self._list.setCurrentIndex(self.model.index(0))
        self._nobody.setVisible(bool(self.field.text().strip()) and not found)

    def _move(self, step: int) -> None:
        count = self.model.rowCount()
        if count:
            row = (self._list.currentIndex().row() + step) % count
            self._list.setCurrentIndex(self.model.index(row))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._list.setCurrentIndex(index)
        self.confirm()


def _cell(party: Party) -> HitCell:
    icons = {"post": "house", "partner": "mobile-screen", "officer": "user"}
    icon = icons.get(party.to.partition(":")[0], "building-shield")
    return HitCell(icon, party.title, party.detail)
