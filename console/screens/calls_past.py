"""The last incidents of posts that call, asked for once while they ring."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Final

from console.link.queries import Page
from console.models.past import DAYS
from console.screens.kit import Kit
from gateway.protocol.enums import Mode
from gateway.protocol.queries import Incidents
from gateway.protocol.views import IncidentView

#: So long what was answered is good enough, s.
KEPT_S: Final = 120.0


class PostPast:
    """``came`` is called when an answer is here."""

    def __init__(self, kit: Kit, came: Callable[[], None]) -> None:
        self._kit = kit
        self._came = came
        self._asked: dict[str, float] = {}
        self._held: dict[str, Sequence[IncidentView]] = {}

    def of(self, post: str) -> Sequence[IncidentView]:
        """What is known; it is asked for unless that was done just now."""
        now = self._kit.clock.monotonic()
        known = self._asked.get(post)
        if post.startswith("post:") and (known is None or now - known > KEPT_S):
            self._asked[post] = now
            self._ask(post)
        return self._held.get(post, ())

    def _ask(self, post: str) -> None:
        since = self._kit.clock.now() - timedelta(days=DAYS)

        def taken(page: Page) -> None:
            found = page.rows_as(IncidentView)
            # Drills are no history (law 7).
            self._held[post] = [each for each in found if each.mode is Mode.REAL]
            self._came()

        asked = Incidents(post=post, since=since)
        self._kit.acts.ask(asked, done=taken, refused=lambda _: None, whose=post)
