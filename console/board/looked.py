"""What is new since an officer looked: not chosen yet, and not before their eyes for a while."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from gateway.protocol.views import AlarmView

#: A row that was in sight for so long was seen, seconds.
LOOK_S: Final = 3.0
#: A row that was not painted for so long was out of sight meanwhile.
GAP_S: Final = 2.5

Sight = tuple[str, int]


class Looked:
    """Remembers for each officer what they have seen. Pressing again makes an incident new again.

    Times are monotonic seconds. With nobody signed in nothing is new and nothing is seen.
    """

    def __init__(self) -> None:
        self._officer = ""
        self._seen: defaultdict[str, set[Sight]] = defaultdict(set)
        self._in_sight: dict[Sight, tuple[float, float]] = {}

    def set_officer(self, officer: str) -> None:
        """Who looks from now on; empty for nobody."""
        self._officer = officer
        self._in_sight.clear()

    def is_new(self, view: AlarmView) -> bool:
        """Whether this officer has not seen it as it is."""
        return bool(self._officer) and _sight(view) not in self._seen[self._officer]

    def chosen(self, view: AlarmView) -> bool:
        """This officer chose it; whether it was new."""
        return self._note(_sight(view))

    def painted(self, views: Iterable[AlarmView], at: float) -> list[str]:
        """These are before the officer's eyes; the incidents that were so long enough now."""
        before, self._in_sight = self._in_sight, {}
        seen = []
        for view in views:
            sight = _sight(view)
            since, last = before.get(sight, (at, at))
            since = at if at - last > GAP_S else since
            self._in_sight[sight] = (since, at)
            if at - since >= LOOK_S and self._note(sight):
                seen.append(view.subject)
        return seen

    def forget(self, held: Iterable[AlarmView]) -> None:
        """Only these are still held: what is known of others is of no use."""
        known = {_sight(view) for view in held}
        for seen in self._seen.values():
            seen &= known

    def _note(self, sight: Sight) -> bool:
        if not self._officer or sight in self._seen[self._officer]:
            return False
        self._seen[self._officer].add(sight)
        return True


def _sight(view: AlarmView) -> Sight:
    return view.subject, view.presses
