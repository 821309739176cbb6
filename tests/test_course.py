"""The forløb read as a course: the state, the deadline and the letters are never stored."""

from __future__ import annotations

import pytest
from made_up import day, punkt
from msgspec.structs import replace

from workflow.core.course import latest, presented, unsent
from workflow.core.model import Haendelse


def line(handling, dato="2026-03-04", **facts):
    return Haendelse(dato=day(dato), handling=handling, **facts)


def courses_of(walk, *lines):
    walk.sag = replace(walk.sag, forloeb=(*walk.sag.forloeb, *lines))
    return walk.situation("2026-12-31").course


def test_a_case_that_has_been_registered_is_new(walk):
    assert walk.state() == "ny"
    assert walk.deadline() is None


def test_a_case_without_a_forloeb_is_nowhere(walk_of):
    assert walk_of(forloeb=()).state() is None


def test_the_state_is_the_fold_of_what_has_happened(walk):
    walk.held_on_to()
    assert walk.state() == "klage-fastholdt"
    walk.sag = replace(walk.sag, forloeb=walk.sag.forloeb[:-1])
    assert walk.state() == "besvaret"
    walk.sag = replace(walk.sag, forloeb=walk.sag.forloeb[:-1])
    assert walk.state() == "hos-centret"


def test_a_line_the_table_does_not_allow_is_told_with_its_number_and_changes_nothing(walk):
    course = courses_of(walk, line("centersvar"), line("afgiv-udtalelse"))
    assert course.tilstand.id == "besvaret"
    assert course.fejl == (
        "forloeb, linje 3: 'Udtalelse afgivet' kan ikke ske, når sagen er 'Besvaret af centret'",
    )


def test_every_wrong_line_is_told(walk_of):
    lines = (line("afsendt"), line("registrer"), line("findes-ikke"), line("registrer"))
    course = walk_of(punkt(), forloeb=lines).situation("2026-12-31").course
    assert course.tilstand.id == "ny"
    assert course.fejl == (
        "forloeb, linje 1: 'Breve sendt' kan ikke ske, før sagen er registreret",
        "forloeb, linje 3: handlingen 'findes-ikke' findes ikke",
        "forloeb, linje 4: 'Henvendelse registreret' kan ikke ske, når sagen er 'Ny'",
    )


def test_the_deadline_is_the_one_the_letter_promised_whatever_the_office_uses_now(walk):
    course = courses_of(walk, line("videresend", frist=day("2026-05-05")))
    assert course.frist.dato == day("2026-05-05")
    assert (course.frist.sat, course.frist.handling) == (day("2026-03-04"), "videresend")
    assert course.frist.regel.titel == "Centrets svar på klagen"


def test_a_deadline_ends_with_the_state_it_was_set_in(walk):
    walk.step("videresend", "2026-03-04")
    assert walk.deadline() == "2026-03-18"
    walk.step("centersvar", "2026-03-10", medhold="intet")
    assert walk.deadline() is None


def test_a_step_that_stays_in_the_state_leaves_the_deadline_running(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("underret", "2026-03-06", venter_paa="centrets svar", forventet="2026-03-20")
    assert walk.deadline() == "2026-03-18"


def test_a_moved_deadline_still_waits_for_what_it_waited_for(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("forlaeng-frist", "2026-03-06", frist="2026-04-01", begrundelse="Ferie")
    frist = walk.situation("2026-03-07").course.frist
    assert (frist.dato, frist.regel.id) == (day("2026-04-01"), "svar")


def test_a_paused_deadline_goes_on_with_the_working_days_it_stood_still(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("saet-i-bero", "2026-03-09", begrundelse="Borgeren er indlagt")
    assert walk.situation("2026-03-10").course.i_bero == day("2026-03-09")
    walk.step("ophaev-bero", "2026-03-16", begrundelse="Borgeren er hjemme")
    assert walk.situation("2026-03-17").course.i_bero is None
    assert walk.deadline() == "2026-03-25"


def test_a_deadline_set_during_the_pause_is_moved_by_its_own_part_of_it_alone(walk):
    walk.step("saet-i-bero", "2026-03-02", begrundelse="Borgeren samler papirer")
    walk.step("videresend", "2026-03-16")
    assert walk.deadline() == "2026-03-30"
    walk.step("ophaev-bero", "2026-03-18", begrundelse="Papirerne er kommet")
    assert walk.deadline() == "2026-04-01"


def test_a_pause_without_a_deadline_ends_without_one(walk):
    walk.step("saet-i-bero", "2026-03-03", begrundelse="Ferie")
    walk.step("ophaev-bero", "2026-03-09", begrundelse="Hjemme igen")
    assert walk.deadline() is None


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ([], "ny"),
        ([("videresend", {})], "hos-centret"),
        ([("centersvar", {"medhold": "intet"})], "besvaret"),
    ],
)
def test_a_reopened_case_is_where_it_was_closed_from(walk, steps, state):
    for handling, told in steps:
        walk.step(handling, "2026-03-04", **told)
    walk.step("frafald", "2026-03-20", begrundelse="Trukket tilbage")
    assert walk.state() == "afsluttet"
    walk.step("genoptag", "2026-03-22", begrundelse="Borgeren vender tilbage")
    assert walk.state() == state


def test_a_case_closed_twice_is_reopened_to_where_it_was_closed_from_last(walk):
    walk.step("frafald", "2026-03-04", begrundelse="a")
    walk.step("genoptag", "2026-03-05", begrundelse="b")
    walk.step("centersvar", "2026-03-06", medhold="intet")
    walk.step("afslut", "2026-03-07", udfald="andet")
    walk.step("genoptag", "2026-03-08", begrundelse="c")
    assert walk.state() == "besvaret"


def test_letters_wait_to_be_sent_until_it_is_recorded_oldest_first():
    made = [line("kvitter", breve=("a",)), line("videresend", breve=("b", "c"))]
    assert unsent(made) == ("a", "b", "c")
    assert unsent([*made, line("afsendt", breve=("b",))]) == ("a", "c")
    assert unsent([*made, line("afsendt", breve=("b",)), line("afsendt", breve=("a", "c"))]) == ()


def test_the_latest_event_is_the_last_of_those_asked_for(walk):
    courses_of(walk, line("rykker", "2026-03-20"), line("notat"), line("rykker", "2026-03-30"))
    assert latest(walk.sag, "rykker").dato == day("2026-03-30")
    assert latest(walk.sag, "registrer", "notat").handling == "notat"
    assert latest(walk.sag, "hoering") is None


def test_the_centre_has_heard_of_the_klagepunkter_that_a_step_named(walk_of, rules):
    case = walk_of(punkt(1), punkt(2), punkt(3))
    assert presented(case.sag, rules) == frozenset()
    courses_of(
        case, line("videresend", punkter=(1,)), line("kvitter"), line("hoering", punkter=(3,))
    )
    assert presented(case.sag, rules) == {1, 3}


def test_a_line_written_without_klagepunkter_concerned_them_all(walk_of, rules):
    case = walk_of(punkt(1), punkt(2))
    courses_of(case, line("centersvar"))
    assert presented(case.sag, rules) == {1, 2}


def test_an_action_that_is_gone_from_the_table_presents_nothing(walk, rules):
    courses_of(walk, line("findes-ikke", punkter=(1,)))
    assert presented(walk.sag, rules) == frozenset()
