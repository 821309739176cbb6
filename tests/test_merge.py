"""Two versions of a case made into one: by field, by klagepunkt and by event."""

from __future__ import annotations

from copy import deepcopy

import pytest
from made_up import day, punkt, sag
from msgspec.structs import replace

from workflow.core.merge import merged
from workflow.core.model import Borger, Periode, Vurdering


@pytest.fixture
def merge(kontor, rules):
    return lambda base, shared, other: merged(base, shared, other, rules, kontor)


def person(sag, **facts):
    return replace(sag, borger=replace(sag.borger, **facts))


def test_values_changed_on_either_side_are_both_there(merge):
    base = sag(punkt())
    found = merge(base, person(base, adresse="Vejgade 1"), person(base, telefon="0012"))
    assert found.sag.borger == Borger(navn="Øjvind Åse", adresse="Vejgade 1", telefon="0012")


def test_the_same_value_changed_to_two_things_is_a_clash_with_both(merge):
    base = sag(punkt())
    found = merge(base, person(base, adresse="Vejgade 1"), person(base, adresse="Vejgade 2"))
    assert found.sag is None
    assert found.sammenstoed == (("Adressen", "'Vejgade 1'", "'Vejgade 2'"),)


def test_the_same_change_on_both_sides_is_made_once(merge):
    base = sag(punkt())
    both = replace(base, emne="Et svar")
    assert merge(base, both, person(both, telefon="0012")).sag == person(both, telefon="0012")


def test_a_value_deleted_on_one_side_and_changed_on_the_other_is_a_clash(merge):
    base = person(sag(punkt()), adresse="Vejgade 1")
    found = merge(base, person(base, adresse=None), person(base, adresse="Vejgade 2"))
    assert found.sammenstoed == (("Adressen", "intet", "'Vejgade 2'"),)


@pytest.mark.parametrize(
    ("was", "here", "there"),
    [
        (
            {"vurdering": Vurdering(udfald="kritik")},
            {"vurdering": Vurdering(udfald="kritik", grad="uheldigt")},
            {"vurdering": Vurdering(udfald="ingen-kritik")},
        ),
        (
            {"haendt": Periode(fra=day("2026-01-01"))},
            {"haendt": Periode(fra=day("2026-02-01"))},
            {"haendt": Periode(fra=day("2026-01-01"), til=day("2026-01-15"))},
        ),
    ],
)
def test_what_is_one_statement_is_not_put_together_from_two(merge, was, here, there):
    found = merge(*(sag(punkt(**facts)) for facts in (was, here, there)))
    assert found.sag is None
    assert len(found.sammenstoed) == 1


def test_klagepunkter_changed_on_either_side_are_both_there(merge):
    base = sag(punkt(), punkt(2))
    found = merge(base, sag(punkt(medhold="intet"), punkt(2)), sag(punkt(), punkt(2, tema="andet")))
    assert found.sag.klagepunkter == (punkt(medhold="intet"), punkt(2, tema="andet"))


def test_a_klagepunkt_that_both_have_added_is_there_once(merge):
    base, both = sag(punkt()), sag(punkt(), punkt(2))
    found = merge(base, both, person(both, telefon="0012"))
    assert (found.sag.klagepunkter, found.omnummereret) == (both.klagepunkter, {})


def test_two_new_klagepunkter_of_one_number_are_both_there(merge):
    base, other = sag(punkt()), punkt(2, forhold="centret ikke har ringet")
    found = merge(base, sag(punkt(), punkt(2)), sag(punkt(), other))
    assert found.sag.klagepunkter == (punkt(), punkt(2), replace(other, nr=3))
    assert found.omnummereret == {2: 3}


def test_the_events_that_name_a_klagepunkt_follow_its_new_number(merge, walk):
    base, here, there = walk.sag, deepcopy(walk), deepcopy(walk)
    here.add(punkt(2))
    there.add(punkt(2, forhold="centret ikke har ringet"))
    there.step("centersvar", "2026-03-05", medhold="1=fuldt,2=intet")
    found = merge(base, here.sag, there.sag)
    assert (found.sag.forloeb[-1].punkter, found.sag.forloeb[-1].medhold) == (
        (1, 3),
        "1=fuldt,3=intet",
    )
    assert [(p.nr, p.medhold) for p in found.sag.klagepunkter] == [
        (1, "fuldt"),
        (2, None),
        (3, "intet"),
    ]


def test_a_klagepunkt_that_a_letter_may_have_named_keeps_its_number(merge, walk):
    base, here, there = walk.sag, deepcopy(walk), deepcopy(walk)
    here.add(punkt(2))
    there.add(punkt(2, forhold="centret ikke har ringet"))
    there.step("videresend", "2026-03-05")
    found = merge(base, here.sag, there.sag)
    assert found.sag is None
    assert found.sammenstoed[0].sted == "Klagepunkt 2"
    assert found.sammenstoed[0].anden.endswith("at centret ikke har ringet")


def test_nor_does_one_that_a_text_names_get_another_number(kontor, rules):
    base, other = sag(punkt()), sag(punkt(), punkt(2, forhold="centret ikke har ringet"))
    sides = (base, sag(punkt(), punkt(2)), other)
    assert merged(*sides, rules, kontor, ["# Klagepunkt 1\n"]).omnummereret == {2: 3}
    assert merged(*sides, rules, kontor, ["# Klagepunkt 2\n"]).sag is None


def test_a_case_that_both_have_made_is_not_merged(merge):
    one, two = sag(punkt()), sag(punkt(), emne="Et svar")
    assert merge(None, one, one).sag == one
    assert merge(None, one, two).sag is None
