"""What is known of an incident, in fields: read in one place, written in another."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QWidget

from console.i18n import SUBKIND_ICONS
from console.screens.kit import Kit, column
from console.screens.panel import TEXT_LIMIT, InlinePanel
from gateway.protocol.enums import YesNo
from gateway.protocol.views import Facts, IncidentView
from widgets.text import PlainEdit, PlainLabel
from widgets.theme import Size

FIELDS: Final = Facts.__struct_fields__
#: Up to this text scale, percent, the answers stand beside the fields.
BESIDE_UP_TO: Final = 150
_ANSWER_INKS: Final[Mapping[YesNo, str]] = {
    YesNo.YES: "p1",
    YesNo.NO: "good",
    YesNo.UNKNOWN: "dim",
}


class Answers(QWidget):
    """What the resident answered by pictures on the tablet, as the same kind of pictures."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._none = kit.label(kit.words.t("facts.no_answers"), size=Size.SMALL, ink="dim")
        self._lines = [(kit.label(), kit.label(size=Size.SMALL, wrap=True)) for _ in range(3)]
        layout = column(self, gap=6)
        layout.addWidget(kit.label(kit.words.t("facts.answers"), size=Size.SMALL, ink="dim"))
        layout.addWidget(self._none)
        for picture, words in self._lines:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            layout.addLayout(row)
        layout.addStretch(1)

    def show_view(self, view: IncidentView) -> None:
        """Show the answers of an incident."""
        t = self._kit.words.t
        known: list[tuple[str, str, str] | None] = [None, None, None]
        if view.subkind is not None:
            said = t(f"subkind.{view.subkind.value}")
            known[0] = (SUBKIND_ICONS[view.subkind], said, "text")
        if view.hurt is not None:
            said = t(f"hurt.{view.hurt.value}")
            known[1] = ("user-injured", said, _ANSWER_INKS[view.hurt])
        if view.trapped is not None:
            said = t(f"trapped.{view.trapped.value}")
            known[2] = ("person-shelter", said, _ANSWER_INKS[view.trapped])
        for (picture, words), answer in zip(self._lines, known, strict=True):
            picture.setVisible(answer is not None)
            words.setVisible(answer is not None)
            if answer is not None:
                self._show(picture, words, *answer)
        self._none.setVisible(not any(known))

    def _show(self, picture: PlainLabel, words: PlainLabel, icon: str, said: str, ink: str) -> None:
        side = self._kit.theme.scaled(20)
        picture.setPixmap(self._kit.icons.pixmap(icon, ink, side, self.devicePixelRatioF()))
        words.setText(said)
        words.set_ink(ink)


class FactsSheet(QWidget):
    """The facts as they stand, and the resident's answers."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        t = kit.words.t
        self._answers = Answers(kit)
        self._none = kit.label(t("facts.none"), size=Size.SMALL, ink="dim", wrap=True)
        self._names = [kit.label(t(f"facts.{name}"), size=Size.SMALL, ink="dim") for name in FIELDS]
        self._values = [kit.label(size=Size.SMALL, wrap=True) for _ in FIELDS]
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(zip(self._names, self._values, strict=True)):
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        layout = column(self, gap=8)
        layout.setContentsMargins(8, 4, 0, 4)
        layout.addWidget(self._none)
        layout.addLayout(grid)
        layout.addWidget(self._answers)

    def show_view(self, view: IncidentView) -> None:
        """Show what is known of an incident."""
        self._answers.show_view(view)
        for field, name, value in zip(FIELDS, self._names, self._values, strict=True):
            said = getattr(view.facts, field)
            value.setText(said)
            name.setVisible(bool(said))
            value.setVisible(bool(said))
        self._none.setVisible(view.facts == Facts())

    def texts(self) -> list[str]:
        """What is known, for tests."""
        return [value.text() for value in self._values if value.text()]


class FactsPanel(InlinePanel):
    """``confirmed(facts)``. What was begun for an incident is kept for it."""

    confirmed = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "facts")
        self._subject = ""
        self._drafts: dict[str, Facts] = {}
        self._answers = Answers(kit)
        self.fields = {name: self._field(name) for name in FIELDS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, (name, field) in enumerate(self.fields.items()):
            label = kit.label(self._t(f"facts.{name}"), size=Size.SMALL, ink="dim")
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        # Large text needs the whole width for the fields.
        large = kit.theme.scaled(100) > BESIDE_UP_TO
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        both = QBoxLayout(down if large else across)
        both.setSpacing(20)
        both.addLayout(grid, 3)
        both.addWidget(self._answers, 1)
        self.body.addLayout(both)

    def open(self, view: IncidentView) -> None:
        """Show it with what is known, or with what was begun before."""
        self._subject = view.subject
        known = self._drafts.pop(view.subject, view.facts)
        for name, field in self.fields.items():
            field.setPlainText(getattr(known, name))
        self._answers.show_view(view)
        self.refuse("")
        self.show()
        self.fields["what"].setFocus()

    def show_answers(self, view: IncidentView) -> None:
        """The resident answered meanwhile."""
        self._answers.show_view(view)

    def confirm(self) -> None:
        """Ask for what was written."""
        self.refuse("")
        self.confirmed.emit(self._written())

    def forget(self) -> None:
        """Another incident: what was begun waits for the return to this one."""
        if not self.isHidden():
            self._drafts[self._subject] = self._written()
        super().forget()

    def forget_drafts(self) -> None:
        """Another officer sits here."""
        super().forget()
        self._drafts.clear()

    def _written(self) -> Facts:
        return Facts(**{name: field.text() for name, field in self.fields.items()})

    def _field(self, name: str) -> PlainEdit:
        field = PlainEdit(self._kit.theme, self._t(f"facts.{name}_hint"), TEXT_LIMIT)
        field.setAccessibleName(self._t(f"facts.{name}"))
        field.submitted.connect(self.confirm)
        field.left.connect(self.left)
        return field
