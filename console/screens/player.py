"""Listening to a recording or voice note: waveform, marks, play, pause, speed."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.call.engine import Clip
from console.screens.kit import Kit, column, flowing, show_refusal
from widgets.action_button import ActionButton
from widgets.age import age_text
from widgets.theme import Size
from widgets.video_area import VideoArea
from widgets.waveform import JumpMark, Waveform

SPEEDS: Final = (1.0, 1.5, 2.0, 0.75)
#: How far the arrows go, s.
STEP_S: Final = 5.0


class Player(QWidget):
    """Hidden until something is opened; ``left()`` when it is closed."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._clip = ""
        self._length = 0.0
        self._at = 0.0
        self._playing = False
        self._speed = SPEEDS[0]
        self._marks: tuple[JumpMark, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = kit.label(size=Size.SMALL, strong=True, elide=True)
        self._time = kit.label(size=Size.SMALL, ink="dim", tabular=True)
        self.wave = Waveform(kit.theme)
        self.wave.setAccessibleName(self._t("player.wave"))
        self.video = VideoArea(kit.theme)
        self.refusal = kit.refusal_line()
        self._play = self._button("play", self._t("player.space"), self.toggle)
        self._slower = self._button("speed", ",", self.next_speed)
        self._mark = self._button("next_mark", ".", self.next_mark)
        close = self._button("close", "Esc", self.close_clip)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self._time)
        layout = column(self, gap=6)
        layout.setContentsMargins(20, 8, 20, 8)
        layout.addLayout(head)
        layout.addWidget(self.video)
        layout.addWidget(self.wave)
        layout.addWidget(self.refusal)
        layout.addWidget(flowing(self._play, self._slower, self._mark, close, gap=6))
        self.wave.sought.connect(self._seek)
        kit.media.clip_moved.subscribe(self._on_moved)
        self.hide()

    @property
    def clip(self) -> str:
        """What is open, empty for nothing."""
        return self._clip

    def expect(self, clip: str, title: str) -> None:
        """It is on its way: show its place already."""
        self._let_go()
        self._clip, self._marks = clip, ()
        self._length = self._at = 0.0
        self._playing = False
        self._title.setText(title)
        self.wave.show_clip((), 0.0)
        self.wave.show_marks(self._marks)
        self.refuse("")
        self._say()
        self.show()
        self.setFocus()

    def open(self, clip: str, content: bytes) -> None:
        """It is here: play it. Something else may have been asked for meanwhile."""
        if clip != self._clip:
            return
        opening = self._kit.media.open_clip(clip, content)
        self._kit.acts.open_clip(
            opening, done=lambda opened: self._opened(clip, opened), refused=self.refuse
        )

    def mark(self, clip: str, marks: Sequence[JumpMark]) -> None:
        """What is worth jumping to in it."""
        if clip == self._clip:
            self._marks = tuple(marks)
            self.wave.show_marks(self._marks)
            self._say()

    def refuse(self, sentence: str) -> None:
        """Say why it can't be heard."""
        show_refusal(self.refusal, sentence)

    def texts(self) -> list[str]:
        """Title, time, buttons and refusal, while it is in sight."""
        if self.isHidden():
            return []
        labels = (self._title, self._time, self._play, self._slower)
        said = [label.text() for label in labels]
        return [*said, self.refusal.text()] if self.refusal.isVisible() else said

    def put_away(self) -> None:
        """Another incident is shown: what is heard must not belong to another one."""
        self._let_go()
        self.hide()

    # -- what a person does

    def toggle(self) -> None:
        """Play or pause."""
        media = self._kit.media
        if not self._length:
            return
        if self._playing:
            media.pause(self._clip)
            return
        if self._at >= self._length:
            media.seek(self._clip, 0.0)
        media.play(self._clip, self._speed)

    def next_speed(self) -> None:
        """Faster, then slower, then as it was."""
        place = SPEEDS.index(self._speed) + 1
        self._speed = SPEEDS[place % len(SPEEDS)]
        self._say()
        if self._playing:
            self._kit.media.play(self._clip, self._speed)

    def next_mark(self) -> None:
        """Go to the next mark; after the last one to the first."""
        places = [mark.at_s for mark in self._marks]
        later = [at for at in places if at > self._at + 0.5]
        if places:
            self._seek(later[0] if later else places[0])

    def close_clip(self) -> None:
        """Stop, and give the keys back."""
        self.put_away()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, arrows, comma, point and Esc: keys that no shortcut of the window takes."""
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Space: self.toggle,
            Qt.Key.Key_Comma: self.next_speed,
            Qt.Key.Key_Period: self.next_mark,
            Qt.Key.Key_Escape: self.close_clip,
            Qt.Key.Key_Left: lambda: self._seek(self._at - STEP_S),
            Qt.Key.Key_Right: lambda: self._seek(self._at + STEP_S),
        }
        act = acts.get(event.key())
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)

    # -- inside

    def _opened(self, clip: str, opened: Clip) -> None:
        if clip != self._clip:
            self._kit.media.close_clip(clip)
            return
        self._length = opened.duration_s
        self.wave.show_clip(opened.peaks, opened.duration_s)
        view = self._kit.pictures
        if opened.picture and view is not None:
            self.video.hold(view)
        self.video.setVisible(opened.picture)
        self._say()
        self._kit.media.play(clip, self._speed)

    def _on_moved(self, clip: str, at_s: float, playing: bool) -> None:
        if clip == self._clip:
            self._at, self._playing = at_s, playing
            self.wave.move_to(at_s)
            self._say()

    def _seek(self, at_s: float) -> None:
        if self._length:
            self._at = min(max(0.0, at_s), self._length)
            self.wave.move_to(self._at)
            self._kit.media.seek(self._clip, self._at)
            self._say()

    def _let_go(self) -> None:
        if self._clip:
            self._kit.media.close_clip(self._clip)
        self._clip = ""
        self.video.hide()

    def _say(self) -> None:
        loading = not self._length
        time = f"{age_text(self._at)} / {age_text(self._length)}"
        self._time.setText(self._t("player.loading") if loading else time)
        self._name(self._play, self._t("player.pause" if self._playing else "player.play"))
        speed = self._kit.words.decimal(self._speed) if self._speed != 0.75 else "¾"
        self._name(self._slower, self._t("player.speed", n=speed))
        self._mark.setVisible(bool(self._marks))

    def _name(self, button: ActionButton, text: str) -> None:
        if button.text() != text:
            button.setText(text)
            button.updateGeometry()

    def _button(self, name: str, key: str, act: Callable[[], None]) -> ActionButton:
        said = self._t(f"player.{name}", n="")
        button = ActionButton(self._kit.theme, said, key, self._t(f"player.{name}_hint"))
        button.clicked.connect(act)
        return button
