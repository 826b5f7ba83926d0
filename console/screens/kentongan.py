"""The table of rhythms of a desa: which kentongan tells what there."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from console.screens.area_field import AreaField
from console.screens.kit import Kit, column, flowing, rule, show_refusal
from gateway.protocol.commands import SetKentongan
from gateway.protocol.enums import Kind
from gateway.protocol.rhythms import PLAYABLE
from gateway.protocol.views import AreaView
from widgets.action_button import ActionButton
from widgets.choice_button import ChoiceButton
from widgets.theme import Size

#: What holds everywhere.
GENERAL: Final = ""


class KentonganPanel(QWidget):
    """``left()`` when it is saved or closed."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self.area = AreaField(kit)
        self.refusal = kit.refusal_line()
        rhythms = [(rhythm, self._t(f"kentongan.{rhythm}")) for rhythm in PLAYABLE]
        self.kinds: dict[Kind, ChoiceButton] = {}
        for kind in Kind:
            self.kinds[kind] = ChoiceButton(kit.words.kind(kind))
            self.kinds[kind].offer([(GENERAL, self._t("kentongan.general")), *rhythms])
        self._lay_out()
        self.area.chosen.connect(self._on_area)

    def _lay_out(self) -> None:
        t, theme = self._t, self._kit.theme
        save = ActionButton(theme, t("kentongan.save"), "Ctrl+Enter", t("kentongan.hint"), "good")
        back = ActionButton(theme, t("act.back"), "Esc", t("act.back_hint"))
        save.clicked.connect(self.save)
        back.clicked.connect(self.left)
        lead = self._kit.label(t("kentongan.lead"), size=Size.SMALL, ink="dim", wrap=True)
        form = column(gap=8)
        form.setContentsMargins(16, 12, 16, 12)
        for part in (lead, self.area, *self.kinds.values(), self.refusal, flowing(save, back)):
            form.addWidget(part)
        layout = column(self)
        layout.addWidget(self._kit.head(t("kentongan.heading")))
        layout.addWidget(rule())
        layout.addLayout(form)
        layout.addStretch(1)

    def begin(self) -> None:
        """Choose a desa first."""
        self.area.reset()
        for choice in self.kinds.values():
            choice.choose(GENERAL)
        show_refusal(self.refusal, "")
        self.area.field.setFocus()

    def save(self) -> None:
        """Replace the desa's table."""
        if self.area.area is None:
            show_refusal(self.refusal, self._t("post_form.no_area"))
            return
        chosen = {kind: choice.value for kind, choice in self.kinds.items() if choice.value}
        self._kit.acts.do(
            SetKentongan(area=self.area.area.area, rhythms=chosen),
            done=lambda _: self.left.emit(),
            refused=lambda sentence: show_refusal(self.refusal, sentence),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Esc leaves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_area(self, area: AreaView) -> None:
        held = self._kit.board.kentongan.get(f"kentongan:{area.area}")
        for kind, choice in self.kinds.items():
            choice.choose(held.rhythms.get(kind, GENERAL) if held else GENERAL)
