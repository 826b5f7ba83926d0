"""How much of the time posts were heard."""

from datetime import datetime
from typing import Final

from gateway.domain.figures.facts import Facts, PostFacts, Stretch
from gateway.protocol.views.figures import PostSilenceView, UptimeView

#: Posts named, so that the row stays small.
WORST: Final = 30


def uptime(facts: Facts) -> UptimeView | None:
    """Of the posts that should have been heard in the period; None where posts weren't read."""
    if facts.posts is None:
        return None
    since, until = facts.since, min(facts.until, facts.now)
    expected_s, silent_s = 0.0, 0.0
    found: list[PostSilenceView] = []
    for post in facts.posts:
        due_s = _seconds(post.expected, since, until)
        if due_s:
            lost_s = [s for s in (_silent(post, one, since, until) for one in post.silences) if s]
            expected_s, silent_s = expected_s + due_s, silent_s + sum(lost_s)
            found.append(_told(post, due_s, lost_s))
    found.sort(key=lambda post: (post.online, -post.longest_s, post.post))
    longest = max(found, key=lambda post: post.longest_s, default=None)
    return UptimeView(
        posts=len(found),
        online=1 - silent_s / expected_s if expected_s else None,
        longest_s=longest.longest_s if longest else 0.0,
        longest_post=longest.post if longest and longest.longest_s else None,
        worst=tuple(post for post in found if post.silences)[:WORST],
    )


def _told(post: PostFacts, due_s: float, lost_s: list[float]) -> PostSilenceView:
    return PostSilenceView(
        post=post.subject,
        online=1 - sum(lost_s) / due_s,
        silences=len(lost_s),
        longest_s=max(lost_s, default=0.0),
    )


def _silent(post: PostFacts, silence: Stretch, since: datetime, until: datetime) -> float:
    """How long a silence was, while the post should have been heard."""
    start, end = max(silence.start, since), min(silence.end or until, until)
    return _seconds(post.expected, start, end)


def _seconds(stretches: tuple[Stretch, ...], since: datetime, until: datetime) -> float:
    return sum(stretch.seconds_within(since, until) for stretch in stretches)
