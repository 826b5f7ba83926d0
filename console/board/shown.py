"""Which incidents this console has painted and still has to tell the gateway of."""

from collections.abc import Iterable, Mapping

from gateway.protocol.views import AlarmView, IncidentView


class Shown:
    """Remembers what was reported, so that each painted incident is reported once."""

    def __init__(self) -> None:
        self._reported: set[str] = set()

    def to_report(self, painted: Iterable[str], alarms: Mapping[str, AlarmView]) -> tuple[str, ...]:
        """Of the rows painted inside the viewport of an exposed window those to report now.

        They count as reported from here: the command waits for the link, however long.
        """
        self._reported &= alarms.keys()
        fresh = tuple(
            subject
            for subject in dict.fromkeys(painted)
            if subject not in self._reported and _needs_report(alarms.get(subject))
        )
        self._reported.update(fresh)
        return fresh

    def not_reported(self, subjects: Iterable[str]) -> None:
        """The command was refused: report them again when they are next painted."""
        self._reported.difference_update(subjects)


def _needs_report(view: AlarmView | None) -> bool:
    if view is None:
        return False
    return not isinstance(view, IncidentView) or view.shown_at is None
