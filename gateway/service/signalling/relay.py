"""Passes signals on between the devices of a call.

Only between its hub and one other device, only while both are in it. Nothing waits here: a signal
stands in the receiver's mailbox or is refused to its sender. What is kept of it is the fingerprint
of the certificate with which a device encrypts its media.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Final

from gateway.domain.call import Call, Leg
from gateway.domain.order import NoteFingerprint
from gateway.protocol.enums import ClientKind
from gateway.protocol.errors import ErrorCode, Refused
from gateway.protocol.messages import Signal
from gateway.protocol.signals import Answer, Offer, Restart
from gateway.service.commit.batch import Committed
from gateway.service.hub.client import Client
from gateway.service.hub.replica import Replica
from gateway.service.signalling.pairs import Pair
from gateway.service.timers.errands import Errands

#: RFC 8122 section 5. One session description may name it once for each medium.
_FINGERPRINT: Final = re.compile(r"^a=fingerprint:(\S{1,16} [0-9A-Fa-f:]{1,191})\r?$", re.MULTILINE)


class Signalling:
    """All on the event loop. ``client_of`` finds the connection of a device in a call."""

    def __init__(
        self, replica: Replica, client_of: Callable[[Leg], Client | None], errands: Errands
    ) -> None:
        self._replica = replica
        self._client_of = client_of
        self._errands = errands
        self._pairs: defaultdict[str, dict[tuple[str, str], Pair]] = defaultdict(dict)

    def pass_on(self, client: Client, signal: Signal) -> None:
        """Give it to the peer.

        Raises Refused: PIN_NEEDED, NOT_FOUND to who has no part in the call, FORBIDDEN for what
        only the other side may say, PEER_ABSENT, TOO_MANY_SIGNALS.
        """
        if client.kind is ClientKind.PARTNER and client.unlock is None:
            raise Refused(ErrorCode.PIN_NEEDED)
        call, own, peer = self._members(client, signal)
        from_hub = own.party == call.hub
        if isinstance(signal.body, Offer) and not from_hub:
            raise Refused(ErrorCode.FORBIDDEN)
        if isinstance(signal.body, Answer | Restart) and from_hub:
            raise Refused(ErrorCode.FORBIDDEN)
        ends = (own.party, peer.party) if from_hub else (peer.party, own.party)
        pair = self._pairs[call.subject].setdefault(ends, Pair())
        if not pair.take(own.party, signal, from_hub=from_hub):
            return
        self._note_fingerprint(call, own, signal)
        self._deliver(own, peer, signal)

    def tell(self, committed: Committed) -> None:
        """Forget the calls that are over."""
        for state in committed.states.values():
            if isinstance(state, Call) and not state.is_live:
                self._pairs.pop(state.subject, None)

    async def settled(self) -> None:
        """Wait until what was noted is committed."""
        await self._errands.settled()

    def _members(self, client: Client, signal: Signal) -> tuple[Call, Leg, Leg]:
        """The call, the sender's part in it and the receiver's. Raises Refused(NOT_FOUND)."""
        call = self._replica.calls.get(signal.call)
        own = call.leg(client.device) if call else None
        peer = call.leg(signal.peer) if call else None
        if call is None or own is None or peer is None or own is peer:
            raise Refused(ErrorCode.NOT_FOUND)
        together = own.is_connected and peer.is_connected and call.is_live
        if not together or call.hub not in (own.party, peer.party):
            raise Refused(ErrorCode.NOT_FOUND)
        if self._client_of(own) is not client:
            # Another officer sits at the console now, or a newer connection took its place.
            raise Refused(ErrorCode.NOT_FOUND)
        return call, own, peer

    def _deliver(self, own: Leg, peer: Leg, signal: Signal) -> None:
        receiver = self._client_of(peer)
        if receiver is None or receiver.mailbox.ending:
            raise Refused(ErrorCode.PEER_ABSENT)
        if not receiver.mailbox.roomy:
            # A flood of signals must never cut a client that is only slow.
            raise Refused(ErrorCode.TOO_MANY_SIGNALS)
        receiver.mailbox.say(
            Signal(call=signal.call, peer=own.party, session=signal.session, body=signal.body)
        )

    def _note_fingerprint(self, call: Call, own: Leg, signal: Signal) -> None:
        if not isinstance(signal.body, Offer | Answer):
            return
        for fingerprint in dict.fromkeys(_FINGERPRINT.findall(signal.body.sdp)):
            key = (own.party, fingerprint)
            if key not in call.fingerprints:
                note = NoteFingerprint(call=call.subject, party=own.party, fingerprint=fingerprint)
                self._errands.send((call.subject, *key), note)
