"""Writing a broadcast: what, how it sounds, in which mode, to whom; counted before it is sent."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from console.link.queries import Page
from console.screens.kit import Kit, column, flowing, show_refusal
from console.screens.target_choice import TargetChoice
from gateway.protocol.commands import Broadcast
from gateway.protocol.enums import Kind, Mode
from gateway.protocol.queries import Reach
from gateway.protocol.rhythms import PLAYABLE
from gateway.protocol.views import IncidentView, ReachView
from widgets.action_button import ActionButton
from widgets.choice_button import ChoiceButton
from widgets.text import PlainEdit
from widgets.theme import Size

#: A tablet shows so much in large type.
TEXT_LIMIT = 400
#: The rhythm that each desa's own table gives.
OWN = ""
_PAUSE_MS = 200


class BroadcastForm(QWidget):
    """``sent()`` or ``left()``; a refusal leaves what was written."""

    sent = Signal()
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._about: IncidentView | None = None
        self._said = kit.label(size=Size.SMALL, strong=True, wrap=True)
        self.kind = ChoiceButton(self._t("broadcast.kind"))
        self.text = PlainEdit(kit.theme, self._t("broadcast.placeholder"), TEXT_LIMIT, lines=3)
        self.rhythm = ChoiceButton(self._t("broadcast.rhythm"))
        self.mode = ChoiceButton(self._t("broadcast.mode"))
        self.flash = QCheckBox(self._t("broadcast.flash"))
        self.target = TargetChoice(kit)
        self.reach = kit.label(strong=True, wrap=True, tabular=True)
        self.refusal = kit.refusal_line()
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._fill()
        self._lay_out()
        self._connect()

    def _fill(self) -> None:
        self.kind.offer([(kind.value, self._title(kind)) for kind in Kind])
        rhythms = [(rhythm, self._t(f"kentongan.{rhythm}")) for rhythm in PLAYABLE]
        self.rhythm.offer([(OWN, self._t("broadcast.rhythm_own")), *rhythms])
        self.mode.offer([(mode.value, self._t(f"broadcast.mode.{mode.value}")) for mode in Mode])

    def _title(self, kind: Kind) -> str:
        return (
            self._t("broadcast.announcement") if kind is Kind.OTHER else self._kit.words.kind(kind)
        )

    def _lay_out(self) -> None:
        send = ActionButton(
            self._kit.theme,
            self._t("broadcast.send"),
            "Ctrl+Enter",
            self._t("broadcast.send_hint"),
            "good",
        )
        send.clicked.connect(self.send)
        back = ActionButton(self._kit.theme, self._t("act.shut"), "Esc", self._t("act.shut_hint"))
        back.clicked.connect(self.left)
        layout = column(self, gap=8)
        layout.setContentsMargins(16, 12, 16, 12)
        for part in (self._said, self.kind, self.text, self.rhythm, self.mode, self.flash):
            layout.addWidget(part)
        layout.addSpacing(4)
        layout.addWidget(self.target)
        layout.addWidget(self.reach)
        layout.addWidget(self.refusal)
        layout.addWidget(flowing(send, back))

    def _connect(self) -> None:
        self.kind.chosen.connect(self._on_kind)
        self.text.submitted.connect(self.send)
        self.text.left.connect(self.left)
        self.target.changed.connect(self._pause.start)
        self._pause.timeout.connect(self.count)

    # -- what it is told and asked

    def begin(self, about: IncidentView | None) -> None:
        """A new broadcast; about an incident that was taken, or about nothing in particular."""
        self._about = about
        self._said.setVisible(about is not None)
        if about is not None:
            self._said.setText(
                self._t(
                    "broadcast.about",
                    reference=about.reference,
                    kind=self._kit.words.kind(about.kind),
                    place=self._kit.words.place(about.place),
                )
            )
        self.kind.choose((about.kind if about else Kind.OTHER).value)
        self.mode.choose((about.mode if about else Mode.REAL).value)
        self.mode.setEnabled(about is None)
        self.rhythm.choose(OWN if about else "bell")
        self.flash.setChecked(about is not None)
        self.text.setPlainText(self._template(Kind(self.kind.value)))
        self.target.begin(around=about is not None)
        show_refusal(self.refusal, "")

    def write(self) -> None:
        """The keys go to the text; the first takes the template's place."""
        self.text.setFocus()
        self.text.selectAll()

    def count(self) -> None:
        """Ask how many posts would be called."""
        self._pause.stop()
        target = self.target.target()
        self.reach.setText(self._t("broadcast.reach_none"))
        if target is None:
            return

        def counted(page: Page) -> None:
            (row,) = page.rows_as(ReachView)
            self.reach.setText(self._t("broadcast.reach", n=row.posts))

        self._kit.acts.ask(
            Reach(target=target, incident=self._incident()),
            done=counted,
            refused=self.reach.setText,
        )

    def send(self) -> None:
        """Send it to the posts."""
        text, target = self.text.text(), self.target.target()
        if not text or target is None:
            missing = "broadcast.no_text" if not text else "broadcast.no_target"
            show_refusal(self.refusal, self._t(missing))
            return
        show_refusal(self.refusal, "")
        body = Broadcast(
            text=text,
            kind=Kind(self.kind.value),
            rhythm=self.rhythm.value or None,
            flash=self.flash.isChecked(),
            mode=Mode(self.mode.value),
            target=target,
            incident=self._incident(),
        )
        self._kit.acts.do(
            body,
            done=lambda _: self.sent.emit(),
            refused=lambda sentence: show_refusal(self.refusal, sentence),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter sends, Esc leaves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.send()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _incident(self) -> str | None:
        return self._about.subject if self._about else None

    def _on_kind(self, value: str) -> None:
        """Another kind brings its template, unless something else was written."""
        templates = {self._template(kind) for kind in Kind}
        if not self.text.text() or self.text.text() in templates:
            self.text.setPlainText(self._template(Kind(value)))

    def _template(self, kind: Kind) -> str:
        return self._t(f"broadcast.template.{kind.value}")
