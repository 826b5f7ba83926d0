"""The buttons of an incident: those that make sense in its state, each with its key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QWidget

from console.models.queue_cells import ENDED
from console.screens.kit import Kit, column, flowing
from gateway.protocol.enums import IncidentState
from gateway.protocol.views import IncidentView
from widgets.action_button import ActionButton

S = IncidentState
_SENT: Final = (S.DISPATCHED, S.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Action:
    """``when`` says whether it makes sense; the gateway decides."""

    name: str
    key: str
    when: Callable[[IncidentView], bool]


def is_open(view: IncidentView) -> bool:
    """Whether anything is left to be done."""
    return view.state not in ENDED


def is_free(view: IncidentView) -> bool:
    """Whether any officer may take it."""
    return is_open(view) and view.claimed_by is None


def is_held(view: IncidentView) -> bool:
    """Whether an officer has it."""
    return is_open(view) and view.claimed_by is not None


ACTIONS: Final = (
    Action("claim", "F3", is_free),
    Action("hear", "F2", lambda v: v.state is S.WAITING),
    Action("dispatch", "D", is_held),
    Action("verify", "V", lambda v: is_held(v) and v.state is S.CLAIMED),
    Action("control", "K", lambda v: is_held(v) and v.state in _SENT),
    Action("hold", "H", lambda v: is_held(v) and v.state is not S.ON_HOLD),
    Action("resume", "H", lambda v: v.state is S.ON_HOLD),
    Action("join", "G", is_open),
    Action("unmerge", "U", lambda v: v.state is S.MERGED),
    Action("reopen", "O", lambda v: v.state is S.CLOSED),
    Action("report", "A", lambda v: not is_open(v)),
    Action("release", "L", is_held),
    Action("close", "X", lambda v: is_open(v) and v.state is not S.WAITING),
)


class ActionBar(QWidget):
    """Shows what can be done; the first thing to be done is filled."""

    def __init__(self, kit: Kit, acts: dict[str, Callable[[], None]]) -> None:
        super().__init__()
        t = kit.words.t
        self.buttons: dict[str, ActionButton] = {}
        for action in ACTIONS:
            text, hint = t(f"act.{action.name}"), t(f"act.{action.name}_hint")
            button = ActionButton(kit.theme, text, action.key, hint)
            button.clicked.connect(acts[action.name])
            self.buttons[action.name] = button
        layout = column(self)
        layout.setContentsMargins(20, 10, 20, 10)
        layout.addWidget(flowing(*self.buttons.values(), gap=6))

    def show_view(self, view: IncidentView, *, unsent: bool) -> None:
        """Show the actions of an incident; ``unsent``: its card's first level waits."""
        for action in ACTIONS:
            self.buttons[action.name].setVisible(action.when(view))
        self.buttons["claim"].set_tone("danger")
        self.buttons["dispatch"].set_tone("danger" if unsent else "")
