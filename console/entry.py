"""How this console comes to its link: address, enrolment, and a sign-in that was handed over."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from pathlib import Path

from console.base import settings
from console.base.clock import GatewayClock
from console.base.tasks import TaskSupervisor
from console.board.board import Board
from console.i18n import Words
from console.link.handshake import tls_context
from console.link.identity import IdentityFile
from console.link.link import GatewayLink
from console.link.outcome import GatewayRefused
from console.link.state import LinkState, Reason
from console.options import Credentials
from gateway.protocol.errors import Refused

logger = logging.getLogger(__name__)


class Entry:
    """Makes the link, and another one when the console is enrolled elsewhere.

    ``made`` is told each new link before it connects.
    """

    def __init__(
        self,
        *,
        settings_file: Path,
        keys: IdentityFile,
        board: Board,
        clock: GatewayClock,
        tasks: TaskSupervisor,
        words: Words,
        made: Callable[[GatewayLink], None],
    ) -> None:
        self._settings_file = settings_file
        self._keys = keys
        self._board = board
        self._clock = clock
        self._tasks = tasks
        self._words = words
        self._made = made
        self._link: GatewayLink | None = None
        self._running: asyncio.Task[None] | None = None

    @property
    def current(self) -> GatewayLink | None:
        """The link of now, if there is one."""
        return self._link

    @property
    def link(self) -> GatewayLink:
        """The link of now; there is one from ``connect`` on."""
        if self._link is None:
            raise RuntimeError("no link was made yet")
        return self._link

    @property
    def enrolled(self) -> bool:
        """Whether this console has a key. Raises IdentityError for a broken file."""
        return self._keys.load() is not None

    @property
    def device(self) -> str:
        """This console's subject, empty before it was enrolled."""
        identity = self._keys.load()
        return identity.device if identity is not None else ""

    def connect(self, address: str, ca: str) -> None:
        """Make a link and keep it up. Raises OSError or ssl.SSLError for a bad ``ca`` file."""
        self._keep(self._make(address, ca))

    def connect_again(self) -> None:
        """Start the same link anew, after a fault of ours ended it."""
        self._keep(self.link)

    async def enrol(self, address: str, ca: str, code: str) -> str:
        """Enrol at that gateway and remember it; the sentence of the refusal, empty when done."""
        try:
            link = self._make(address, ca)
            await link.enrol(code)
        except GatewayRefused as error:
            return error.sentence
        except Refused as error:
            reason = error.params.get("reason")
            said = self._words.refusal(error)
            return self._words.t(f"link.reason.{reason}") if reason else said
        except (OSError, ssl.SSLError):
            logger.exception("certificate authority %s", ca)
            return self._words.t("enrol.bad_file")
        settings.change(self._settings_file, gateway=address, ca=_lasting(ca))
        self._keep(link)
        return ""

    async def admit(self, address: str, ca: str, given: Credentials) -> str:
        """Enrol and sign in with what was handed over; the sentence of a refusal, or nothing."""
        if given.code and not self.enrolled:
            refusal = await self.enrol(address, ca, given.code)
            if refusal:
                return refusal
        if not given.user or not self.enrolled:
            return ""
        await self._online()
        try:
            await self.link.sign_in(given.user, given.password)
        except GatewayRefused as error:
            return error.sentence
        except Refused as error:
            return self._words.refusal(error)
        return ""

    def _make(self, address: str, ca: str) -> GatewayLink:
        return GatewayLink(
            address,
            self._keys,
            self._board,
            self._clock,
            tls=_trust(address, ca),
            language=self._words.language,
        )

    def _keep(self, link: GatewayLink) -> None:
        """Keep this link up instead of the one before."""
        if self._running is not None:
            self._running.cancel()
        if link is not self._link:
            self._link = link
            self._made(link)
        self._running = self._tasks.spawn("link", link.run())

    async def _online(self) -> None:
        """Wait until the link stands."""
        stands = asyncio.Event()

        def look(state: LinkState, _reason: Reason | None) -> None:
            if state is LinkState.ONLINE:
                stands.set()

        forget = self.link.state_changed.subscribe(look)
        look(self.link.state, None)
        try:
            await stands.wait()
        finally:
            forget()


def _lasting(ca: str) -> str:
    # The next start may be from another folder.
    return str(Path(ca).resolve()) if ca else ""


def _trust(address: str, ca: str) -> ssl.SSLContext | None:
    if not address.startswith("wss:"):
        return None
    return tls_context(Path(ca)) if ca else ssl.create_default_context()
