"""Deadlines: promised, moved by exact days, stopped and restarted, and when they are over."""

from __future__ import annotations

from datetime import date

from made_up import day, punkt
from msgspec.structs import replace


def running(walk):
    """Return each running deadline's rule and day."""
    return {f.id: f.dato.isoformat() for f in walk.situation("2026-12-31").course.frister}


def test_what_the_citizen_is_promised_runs_beside_the_centres_deadline(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("kvitter", "2026-03-04", forventet="2026-03-25")
    assert running(walk) == {"besked": "2026-03-25", "svar": "2026-03-18"}


def test_a_promise_is_kept_by_the_next_letter_to_the_citizen_and_no_sooner(walk):
    walk.step("kvitter", "2026-03-04", forventet="2026-03-25")
    walk.sent("2026-03-04")
    assert running(walk) == {"besked": "2026-03-25"}
    walk.step("videresend", "2026-03-05")
    assert running(walk) == {"svar": "2026-03-19"}


def test_a_promise_can_be_renewed_by_the_letter_that_keeps_it(walk):
    walk.step("kvitter", "2026-03-04", forventet="2026-03-25")
    told = {"venter-paa": "centrets svar", "forventet": "2026-04-20"}
    walk.step("underret", "2026-03-24", **told)
    assert running(walk) == {"besked": "2026-04-20"}


def test_a_rykkers_deadline_takes_the_place_of_the_one_that_passed(walk):
    walk.step("videresend", "2026-03-04")
    walk.sent("2026-03-04")
    walk.step("rykker", "2026-03-20")
    assert running(walk) == {"rykker": "2026-03-27"}


def test_a_deadline_reckoned_says_by_how_many_days_and_one_given_does_not(walk):
    assert walk.plan("videresend", "2026-03-04").event.arbejdsdage == 10
    assert walk.plan("videresend", "2026-03-04", frist="2026-03-11").event.arbejdsdage is None


def test_a_deadline_is_extended_by_exact_working_days_and_keeps_its_name(walk):
    walk.step("videresend", "2026-03-26")
    assert running(walk) == {"svar": "2026-04-14"}
    event = walk.step("forlaeng-frist", "2026-03-30", dage="3", begrundelse="Ferie").event
    assert (event.hvilken, event.dage) == ("svar", 3)
    assert running(walk) == {"svar": "2026-04-17"}


def test_one_of_several_deadlines_is_chosen_by_its_name(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("kvitter", "2026-03-04", forventet="2026-03-25")
    told = {"frist": "2026-04-01", "begrundelse": "Trækker ud", "hvilken": "besked"}
    walk.step("forlaeng-frist", "2026-03-05", **told)
    assert running(walk) == {"besked": "2026-04-01", "svar": "2026-03-18"}


def test_a_deadline_that_does_not_run_cannot_be_extended(walk):
    walk.step("videresend", "2026-03-04")
    told = {"dage": "3", "begrundelse": "Ferie", "hvilken": "hoering"}
    assert walk.refused("forlaeng-frist", "2026-03-05", **told) == [
        "- Fristen 'hoering' løber ikke i sagen. Det gør: svar."
    ]


def test_all_deadlines_stand_still_while_the_case_is_in_bero(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("kvitter", "2026-03-04", forventet="2026-03-25")
    walk.step("saet-i-bero", "2026-03-10", begrundelse="Borgeren er syg")
    event = walk.step("ophaev-bero", "2026-03-17", begrundelse="Rask igen").event
    assert event.frister == {"svar": date(2026, 3, 25), "besked": date(2026, 4, 1)}
    assert running(walk) == {"besked": "2026-04-01", "svar": "2026-03-25"}


def test_a_changed_holiday_does_not_move_a_date_that_was_promised(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("saet-i-bero", "2026-03-10", begrundelse="Ferie")
    walk.step("ophaev-bero", "2026-03-17", begrundelse="Tilbage")
    before = running(walk)
    closed = replace(walk.rules.helligdage["juledag"], id="ny-dag", navn="Ny dag", dag="03-23")
    walk.rules = replace(walk.rules, helligdage={**walk.rules.helligdage, "ny-dag": closed})
    assert running(walk) == before


def test_following_up_goes_on_after_the_case_is_closed_until_all_is_reported(walk_of):
    walk = walk_of(punkt())
    walk.investigated().step("afgiv-udtalelse", "2026-04-01")
    walk.step("afslut", "2026-04-02", udfald="udtalelse-afgivet")
    assert running(walk) == {"opfoelgning": "2026-06-03"}
    walk.step("tilbagemelding", "2026-05-20", henstilling="fulgt")
    assert running(walk) == {}


def test_a_closed_case_waits_for_nothing_else(walk):
    walk.step("kvitter", "2026-03-04", forventet="2026-03-25")
    walk.step("frafald", "2026-03-05", begrundelse="Trukket tilbage")
    assert running(walk) == {}


def test_a_course_keeps_the_day_of_its_promise_whatever_day_it_is_read(walk):
    walk.step("kvitter", "2026-03-04", forventet="2026-03-25")
    seen = [walk.situation(today).course.frister for today in ("2026-03-05", "2027-03-05")]
    assert seen[0] == seen[1]
    assert seen[0][0].sat == day("2026-03-04")
