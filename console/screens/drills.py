"""The score sheets of drills: which post pressed how fast, was answered when, how many came."""

from datetime import timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from console.link.queries import Page
from console.models.drill_scores import score_cell, score_sheet
from console.models.rows_model import Reading, RowsModel
from console.screens.kit import Kit, column, flowing, rule, show_refusal
from console.screens.saving import SaveField
from gateway.protocol.queries import Drills
from gateway.protocol.views import DrillScore
from widgets.action_button import ActionButton
from widgets.choice_button import ChoiceButton
from widgets.post_row import POST_ROLE, PostCell, PostRowDelegate
from widgets.row_list import RowList
from widgets.sheet import pdf
from widgets.theme import Size

#: The spans that can be chosen, days back.
SPANS: Final = {"day": 1, "week": 7, "month": 30, "year": 365}
FIRST_SPAN: Final = "month"
#: So many are read at most: a sheet for teaching, not an archive.
MOST: Final = 400


class DrillsPanel(QWidget):
    """Asks when it is opened and when another choice is made; ``left()`` when it is closed."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._coming: list[DrillScore] = []
        self.post = ChoiceButton(self._t("drills.post"))
        self.span = ChoiceButton(self._t("drills.span"))
        self.span.offer([(key, self._t(f"drills.span.{key}")) for key in SPANS])
        self.span.choose(FIRST_SPAN)
        reading = Reading[DrillScore](
            key=lambda score: score.incident,
            words=lambda score: _said(self._cell(score)),
            roles={POST_ROLE: self._cell},
        )
        self.model = RowsModel(reading, self)
        self.list = RowList(self.model)
        self.list.setItemDelegate(PostRowDelegate(kit.theme, self.list))
        self._count = kit.label(size=Size.SMALL, ink="dim", tabular=True)
        self._empty = kit.label(self._t("drills.empty"), size=Size.SMALL, ink="dim", wrap=True)
        self._empty.setContentsMargins(16, 16, 16, 16)
        self.refusal = kit.refusal_line()
        self.save = SaveField(kit)
        self._lay_out()
        self.post.chosen.connect(lambda _: self.ask())
        self.span.chosen.connect(lambda _: self.ask())

    def _lay_out(self) -> None:
        theme, t = self._kit.theme, self._t
        make = ActionButton(theme, t("drills.print"), "", t("drills.print_hint"))
        back = ActionButton(theme, t("act.shut"), "Esc", t("act.shut_hint"))
        make.clicked.connect(self.print_sheet)
        back.clicked.connect(self.left)
        choices = column(gap=4)
        choices.setContentsMargins(16, 8, 16, 8)
        choices.addWidget(self.post)
        choices.addWidget(self.span)
        choices.addWidget(self.refusal)
        foot = column(gap=8)
        foot.setContentsMargins(16, 8, 16, 12)
        foot.addWidget(self.save)
        foot.addWidget(flowing(make, back))
        layout = column(self)
        layout.addWidget(self._kit.head(t("drills.heading"), self._count))
        layout.addWidget(rule())
        layout.addLayout(choices)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        layout.addLayout(foot)

    # -- what a person does

    def begin(self) -> None:
        """The drills of all posts, of the last month."""
        known = sorted(self._kit.board.posts.values(), key=lambda post: post.title.casefold())
        everywhere = ("", self._t("drills.all_posts"))
        self.post.offer([everywhere, *((post.subject, post.title) for post in known)])
        self.save.offer(self._t("drills.file"))
        self.ask()

    def ask(self) -> None:
        """Read what is chosen."""
        show_refusal(self.refusal, "")
        self._coming = []
        self._ask(None)

    def print_sheet(self) -> None:
        """Write what is shown as a print."""
        about = f"{self.post.text()} · {self.span.text()}"
        sheet = score_sheet(self.model.rows(), about, self._kit.words, self._kit.clock.now())
        self.save.write(lambda: pdf(sheet, self._kit.theme.family))

    def texts(self) -> list[str]:
        """The rows as their words, and what is said beside them."""
        rows = [str(self.model.index(row).data()) for row in range(self.model.rowCount())]
        return [*rows, *self.save.texts()]

    # -- inside

    def _ask(self, cursor: str | None) -> None:
        since = self._kit.clock.now() - timedelta(days=SPANS[self.span.value])
        body = Drills(post=self.post.value or None, since=since)
        self._kit.acts.ask(body, cursor=cursor, done=self._on_page, refused=self._refuse)

    def _on_page(self, page: Page) -> None:
        self._coming += page.rows_as(DrillScore)
        if page.next is not None and len(self._coming) < MOST:
            self._ask(page.next)
            return
        self.model.show(self._coming)
        count = self.model.rowCount()
        self._count.setText(str(count) if count else "")
        self._empty.setVisible(not count)
        self.list.setVisible(bool(count))

    def _refuse(self, sentence: str) -> None:
        show_refusal(self.refusal, sentence)

    def _cell(self, score: DrillScore) -> PostCell:
        return score_cell(score, self._kit.words, self._kit.clock.now())


def _said(cell: PostCell) -> str:
    return " · ".join((cell.title, cell.state, cell.place, cell.detail))
