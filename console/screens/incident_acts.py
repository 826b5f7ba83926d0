"""What is done about the incident that is shown, with the version that the officer saw."""

from collections.abc import Callable

from console.screens.kit import Kit
from gateway.protocol.commands import AnyBody
from gateway.protocol.messages import Ack
from gateway.protocol.views import IncidentView


class IncidentActs:
    """``subject`` is the incident of the moment, empty for none."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self.subject = ""

    def view(self) -> IncidentView | None:
        """Its newest picture, open or ended."""
        view = self._kit.board.incident(self.subject)
        return view if isinstance(view, IncidentView) else None

    def do(
        self,
        body: AnyBody,
        refused: Callable[[str], None],
        done: Callable[[Ack], None] | None = None,
    ) -> None:
        """Send a command; the last refusal is taken away first."""
        view = self.view()
        if view is None:
            return
        refused("")
        subject = self.subject

        def here(ack: Ack) -> None:
            # The officer may have gone on to another incident before the answer came.
            if done is not None and subject == self.subject:
                done(ack)

        self._kit.acts.do(body, version=view.version, done=here, refused=refused)
