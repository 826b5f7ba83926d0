"""Enrolling this console: the gateway's address, its certificate authority, and a code."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from console.screens.kit import Kit, centred, column, show_refusal
from widgets.action_button import ActionButton
from widgets.theme import Size, Weight


class EnrolScreen(QWidget):
    """``asked(address, ca, code)``; the answer comes back by ``refuse`` or as another screen."""

    asked = Signal(str, str, str)

    def __init__(self, kit: Kit, address: str, ca: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self._kit = kit
        t = kit.words.t
        self.address = QLineEdit(address)
        self.ca = QLineEdit(ca)
        self.code = QLineEdit()
        self.code.setMaxLength(12)
        self.code.setFont(kit.theme.font(Size.TITLE, Weight.DemiBold, tabular=True, spacing=2))
        self.code.setMinimumHeight(kit.theme.scaled(44))
        self.code.setPlaceholderText(t("enrol.code_placeholder"))
        self.refusal = kit.refusal_line()
        self._button: QPushButton = ActionButton(
            kit.theme, t("enrol.do"), "Enter", t("enrol.do_hint"), "good"
        )
        self._button.clicked.connect(self.submit)
        self._lay_out()

    def _lay_out(self) -> None:
        kit, t = self._kit, self._kit.words.t
        box = QWidget()
        box.setFixedWidth(kit.theme.scaled(600))
        inner = column(box, gap=12)
        inner.addWidget(kit.label(t("enrol.title"), size=Size.TITLE, strong=True))
        inner.addWidget(kit.label(t("enrol.explain"), ink="dim", wrap=True))
        inner.addSpacing(12)
        inner.addLayout(self._form())
        inner.addWidget(self.refusal)
        inner.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        layout = column(self, margin=24)
        layout.addStretch(2)
        layout.addLayout(centred(box))
        layout.addStretch(3)

    def _form(self) -> QGridLayout:
        kit, t = self._kit, self._kit.words.t
        form = QGridLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        fields = (("address", self.address), ("ca", self.ca), ("code", self.code))
        for row, (key, field) in enumerate(fields):
            field.setAccessibleName(t(f"enrol.{key}"))
            field.returnPressed.connect(self.submit)
            hint = kit.label(t(f"enrol.{key}_hint"), size=Size.SMALL, ink="dim")
            hint.setContentsMargins(0, 0, 0, 12)
            form.addWidget(kit.label(t(f"enrol.{key}"), size=Size.SMALL, ink="dim"), 2 * row, 0)
            form.addWidget(field, 2 * row, 1)
            form.addWidget(hint, 2 * row + 1, 1)
        return form

    def begin(self, sentence: str = "") -> None:
        """Ask for a code, and say why if there is a reason."""
        show_refusal(self.refusal, sentence)
        self.code.setFocus()

    def refuse(self, sentence: str) -> None:
        """It was not done; what was typed stays."""
        self._button.setEnabled(True)
        show_refusal(self.refusal, sentence)

    def texts(self) -> list[str]:
        """The refusal, if there is one."""
        return [self.refusal.text()] if self.refusal.isVisible() else []

    def done(self) -> None:
        """Enrolled: a code is good only once."""
        self._button.setEnabled(True)
        self.code.clear()

    def submit(self) -> None:
        """Check what can be checked here, and ask."""
        address, ca = self.address.text().strip(), self.ca.text().strip()
        if not address.startswith(("wss://", "ws://")):
            show_refusal(self.refusal, self._kit.words.t("enrol.bad_address"))
        elif ca and not Path(ca).is_file():
            show_refusal(self.refusal, self._kit.words.t("enrol.no_such_file"))
        elif not self.code.text().strip():
            show_refusal(self.refusal, self._kit.words.t("enrol.no_code"))
        else:
            self._button.setEnabled(False)
            show_refusal(self.refusal, "")
            self.asked.emit(address, ca, self.code.text())
