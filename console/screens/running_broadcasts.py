"""The broadcasts that are under way: what the tablets told and what neighbours answered."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.models.broadcast_lines import counts_line, head_line, neighbours_line, silent_line
from console.screens.kit import Kit, column, rule, show_refusal
from gateway.protocol.commands import EndBroadcast
from gateway.protocol.views import BroadcastView
from widgets.action_button import ActionButton
from widgets.text import PlainLabel
from widgets.theme import Size


class BroadcastCard(QWidget):
    """One broadcast."""

    def __init__(self, kit: Kit, subject: str) -> None:
        super().__init__()
        self._kit = kit
        self._subject = subject
        t = kit.words.t
        self._head = kit.label(size=Size.SMALL, strong=True, wrap=True)
        self._text = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        self._counts = kit.label(strong=True, wrap=True, tabular=True)
        self._answers = kit.label(wrap=True, tabular=True)
        self._silent = kit.label(size=Size.SMALL, ink="p2", wrap=True)
        self._end = ActionButton(kit.theme, t("broadcast.end"), "", t("broadcast.end_hint"))
        self._end.clicked.connect(self.end)
        self.refusal = kit.refusal_line()
        foot = QHBoxLayout()
        foot.addWidget(self._end)
        foot.addStretch(1)
        layout = column(self, gap=4)
        layout.setContentsMargins(16, 12, 16, 12)
        for label in self._labels():
            layout.addWidget(label)
        layout.addWidget(self.refusal)
        layout.addLayout(foot)
        layout.addWidget(rule())

    def show_view(self, view: BroadcastView) -> None:
        """Show how it stands."""
        words, board = self._kit.words, self._kit.board
        drill = {"drill": "drill", "test": "test"}.get(view.mode.value, "text")
        self._head.setText(head_line(view, words))
        self._head.set_ink(drill)
        self._text.setText(view.text or words.t(f"broadcast.template.{view.kind.value}"))
        self._counts.setText(counts_line(view, words))
        self._counts.set_ink("good" if view.sounded == view.posts else "text")
        self._answers.setText(neighbours_line(view.answers, words))
        self._answers.set_ink("p1" if view.answers.needs_help else "text")
        self._silent.setText(silent_line(view, board.posts, words))
        for label in self._labels():
            label.setVisible(bool(label.text()))

    def end(self) -> None:
        """Take it from the tablets."""
        self._kit.acts.do(
            EndBroadcast(broadcast=self._subject),
            refused=lambda sentence: show_refusal(self.refusal, sentence),
        )

    def texts(self) -> list[str]:
        """What it says."""
        return [label.text() for label in self._labels() if label.text()]

    def _labels(self) -> tuple[PlainLabel, ...]:
        return (self._head, self._text, self._counts, self._answers, self._silent)


class RunningBroadcasts(QWidget):
    """A card for each open broadcast, newest first."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._cards: dict[str, BroadcastCard] = {}
        self._layout: QVBoxLayout = column(self)
        self._layout.setAlignment(Qt.AlignmentFlag.AlignTop)

    def refresh(self) -> None:
        """Show what is open now."""
        views = [view for view in self._kit.board.broadcasts.values() if view.ended_at is None]
        views.sort(key=lambda view: (view.sent_at, view.subject), reverse=True)
        for subject in self._cards.keys() - {view.subject for view in views}:
            card = self._cards.pop(subject)
            self._layout.removeWidget(card)
            card.deleteLater()
        for place, view in enumerate(views):
            card = self._cards.get(view.subject) or BroadcastCard(self._kit, view.subject)
            self._cards[view.subject] = card
            card.show_view(view)
            if self._layout.indexOf(card) != place:
                self._layout.insertWidget(place, card)
        self.setVisible(bool(views))

    def texts(self) -> list[str]:
        """What the cards say."""
        cards = sorted(self._cards.values(), key=self._layout.indexOf)
        return [text for card in cards for text in card.texts()]
