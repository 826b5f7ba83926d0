"""What a person did goes to the gateway; the answer comes back to where it was done."""

from collections.abc import Callable, Coroutine
from typing import Any, Protocol, TypeVar

from console.call.engine import Clip, EngineError
from console.i18n import Words
from console.link.outcome import GatewayRefused, OutcomeUnknown
from console.link.queries import Page
from gateway.protocol.commands import AnyBody
from gateway.protocol.errors import Refused
from gateway.protocol.messages import Ack, OfficerIdentity
from gateway.protocol.queries import AnyAsk, MediaGrant

T = TypeVar("T")


class Gateway(Protocol):
    """What the screens need of the link; ``console.link.link.GatewayLink`` is one."""

    async def do(self, body: AnyBody, version: int | None = None) -> Ack:
        """Have it done."""

    async def ask(self, ask: AnyAsk, cursor: str | None = None) -> Page:
        """Read a page."""

    async def fetch(self, ask: MediaGrant) -> bytes:
        """Read a stored picture or voice note."""

    async def download(self, grant: str) -> bytes:
        """Read what that grant is for."""

    async def sign_in(self, user: str, password: str) -> OfficerIdentity:
        """Sign an officer in."""

    async def sign_out(self) -> None:
        """Lock."""


class Tasks(Protocol):
    """What the screens need of the task supervisor."""

    def spawn(self, name: str, coroutine: Coroutine[Any, Any, Any]) -> object:
        """Start it and keep it."""

    def spawn_latest(self, name: str, coroutine: Coroutine[Any, Any, Any]) -> object:
        """Start it in place of the one of that name that still runs."""


class Acts:
    """Starts acts. ``done`` gets the answer; ``refused`` gets a sentence for the person.

    ``gateway`` gives the link of the moment: enrolment elsewhere makes a new one.
    """

    def __init__(self, gateway: Callable[[], Gateway], tasks: Tasks, words: Words) -> None:
        self._gateway = gateway
        self._tasks = tasks
        self._words = words

    def do(
        self,
        body: AnyBody,
        *,
        refused: Callable[[str], None],
        done: Callable[[Ack], None] | None = None,
        version: int | None = None,
    ) -> None:
        """Send a command."""
        name = type(body).__name__
        self._tasks.spawn(name, self._told(self._gateway().do(body, version), done, refused))

    def ask(
        self,
        ask: AnyAsk,
        *,
        done: Callable[[Page], None],
        refused: Callable[[str], None],
        cursor: str | None = None,
        whose: str = "",
    ) -> None:
        """Read; a newer question of the same kind, and of the same asker, takes the place of this
        one. ``whose`` names the asker where there are several of one kind."""
        name = f"{type(ask).__name__} {whose}".strip()
        asked = self._gateway().ask(ask, cursor)
        self._tasks.spawn_latest(name, self._told(asked, done, refused))

    def fetch(
        self, ask: MediaGrant, *, done: Callable[[bytes], None], refused: Callable[[str], None]
    ) -> None:
        """Fetch a stored picture or voice note."""
        self._tasks.spawn("fetch media", self._told(self._gateway().fetch(ask), done, refused))

    def download(
        self, grant: str, *, done: Callable[[bytes], None], refused: Callable[[str], None]
    ) -> None:
        """Fetch what an act's answer gave leave for."""
        self._tasks.spawn("download", self._told(self._gateway().download(grant), done, refused))

    def open_clip(
        self,
        opening: Coroutine[Any, Any, Clip],
        *,
        done: Callable[[Clip], None],
        refused: Callable[[str], None],
    ) -> None:
        """Have the media engine make something ready to be played."""
        self._tasks.spawn("open clip", self._told(opening, done, refused))

    def sign_in(self, user: str, password: str, refused: Callable[[str], None]) -> None:
        """Sign in; who is signed in is told by the link itself."""
        answer = self._gateway().sign_in(user, password)
        self._tasks.spawn_latest("sign in", self._told(answer, None, refused))

    def sign_out(self, refused: Callable[[str], None]) -> None:
        """Lock this console."""
        self._tasks.spawn_latest("sign out", self._told(self._gateway().sign_out(), None, refused))

    async def _told(
        self,
        answer: Coroutine[Any, Any, T],
        done: Callable[[T], None] | None,
        refused: Callable[[str], None],
    ) -> None:
        try:
            given = await answer
        except GatewayRefused as error:
            refused(error.sentence)
        except Refused as error:
            refused(self._words.refusal(error))
        except OutcomeUnknown:
            refused(self._words.t("outcome.unknown"))
        except EngineError:
            refused(self._words.t("player.cannot"))
        else:
            if done is not None:
                done(given)
