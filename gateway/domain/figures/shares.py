"""What share of all was so."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from gateway.domain.figures.facts import CallFacts, Facts, GuestFacts
from gateway.domain.figures.measure import NAMED
from gateway.protocol.views.figures import ShareView

T = TypeVar("T", CallFacts, GuestFacts)


def shares(facts: Facts) -> tuple[ShareView, ...]:
    """Calls that nobody took, and guests who stayed longer than reported."""
    calls = sorted((c for c in facts.calls if c.to_desk), key=lambda c: c.started_at)
    guests = [g for g in facts.guests if g.sent_at is not None]
    guests.sort(key=lambda g: (g.sent_at, g.subject))
    return (
        _share("calls_abandoned", calls, lambda call: call.abandoned),
        _share("calls_missed", calls, lambda call: call.missed),
        _share("guests_overdue", guests, lambda guest: guest.overdue_at is not None),
    )


def _share(key: str, all_of_them: Sequence[T], is_so: Callable[[T], bool]) -> ShareView:
    found = [one.subject for one in reversed(all_of_them) if is_so(one)]
    return ShareView(key=key, n=len(all_of_them), count=len(found), behind=tuple(found[:NAMED]))
