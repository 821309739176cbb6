"""Two courses made into one: every step has its place, or both sides' are told in words."""

from __future__ import annotations

from copy import deepcopy

import pytest
from made_up import punkt
from msgspec.structs import replace

from workflow.core.merge import merged

CENTRE, CITIZEN = "2026-03-04-videresendelse-center", "2026-03-04-videresendelse-borger"


@pytest.fixture
def merge(kontor, rules):
    return lambda base, shared, other: merged(base, shared, other, rules, kontor)


def person(sag, **facts):
    return replace(sag, borger=replace(sag.borger, **facts))


def grown(walk, *steps):
    """Let a copy of a case take steps of its own."""
    own = deepcopy(walk)
    for handling, dato, told in steps:
        own.step(handling, dato, **told)
    return own.sag


def told(clashes):
    return [tuple(text.replace("\u00a0", " ") for text in clash) for clash in clashes]


def course(sag):
    return [(event.dato.isoformat(), event.handling) for event in sag.forloeb]


def note(dato, text="Talt sammen"):
    return ("notat", dato, {"slags": "telefon", "tekst": text})


def test_events_of_both_sides_stand_by_their_days(merge, walk):
    here = grown(walk, note("2026-03-05"), note("2026-03-09"))
    there = grown(walk, ("videresend", "2026-03-06", {}))
    for shared, other in ((here, there), (there, here)):
        assert course(merge(walk.sag, shared, other).sag) == [
            ("2026-03-02", "registrer"),
            ("2026-03-05", "notat"),
            ("2026-03-06", "videresend"),
            ("2026-03-09", "notat"),
        ]


def test_events_stand_otherwise_where_only_that_can_have_happened(merge, walk):
    walk.step("videresend", "2026-03-04")
    here = grown(walk, ("uformel-kontakt", "2026-03-20", {"tekst": "Talt"}))
    there = grown(walk, note("2026-03-10"), ("frafald", "2026-03-19", {"begrundelse": "Løst"}))
    found = merge(walk.sag, here, there)
    assert [handling for _, handling in course(found.sag)][2:] == [
        "uformel-kontakt",
        "notat",
        "frafald",
    ]


def paused(*days):
    """Stop a case and let it go on, time after time."""
    steps = ("saet-i-bero", "ophaev-bero")
    return [(steps[n % 2], dato, {"begrundelse": "Ferie"}) for n, dato in enumerate(days)]


def test_of_orders_that_are_equally_good_the_same_is_taken_on_both_sides(merge, walk):
    here = grown(walk, *paused("2026-03-03", "2026-03-05"))
    there = grown(walk, *paused("2026-03-04", "2026-03-06"))
    found = merge(walk.sag, here, there)
    assert [dato[-2:] for dato, _ in course(found.sag)] == ["02", "03", "05", "04", "06"]
    assert merge(walk.sag, there, here).sag == found.sag


def test_what_one_side_has_done_once_more_is_there_once_more(merge, walk):
    once = grown(walk, *paused("2026-03-03", "2026-03-03"), note("2026-03-09"))
    twice = grown(walk, *paused(*["2026-03-03"] * 4))
    found = merge(walk.sag, once, twice)
    assert [dato for dato, _ in course(found.sag)].count("2026-03-03") == 4


def test_a_step_that_the_others_step_forbids_is_a_clash_in_words(merge, walk):
    here = grown(walk, ("videresend", "2026-03-04", {}))
    there = grown(walk, ("videresend", "2026-03-05", {}))
    found = merge(walk.sag, here, there)
    assert found.sag is None
    assert told(found.sammenstoed) == [
        (
            "Forløbene kan ikke forenes",
            "Klagen sendt videre til centret (4. marts 2026)",
            "Klagen sendt videre til centret (5. marts 2026)",
        )
    ]


def test_a_statement_does_not_stand_beside_a_klagepunkt_that_it_does_not_assess(merge, walk):
    walk.investigated()
    here, there = deepcopy(walk), deepcopy(walk)
    here.step("afgiv-udtalelse", "2026-03-25")
    there.add(punkt(2))
    assert merge(walk.sag, here.sag, there.sag).sag is None


def test_a_statement_is_a_clash_with_another_assessment_than_it_rests_on(merge, walk):
    walk.investigated()
    here, there = deepcopy(walk), deepcopy(walk)
    here.step("afgiv-udtalelse", "2026-03-25")
    there.assess(udfald="ingen-kritik")
    sted, faelles, anden = merge(walk.sag, there.sag, here.sag).sammenstoed[0]
    assert sted == "Udtalelsens klagepunkter"
    assert "'kritik' → 'ingen-kritik'" in faelles
    assert anden.startswith("Udtalelse afgivet")


def test_the_same_letters_sent_on_both_sides_are_sent_once(merge, walk):
    walk.step("videresend", "2026-03-04")
    here, there = deepcopy(walk), deepcopy(walk)
    for side in (here, there):
        side.sent("2026-03-05")
    here.step("centersvar", "2026-03-16", medhold="intet")
    found = merge(walk.sag, there.sag, person(here.sag, telefon="0012"))
    assert [handling for _, handling in course(found.sag)] == [
        "registrer",
        "videresend",
        "afsendt",
        "centersvar",
    ]


def test_a_letter_sent_on_two_different_days_is_a_clash(merge, walk):
    walk.step("videresend", "2026-03-04")
    here, there = deepcopy(walk), deepcopy(walk)
    here.sent("2026-03-05", CENTRE)
    there.sent("2026-03-06", CENTRE, CITIZEN)
    assert merge(walk.sag, here.sag, there.sag).sag is None


def test_a_deadline_moved_to_two_days_is_a_clash(merge, walk):
    walk.step("videresend", "2026-03-04")
    told = {"hvilken": "svar", "begrundelse": "Ferie"}
    sides = [
        grown(walk, ("forlaeng-frist", "2026-03-05", {**told, "frist": dato}))
        for dato in ("2026-03-25", "2026-03-27")
    ]
    assert merge(walk.sag, *sides).sag is None


def test_a_step_taken_back_stays_taken_back_when_the_other_has_gone_on_without_it(merge, walk):
    before = walk.sag
    walk.step("kvitter", "2026-03-04")
    there = grown(walk, note("2026-03-05"))
    for shared, other in ((before, there), (there, before)):
        assert course(merge(walk.sag, shared, other).sag) == [
            ("2026-03-02", "registrer"),
            ("2026-03-05", "notat"),
        ]


def test_a_step_taken_back_whose_letters_the_other_has_sent_is_a_clash(merge, walk):
    before = walk.sag
    walk.step("videresend", "2026-03-04")
    there = deepcopy(walk)
    there.sent("2026-03-05")
    found = merge(walk.sag, before, there.sag)
    assert told(found.sammenstoed) == [
        (
            "Forløbene kan ikke forenes",
            "uden Klagen sendt videre til centret (4. marts 2026)",
            "Breve sendt (5. marts 2026)",
        )
    ]
