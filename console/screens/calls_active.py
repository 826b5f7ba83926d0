"""The call that is spoken in: its card, picture, levels, the others in it, all controls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from console.board.calling import Seat, is_hub, is_outgoing, other_legs, own_leg
from console.call.engine import DeviceKind, Trouble
from console.call.shown import MediaShown
from console.models.call_cells import active_cell, age_of, party_line
from console.screens.kit import Kit, clear, column
from gateway.protocol.enums import CallState, LegRole, RecordingState
from gateway.protocol.views import CallLeg, CallView
from widgets.action_button import ActionButton
from widgets.call_card import CallCard
from widgets.level_meter import LevelMeter
from widgets.text import plain_tooltip
from widgets.theme import Size
from widgets.video_area import VideoArea


@dataclass(frozen=True, slots=True)
class Control:
    """A button by the name of its act. ``hub``: only who has the call in hand may do it."""

    name: str
    key: str
    tone: str = ""
    hub: bool = True


CONTROLS: Final = (
    Control("call_complete", "⇧F9", "good"),
    Control("call_return", "Ctrl+F9"),
    Control("call_mute", "F8", hub=False),
    Control("call_hold", "F7"),
    Control("call_camera", "⇧F8", hub=False),
    Control("call_transfer", "F9"),
    Control("call_invite", "F10"),
    Control("call_record", "F11"),
    Control("call_record_picture", "⇧F11"),
    Control("call_note", "⇧F10", hub=False),
    Control("call_attach", "⇧F7", hub=False),
    Control("call_hang_up", "F12", "danger", hub=False),
)
_CONSULTING: Final = ("call_complete", "call_return")
#: What is for the call that the consultation is about, and not for the consultation.
_NOT_CONSULTING: Final = (
    "call_hold",
    "call_camera",
    "call_transfer",
    "call_invite",
    "call_record",
    "call_record_picture",
    "call_attach",
)
#: What makes no sense before anybody has answered.
_SPOKEN: Final = ("call_hold", "call_transfer", "call_invite", "call_record", "call_record_picture")
_TOLD: Final = (DeviceKind.MICROPHONE, DeviceKind.CAMERA)


class ActiveCall(QWidget):
    """``dropped(party)``: take one out; ``enlarged(party)``: show that one large."""

    dropped = Signal(str)
    enlarged = Signal(str)

    def __init__(self, kit: Kit, acts: dict[str, Callable[[], None]]) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._view: CallView | None = None
        self._legs: tuple[CallLeg, ...] = ()
        self.card = CallCard(kit.theme, kit.icons, large=True)
        self.video = VideoArea(kit.theme)
        self._microphone, self._heard = LevelMeter(kit.theme), LevelMeter(kit.theme)
        self._trouble = kit.label(size=Size.SMALL, ink="p1", wrap=True)
        self._parties = column(gap=2)
        self.buttons: dict[str, ActionButton] = {}
        for control in CONTROLS:
            name, hint = self._t(f"act.{control.name}"), self._t(f"act.{control.name}_hint")
            button = ActionButton(kit.theme, name, control.key, hint, control.tone)
            button.clicked.connect(acts[control.name])
            self.buttons[control.name] = button
        self.card.body.addWidget(self.video)
        self.card.body.addWidget(self._make_meters())
        self.card.body.addWidget(self._trouble)
        self.card.body.addLayout(self._parties)
        self.card.add_buttons(*self.buttons.values())
        column(self).addWidget(self.card)

    @property
    def view(self) -> CallView | None:
        """The call that is shown."""
        return self._view

    def show_view(self, view: CallView, seat: Seat, shown: MediaShown) -> None:
        """Show a call and what may be done with it."""
        self._view = view
        cell = active_cell(view, seat, self._kit.board, self._kit.words, shown.quality)
        self.card.show_cell(cell, age_of(view, self._kit.clock))
        self._show_parties(view, seat)
        self._show_controls(view, seat)
        self.show_media(shown)

    def show_media(self, shown: MediaShown) -> None:
        """What microphone, camera and voices do now."""
        self._microphone.show_level(0.0 if shown.muted else shown.microphone)
        self._heard.show_level(shown.heard)
        self._say("call_mute", "act.call_unmute" if shown.muted else "act.call_mute")
        self.buttons["call_mute"].set_tone("warn" if shown.muted else "")
        self._say("call_camera", "act.call_camera_off" if shown.camera else "act.call_camera")
        self.buttons["call_camera"].set_tone("warn" if shown.camera else "")
        pictured = shown.picture or shown.camera
        if pictured and self._kit.pictures is not None:
            self.video.hold(self._kit.pictures)
        self.video.setVisible(pictured)
        troubles = [(kind, shown.troubles.get(kind, Trouble.NONE)) for kind in _TOLD]
        said = [
            self._t(f"trouble.{kind.value}.{trouble.value}")
            for kind, trouble in troubles
            if trouble is not Trouble.NONE
        ]
        self._trouble.setText("\n".join(said))
        self._trouble.setVisible(bool(said))

    def tick(self) -> None:
        """A second has passed."""
        if self._view is not None:
            self.card.show_age(age_of(self._view, self._kit.clock))

    def texts(self) -> list[str]:
        """All that it says."""
        return [*self.card.texts(), self._trouble.text()]

    # -- inside

    def _show_controls(self, view: CallView, seat: Seat) -> None:
        hub, calling = is_hub(view, seat), is_outgoing(view, seat)
        leg = own_leg(view, seat)
        listens = leg is not None and leg.role is LegRole.LISTENER
        recording = view.recording is RecordingState.ON
        for control in CONTROLS:
            fits = hub or not control.hub
            if control.name in _CONSULTING:
                fits = view.consult_of is not None and hub and not calling
            elif calling:
                fits = fits and control.name not in _SPOKEN
            if control.name in _NOT_CONSULTING:
                fits = fits and view.consult_of is None
            if control.name == "call_record_picture":
                fits = fits and view.video and not recording
            if listens:
                fits = control.name in ("call_note", "call_hang_up")
            self.buttons[control.name].setVisible(fits)
        connecting = view.state is CallState.CONNECTING
        self.buttons["call_hold"].setEnabled(not connecting)
        self._say("call_record", "act.call_record_stop" if recording else "act.call_record")
        self.buttons["call_record"].set_tone("warn" if recording else "")
        self._say("call_hang_up", "act.call_hang_up" if hub else "act.call_leave")

    def _show_parties(self, view: CallView, seat: Seat) -> None:
        legs = other_legs(view, seat)
        if legs == self._legs:
            return
        self._legs = legs
        clear(self._parties)
        if len(legs) < 2:
            return
        for leg in legs:
            self._parties.addWidget(self._party(leg, drop=is_hub(view, seat)))

    def _party(self, leg: CallLeg, *, drop: bool) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        said = party_line(leg, self._kit.words)
        row.addWidget(self._kit.label(said.text, size=Size.SMALL, ink=said.ink, elide=True), 1)
        larger = self._small("expand", "act.call_enlarge")
        larger.clicked.connect(lambda: self.enlarged.emit(leg.party))
        row.addWidget(larger)
        if drop:
            out = self._small("user-minus", "act.call_drop")
            out.clicked.connect(lambda: self.dropped.emit(leg.party))
            row.addWidget(out)
        return made

    def _small(self, icon: str, key: str) -> QPushButton:
        """A button that is a picture; its words are in the tooltip and for screen readers."""
        side = self._kit.theme.scaled(14)
        made = QPushButton(self._kit.icons.icon(icon, "dim", side), "")
        made.setProperty("tone", "flat")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName(self._t(key))
        made.setToolTip(plain_tooltip(self._t(key)))
        return made

    def _say(self, name: str, key: str) -> None:
        button = self.buttons[name]
        if button.text() != (text := self._t(key)):
            button.setText(text)
            button.updateGeometry()

    def _make_meters(self) -> QWidget:
        meters = QWidget()
        grid = QGridLayout(meters)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        rows = (("calls.meter_own", self._microphone), ("calls.meter_heard", self._heard))
        for number, (key, meter) in enumerate(rows):
            grid.addWidget(self._kit.label(self._t(key), size=Size.SMALL, ink="dim"), number, 0)
            grid.addWidget(meter, number, 1)
            meter.setAccessibleName(self._t(key))
        return meters
