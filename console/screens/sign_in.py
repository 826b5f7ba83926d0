"""Signing in: a panel beside the living queue, never in front of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from console.screens.kit import Kit, centred, column, show_refusal
from widgets.action_button import ActionButton
from widgets.theme import Size


class SignInPanel(QWidget):
    """User name and password. What was typed stays when it is refused."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        t = kit.words.t
        self.user = QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.refusal = kit.refusal_line()
        self._button = ActionButton(
            kit.theme, t("sign_in.do"), "Enter", t("sign_in.do_hint"), "good"
        )
        form = QGridLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        for row, (key, field) in enumerate(
            (("sign_in.user", self.user), ("sign_in.password", self.password))
        ):
            field.setAccessibleName(t(key))
            field.returnPressed.connect(self.submit)
            form.addWidget(kit.label(t(key), size=Size.SMALL, ink="dim"), row, 0)
            form.addWidget(field, row, 1)
        self._button.clicked.connect(self.submit)
        box = QWidget()
        box.setFixedWidth(min(kit.theme.scaled(440), 560))
        inner = column(box, gap=12)
        inner.addWidget(kit.label(t("sign_in.title"), size=Size.TITLE, strong=True))
        inner.addWidget(kit.label(t("sign_in.explain"), size=Size.SMALL, ink="dim", wrap=True))
        inner.addLayout(form)
        inner.addWidget(self.refusal)
        inner.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        layout = column(self, margin=20)
        layout.addStretch(2)
        layout.addLayout(centred(box))
        layout.addStretch(3)

    def begin(self) -> None:
        """Ask anew; the user name of before stays, the password never does."""
        self.password.clear()
        show_refusal(self.refusal, "")
        field = self.password if self.user.text() else self.user
        field.setFocus()

    def submit(self) -> None:
        """Sign in with what was typed."""
        user, password = self.user.text().strip(), self.password.text()
        if not user or not password:
            show_refusal(self.refusal, self._kit.words.t("sign_in.both"))
            return
        show_refusal(self.refusal, "")
        self._kit.acts.sign_in(user, password, self.refuse)

    def refuse(self, sentence: str) -> None:
        """Say why not; what was typed stays."""
        show_refusal(self.refusal, sentence)

    def texts(self) -> list[str]:
        """The refusal, if there is one."""
        return [self.refusal.text()] if self.refusal.isVisible() else []
