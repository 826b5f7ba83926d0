"""A few lines above the posts: what happened at the post and in the desa of the incident shown."""

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from console.link.queries import Page
from console.models.past import DAYS, past_of
from console.screens.kit import Kit, column, rule
from gateway.protocol.queries import Incidents
from gateway.protocol.views import IncidentView
from widgets.theme import Size

#: The selection rests so long before it is asked for: a key held down asks nothing, ms.
REST_MS: Final = 250
#: Up to this text scale there is room for all three lines, per cent.
ROOMY: Final = 150


class PastStrip(QWidget):
    """Hidden until there is something to tell. A hint is only said: it changes nothing."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._subject = ""
        self._hint = kit.label(size=Size.SMALL, ink="p2", strong=True, wrap=True)
        self._post = kit.label(size=Size.SMALL, wrap=True)
        self._place = kit.label(size=Size.SMALL, ink="dim", wrap=True)
        lines = column(gap=4)
        lines.setContentsMargins(16, 8, 16, 10)
        for line in (self._hint, self._post, self._place):
            lines.addWidget(line)
        layout = column(self)
        layout.addWidget(kit.head(kit.words.t("past.heading")))
        layout.addLayout(lines)
        layout.addWidget(rule())
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self.ask)
        self.hide()

    def show_incident(self, subject: str) -> None:
        """Another incident is shown."""
        if subject != self._subject:
            self._subject = subject
            self.hide()
            self._rest.start()

    def ask(self) -> None:
        """Ask for its past; without a link there is none to tell."""
        view = self._kit.board.incident(self._subject)
        if not isinstance(view, IncidentView):
            return
        since = view.received_at - timedelta(days=DAYS)
        asked = Incidents(area=view.place.area, since=since, until=view.received_at)
        self._kit.acts.ask(asked, done=lambda page: self._show(view, page), refused=lambda _: None)

    def texts(self) -> list[str]:
        """Its lines, when it is in sight."""
        lines = (self._hint, self._post, self._place)
        return [line.text() for line in lines if line.text()] if self.isVisible() else []

    def _show(self, view: IncidentView, page: Page) -> None:
        if view.subject != self._subject:
            return
        found, now = page.rows_as(IncidentView), self._kit.clock.now()
        past = past_of(view, found, self._kit.words, now, more=page.next is not None)
        # At very large text the posts below need the room more than the desa's past.
        roomy = self._kit.theme.scaled(100) <= ROOMY
        for label, text in (
            (self._hint, past.hint),
            (self._post, past.post if roomy or not past.hint else ""),
            (self._place, past.place if roomy else ""),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.show()
