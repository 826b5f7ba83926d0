"""What an administrator does with a device that is registered: a new code, or take it away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.screens.kit import Kit, column
from gateway.protocol.commands import IssueCode, RevokeDevice
from gateway.protocol.messages import Ack
from widgets.action_button import ActionButton
from widgets.theme import Size


class DeviceTools(QWidget):
    """For the device that is chosen in a list; ``name`` is the family of its sentences.

    ``code_given(title, grant)``, ``refused(sentence)``, ``asks``: a question stands, or is over.
    """

    code_given = Signal(str, object)
    refused = Signal(str)
    asks = Signal()

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__()
        self._kit = kit
        self._name = name
        self._subject = self._title = ""
        self._tools = self._make_tools()
        self._question = self._make_question()
        layout = column(self)
        layout.addWidget(self._question)
        layout.addWidget(self._tools)
        self._end_question()

    @property
    def asking(self) -> bool:
        """Whether a question stands; what is beside it steps aside."""
        return not self._question.isHidden()

    def show_device(self, subject: str, title: str, *, revoked: bool) -> None:
        """Which one is chosen, or with an empty subject none. A question about another is over."""
        another = subject != self._subject or revoked
        self._subject, self._title = subject, title
        self._revoke.setEnabled(not revoked)
        if another or not self.asking:
            self._end_question()

    def revoke(self) -> None:
        """Ask whether it is to be taken away."""
        if self._subject:
            words = self._kit.words.t(f"device.question.{self._name}", title=self._title)
            self._question_text.setText(words)
            self._question.show()
            self._tools.hide()
            self.asks.emit()
            self._sure.setFocus()

    def _revoke_now(self) -> None:
        self._kit.acts.do(RevokeDevice(device=self._subject), refused=self.refused.emit)
        self._end_question()

    def _end_question(self) -> None:
        was_asking = self.asking
        self._question.hide()
        self._tools.setVisible(bool(self._subject))
        if was_asking:
            self.asks.emit()

    def _new_code(self) -> None:
        title = self._title

        def issued(ack: Ack) -> None:
            self.code_given.emit(title, ack.grant)

        body = IssueCode(device=self._subject)
        self._kit.acts.do(body, done=issued, refused=self.refused.emit)

    def _button(self, key: str, hint: str, tone: str = "") -> ActionButton:
        t = self._kit.words.t
        return ActionButton(self._kit.theme, t(key), "", t(hint), tone)

    def _make_tools(self) -> QWidget:
        self._code = self._button("device.code", "device.code_hint")
        self._revoke = self._button("device.revoke", "device.revoke_hint", "warn")
        self._code.clicked.connect(self._new_code)
        self._revoke.clicked.connect(self.revoke)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(16, 8, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._code)
        row.addWidget(self._revoke)
        row.addStretch(1)
        return tools

    def _make_question(self) -> QWidget:
        self._question_text = self._kit.label(size=Size.SMALL, wrap=True)
        self._sure = self._button("device.revoke_sure", "device.revoke_hint", "danger")
        back = self._button("act.back", "act.back_hint")
        self._sure.clicked.connect(self._revoke_now)
        back.clicked.connect(self._end_question)
        question = QWidget()
        layout = column(question, gap=8)
        layout.setContentsMargins(16, 8, 16, 0)
        layout.addWidget(self._question_text)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._sure)
        row.addWidget(back)
        row.addStretch(1)
        layout.addLayout(row)
        return question
