"""One look for all widgets: colours, sizes and fonts as values, and the palette made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtGui import QColor, QFont, QPalette

Weight = QFont.Weight


class Size(IntEnum):
    """The type sizes, small to large."""

    SMALL = 0
    BODY = 1
    LARGE = 2
    TITLE = 3


@dataclass(frozen=True, slots=True)
class Theme:
    """What a widget may know of the look.

    ``sizes`` are px by ``Size``, already multiplied by the person's text scale. ``motion_ms`` is
    the length of a movement, 0 under reduced motion.
    """

    colours: Mapping[str, str]
    sizes: tuple[int, ...]
    radius: int
    motion_ms: int
    family: str

    def colour(self, ink: str) -> QColor:
        """The colour of an ink. Raises KeyError for an unknown one."""
        return QColor(self.colours[ink])

    def font(
        self,
        size: Size,
        weight: Weight = Weight.Normal,
        *,
        tabular: bool = False,
        spacing: float = 0,
    ) -> QFont:
        """A font; ``tabular`` for times and ages, so that digits stand still while they count."""
        font = QFont(self.family)
        font.setPixelSize(self.sizes[size])
        font.setWeight(weight)
        if spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def scaled(self, length: int) -> int:
        """A length drawn for the standard text, at the person's text scale (15 px is 100 %)."""
        return round(length * self.sizes[Size.BODY] / 15)


def palette(theme: Theme) -> QPalette:
    """The application's palette, so that what no style sheet reaches looks right as well."""
    role = QPalette.ColorRole
    made = QPalette()
    for target, ink in (
        (role.Window, "ground"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "ground"),
        (role.Text, "text"),
        (role.PlaceholderText, "dim"),
        (role.Button, "raised"),
        (role.ButtonText, "text"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
        (role.Highlight, "focus"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "p3"),
    ):
        made.setColor(target, theme.colour(ink))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, theme.colour("dim"))
    return made
