"""Where two commits parted, told from their parents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.ancestry import Ancestry


def grown(*lines):
    """Return the ancestry of commits, each written with its parents: "c a b"."""
    ancestry = Ancestry()
    for line in lines:
        commit, *parents = line.split()
        ancestry.add(commit, parents)
    return ancestry


@pytest.mark.parametrize(
    ("lines", "one", "other", "parting"),
    [
        (["a", "b a", "c a"], "b", "c", "a"),
        (["a", "b a", "c b"], "a", "c", "a"),
        (["a", "b a"], "b", "b", "b"),
        (["a", "b"], "a", "b", ""),
        (["a", "b a", "c a", "d b c", "e c", "f d", "g e"], "f", "g", "c"),
    ],
)
def test_two_commits_parted_at_the_last_that_both_have(lines, one, other, parting):
    assert grown(*lines).parting(one, other) == parting
    assert grown(*lines).parting(other, one) == parting


@given(st.lists(st.lists(st.integers(0, 30), max_size=2), min_size=1, max_size=30), st.data())
def test_no_commit_that_both_have_follows_the_one_where_they_parted(drawn, data):
    parents = [
        sorted({number for number in found if number < at}) for at, found in enumerate(drawn)
    ]
    lines = [" ".join(map(str, (at, *found))) for at, found in enumerate(parents)]
    one, other = (data.draw(st.integers(0, len(parents) - 1)) for _ in "ab")
    both = within(parents, one) & within(parents, other)
    parting = grown(*lines).parting(str(one), str(other))
    assert bool(parting) == bool(both)
    assert not any(int(parting) in within(parents, at) - {at} for at in both if parting)


def within(parents, commit):
    """Return what a commit has in it, itself too."""
    return {commit}.union(*(within(parents, parent) for parent in parents[commit]))
