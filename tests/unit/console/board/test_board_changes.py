"""Joined changes say the same as comparing the first picture with the last one."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from console.board.changes import ChangeSet, Delta

SUBJECTS = ("a", "b", "c")
Picture = dict[str, int]
pictures = st.dictionaries(st.sampled_from(SUBJECTS), st.integers(0, 3))


def between(before: Picture, after: Picture) -> Delta:
    both = before.keys() & after.keys()
    return Delta(
        added=frozenset(after.keys() - before.keys()),
        changed=frozenset(s for s in both if before[s] != after[s]),
        removed=frozenset(before.keys() - after.keys()),
    )


@given(st.lists(pictures, min_size=2, max_size=6))
def test_merging_keeps_what_came_and_went(steps: list[Picture]) -> None:
    merged = Delta()
    for before, after in itertools.pairwise(steps):
        merged = merged.merged(between(before, after))
    whole = between(steps[0], steps[-1])
    assert merged.added == whole.added
    assert merged.removed == whole.removed
    # A row that changed and changed back may be painted once too often, but never too seldom.
    assert merged.changed >= whole.changed
    assert not merged.changed & (merged.added | merged.removed)


def test_change_sets_merge_by_kind() -> None:
    one = frozenset({"post:1"})
    first = ChangeSet(posts=Delta(added=one), presence=one, age=True)
    second = ChangeSet(posts=Delta(changed=one), timelines=one, reset=True)
    assert first.merged(second) == ChangeSet(
        posts=Delta(added=one), presence=one, timelines=one, age=True, reset=True
    )


def test_link_lost_and_back_is_no_change_of_age() -> None:
    assert not ChangeSet(age=True).merged(ChangeSet(age=True))
