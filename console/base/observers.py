"""Plain callbacks with a way to take them back; the only notification in the layers without Qt."""

import logging
from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")
logger = logging.getLogger(__name__)


class Observers(Generic[P]):
    """A list of callbacks of one shape.

    A callback that fails is logged with its trace and keeps none of the others from being told:
    a broken panel must not silence an alarm.
    """

    def __init__(self) -> None:
        self._callbacks: list[Callable[P, None]] = []

    def subscribe(self, callback: Callable[P, None]) -> Callable[[], None]:
        """Call it at each change from now on; the function returned ends that."""
        self._callbacks.append(callback)

        def unsubscribe() -> None:
            if callback in self._callbacks:
                self._callbacks.remove(callback)

        return unsubscribe

    def tell(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Call all of them, in the order in which they came."""
        for callback in tuple(self._callbacks):
            try:
                callback(*args, **kwargs)
            except Exception:
                logger.exception("observer %r failed", callback)
