"""What the marks of the map mean."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.models.map_marks import AGENCY_ICONS, OFFICE_ICON, POST_ICON
from console.screens.kit import Kit, column, flowing
from gateway.protocol.enums import AgencySort
from widgets.map_mark import Mark, Sign
from widgets.mark_sample import MarkSample
from widgets.marks import Shape
from widgets.theme import Size

_PLACE = (0.0, 0.0)


def _post(ink: str, sign: Sign = Sign.PLAIN) -> Mark:
    return Mark(key="", at=_PLACE, icon=POST_ICON, ink=ink, sign=sign)


def _agency(icon: str, sign: Sign = Sign.PLAIN) -> Mark:
    return Mark(key="", at=_PLACE, icon=icon, ink="text", plate=True, sign=sign)


_MEANINGS = {
    "waiting": Mark(
        key="", at=_PLACE, icon="house-fire", ink="p1", shape=Shape.DIAMOND, urgent=True
    ),
    "taken": Mark(key="", at=_PLACE, icon="house-fire", ink="p1", shape=Shape.DIAMOND),
    "online": _post("good"),
    "lost": _post("p1", Sign.CROSSED),
    "unenrolled": _post("dim", Sign.RINGED),
    "damkar": _agency(AGENCY_ICONS[AgencySort.DAMKAR]),
    "agency": _agency(OFFICE_ICON),
    "about": _agency(OFFICE_ICON, Sign.RINGED),
}


class MapLegend(QWidget):
    """One line where there is room, else more."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        layout = column(self)
        layout.setContentsMargins(20, 8, 20, 4)
        layout.addWidget(flowing(*(_entry(kit, n, m) for n, m in _MEANINGS.items()), gap=14))


def _entry(kit: Kit, name: str, mark: Mark) -> QWidget:
    entry = QWidget()
    row = QHBoxLayout(entry)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addWidget(MarkSample(kit.theme, kit.icons, mark))
    row.addWidget(kit.label(kit.words.t(f"legend.{name}"), size=Size.SMALL, ink="dim"))
    return entry
