"""How devices leave a call, and when that is its end."""

from gateway.domain.call import Call, is_officer
from gateway.domain.world import Change
from gateway.protocol import events as ev
from gateway.protocol.enums import CallEnd


def given_up(found: Call) -> Change:
    """The caller hangs up before anybody answered; a resident is due to be called back."""
    due = found.owes_call_back and not is_officer(found.caller)
    ended = ev.CallEnded(end=CallEnd.CANCELLED, call_back_due=due)
    return Change(subject=found.subject, data=ended)


def missed(found: Call) -> Change:
    """Nobody answered in time."""
    due = found.owes_call_back and not is_officer(found.caller)
    return Change(subject=found.subject, data=ev.CallMissed(call_back_due=due))


def dropped(found: Call) -> Change:
    """The media broke off for good."""
    due = found.owes_call_back
    return Change(subject=found.subject, data=ev.CallDropped(call_back_due=due))


def ended(found: Call, end: CallEnd) -> Change:
    """It is over for all."""
    return Change(subject=found.subject, data=ev.CallEnded(end=end))


def left(found: Call, party: str, end: CallEnd) -> list[Change]:
    """One device is out; the call is over if it lived for no other."""
    gone = Change(subject=found.subject, data=ev.LegLeft(party=party, end=end))
    if any(leg.party != party for leg in found.others):
        return [gone]
    return [gone, dropped(found) if end is CallEnd.DROPPED else ended(found, CallEnd.HUNG_UP)]
