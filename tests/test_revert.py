"""Taking a step back out of a case that has changed since: a law, and what happens in conflict."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workflow.core.revert import reverted

words = st.text("abc", min_size=1, max_size=2)
plain = st.integers(0, 3) | words | st.booleans()
values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)
records = st.dictionaries(words, values, max_size=4)
foreign = st.dictionaries(st.text("xyz", min_size=1, max_size=2), values, max_size=3)


@given(records, records)
def test_a_step_nothing_has_touched_since_is_undone_completely(before, after):
    assert reverted(after, before, after) == (before, [])


@given(records, records)
def test_what_changed_nothing_takes_nothing_back(now, same):
    assert reverted(now, same, same) == (now, [])


@given(records, records, foreign)
def test_what_has_been_added_elsewhere_since_is_kept(before, after, added):
    assert reverted(after | added, before, after) == (before | added, [])


@given(records, records, foreign)
def test_what_has_been_added_inside_the_same_group_since_is_kept(before, after, added):
    groups = ({"borger": part} for part in (after | added, before, after))
    undone, conflicts = reverted(*groups)
    assert conflicts == []
    assert undone.get("borger", {}) == before | added


@given(records, records, records)
def test_what_is_left_alone_for_a_conflict_stands_as_it_is_now(now, before, after):
    undone, conflicts = reverted(now, before, after)
    for path in conflicts:
        here, there = now, undone
        for key in path[:-1]:
            here, there = here[key], there[key]
        key = path[-1]
        if isinstance(here, dict):
            assert there.get(key) == here.get(key)


def test_two_hands_on_one_value_are_a_conflict_with_its_place():
    before, after = {"borger": {"navn": "Åse"}}, {"borger": {"navn": "Åse Ravn"}}
    now = {"borger": {"navn": "Åse R."}}
    assert reverted(now, before, after) == (now, [("borger", "navn")])


def test_a_klagepunkt_added_since_the_step_is_kept_when_the_step_is_undone():
    before = {"klagepunkter": [{"nr": 1}]}
    after = {"klagepunkter": [{"nr": 1, "medhold": "intet"}]}
    now = {"klagepunkter": [{"nr": 1, "medhold": "intet"}, {"nr": 2}]}
    undone, conflicts = reverted(now, before, after)
    assert (undone, conflicts) == ({"klagepunkter": [{"nr": 1}, {"nr": 2}]}, [])


def test_a_line_removed_since_is_a_conflict_and_not_guessed_at():
    before, after = {"forloeb": ["a"]}, {"forloeb": ["a", "b", "c"]}
    now = {"forloeb": ["a", "c"]}
    assert reverted(now, before, after) == (now, [("forloeb",)])


def test_the_data_given_are_left_as_they_were():
    before, after, now = {"a": [1]}, {"a": [1, 2]}, {"a": [1, 2], "b": {"c": 3}}
    reverted(now, before, after)
    assert (before, after, now) == ({"a": [1]}, {"a": [1, 2]}, {"a": [1, 2], "b": {"c": 3}})
