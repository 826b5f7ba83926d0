"""Correcting priority and kind; the clock goes on."""

from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton

from console.i18n import ICONS, SUBKIND_ICONS
from console.screens.kit import Kit, clear, column
from console.screens.panel import Choices, InlinePanel
from gateway.protocol.enums import Kind, Priority, Subkind
from gateway.protocol.views import IncidentView
from widgets.theme import Size

#: What may be meant by each kind, as the tablet asks it.
SUBKINDS: Final[dict[Kind, tuple[Subkind, ...]]] = {
    Kind.FIRE: (Subkind.BUILDING_FIRE, Subkind.LAND_FIRE, Subkind.VEHICLE_FIRE),
    Kind.DISASTER: (
        Subkind.FLOOD,
        Subkind.LANDSLIDE,
        Subkind.STRONG_WIND,
        Subkind.FALLEN_TREE,
        Subkind.EARTHQUAKE,
        Subkind.TIDAL_FLOOD,
    ),
    Kind.CRIME: (
        Subkind.THEFT,
        Subkind.ROBBERY,
        Subkind.FIGHT,
        Subkind.DOMESTIC_VIOLENCE,
        Subkind.SUSPICIOUS_PERSON,
        Subkind.MISSING_PERSON,
    ),
    Kind.MEDICAL: (
        Subkind.ACCIDENT,
        Subkind.UNCONSCIOUS,
        Subkind.ILLNESS,
        Subkind.CHILDBIRTH,
    ),
    Kind.RESCUE: (Subkind.ANIMAL_RESCUE,),
}


class ClassifyPanel(InlinePanel):
    """``confirmed(priority, kind, subkind)``: what is right now, changed or not."""

    confirmed = Signal(object, object, object)

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "classifying")
        t = self._t
        self._kind = Kind.OTHER
        self._priorities = Choices([t(f"priority.{each.value}") for each in Priority])
        self._kinds = Choices([kit.words.kind(kind) for kind in Kind], numbered=False)
        side = kit.theme.scaled(16)
        for button, kind in zip(self._kinds.findChildren(QPushButton), Kind, strict=True):
            button.setIcon(kit.icons.icon(ICONS[kind], "text", side))
            button.setIconSize(QSize(side, side))
        self._subkinds = Choices([])
        self._place = column()
        self._place.addWidget(self._subkinds)
        for key, widget in (("priority", self._priorities), ("kind", self._kinds)):
            self.body.addWidget(kit.label(t(f"classifying.{key}"), size=Size.SMALL, ink="dim"))
            self.body.addWidget(widget)
        self.body.addWidget(kit.label(t("classifying.subkind"), size=Size.SMALL, ink="dim"))
        self.body.addLayout(self._place)
        self._kinds.chosen.connect(lambda number: self._offer(tuple(Kind)[number], None))

    def open(self, view: IncidentView) -> None:
        """Show it with what holds now."""
        self._priorities.set_current(tuple(Priority).index(view.priority))
        self._kinds.set_current(tuple(Kind).index(view.kind))
        self._offer(view.kind, view.subkind)
        self.refuse("")
        self.show()
        self._priorities.focus()

    def confirm(self) -> None:
        """Ask for what was chosen."""
        chosen = self._subkinds.current()
        known = SUBKINDS.get(self._kind, ())
        subkind = known[chosen] if 0 <= chosen < len(known) else None
        self.refuse("")
        self.confirmed.emit(tuple(Priority)[self._priorities.current()], self._kind, subkind)

    def choose(self, number: int) -> bool:
        """1 to 3 choose the priority."""
        return self._priorities.take(number)

    def _offer(self, kind: Kind, subkind: Subkind | None) -> None:
        self._kind = kind
        known = SUBKINDS.get(kind, ())
        clear(self._place)
        labels = [self._t(f"subkind.{each.value}") for each in known]
        self._subkinds = Choices([*labels, self._t("classifying.unknown")], numbered=False)
        side = self._kit.theme.scaled(16)
        for button, each in zip(self._subkinds.findChildren(QPushButton), known, strict=False):
            button.setIcon(self._kit.icons.icon(SUBKIND_ICONS[each], "text", side))
            button.setIconSize(QSize(side, side))
        self._subkinds.set_current(known.index(subkind) if subkind in known else len(known))
        self._place.addWidget(self._subkinds)
