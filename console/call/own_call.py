"""One call that this console has a part in, as the engine has it."""

import logging
from collections.abc import Callable

from console.call.engine import CallSetup, IceSetup, MediaEngine
from console.call.wanted import Wanted
from gateway.protocol.signals import AnySignalBody, Mark, Restart

logger = logging.getLogger(__name__)

#: Gets the party, the session and what to tell it.
SendSignal = Callable[[str, int, AnySignalBody], None]


class OwnCall:
    """Follows what is wanted. Until ``open`` nothing is in the engine, and signals are kept.

    ``session``: the number of the next connection, higher than all before; also after this
    program was started anew in the middle of the call.
    """

    def __init__(
        self,
        engine: MediaEngine,
        first: Wanted,
        session: Callable[[], int],
        send: SendSignal,
        *,
        camera: bool = False,
    ) -> None:
        self.call = first.view.subject
        self.wanted = first
        self.camera = camera
        self.opened = False
        self._engine = engine
        self._next_session = session
        self._send = send
        self._sessions: dict[str, int] = {}
        self._early: list[tuple[str, int, AnySignalBody]] = []

    # -- what the view says

    def follow(self, wanted: Wanted) -> None:
        """Bring the engine to where the view is. It may be said again and again."""
        before, self.wanted = self.wanted, wanted
        moved = wanted.view.hub != before.view.hub
        if not self.opened:
            return
        if moved:
            self._forget_parties()
        if wanted.speaks != before.speaks:
            self._engine.speak(self.call, wanted.speaks)
        self._engine.hold(self.call, wanted.held)
        if wanted.hub:
            self._hear(before)
            self._connect_all()

    def open(self, ice: tuple[IceSetup, ...], relay_only: bool) -> None:
        """The servers are known: begin, or use these from the next connection on."""
        setup = CallSetup(
            ice=ice, relay_only=relay_only, speaks=self.wanted.speaks, camera=self.camera
        )
        self._engine.begin(self.call, setup)
        if self.opened:
            return
        self.opened = True
        self.follow(self.wanted)
        for party, session, body in self._early:
            self.take(party, session, body)
        self._early.clear()
        if not self.wanted.hub and self.wanted.redial and self.wanted.view.hub:
            self.ask_anew(self.wanted.view.hub)

    # -- what the other devices say

    def take(self, party: str, session: int, body: AnySignalBody) -> None:
        """A signal that came."""
        if not self.opened:
            self._early.append((party, session, body))
        elif isinstance(body, Restart):
            self.redial(party)
        else:
            if not self.wanted.hub:
                self._sessions[party] = session
            self._engine.take(self.call, party, session, body)

    def redial(self, party: str) -> None:
        """A new session with that party, instead of the one that is lost."""
        heard = self.wanted.parties.get(party)
        if not self.wanted.hub or heard is None:
            logger.info("%s: nothing to redial with %s", self.call, party)
            return
        session = self._next_session()
        self._sessions[party] = session
        self._engine.connect(self.call, party, session, heard=heard)

    def ask_anew(self, party: str) -> None:
        """The connection with that party is lost for good: the hub makes another one."""
        if self.wanted.hub:
            self.redial(party)
        else:
            self._send(party, self._sessions.get(party, 1), Restart())

    # -- what the officer does

    def mark(self, muted: bool, party: str = "") -> None:
        """Tell the others, or that one, what microphone and camera do."""
        for each in (party,) if party else tuple(self._sessions):
            self._send(each, self._sessions.get(each, 1), Mark(muted=muted, camera=self.camera))

    def turn_camera(self, on: bool, muted: bool) -> None:
        """The own picture, on or off."""
        self.camera = on
        if self.opened:
            self._engine.camera(self.call, on)
            self.mark(muted)

    def end(self) -> None:
        """It is over for this console."""
        if self.opened:
            self._engine.end(self.call)

    def _connect_all(self) -> None:
        for party in self._sessions.keys() - self.wanted.parties.keys():
            del self._sessions[party]
            self._engine.drop(self.call, party)
        for party in self.wanted.parties.keys() - self._sessions.keys():
            self.redial(party)

    def _hear(self, before: Wanted) -> None:
        """Who only listened may begin to speak."""
        for party, heard in self.wanted.parties.items():
            if before.parties.get(party, heard) != heard:
                self._engine.hear(self.call, party, heard)

    def _forget_parties(self) -> None:
        for party in self._sessions:
            self._engine.drop(self.call, party)
        self._sessions.clear()
