"""How a deadline came to its day: day 0, days off by name, what moved it, and today's rule."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import day
from msgspec.structs import replace

from workflow.core.reckoning import left, reckonings, skipped, waits_on


def only(walk, today="2026-03-20"):
    """Return the reckoning of the one deadline that the state itself waits for."""
    found = reckonings(walk.situation(today))
    return next(way for way in found if way.frist.slutter == "tilstand")


def closed(walk, dag):
    """Close the office on one more day of every year."""
    new = replace(walk.rules.helligdage["juledag"], id="ny-dag", navn="Ny dag", dag=dag)
    walk.rules = replace(walk.rules, helligdage={**walk.rules.helligdage, "ny-dag": new})


def test_a_deadline_reckoned_tells_its_day_0_the_days_off_and_the_days_counted(walk):
    walk.step("videresend", "2026-03-26")
    (leg,) = only(walk).legs
    assert (leg.slags, leg.fra, leg.til) == ("regnet", day("2026-03-26"), day("2026-04-14"))
    assert leg.arbejdsdage == 10
    off = dict(skipped(walk.situation("2026-03-26"), leg.fra, leg.til))
    assert [name for name in off.values() if name not in ("lørdag", "søndag")] == [
        "Skærtorsdag",
        "Langfredag",
        "Påskedag",
        "2. påskedag",
    ]
    assert len(off) + 10 == (leg.til - leg.fra).days


@pytest.mark.parametrize(
    ("handling", "told", "option"),
    [
        ("videresend", {"frist": "2026-03-11"}, "--frist"),
        ("kvitter", {"forventet": "2026-03-25"}, "--forventet"),
    ],
)
def test_a_day_that_was_given_says_with_which_option(walk, handling, told, option):
    walk.step(handling, "2026-03-04", **told)
    (leg,) = next(reckonings(walk.situation("2026-03-05"))).legs
    assert (leg.slags, leg.option, leg.arbejdsdage) == ("givet", option, None)


def test_an_extension_tells_by_how_many_days_and_why(walk):
    walk.step("videresend", "2026-03-26")
    walk.step("forlaeng-frist", "2026-03-30", dage="3", begrundelse="Ferie")
    first, moved = only(walk).legs
    assert first.slags == "regnet"
    assert (moved.slags, moved.arbejdsdage, moved.reason) == ("forlaenget", 3, "Ferie")
    assert (moved.fra, moved.til) == (day("2026-04-14"), day("2026-04-17"))


def test_an_extension_to_a_day_is_a_day_given(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("forlaeng-frist", "2026-03-05", frist="2026-04-01", begrundelse="Aftalt")
    moved = only(walk).legs[-1]
    assert (moved.slags, moved.option, moved.reason) == ("givet", "--frist", "Aftalt")


def test_time_in_bero_tells_when_it_stopped_why_and_for_how_many_working_days(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("saet-i-bero", "2026-03-10", begrundelse="Borgeren er syg")
    walk.step("ophaev-bero", "2026-03-17", begrundelse="Rask igen")
    stood = only(walk).legs[-1]
    assert (stood.slags, stood.stopped, stood.arbejdsdage) == ("bero", day("2026-03-10"), 5)
    assert stood.reason == "Borgeren er syg"
    assert stood.til == day("2026-03-25")


def test_a_deadline_of_the_next_step_begins_anew(walk):
    walk.step("videresend", "2026-03-04")
    walk.sent("2026-03-04")
    walk.step("forlaeng-frist", "2026-03-05", dage="1", begrundelse="Ferie")
    walk.step("rykker", "2026-03-20")
    found = only(walk)
    assert [leg.event.handling for leg in found.legs] == ["rykker"]


def test_what_was_promised_stands_and_the_offices_new_length_is_told(walk):
    walk.step("videresend", "2026-03-04")
    assert not only(walk).differs
    walk.kontor = replace(walk.kontor, frister={**walk.kontor.frister, "svar": 15})
    found = only(walk)
    assert (found.frist.dato, found.now) == (day("2026-03-18"), day("2026-03-25"))
    assert found.reasons == ("kontorets frist er nu 15 arbejdsdage og var 10",)


def test_what_was_promised_stands_and_a_new_holiday_is_told(walk):
    walk.step("videresend", "2026-03-04")
    closed(walk, "03-12")
    found = only(walk)
    assert (found.frist.dato, found.now) == (day("2026-03-18"), day("2026-03-19"))
    assert "fridage" in found.reasons[0]


def test_a_new_holiday_after_an_extension_and_a_bero_is_told_too(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("forlaeng-frist", "2026-03-05", dage="2", begrundelse="Ferie")
    walk.step("saet-i-bero", "2026-03-10", begrundelse="Syg")
    walk.step("ophaev-bero", "2026-03-17", begrundelse="Rask")
    assert not only(walk).differs
    closed(walk, "03-24")
    assert only(walk).now == date(2026, 3, 30)


def test_a_day_that_was_given_is_never_said_to_be_another(walk):
    walk.step("videresend", "2026-03-04", frist="2026-03-11")
    walk.kontor = replace(walk.kontor, frister={**walk.kontor.frister, "svar": 15})
    closed(walk, "03-10")
    assert not only(walk).differs


def test_working_days_left_are_below_zero_when_the_day_is_over(walk):
    assert left(walk.situation("2026-03-04"), day("2026-03-06")) == 2
    assert left(walk.situation("2026-03-10"), day("2026-03-06")) == -2
    assert left(walk.situation("2026-03-06"), day("2026-03-06")) == 0


def test_a_deadline_waits_for_a_centre_by_its_name(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("kvitter", "2026-03-04", forventet="2026-03-25")
    situation = walk.situation("2026-03-05")
    told = {frist.id: waits_on(situation, frist) for frist in situation.course.frister}
    assert told == {"svar": "Center for Social og Handicap", "besked": "dig"}
