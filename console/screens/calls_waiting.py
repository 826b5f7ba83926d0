"""Calls that wait: those that ring here, those on hold, those to be called back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from console.base.clock import GatewayClock
from console.board.calling import Seat, since_of
from console.models.call_cells import (
    CALL_BACK_TARGET_S,
    age_of,
    due_cell,
    held_cell,
    ringing_cell,
)
from console.screens.kit import Kit, column
from gateway.protocol.views import CallView, IncidentView
from widgets.action_button import ActionButton
from widgets.call_card import CallCard, CallCell
from widgets.theme import Size

#: So many missed calls are shown at once; how many more there are is said.
DUE_SHOWN: Final = 6

Act = Callable[[CallView], None]


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be done with a call on a card; ``key`` acts on the first card only."""

    name: str
    key: str
    act: Act
    tone: str = ""


class Cards(QWidget):
    """One card for each call. Those that stay keep their widgets, and so the focus."""

    def __init__(
        self,
        kit: Kit,
        choices: Sequence[Choice],
        cell: Callable[[CallView], CallCell],
        *,
        heading: str = "",
        most: int = 0,
        flat: bool = False,
    ) -> None:
        super().__init__()
        self._kit = kit
        self._choices = choices
        self._cell = cell
        self._most = most
        self._flat = flat
        self._heading = heading
        self._views: tuple[CallView, ...] = ()
        self._cards: dict[str, CallCard] = {}
        self._buttons: dict[str, list[ActionButton]] = {}
        self._count = kit.label(size=Size.SMALL, ink="dim", tabular=True)
        self._more = kit.label(size=Size.SMALL, ink="dim")
        self._more.setContentsMargins(16, 4, 16, 6)
        self._rows = column()
        layout = column(self)
        if heading:
            layout.addWidget(kit.head(heading, self._count))
        layout.addLayout(self._rows)
        layout.addWidget(self._more)
        self.hide()

    def show_views(self, views: Sequence[CallView]) -> None:
        """Show these, in their order."""
        shown = tuple(views[: self._most] if self._most else views)
        if [view.subject for view in shown] != [view.subject for view in self._views]:
            self._arrange(shown)
        self._views = shown
        for view in shown:
            self._cards[view.subject].show_cell(self._cell(view), *self._age(view))
        more = len(views) - len(shown)
        self._count.setText(str(len(views)))
        self._more.setText(self._kit.words.t("calls.more", n=more) if more else "")
        self._more.setVisible(bool(more))
        self.setVisible(bool(views))

    def tick(self) -> None:
        """A second has passed."""
        for view in self._views:
            self._cards[view.subject].show_age(*self._age(view))

    def texts(self) -> list[str]:
        """What the cards say."""
        return [text for view in self._views for text in self._cards[view.subject].texts()]

    def _age(self, view: CallView) -> tuple[str, str]:
        late = view.call_back_due and _seconds(view, self._kit.clock) > CALL_BACK_TARGET_S
        return age_of(view, self._kit.clock), "p1" if late else "text"

    def _arrange(self, views: Sequence[CallView]) -> None:
        kept = {view.subject for view in views}
        for subject in self._cards.keys() - kept:
            self._cards.pop(subject).deleteLater()
            del self._buttons[subject]
        for number, view in enumerate(views):
            if view.subject not in self._cards:
                self._cards[view.subject] = self._make(view.subject)
            self._rows.insertWidget(number, self._cards[view.subject])
            for choice, button in zip(self._choices, self._buttons[view.subject], strict=True):
                button.set_key(choice.key if number == 0 else "")

    def _make(self, subject: str) -> CallCard:
        theme, t = self._kit.theme, self._kit.words.t
        card = CallCard(theme, self._kit.icons, flat=self._flat)
        self._buttons[subject] = made = []
        for choice in self._choices:
            name, hint = t(f"act.{choice.name}"), t(f"act.{choice.name}_hint")
            button = ActionButton(theme, name, "", hint, choice.tone)
            button.clicked.connect(lambda _=False, act=choice.act: act(self._view(subject)))
            card.add_buttons(button)
            made.append(button)
        return card

    def _view(self, subject: str) -> CallView:
        return next(view for view in self._views if view.subject == subject)


def ringing_cards(
    kit: Kit, past: Callable[[str], Sequence[IncidentView]], answer: Act, decline: Act, show: Act
) -> Cards:
    """Those that may be answered here; ``past`` gives the last incidents of a post."""

    def cell(view: CallView) -> CallCell:
        return ringing_cell(view, kit.board, kit.words, kit.clock.now(), past(view.caller))

    choices = (
        Choice("call_answer", "F5", answer, "good"),
        Choice("call_decline", "⇧F5", decline),
        Choice("call_open", "⇧F4", show),
    )
    return Cards(kit, choices, cell)


def held_cards(kit: Kit, seat: Callable[[], Seat], resume: Act) -> Cards:
    """Those on hold."""
    choices = (Choice("call_resume", "", resume),)
    return Cards(
        kit,
        choices,
        lambda view: held_cell(view, seat(), kit.words),
        heading=kit.words.t("calls.held"),
        flat=True,
    )


def due_cards(kit: Kit, seat: Callable[[], Seat], call_back: Act, review: Act) -> Cards:
    """Those to be called back."""
    choices = (
        Choice("call_back", "Ctrl+F5", call_back),
        Choice("call_review", "", review),
    )
    return Cards(
        kit,
        choices,
        lambda view: due_cell(view, seat(), kit.words),
        heading=kit.words.t("calls.due"),
        most=DUE_SHOWN,
    )


def _seconds(view: CallView, clock: GatewayClock) -> float:
    return clock.age_s(since_of(view))
