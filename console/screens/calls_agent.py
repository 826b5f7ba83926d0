"""Whether this officer takes calls, on top of the calls: READY, BUSY, WRAP_UP, BREAK, OUT."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from console.screens.kit import Kit, column, flowing
from gateway.protocol.enums import AgentState
from gateway.protocol.views import OfficerView
from widgets.action_button import ActionButton
from widgets.age import age_text
from widgets.text import plain_tooltip
from widgets.theme import Size

INKS: Final = {
    AgentState.READY: "good",
    AgentState.BUSY: "p3",
    AgentState.WRAP_UP: "p2",
    AgentState.BREAK: "p2",
    AgentState.OUT: "dim",
}
#: What an officer may choose, each by its key.
CHOSEN: Final = (
    (AgentState.READY, "Ctrl+1"),
    (AgentState.BREAK, "Ctrl+2"),
    (AgentState.OUT, "Ctrl+3"),
)


class AgentBar(QWidget):
    """``acts`` do what the buttons say, by their names."""

    def __init__(self, kit: Kit, acts: dict[str, Callable[[], None]]) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._view: OfficerView | None = None
        self._state = kit.label(size=Size.SMALL, strong=True, tabular=True)
        self._reason = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self._reason.setContentsMargins(16, 0, 16, 4)
        self.buttons: dict[AgentState, ActionButton] = {}
        for state, key in CHOSEN:
            name, hint = self._t(f"agent.go_{state.value}"), self._t(f"agent.go_{state.value}_hint")
            button = ActionButton(kit.theme, name, key, hint, "flat")
            button.clicked.connect(acts[f"agent_{state.value}"])
            self.buttons[state] = button
        devices = QPushButton(kit.icons.icon("headset", "dim", kit.theme.scaled(16)), "")
        devices.setProperty("tone", "flat")
        devices.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        devices.setAccessibleName(self._t("calls.devices"))
        devices.setToolTip(plain_tooltip(f"{self._t('calls.devices_hint')} (Ctrl+J)"))
        devices.clicked.connect(acts["devices"])
        call = ActionButton(kit.theme, self._t("calls.new"), "", self._t("calls.new_hint"), "flat")
        call.clicked.connect(acts["call_new"])
        line = flowing(*self.buttons.values(), call, gap=2)
        line.setContentsMargins(4, 0, 8, 4)
        layout = column(self)
        layout.addWidget(kit.head(self._t("calls.heading"), self._state, devices, edge=8))
        layout.addWidget(self._reason)
        layout.addWidget(line)

    def show_officer(self, view: OfficerView | None) -> None:
        """Who sits here, and whether they take calls; None while it isn't known."""
        self._view = view
        self.tick()
        reason = view.agent_reason if view is not None else ""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        for state, button in self.buttons.items():
            chosen = view is None or view.agent is state
            # While a call is on, being ready follows from it by itself.
            by_itself = view is not None and view.agent is AgentState.BUSY
            button.setVisible(not chosen and not (by_itself and state is AgentState.READY))

    def tick(self) -> None:
        """A second has passed."""
        view = self._view
        if view is None:
            self._state.setText("")
            return
        said = self._t(f"agent.{view.agent.value}").upper()
        clock = self._kit.clock
        if view.agent is AgentState.WRAP_UP and view.wrap_up_until is not None:
            left = (view.wrap_up_until - clock.now()).total_seconds()
            said = self._t("agent.left", state=said, n=max(0, round(left)))
        elif view.agent_since is not None:
            said = f"{said} · {age_text(clock.age_s(view.agent_since))}"
        self._state.setText(said)
        self._state.set_ink(INKS[view.agent])

    def texts(self) -> list[str]:
        """State and reason."""
        return [label.text() for label in (self._state, self._reason) if label.text()]
