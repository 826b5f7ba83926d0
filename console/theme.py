"""The look of the console: tokens, fonts and pictures given to the widgets."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

import resources
from console.base.settings import Settings
from resources.tokens import tokens
from widgets.style import style_sheet
from widgets.theme import Size, Theme, palette

FAMILY: Final = "Inter"


def theme_of(chosen: Settings) -> Theme:
    """The theme that the settings ask for."""
    return make_theme(
        light=chosen.theme == "light", text_percent=chosen.text_percent, motion=chosen.motion
    )


def make_theme(*, light: bool = False, text_percent: int = 100, motion: bool = True) -> Theme:
    """The theme of a night room, or of a day room if ``light``, at the person's text scale."""
    given = tokens()
    return Theme(
        colours=given.console.light if light else given.console.dark,
        sizes=tuple(round(size * text_percent / 100) for size in given.type.console),
        radius=given.radius.console,
        motion_ms=given.motion.long_ms if motion else 0,
        family=_family(),
    )


def dress(application: QApplication, theme: Theme) -> None:
    """Give the whole application the theme."""
    application.setStyle("Fusion")
    application.setPalette(palette(theme))
    application.setFont(theme.font(Size.BODY))
    application.setStyleSheet(style_sheet(theme))


def _family() -> str:
    """Inter, from the bundle or as installed; else what the system has."""
    if FAMILY not in QFontDatabase.families():
        for file in _bundled():
            QFontDatabase.addApplicationFont(str(file))
    if FAMILY in QFontDatabase.families():
        return FAMILY
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def _bundled() -> Iterable[Path]:
    return sorted(resources.path("fonts").glob("Inter-*.[ot]tf"))
