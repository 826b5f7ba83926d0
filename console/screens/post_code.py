"""The enrolment code of a device: large, as QR, with the time it is still good."""

from datetime import datetime

import segno
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QWidget

from console.screens.kit import Kit, column, rule
from gateway.protocol.messages import Grant
from widgets.action_button import ActionButton
from widgets.age import age_text
from widgets.code_display import CodeDisplay
from widgets.theme import Size


class PostCodePanel(QWidget):
    """Shows one grant until it is left; the code is had only once."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._expires_at: datetime | None = None
        t = kit.words.t
        self._title = kit.label(strong=True, wrap=True)
        self.display = CodeDisplay(kit.theme)
        back = ActionButton(kit.theme, t("post_code.done"), "Esc", t("post_code.done_hint"))
        back.clicked.connect(self.left)
        body = column(gap=12)
        body.setContentsMargins(16, 12, 16, 12)
        body.addWidget(self._title)
        self._explained = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        body.addWidget(self._explained)
        body.addWidget(self.display)
        body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        layout = column(self)
        layout.addWidget(kit.head(t("post_code.heading")))
        layout.addWidget(rule())
        layout.addLayout(body)
        layout.addStretch(1)

    def show_grant(self, title: str, grant: Grant, explained: str) -> None:
        """Show a new code; ``explained`` says where it is to be typed."""
        self._expires_at = grant.expires_at
        self._explained.setText(explained)
        self._title.setText(title)
        self.display.show_code(grant.code, qr_image(grant.code))
        self.tick()
        self.setFocus()

    def tick(self) -> None:
        """A second has passed."""
        if self._expires_at is None:
            return
        left = (self._expires_at - self._kit.clock.now()).total_seconds()
        over = left <= 0
        key = "post_code.over" if over else "post_code.left"
        self.display.show_remaining(self._kit.words.t(key, time=age_text(left)), over=over)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def qr_image(text: str) -> QImage:
    """The QR picture of a text, one pixel a module, with the quiet zone of the standard."""
    rows = [bytes(row) for row in segno.make(text, micro=False).matrix_iter(border=4)]
    image = QImage(len(rows[0]), len(rows), QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            image.setPixel(x, y, 0xFF000000 if dark else 0xFFFFFFFF)
    return image
