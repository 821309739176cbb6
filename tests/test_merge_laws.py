"""What holds of any two versions of a case: nothing is lost, and no order of the two matters."""

from __future__ import annotations

import random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from versions import grown

from workflow.core.changes import key, plain
from workflow.core.merge import merged
from workflow.core.situation import Situation

CASES = 150
chances = st.randoms(use_true_random=False)
bounded = settings(max_examples=40, deadline=None, derandomize=True, phases=[Phase.generate])


def each(law, kontor, rules):
    """Hold a law against versions that have grown apart by chance."""

    @bounded
    @given(chances)
    def held(chance):
        law(grown(chance, kontor, rules))

    held()


def events(sag):
    return [key(event) for event in sag.forloeb]


def has_in_order(whole, part):
    rest = iter(whole)
    return all(event in rest for event in part)


def test_either_version_can_be_called_the_shared_one(kontor, rules):
    def law(versions):
        there, back = versions.merged(kontor, rules), versions.turned().merged(kontor, rules)
        if not there.omnummereret and not back.omnummereret:
            assert there.sag == back.sag
            assert [clash.sted for clash in there.sammenstoed] == [
                clash.sted for clash in back.sammenstoed
            ]

    each(law, kontor, rules)


def test_a_version_that_has_not_changed_gives_way_to_the_other(kontor, rules):
    def law(versions):
        base, one, _ = versions
        for shared, other in ((base, one), (one, base), (one, one)):
            assert merged(base, shared, other, rules, kontor).sag == one

    each(law, kontor, rules)


def test_the_merged_case_is_a_legal_course_or_there_is_a_clash(kontor, rules):
    def law(versions):
        found = versions.merged(kontor, rules)
        assert (found.sag is None) == bool(found.sammenstoed)
        if found.sag is not None:
            today = max(event.dato for event in found.sag.forloeb)
            assert Situation(found.sag, kontor, rules, today).course.fejl == ()

    each(law, kontor, rules)


def test_every_event_of_either_side_is_there_once_and_in_its_order(kontor, rules):
    def law(versions):
        found = versions.merged(kontor, rules)
        if found.sag is None or found.omnummereret:
            return
        whole = events(found.sag)
        for side in (versions.one, versions.two):
            assert has_in_order(whole, events(side))
        for event in set(whole):
            most = max(events(side).count(event) for side in (versions.one, versions.two))
            assert whole.count(event) == most

    each(law, kontor, rules)


def test_every_value_that_one_side_has_changed_is_there(kontor, rules):
    def law(versions):
        found = versions.merged(kontor, rules)
        if found.sag is None or found.omnummereret:
            return
        was = values(versions.base)
        for side in map(values, (versions.one, versions.two)):
            for path in side.keys() | was.keys():
                if side.get(path) != was.get(path):
                    assert values(found.sag).get(path) == side.get(path)

    each(law, kontor, rules)


def test_a_klagepunkt_with_a_new_number_is_there_as_it_was(kontor, rules):
    def law(versions):
        found = versions.merged(kontor, rules)
        for old, new in found.omnummereret.items():
            assert found.sag.punkt(new) == replace(versions.two.punkt(old), nr=new)
            assert found.sag.punkt(old) == versions.one.punkt(old)
            assert len(found.sag.forloeb) >= len(versions.two.forloeb)

    each(law, kontor, rules)


def values(sag):
    """Return each value of a case but its course by where it stands."""
    data = plain(sag)
    points = {
        f"punkt {punkt.nr} {k}": v for punkt in sag.klagepunkter for k, v in plain(punkt).items()
    }
    person = {f"borger {k}": v for k, v in data["borger"].items()}
    rest = {k: v for k, v in data.items() if k not in ("borger", "klagepunkter", "forloeb")}
    return points | person | rest


def test_chance_brings_about_merged_cases_clashes_and_renumbered_klagepunkter(kontor, rules):
    found = [grown(random.Random(seed), kontor, rules) for seed in range(CASES)]
    result = [versions.merged(kontor, rules) for versions in found]
    both = [v for v in found if v.base not in (v.one, v.two) and v.one != v.two]
    assert len(both) > CASES // 2
    assert sum(r.sag is not None for r in result) > CASES // 4
    assert sum(r.sag is None for r in result) > CASES // 10
    assert any(r.omnummereret for r in result)
