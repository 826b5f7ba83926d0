"""The keyboard, on one panel beside the work (F1)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from console.screens.keys import by_group
from console.screens.kit import Kit, column, rule
from widgets.action_button import ActionButton
from widgets.theme import Size


class HelpPanel(QWidget):
    """All keys and what they do; ``left()`` when it is closed."""

    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        t = kit.words.t
        grid = QGridLayout()
        grid.setContentsMargins(16, 4, 16, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for group, keys in by_group().items():
            heading = kit.heading(t(f"help.group.{group}"))
            heading.setContentsMargins(0, 8, 0, 0)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for name, key in keys:
                row = grid.rowCount()
                pressed = kit.label(key, size=Size.SMALL, strong=True)
                told = kit.label(t(f"help.{name}"), size=Size.SMALL, ink="dim", wrap=True)
                grid.addWidget(pressed, row, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(told, row, 1)
        back = ActionButton(kit.theme, t("act.shut"), "Esc", t("act.shut_hint"))
        back.clicked.connect(self.left)
        foot = column()
        foot.setContentsMargins(16, 0, 16, 12)
        foot.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        layout = column(self)
        layout.addWidget(kit.head(t("help.heading")))
        layout.addWidget(rule())
        layout.addLayout(grid)
        layout.addLayout(foot)
        layout.addStretch(1)
