"""The run card beside the questions: what is to be done for the incident that is shown."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from console.board.changes import ChangeSet
from console.link.queries import Page
from console.screens.checks import ChecksPart
from console.screens.dispatch import DispatchPart
from console.screens.kit import Kit, column
from gateway.protocol import queries
from gateway.protocol.views import CardView, IncidentView

#: Up to this text scale, percent, card and questions stand side by side.
BESIDE_UP_TO: Final = 150


class CardsPart(QWidget):
    """Asks the gateway for the card of each incident, and anew when it may be another one."""

    shown = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._view: IncidentView | None = None
        self._cards: dict[str, CardView | None] = {}
        self.dispatch = DispatchPart(kit)
        self.checks = ChecksPart(kit)
        left, right = column(), column()
        left.setContentsMargins(20, 12, 16, 12)
        right.setContentsMargins(12, 10, 20, 12)
        left.addWidget(self.dispatch)
        right.addWidget(self.checks)
        # Large text leaves no room for two columns.
        stacked = kit.theme.scaled(100) > BESIDE_UP_TO
        line = QFrame()
        line.setObjectName("rule")
        if stacked:
            line.setFixedHeight(1)
        else:
            line.setFixedWidth(1)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(down if stacked else across, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(line)
        row.addLayout(right, 1)

    @property
    def card(self) -> CardView | None:
        """The card that is shown."""
        return self._cards.get(self._view.subject) if self._view is not None else None

    def follow(self, view: IncidentView | None) -> None:
        """Show the card of another incident, the last one known until the gateway has answered."""
        self._view = view
        if view is not None:
            self.checks.show_sheet("ask")
            self.refresh(view)
            self.ask()

    def refresh(self, view: IncidentView) -> None:
        """The incident, its tasks or the directory changed."""
        before, self._view = self._view, view
        self.dispatch.show_card(self.card, view.subject)
        self.checks.show_card(self.card, view)
        moved = before is not None and before.subject == view.subject
        if before is not None and moved and _chooses(before) != _chooses(view):
            self.ask()

    def take(self, change: ChangeSet) -> None:
        """Another directory may mean other agencies on the card."""
        if change.reset or change.agencies:
            self._cards.clear()
            self.ask()

    def ask(self) -> None:
        """Have the card chosen by the gateway."""
        if self._view is None:
            return
        subject = self._view.subject

        def taken(page: Page) -> None:
            rows = page.rows_as(CardView)
            self._cards[subject] = rows[0] if rows else None
            if self._view is not None and self._view.subject == subject:
                self.refresh(self._view)
                self.shown.emit()

        self._kit.acts.ask(queries.Card(incident=subject), done=taken, refused=lambda _: None)


def _chooses(view: IncidentView) -> tuple[object, ...]:
    """What the gateway chooses the card by."""
    return view.kind, view.subkind, view.place.area
