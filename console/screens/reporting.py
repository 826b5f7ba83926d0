"""Saving the after-action report of an incident where the officer says."""

from console.screens.kit import Kit
from console.screens.panel import InlinePanel
from gateway.protocol.views import IncidentView


class ReportPanel(InlinePanel):
    """Not yet."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, "reporting")

    def open(self, view: IncidentView) -> None:
        """Show it."""
        self.show()
