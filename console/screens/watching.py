"""Keeping an eye on a post: why, and until when."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from console.models.posts_model import is_watched
from console.screens.kit import Kit, column, flowing, show_refusal
from gateway.protocol.commands import WatchPost
from gateway.protocol.views import PostView
from widgets.action_button import ActionButton
from widgets.choice_button import ChoiceButton
from widgets.theme import Size

#: For how long a post may be watched, hours, and what is proposed.
HOURS: Final = (1, 4, 12, 24, 72)
PROPOSED: Final = 12
#: As long as the list can tell in a line or two.
_REASON: Final = 120


class WatchTools(QWidget):
    """For the post that is chosen in the list: begin a watch with a reason, or end it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._post: PostView | None = None
        self._told = kit.label(size=Size.SMALL, ink="p2", wrap=True)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_REASON)
        self.reason.setPlaceholderText(self._t("watch.reason"))
        self.reason.returnPressed.connect(self.submit)
        self.hours = ChoiceButton(self._t("watch.for"))
        self.hours.offer([(str(n), self._t("watch.hours", n=n)) for n in HOURS])
        self.refusal = kit.refusal_line()
        self._begin = self._button("begin", self._open)
        self._sure = self._button("sure", self.submit, "good")
        self._end = self._button("end", self.end)
        self._form = QWidget()
        form = column(self._form, gap=6)
        form.addWidget(self.reason)
        form.addWidget(self.hours)
        layout = column(self, gap=6)
        layout.setContentsMargins(16, 8, 16, 10)
        for part in (self._told, self._form, self.refusal):
            layout.addWidget(part)
        layout.addWidget(flowing(self._begin, self._sure, self._end))
        self.show_post(None)

    def show_post(self, view: PostView | None) -> None:
        """Another post is chosen, or none; what was begun for another is over."""
        another = view is None or self._post is None or view.subject != self._post.subject
        self._post = view
        self.setVisible(view is not None)
        now = self._kit.clock.now()
        watched = view is not None and is_watched(view, now)
        if view is not None and watched and view.watch_until is not None:
            until = self._kit.words.moment(view.watch_until, now)
            self._told.setText(self._t("watch.told", time=until, reason=view.watch_reason))
        self._told.setVisible(watched)
        self._end.setVisible(watched)
        if another or watched:
            self._fold()
        self._begin.setVisible(not watched and self._form.isHidden())

    def submit(self) -> None:
        """Watch it; the next officer reads why."""
        reason = self.reason.text().strip()
        if self._post is None:
            return
        if not reason:
            show_refusal(self.refusal, self._t("watch.no_reason"))
            return
        until = self._kit.clock.now() + timedelta(hours=int(self.hours.value))
        self._do(WatchPost(post=self._post.subject, reason=reason, until=until))

    def end(self) -> None:
        """Watch it no more."""
        if self._post is not None:
            self._do(WatchPost(post=self._post.subject))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc folds the form."""
        if event.key() == Qt.Key.Key_Escape and not self._form.isHidden():
            self._fold()
            self._begin.show()
        else:
            super().keyPressEvent(event)

    def _do(self, body: WatchPost) -> None:
        show_refusal(self.refusal, "")
        self._kit.acts.do(body, refused=lambda text: show_refusal(self.refusal, text))

    def _open(self) -> None:
        self._form.show()
        self._sure.show()
        self._begin.hide()
        self.reason.setFocus()

    def _fold(self) -> None:
        self._form.hide()
        self._sure.hide()
        self.reason.clear()
        self.hours.choose(str(PROPOSED))
        show_refusal(self.refusal, "")

    def _button(self, name: str, act: Callable[[], None], tone: str = "") -> ActionButton:
        made = ActionButton(
            self._kit.theme, self._t(f"watch.{name}"), "", self._t(f"watch.{name}_hint"), tone
        )
        made.clicked.connect(act)
        return made
