"""Whom a broadcast is meant for: an area, a radius around the incident, posts by hand."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from console.screens.area_field import AreaField
from console.screens.kit import Kit, column, flowing
from console.screens.posts_checklist import PostsChecklist
from gateway.protocol.targets import AnyTarget, AroundIncident, ByHand, InAreas
from widgets.choice_button import ChoiceButton
from widgets.theme import Size

AREA, RADIUS, HAND = range(3)
#: The radii that can be chosen, m, and the one chosen at first.
RADII_M: Final = (500, 1_000, 2_000, 3_000, 5_000, 10_000, 20_000)
FIRST_M: Final = 3_000
#: Parts of the code of a kecamatan, ``33.24.08``.
_DISTRICT: Final = 3


class TargetChoice(QWidget):
    """``changed()`` whenever another target is meant."""

    changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._ways = QButtonGroup(self)
        self._pages = QStackedWidget()
        self._forms: list[QWidget] = []
        self.area = AreaField(kit)
        self.whole = QCheckBox(self._t("broadcast.whole_district"))
        self.metres = ChoiceButton(self._t("broadcast.distance"))
        self.posts = PostsChecklist(kit, self._t("broadcast.target.hand"))
        self._lay_out()
        self._ways.idClicked.connect(self.show_way)
        self.area.chosen.connect(lambda _: self.changed.emit())
        self.area.field.textEdited.connect(lambda _: self.changed.emit())
        self.whole.toggled.connect(lambda _: self.changed.emit())
        self.metres.chosen.connect(lambda _: self.changed.emit())
        self.posts.itemChanged.connect(lambda _: self.changed.emit())

    def _lay_out(self) -> None:
        ways: list[QPushButton] = []
        for way, name in ((AREA, "area"), (RADIUS, "radius"), (HAND, "hand")):
            button = QPushButton(self._t(f"broadcast.target.{name}"))
            button.setCheckable(True)
            button.setProperty("tone", "choice")
            # The chosen one is in bold.
            button.setMinimumWidth(button.sizeHint().width() + self._kit.theme.scaled(8))
            self._ways.addButton(button, way)
            ways.append(button)
        self.metres.offer([(str(m), self._kit.words.distance(m)) for m in RADII_M])
        around = self._kit.label(self._t("broadcast.around"), size=Size.SMALL, ink="dim", wrap=True)
        for widgets in ((self.area, self.whole), (around, self.metres), (self.posts,)):
            page = QWidget()
            inside = column(page, gap=4)
            for widget in widgets:
                inside.addWidget(widget)
            self._forms.append(page)
            self._pages.addWidget(page)
        layout = column(self, gap=8)
        layout.addWidget(flowing(*ways, gap=4))
        layout.addWidget(self._pages)

    def begin(self, *, around: bool) -> None:
        """Nothing chosen yet; ``around``: there is an incident to draw a circle around."""
        self.area.reset()
        self.whole.setChecked(False)
        self.metres.choose(str(FIRST_M))
        known = self._kit.board.posts.values()
        self.posts.offer(post for post in known if post.enrolled and not post.revoked)
        self._ways.button(RADIUS).setEnabled(around)
        self.show_way(RADIUS if around else AREA)

    def show_way(self, way: int) -> None:
        """Choose by area, radius or hand."""
        self._ways.button(way).setChecked(True)
        for number, page in enumerate(self._forms):
            # A stack is as high as its highest page, seen or not.
            fits = QSizePolicy.Policy.Preferred if number == way else QSizePolicy.Policy.Ignored
            page.setSizePolicy(fits, fits)
        self._pages.setCurrentIndex(way)
        self.changed.emit()

    def target(self) -> AnyTarget | None:
        """What is chosen, None while it isn't whole."""
        way = self._pages.currentIndex()
        if way == RADIUS:
            return AroundIncident(metres=float(self.metres.value))
        if way == HAND:
            posts = self.posts.ticked()
            return ByHand(posts=posts) if posts else None
        if self.area.area is None:
            return None
        code = self.area.area.area
        parts = code.split(".")[: _DISTRICT if self.whole.isChecked() else None]
        return InAreas(areas=(".".join(parts),))
