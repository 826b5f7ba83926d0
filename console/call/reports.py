"""Tells the gateway how the media of each device stands: ON, RECONNECTING, without its picture."""

from typing import Final

from console.call.engine import MediaState
from console.call.wanted import Wanted, leg_of
from gateway.protocol.commands import ReportLeg
from gateway.protocol.enums import LegState

_MEASURED: Final = {
    MediaState.CONNECTED: LegState.ON,
    MediaState.INTERRUPTED: LegState.RECONNECTING,
    MediaState.FAILED: LegState.RECONNECTING,
}


class LegReports:
    """What was measured in one call and what of it has been reported.

    A report is repeated only when a newer view still says something else, or after ``not_taken``.
    """

    def __init__(self) -> None:
        self._measured: dict[str, LegState] = {}
        self._audio_only: set[str] = set()
        self._reported: dict[str, tuple[ReportLeg, int]] = {}

    def measure(self, party: str, state: MediaState) -> None:
        """What the engine says of that party. A new connection isn't news until it stands."""
        measured = _MEASURED.get(state)
        if measured is not None:
            self._measured[party] = measured

    def picture(self, party: str, sent: bool) -> None:
        """Whether that party is spared pictures."""
        (self._audio_only.discard if sent else self._audio_only.add)(party)

    def due(self, wanted: Wanted, device: str) -> list[ReportLeg]:
        """What the gateway doesn't know yet; it counts as reported from now on."""
        measured = {party: self._measured.get(party) for party in wanted.parties}
        if LegState.ON in self._measured.values():
            measured[device] = LegState.ON
        return [
            report
            for party, state in measured.items()
            if state is not None and (report := self._report(wanted, party, state))
        ]

    def not_taken(self, report: ReportLeg) -> None:
        """It didn't get through: it is due again."""
        self._reported.pop(report.party, None)

    def _report(self, wanted: Wanted, party: str, state: LegState) -> ReportLeg | None:
        view, leg = wanted.view, leg_of(wanted.view, party)
        audio_only = party in self._audio_only
        report = ReportLeg(call=view.subject, party=party, state=state, audio_only=audio_only)
        before, version = self._reported.get(party, (None, -1))
        known = leg is None or (leg.state is state and (before or report) == report)
        if known or (before == report and version >= view.version):
            return None
        self._reported[party] = (report, view.version)
        return report
