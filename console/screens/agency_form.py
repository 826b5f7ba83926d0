"""Adding or changing an agency: its name, what it is, where it serves, how it is reached."""

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from console.board.geography import Spot
from console.models.agency_rows import kecamatan_of
from console.screens.contacts_field import ContactsField
from console.screens.kit import Kit, column, flowing, rule, show_refusal
from console.screens.panel import Choices
from console.screens.point_field import PointField
from console.screens.post_form import NAME_LIMIT
from gateway.protocol.commands import AddAgency, ChangeAgency
from gateway.protocol.enums import AgencySort
from gateway.protocol.views import AgencyCard, AgencyView
from widgets.action_button import ActionButton

_CODE = re.compile(r"\d{2}\.\d{2}\.\d{2}")


class AgencyForm(QWidget):
    """``saved()`` or ``left()``; a refusal leaves what was typed."""

    saved = Signal()
    left = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._t = kit.words.t
        self._view: AgencyView | None = None
        self.title, self.serves = QLineEdit(), QLineEdit()
        self.title.setMaxLength(NAME_LIMIT)
        self.serves.setPlaceholderText(self._t("agency_form.serves_hint"))
        sorts = [self._t(f"agency_sort.{sort.value}") for sort in AgencySort]
        self.sorts = Choices(sorts, numbered=False)
        self.point = PointField(kit)
        self.contacts = ContactsField(kit)
        self.refusal = kit.refusal_line()
        self._lay_out()

    def _lay_out(self) -> None:
        theme, t = self._kit.theme, self._t
        save = ActionButton(
            theme, t("agency_form.save"), "Ctrl+Enter", t("agency_form.save_hint"), "good"
        )
        back = ActionButton(theme, t("act.back"), "Esc", t("act.back_hint"))
        save.clicked.connect(self.submit)
        back.clicked.connect(self.left)
        named: dict[str, QWidget] = {
            t("agency_form.title"): self.title,
            t("agency_form.sort"): self.sorts,
            t("agency_form.serves"): self.serves,
            t("agency_form.point"): self.point,
            t("agency_form.contacts"): self.contacts,
        }
        form = self._kit.fields(named)
        form.addWidget(self.refusal)
        form.addWidget(flowing(save, back))
        layout = column(self)
        layout.addWidget(self._kit.head(t("agency_form.heading")))
        layout.addWidget(rule())
        layout.addLayout(form)
        layout.addStretch(1)

    def begin(self, view: AgencyView | None) -> None:
        """An empty form, or one with what the directory says of an agency."""
        self._view = view
        card = view.card if view is not None else AgencyCard(title="-", sort=AgencySort.OTHER)
        self.title.setText(card.title if view is not None else "")
        self.sorts.set_current(tuple(AgencySort).index(card.sort))
        named = kecamatan_of(self._kit.board.posts.values())
        self.serves.setText(", ".join(named.get(code, code) for code in card.serves))
        lat, lon = card.lat, card.lon
        self.point.show_point(None if lat is None or lon is None else Spot(lat, lon))
        self.contacts.show_contacts(card.contacts)
        show_refusal(self.refusal, "")
        self.title.setFocus()

    def submit(self) -> None:
        """Save it, if what is needed is there."""
        title, served = self.title.text().strip(), self._served()
        if not title:
            show_refusal(self.refusal, self._t("agency_form.no_title"))
            return
        if served is None:
            show_refusal(self.refusal, self._t("agency_form.unknown_kecamatan"))
            return
        spot = self.point.point()
        if spot is None and not self.point.is_empty:
            show_refusal(self.refusal, self._t("post_form.bad_point"))
            return
        card = AgencyCard(
            title=title,
            sort=tuple(AgencySort)[self.sorts.current()],
            serves=served,
            contacts=self.contacts.contacts(),
            lat=spot.lat if spot else None,
            lon=spot.lon if spot else None,
            retired=self._view.card.retired if self._view else False,
        )
        body: AddAgency | ChangeAgency = AddAgency(agency=card)
        if self._view is not None:
            body = ChangeAgency(subject=self._view.subject, agency=card)
        show_refusal(self.refusal, "")
        self._kit.acts.do(
            body,
            done=lambda _: self.saved.emit(),
            refused=lambda text: show_refusal(self.refusal, text),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter saves, Esc leaves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _served(self) -> tuple[str, ...] | None:
        """The codes of the kecamatan that were named; None if one is not known."""
        named = kecamatan_of(self._kit.board.posts.values())
        codes = {name.casefold(): code for code, name in named.items()}
        words = [word.strip() for word in self.serves.text().split(",") if word.strip()]
        found = [word if _CODE.fullmatch(word) else codes.get(word.casefold()) for word in words]
        known = tuple(code for code in found if code is not None)
        return known if len(known) == len(words) else None
