"""Writing a note on the incident that is shown; what was begun for another is kept for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.screens.kit import Kit, column
from console.screens.panel import TEXT_LIMIT
from gateway.protocol.commands import AddNote
from widgets.text import PlainEdit
from widgets.theme import Size


class NotePart(QWidget):
    """``left()`` when the keys are to go back; ``refused(sentence)`` when it was not taken."""

    left = Signal()
    refused = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._subject = ""
        self._online = False
        self._unsent = 0
        self._drafts: dict[str, str] = {}
        self.field = PlainEdit(kit.theme, kit.words.t("note.placeholder"), TEXT_LIMIT)
        self._waiting = kit.label(size=Size.SMALL, ink="p2")
        self._waiting.hide()
        layout = column(self, gap=4)
        layout.setContentsMargins(20, 4, 20, 16)
        layout.addWidget(self._waiting)
        layout.addWidget(self.field)
        self.field.submitted.connect(self.send)
        self.field.left.connect(self.left)

    def follow(self, subject: str) -> None:
        """Another incident is shown."""
        self._drafts[self._subject] = self.field.toPlainText()
        self._subject = subject
        self.field.setPlainText(self._drafts.pop(subject, ""))

    def forget_drafts(self) -> None:
        """Another officer sits here."""
        self._drafts.clear()
        self.field.clear()

    def set_online(self, online: bool) -> None:
        """Whether notes go out now."""
        self._online = online
        self._count_unsent(0)

    def begin(self) -> None:
        """Give the keys to the field (N)."""
        if self._subject:
            self.field.setFocus()

    def send(self) -> None:
        """Send what was written; it waits for the link and is shown as unsent meanwhile."""
        text = self.field.text()
        if not text or not self._subject:
            return
        body = AddNote(incident=self._subject, text=text)
        self.field.clear()
        self._count_unsent(1)
        self._kit.acts.do(
            body,
            done=lambda _: self._count_unsent(-1),
            refused=lambda sentence: self._on_refused(body, sentence),
        )
        self.left.emit()

    def texts(self) -> list[str]:
        """What waits."""
        return [self._waiting.text()] if self._waiting.isVisible() else []

    def _on_refused(self, body: AddNote, sentence: str) -> None:
        self._count_unsent(-1)
        if body.incident != self._subject:
            self._drafts.setdefault(body.incident, body.text)
        elif not self.field.text():
            self.field.setPlainText(body.text)
        self.refused.emit(sentence)

    def _count_unsent(self, step: int) -> None:
        self._unsent += step
        self._waiting.setText(self._kit.words.t("note.unsent", n=self._unsent))
        self._waiting.setVisible(self._unsent > 0 and not self._online)
