"""A place in degrees: typed, or shown on the map."""

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from console.board.geography import Spot
from console.screens.kit import Kit, column
from widgets.action_button import ActionButton
from widgets.theme import Size

#: 1e-5 degrees are about 1 m.
_DIGITS = 5
_POINT = r"-?\d{0,3}([.,]\d{0,6})?"


class PointField(QWidget):
    """``wanted()``: the place shall be shown on the map; ``show_point`` brings the answer."""

    wanted = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.lat, self.lon = self._degrees_field("lat"), self._degrees_field("lon")
        t = kit.words.t
        take = ActionButton(kit.theme, t("point.take"), "", t("point.take_hint"))
        take.clicked.connect(self.wanted)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        for key, field in (("lat", self.lat), ("lon", self.lon)):
            side = column(gap=4)
            side.addWidget(kit.label(t(f"point.{key}"), size=Size.SMALL, ink="dim"))
            side.addWidget(field)
            fields.addLayout(side)
        buttons = QHBoxLayout()
        buttons.addWidget(take)
        buttons.addStretch(1)
        layout = column(self, gap=6)
        layout.addLayout(fields)
        layout.addLayout(buttons)

    def show_point(self, spot: Spot | None) -> None:
        """Fill both fields, or empty them."""
        self.lat.setText(f"{spot.lat:.{_DIGITS}f}" if spot else "")
        self.lon.setText(f"{spot.lon:.{_DIGITS}f}" if spot else "")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return not (self.lat.text().strip() or self.lon.text().strip())

    def point(self) -> Spot | None:
        """What is entered; None if it is no place on earth."""
        lat, lon = _degrees(self.lat.text(), 90), _degrees(self.lon.text(), 180)
        return None if lat is None or lon is None else Spot(lat, lon)

    def _degrees_field(self, key: str) -> QLineEdit:
        field = QLineEdit()
        field.setValidator(QRegularExpressionValidator(QRegularExpression(_POINT), field))
        field.setAccessibleName(self._kit.words.t(f"point.{key}"))
        return field


def _degrees(text: str, limit: float) -> float | None:
    try:
        degrees = float(text.replace(",", "."))
    except ValueError:
        return None
    return degrees if abs(degrees) <= limit else None
