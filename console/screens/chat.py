"""The conversation with the post: what was said, a line to write, replies by one touch."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from console.board.changes import ChangeSet
from console.board.conversation import MediaState, Said, awaited, conversation, joined
from console.models.chat_model import ChatModel, bubble_of, waiting_bubble
from console.screens.chat_pictures import ChatPictures
from console.screens.kit import Kit, column, show_refusal
from console.screens.panel import TEXT_LIMIT
from console.screens.player import Player
from gateway.protocol.commands import MarkMessages, SendMessage
from gateway.protocol.enums import Mark, MediaSort, Phrase, Side
from gateway.protocol.queries import MediaGrant
from gateway.protocol.views import IncidentView
from widgets.action_button import ActionButton
from widgets.chat_view import ChatView
from widgets.picture_view import PictureView
from widgets.text import PlainEdit

#: What an officer may say by one touch, in its order.
REPLIES: Final = (
    Phrase.HELP_COMING,
    Phrase.STAY_SAFE,
    Phrase.WHAT_HAPPENS,
    Phrase.WHERE_EXACTLY,
    Phrase.ANYONE_HURT,
    Phrase.SEND_PHOTO,
    Phrase.SHOW_THE_WAY,
    Phrase.YES,
    Phrase.NO,
)
#: Messages that one command may mark (the protocol's limit).
_MARKED_AT_ONCE: Final = 100


class ChatPanel(QWidget):
    """Follows the selected incident; ``left()``: its field is done with."""

    left = Signal()

    def __init__(self, kit: Kit, player: Player) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._player = player
        self._subject = ""
        self._awaits = False
        self._drafts: dict[str, str] = {}
        self._waiting: list[tuple[str, SendMessage]] = []
        self._marked: set[tuple[str, Mark]] = set()
        self.model = ChatModel(self)
        self.view = ChatView(kit.theme)
        self.view.setModel(self.model)
        self._pictures = ChatPictures(kit, self._show)
        self.picture = PictureView(kit.theme)
        self.refusal = kit.refusal_line()
        self.edit = PlainEdit(kit.theme, self._t("chat.placeholder"), TEXT_LIMIT)
        name, hint = self._t("act.reply"), self._t("act.reply_hint")
        self._reply = ActionButton(kit.theme, name, "J", hint)
        self.replies = self._make_replies()
        self._reply.clicked.connect(self.choose_reply)
        self.edit.submitted.connect(self.send)
        self.edit.left.connect(self.left)
        self.view.seen.connect(self._on_seen)
        self.view.opened.connect(self._on_opened)
        self._lay_out()
        self.view.settle()

    # -- what it is told

    def show_incident(self, subject: str) -> None:
        """Show another conversation; words begun for the one before are kept for it."""
        if subject == self._subject:
            return
        self._drafts[self._subject] = self.edit.toPlainText()
        self._subject = subject
        self.picture.hide()
        self.edit.setPlainText(self._drafts.pop(subject, ""))
        show_refusal(self.refusal, "")
        self._show()

    def forget_drafts(self) -> None:
        """Another officer sits here."""
        self._drafts.clear()
        self.edit.clear()
        self.picture.hide()
        self._pictures.clear()

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board, and tell that new messages are here."""
        if change.reset:
            self._pictures.forget_failed()
        for subject in change.timelines:
            self._tell(self._said_at(subject), Mark.DELIVERED)
        family = self._kit.board.with_merged(self._subject)
        if change.reset or change.alarms or change.closed or change.timelines & {*family}:
            self._show()

    def tick(self) -> None:
        """A second has passed: what is awaited may be overdue."""
        if self._awaits:
            self._show()

    def texts(self) -> list[str]:
        """What the bubbles say."""
        return [str(self.model.index(row).data()) for row in range(self.model.rowCount())]

    # -- what a person does

    def write(self) -> None:
        """Begin to write (B)."""
        if self.edit.isEnabled():
            self.edit.setFocus()

    def choose_reply(self) -> None:
        """Open the quick replies (J)."""
        if self._reply.isEnabled():
            height = self.replies.sizeHint().height()
            self.replies.popup(self._reply.mapToGlobal(QPoint(0, -height)))

    def send(self) -> None:
        """Send what was written; without a link it waits."""
        text = self.edit.text()
        if text and self._subject:
            self.edit.clear()
            self._send(SendMessage(incident=self._subject, text=text))

    def reply(self, phrase: Phrase) -> None:
        """Send a prepared sentence."""
        if self._subject:
            self._send(SendMessage(incident=self._subject, phrase=phrase))

    # -- inside

    def _send(self, body: SendMessage) -> None:
        going = (self._subject, body)
        self._waiting.append(going)
        show_refusal(self.refusal, "")
        self._show()
        self._kit.acts.do(
            body,
            done=lambda _: self._answered(going),
            refused=lambda sentence: self._on_refused(going, sentence),
        )
        self.left.emit()

    def _answered(self, going: tuple[str, SendMessage]) -> None:
        self._waiting = [each for each in self._waiting if each is not going]
        self._show()

    def _on_refused(self, going: tuple[str, SendMessage], sentence: str) -> None:
        self._answered(going)
        subject, body = going
        if subject != self._subject:
            self._drafts[subject] = self._drafts.get(subject) or body.text
            return
        if not self.edit.text():
            self.edit.setPlainText(body.text)
        show_refusal(self.refusal, sentence)

    def _said_at(self, subject: str) -> tuple[Said, ...]:
        """What was said about one report."""
        said = conversation(self._kit.board.timeline(subject).entries)
        return joined([(subject, "", said)])

    def _said(self) -> tuple[Said, ...]:
        """What was said about the selected incident and what was merged into it."""
        board = self._kit.board
        parts = []
        for subject in board.with_merged(self._subject):
            post = getattr(board.incident(subject), "post_title", "")
            parts.append((subject, post, conversation(board.timeline(subject).entries)))
        return awaited(joined(parts), self._kit.clock.now(), self._kit.media_patience)

    def _show(self) -> None:
        words = self._kit.words
        view = self._kit.board.incident(self._subject)
        talking = isinstance(view, IncidentView) and view.subject in self._kit.board.alarms
        self.edit.setEnabled(talking)
        self._reply.setEnabled(talking)
        talk = self._said()
        self._awaits = any(each.media and each.media_state is MediaState.AWAITED for each in talk)
        bubbles = [bubble_of(said, words, self._thumbnail(said)) for said in talk]
        for number, (subject, body) in enumerate(self._waiting):
            if subject == self._subject:
                bubbles.append(waiting_bubble(number, body.text, body.phrase, words))
        if self.model.show(bubbles):
            self.view.settle()

    def _thumbnail(self, said: Said) -> QPixmap | None:
        pictured = said.media is not None and said.media.sort is MediaSort.PHOTO
        if not pictured or said.media_state is not MediaState.STORED:
            return None
        return self._pictures.thumbnail(said.incident, said.id)

    def _on_opened(self, message: str) -> None:
        said = next((each for each in self._said() if each.id == message), None)
        if said is None:
            return
        if said.media is not None and said.media.sort is MediaSort.VOICE:
            self._listen(said)
            return
        host = self.parentWidget() or self

        def show(pixmap: QPixmap) -> None:
            self.picture.open_over(host, pixmap)

        def refuse(sentence: str) -> None:
            show_refusal(self.refusal, sentence)

        self._pictures.full(said.incident, message, show, refuse)

    def _listen(self, said: Said) -> None:
        """Play a voice note of the post."""
        bubble = bubble_of(said, self._kit.words)
        self._player.expect(said.id, f"{bubble.words} · {bubble.foot}")
        self._kit.acts.fetch(
            MediaGrant(incident=said.incident, message=said.id),
            done=lambda content: self._player.open(said.id, content),
            refused=self._player.refuse,
        )

    def _on_seen(self, ids: Iterable[str]) -> None:
        shown = set(ids)
        self._tell([said for said in self._said() if said.id in shown], Mark.READ)

    def _tell(self, messages: Iterable[Said], mark: Mark) -> None:
        """Say that the posts' messages came so far, each once."""
        fresh: dict[str, list[str]] = {}
        for said in messages:
            if _lacks(said, mark) and (said.id, mark) not in self._marked:
                fresh.setdefault(said.incident, []).append(said.id)
        for subject, ids in fresh.items():
            if not isinstance(self._kit.board.incident(subject), IncidentView):
                continue
            self._marked.update((each, mark) for each in ids)
            for start in range(0, len(ids), _MARKED_AT_ONCE):
                self._mark(subject, tuple(ids[start : start + _MARKED_AT_ONCE]), mark)

    def _mark(self, subject: str, messages: tuple[str, ...], mark: Mark) -> None:
        def forget(_: str) -> None:
            self._marked.difference_update((each, mark) for each in messages)

        body = MarkMessages(incident=subject, messages=messages, mark=mark)
        self._kit.acts.do(body, refused=forget)

    # -- how it is built

    def _make_replies(self) -> QMenu:
        menu = QMenu(self)
        for number, phrase in enumerate(REPLIES, 1):
            act = menu.addAction(f"&{number}   {self._kit.words.phrase(phrase)}")
            act.triggered.connect(lambda _=False, phrase=phrase: self.reply(phrase))
        return menu

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.edit, 1)
        line.addWidget(self._reply)
        layout = column(self, gap=4)
        layout.addWidget(self.view)
        layout.addWidget(self.refusal)
        layout.addLayout(line)


def _lacks(said: Said, mark: Mark) -> bool:
    known = said.read_at if mark is Mark.READ else said.delivered_at
    return said.side is Side.POST and known is None
