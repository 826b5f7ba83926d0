"""Microphone, headset, camera and the loudspeaker that rings: chosen, tried, remembered."""

import io
import wave
from collections.abc import Callable
from typing import Final, Protocol

import numpy as np
from PySide6.QtCore import Signal

from console.base.observers import Observers
from console.call.engine import Clip, Device, DeviceKind, Trouble
from console.screens.kit import Kit, flowing
from console.screens.panel import InlinePanel
from widgets.action_button import ActionButton
from widgets.choice_button import ChoiceButton
from widgets.level_meter import LevelMeter
from widgets.theme import Size

#: The tone that proves a headset: the note a of the tuning fork, quietly.
TONE_HZ: Final = 440.0
TONE_S: Final = 1.0
_TONE_RATE: Final = 48_000
_TONE_PEAK: Final = 0.1
_CLIP: Final = "test tone"


class RingOutputs(Protocol):
    """The room's loudspeakers, which alarms and calls ring on."""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Their ids and names."""

    @property
    def chosen(self) -> str:
        """The one that rings."""

    @property
    def changed(self) -> Observers[[]]:
        """Any of these is another now."""

    def choose(self, output: str) -> None:
        """Ring on that one from now on, and the next time too."""

    def test(self) -> None:
        """Play the quiet tone of the self-test."""


class DevicesPanel(InlinePanel):
    """Applies each choice at once: ``confirm`` only closes."""

    tone_wanted = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "call_devices", key="Enter")
        self._rooms: RingOutputs | None = None
        self._fields: dict[DeviceKind, ChoiceButton] = {}
        self.meter = LevelMeter(kit.theme)
        self.meter.setAccessibleName(self._t("calls.meter_own"))
        self._trouble = kit.label(size=Size.SMALL, ink="p1", wrap=True)
        self.tone = self._button("test_tone", self._play_tone)
        self.room_tone = self._button("test_room", self._test_room)
        self._room = ChoiceButton(self._t("device.room"))
        self._room.chosen.connect(self._choose_room)
        for kind in DeviceKind:
            field = ChoiceButton(self._t(f"device.{kind.value}"))
            field.chosen.connect(lambda device, kind=kind: kit.media.choose(kind, device))
            self._fields[kind] = field
        self.body.addWidget(self._fields[DeviceKind.MICROPHONE])
        self.body.addWidget(self.meter)
        self.body.addWidget(self._fields[DeviceKind.HEADSET])
        self.body.addWidget(flowing(self.tone))
        self.body.addWidget(self._fields[DeviceKind.CAMERA])
        self.body.addWidget(self._room)
        self.body.addWidget(flowing(self.room_tone))
        self.body.addWidget(self._trouble)
        kit.media.changed.subscribe(self._on_media)

    def use_rooms(self, rooms: RingOutputs) -> None:
        """These loudspeakers ring."""
        self._rooms = rooms
        rooms.changed.subscribe(self._offer_rooms)
        self._offer_rooms()

    def open(self) -> None:
        """Show it; the microphone is opened for its level."""
        self.refuse("")
        self._kit.media.look_at_devices()
        self._kit.media.try_microphone(True)
        self._offer()
        self._offer_rooms()
        self.show()
        self._fields[DeviceKind.MICROPHONE].setFocus()

    def rest(self) -> None:
        """It is closed: the microphone too, unless a call needs it."""
        self._kit.media.try_microphone(False)

    def confirm(self) -> None:
        """All was chosen already."""
        self.left.emit()

    def forget(self) -> None:
        """Another officer sits here, or another panel is opened."""
        if not self.isHidden():
            self.rest()
        super().forget()

    def texts(self) -> list[str]:
        """What is chosen, and what is wrong."""
        fields = (*self._fields.values(), self._room)
        return [*(field.text() for field in fields), self._trouble.text(), *super().texts()]

    # -- inside

    def _on_media(self) -> None:
        if self.isHidden():
            return
        self.meter.show_level(self._kit.media.shown.microphone)
        self._offer()

    def _offer(self) -> None:
        shown = self._kit.media.shown
        found: dict[DeviceKind, tuple[Device, ...]] = {
            DeviceKind.MICROPHONE: shown.devices.microphones,
            DeviceKind.HEADSET: shown.devices.headsets,
            DeviceKind.CAMERA: shown.devices.cameras,
        }
        for kind, devices in found.items():
            choices = [("", self._t("device.default"))]
            choices += [(device.id, device.title) for device in devices if device.id]
            field, chosen = self._fields[kind], shown.chosen.get(kind, "")
            field.offer(choices)
            if chosen in dict(choices):
                field.choose(chosen)
            field.setEnabled(shown.off is None)
        self._say_troubles()

    def _say_troubles(self) -> None:
        shown = self._kit.media.shown
        said = [
            self._t(f"trouble.{kind.value}.{trouble.value}")
            for kind, trouble in shown.troubles.items()
            if trouble is not Trouble.NONE
        ]
        if shown.off is not None:
            said = [self._t(f"calls.off.{shown.off.value}")]
        self.tone.setEnabled(shown.off is None)
        self._trouble.setText("\n".join(said))
        self._trouble.setVisible(bool(said))

    def _offer_rooms(self) -> None:
        rooms = self._rooms
        choices = rooms.choices if rooms is not None else ()
        self._room.setVisible(bool(choices))
        self.room_tone.setVisible(bool(choices))
        if rooms is not None and choices:
            self._room.offer(choices)
            if rooms.chosen in dict(choices):
                self._room.choose(rooms.chosen)

    def _choose_room(self, output: str) -> None:
        if self._rooms is not None:
            self._rooms.choose(output)

    def _test_room(self) -> None:
        if self._rooms is not None:
            self._rooms.test()

    def _play_tone(self) -> None:
        def play(_: Clip) -> None:
            self._kit.media.seek(_CLIP, 0.0)
            self._kit.media.play(_CLIP)

        opened = self._kit.media.open_clip(_CLIP, test_tone())
        self._kit.acts.open_clip(opened, done=play, refused=self.refuse)

    def _button(self, name: str, act: Callable[[], None]) -> ActionButton:
        hint = self._t(f"calls.{name}_hint")
        button = ActionButton(self._kit.theme, self._t(f"calls.{name}"), "", hint)
        button.clicked.connect(act)
        return button


def test_tone() -> bytes:
    """One second of a quiet tone as a WAV file."""
    time = np.arange(round(TONE_S * _TONE_RATE)) / _TONE_RATE
    shape = np.minimum(1.0, np.minimum(time, TONE_S - time) / 0.02)
    samples = _TONE_PEAK * 32767 * shape * np.sin(2 * np.pi * TONE_HZ * time)
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_TONE_RATE)
        sound.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()
