"""Rules of sound of a desk: which alarms its consoles play softly or not at all, and when (F6)."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QWidget

from console.board.changes import ChangeSet
from console.board.rules import DAY
from console.screens.kit import Kit, column, flowing, rule, show_refusal
from gateway.protocol.commands.desk import SOUND_RULES, SetSoundRules
from gateway.protocol.enums import Desk, Kind, Mode, Role, SoundLevel
from gateway.protocol.views import SoundRule
from widgets.action_button import ActionButton
from widgets.choice_button import ChoiceButton
from widgets.dropdown import Dropdown
from widgets.theme import Size

_MAY: Final = (Role.SUPERVISOR, Role.ADMINISTRATOR)


class RulesPanel(QWidget):
    """Everybody may read them, a supervisor or administrator of the desk may change them; all its
    consoles hold to them. ``left()`` when the panel is closed."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._role: Role | None = None
        self._of = ChoiceButton(self._t("rule.of_desk"))
        self._of.offer([(each.value, _desk(each)) for each in Desk])
        self._of.chosen.connect(lambda _: self._show())
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMinimumHeight(kit.theme.scaled(120))
        self._level = self._choice(*(self._t(f"rule.level.{each.value}") for each in SoundLevel))
        self._level.setCurrentIndex(1)
        modes = (self._t(f"rule.mode.{each.value}") for each in Mode)
        self._kind = self._choice(self._t("rule.any_kind"), *map(kit.words.kind, Kind))
        self._mode = self._choice(self._t("rule.any_mode"), *modes)
        self._desk = self._choice(self._t("rule.any_desk"), *map(_desk, Desk))
        hours = [self._t("time.hm", h=f"{hour:02}", m="00") for hour in range(DAY)]
        self._first, self._last = self._choice(*hours), self._choice(*hours)
        self.refusal = kit.refusal_line()
        self._lay_out()
        self._show()

    @property
    def rules(self) -> tuple[SoundRule, ...]:
        """The rules of the chosen desk, in their order."""
        known = self._kit.board.sound_rules.values()
        return next((view.rules for view in known if view.desk == self._of.value), ())

    def set_officer(self, role: Role | None, desks: Sequence[Desk]) -> None:
        """Who sits here, and for which desks."""
        self._role = role
        self._of.offer([(each.value, _desk(each)) for each in (desks or Desk)])
        show_refusal(self.refusal, "")
        self._show()

    def take(self, change: ChangeSet) -> None:
        """Show what changed on the board."""
        if change.reset or change.sound_rules:
            self._show()

    def texts(self) -> list[str]:
        """The rules as sentences."""
        return [self._sentence(each) for each in self.rules]

    def add(self) -> None:
        """Take the rule that was put together, after those that are there."""
        # Qt would hand an enum back as a bare string: the boxes only tell which one it is.
        made = SoundRule(
            level=tuple(SoundLevel)[self._level.currentIndex()],
            kind=(None, *Kind)[self._kind.currentIndex()],
            mode=(None, *Mode)[self._mode.currentIndex()],
            desk=(None, *Desk)[self._desk.currentIndex()],
            first=self._first.currentIndex(),
            last=self._last.currentIndex(),
        )
        if self._may() and made not in self.rules and len(self.rules) < SOUND_RULES:
            self._set((*self.rules, made))

    def remove(self) -> None:
        """Take the chosen rule away."""
        row = self._list.currentRow()
        if row >= 0 and self._may():
            self._set((*self.rules[:row], *self.rules[row + 1 :]))

    def _may(self) -> bool:
        may = self._role in _MAY
        show_refusal(self.refusal, "" if may else self._t("rule.not_yours"))
        return may

    def _set(self, rules: tuple[SoundRule, ...]) -> None:
        body = SetSoundRules(desk=Desk(self._of.value), rules=rules)
        self._kit.acts.do(body, refused=lambda text: show_refusal(self.refusal, text))

    def _show(self) -> None:
        self._list.clear()
        self._list.addItems(self.texts() or [self._t("rule.none")])
        self._list.setEnabled(bool(self.rules))

    def _sentence(self, each: SoundRule) -> str:
        words = self._kit.words
        about = (
            words.kind(each.kind) if each.kind else self._t("rule.any_kind"),
            self._t(f"rule.mode.{each.mode.value}") if each.mode else "",
            _desk(each.desk) if each.desk else "",
        )
        when = self._t("rule.always")
        if each.first != each.last:
            when = self._t("rule.hours", first=f"{each.first:02}", last=f"{each.last:02}")
        parts = (self._t(f"rule.level.{each.level.value}"), *about, when)
        return " · ".join(part for part in parts if part)

    def _choice(self, *options: str) -> Dropdown:
        return Dropdown(self._kit.theme, *options)

    def _lay_out(self) -> None:
        kit, t = self._kit, self._t
        act = ActionButton(kit.theme, t("rule.add"), "", t("rule.add_hint"))
        act.clicked.connect(self.add)
        gone = ActionButton(kit.theme, t("rule.remove"), "", t("rule.remove_hint"))
        gone.clicked.connect(self.remove)
        back = ActionButton(kit.theme, t("act.shut"), "Esc", t("act.shut_hint"))
        back.clicked.connect(self.left)
        body = column(gap=8)
        body.setContentsMargins(16, 12, 16, 12)
        body.addWidget(kit.label(t("rule.explain"), size=Size.SMALL, ink="dim", wrap=True))
        body.addWidget(self._of)
        body.addWidget(self._list)
        body.addWidget(flowing(gone))
        body.addWidget(kit.heading(t("rule.new")))
        for field in (self._level, self._kind, self._mode, self._desk):
            body.addWidget(field)
        hours = kit.label(t("rule.from_to"), size=Size.SMALL, ink="dim", wrap=True)
        body.addWidget(hours)
        body.addWidget(flowing(self._first, self._last))
        body.addWidget(self.refusal)
        body.addWidget(flowing(act, back))
        body.addStretch(1)
        layout = column(self)
        layout.addWidget(kit.head(t("rule.heading")))
        layout.addWidget(rule())
        layout.addLayout(body, 1)


def _desk(desk: Desk) -> str:
    return desk.value.replace("_", " ")
