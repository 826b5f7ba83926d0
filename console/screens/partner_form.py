"""Adding a partner's phone: whose it is, its number, its posts and its agency."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from console.models.agency_rows import agency_order
from console.screens.kit import Kit, column, flowing, rule, show_refusal
from console.screens.panel import Choices
from console.screens.post_form import NAME_LIMIT
from console.screens.posts_checklist import PostsChecklist
from gateway.protocol.commands import AddPartner
from gateway.protocol.enums import PartnerRole
from gateway.protocol.messages import Ack
from widgets.action_button import ActionButton
from widgets.choice_button import ChoiceButton

_ROLES = tuple(PartnerRole)
#: They belong to posts alone, never to an agency.
_OF_RT = (PartnerRole.KETUA_RT, PartnerRole.DEPUTY)
#: The longest that the wire takes.
_PHONE_LIMIT = 24


class PartnerForm(QWidget):
    """``added(title, grant)`` or ``left()``; a refusal leaves what was typed."""

    added = Signal(str, object)
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self.title, self.phone = QLineEdit(), QLineEdit()
        self.title.setMaxLength(NAME_LIMIT)
        self.phone.setMaxLength(_PHONE_LIMIT)
        self.phone.setPlaceholderText("0812…")
        roles = [self._t(f"partner_role.{role.value}") for role in _ROLES]
        self.roles = Choices(roles, numbered=False)
        self.posts = PostsChecklist(kit, self._t("partner_form.posts"))
        self.agency = ChoiceButton(self._t("partner_form.agency"))
        self.refusal = kit.refusal_line()
        self._lay_out()
        self.roles.chosen.connect(self._on_role)

    def _lay_out(self) -> None:
        theme, t = self._kit.theme, self._t
        hint = t("partner_form.save_hint")
        save = ActionButton(theme, t("partner_form.save"), "Ctrl+Enter", hint, "good")
        back = ActionButton(theme, t("act.back"), "Esc", t("act.back_hint"))
        save.clicked.connect(self.submit)
        back.clicked.connect(self.left)
        named: dict[str, QWidget] = {
            t("partner_form.title"): self.title,
            t("partner_form.role"): self.roles,
            t("partner_form.phone"): self.phone,
            t("partner_form.posts"): self.posts,
        }
        form = self._kit.fields(named)
        form.addWidget(self.agency)
        form.addWidget(self.refusal)
        form.addSpacing(4)
        form.addWidget(flowing(save, back))
        layout = column(self)
        layout.addWidget(self._kit.head(t("partner_form.heading")))
        layout.addWidget(rule())
        layout.addLayout(form)
        layout.addStretch(1)

    def begin(self) -> None:
        """An empty form, the keys going to the name."""
        board = self._kit.board
        self.title.clear()
        self.phone.clear()
        self.roles.set_current(0)
        self.posts.offer(post for post in board.posts.values() if not post.revoked)
        known = sorted(board.agencies.values(), key=agency_order)
        agencies = [(each.subject, each.card.title) for each in known if not each.card.retired]
        self.agency.offer([("", self._t("partner_form.no_agency")), *agencies])
        self.agency.choose("")
        self._on_role(0)
        show_refusal(self.refusal, "")
        self.title.setFocus()

    def submit(self) -> None:
        """Add the phone, if what is needed is there."""
        title, phone = self.title.text().strip(), self.phone.text().strip()
        role, posts = _ROLES[self.roles.current()], self.posts.ticked()
        missing = self._missing(title, phone, role, posts)
        show_refusal(self.refusal, missing)
        if missing:
            return
        agency = self.agency.value if role not in _OF_RT else ""
        body = AddPartner(title=title, phone=phone, role=role, posts=posts, agency=agency or None)

        def done(ack: Ack) -> None:
            self.added.emit(title, ack.grant)

        self._kit.acts.do(body, done=done, refused=lambda text: show_refusal(self.refusal, text))

    def _missing(self, title: str, phone: str, role: PartnerRole, posts: tuple[str, ...]) -> str:
        """The sentence that says what is missing, or none."""
        if not title:
            return self._t("partner_form.no_title")
        if not _has_digits(phone):
            return self._t("partner_form.bad_phone")
        if role in _OF_RT and not posts:
            return self._t("partner_form.no_posts")
        if role is PartnerRole.CREW and not self.agency.value:
            return self._t("partner_form.crew_needs_agency")
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Esc leaves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_role(self, number: int) -> None:
        """A Ketua RT and deputies belong to posts alone; tasks go to the people of an agency."""
        self.agency.setVisible(_ROLES[number] not in _OF_RT)


def _has_digits(phone: str) -> bool:
    """What the wire takes at all; whether it is a mobile number is judged by the gateway."""
    return bool(phone) and all(each.isdigit() or each in "+() .-" for each in phone)
