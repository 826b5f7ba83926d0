"""How many candidates the two ends of a peer connection have sent."""

from collections import Counter

from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Signal
from gateway.protocol.signals import CANDIDATE_LIMIT, Candidate


class Pair:
    """The hub of a call and one other device; the hub counts their sessions upwards."""

    def __init__(self) -> None:
        self._session = 0
        self._candidates: Counter[str] = Counter()

    def take(self, sender: str, signal: Signal, *, from_hub: bool) -> bool:
        """Whether the signal is of today's session; an older one is for nobody any more.

        Raises Refused: UNEXPECTED for a session that the hub didn't begin, TOO_MANY_SIGNALS.
        """
        if from_hub and signal.session > self._session:
            self._session = signal.session
            self._candidates.clear()
        if self._session and signal.session > self._session:
            raise Refused(ErrorCode.UNEXPECTED)
        if signal.session < self._session:
            return False
        if isinstance(signal.body, Candidate):
            if self._candidates[sender] >= CANDIDATE_LIMIT:
                raise Refused(ErrorCode.TOO_MANY_SIGNALS)
            self._candidates[sender] += 1
        return True
