"""Guests for the Forkopimcam as PDF or CSV: figures, or by right and with a reason the list."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from console.link.queries import Page
from console.models.guest_prints import figure_sheet, list_sheet, table
from console.models.guest_rows import Figures
from console.screens.guest_filter import GuestFilter
from console.screens.guest_reason import REASON_LIMIT
from console.screens.kit import Kit
from console.screens.panel import Choices, InlinePanel
from console.screens.saving import SaveField
from gateway.protocol.commands import OpenGuestList
from gateway.protocol.enums import Mode, Role
from gateway.protocol.messages import Ack
from gateway.protocol.queries import GuestList
from gateway.protocol.views import GuestListRow
from widgets.sheet import Sheet, pdf
from widgets.text import PlainEdit

_CONTENTS: Final = ("figures", "list")
_FORMS: Final = ("pdf", "csv")
#: Who may have the list; the gateway checks it again.
_MAY_LIST: Final = (Role.SUPERVISOR, Role.ADMINISTRATOR)


class GuestPrintPanel(InlinePanel):
    """Of what the filter tells. Names are read for the file alone and shown nowhere."""

    def __init__(self, kit: Kit, filter_: GuestFilter) -> None:
        super().__init__(kit, "guest_print")
        self._filter = filter_
        self._figures: Sequence[Figures] = ()
        self._rows: list[GuestListRow] = []
        self._role: Role | None = None
        self.contents = Choices([self._t(f"guests.print.{n}") for n in _CONTENTS], numbered=False)
        self.forms = Choices([form.upper() for form in _FORMS], numbered=False)
        self.reason = PlainEdit(kit.theme, self._t("guests.reason"), REASON_LIMIT)
        self.save = SaveField(kit)
        parts: tuple[QWidget, ...] = (self.contents, self.forms, self.reason, self.save)
        for part in parts:
            self.body.addWidget(part)
        self.contents.chosen.connect(lambda _: self._offer())
        self.forms.chosen.connect(lambda _: self._offer())
        self.reason.submitted.connect(self.confirm)
        self.reason.left.connect(self.left)

    def set_role(self, role: Role | None) -> None:
        """Who sits here."""
        self._role = role
        self.contents.allow({0, 1} if role in _MAY_LIST else {0})

    def open(self, figures: Sequence[Figures]) -> None:
        """Show it for these figures."""
        self._figures = figures
        self.contents.set_current(0)
        self.forms.set_current(0)
        self._offer()
        self.refuse("")
        self.show()
        self.contents.focus()

    def forget(self) -> None:
        """Another officer."""
        super().forget()
        self.reason.clear()
        self._rows, self._figures = [], ()

    def confirm(self) -> None:
        """Write the figures, or ask for the list with the reason."""
        self.refuse("")
        if self._contents() == "figures":
            about, now = self._filter.said(), self._kit.clock.now()
            mode = self._filter.chosen_mode
            self._write(figure_sheet(self._figures, about, mode, self._kit.words, now))
            return
        missing = self._missing()
        self.refuse(self._t(missing) if missing else "")
        if not missing:
            self._open_list()

    def texts(self) -> list[str]:
        """Where it was saved, or why not."""
        return [*self.save.texts(), *super().texts()]

    # -- inside

    def _contents(self) -> str:
        return _CONTENTS[max(0, self.contents.current())]

    def _form(self) -> str:
        return _FORMS[max(0, self.forms.current())]

    def _offer(self) -> None:
        contents = self._contents()
        self.reason.setVisible(contents == "list")
        self.save.offer(self._t(f"guests.file.{contents}", form=self._form()))

    def _missing(self) -> str:
        if not self._filter.area:
            return "guests.print.no_area"
        return "" if self.reason.text() else "guests.no_reason"

    def _open_list(self) -> None:
        area, mode, about = self._filter.area, self._filter.chosen_mode, self._filter.said()
        self._rows = []

        def opened(ack: Ack) -> None:
            if ack.grant is not None:
                self._read(ack.grant.code, None, about, mode)

        body = OpenGuestList(area=area, mode=mode, reason=self.reason.text())
        self._kit.acts.do(body, done=opened, refused=self.refuse)

    def _read(self, grant: str, cursor: str | None, about: str, mode: Mode) -> None:
        def taken(page: Page) -> None:
            if self.isHidden():
                # Left, or locked: names are for nobody any more.
                self._rows = []
                return
            self._rows += page.rows_as(GuestListRow)
            if page.next is not None:
                self._read(grant, page.next, about, mode)
                return
            rows, self._rows = self._rows, []
            self.reason.clear()
            self._write(list_sheet(rows, about, mode, self._kit.words, self._kit.clock.now()))

        asked = GuestList(grant=grant)
        self._kit.acts.ask(asked, cursor=cursor, done=taken, refused=self.refuse)

    def _write(self, sheet: Sheet) -> None:
        family, form = self._kit.theme.family, self._form()
        self.save.write(lambda: pdf(sheet, family) if form == "pdf" else table(sheet))
