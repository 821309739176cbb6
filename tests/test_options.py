"""What a step is told on the command line: made into an event, or refused all at once."""

from __future__ import annotations

import pytest
from made_up import Walk, day, punkt, sag
from msgspec.structs import replace

from workflow.core import options, reading
from workflow.core.errors import BadValue
from workflow.core.model import Haendelse

DATO = day("2026-03-04")


@pytest.fixture
def situation(kontor, rules):
    return Walk(sag(punkt(1), punkt(3)), kontor, rules).situation("2026-03-04")


def event(situation, handling, **told):
    words = {name.replace("_", "-"): value for name, value in told.items()}
    return options.event(situation.rules.handlinger[handling], words, situation, DATO)


def refused(situation, handling, **told):
    with pytest.raises(BadValue) as error:
        event(situation, handling, **told)
    assert error.value.exit_code == 2
    return str(error.value)


def test_every_kind_of_option_becomes_its_value(situation):
    told = {"center": "social", "punkt": " 3, 1,3", "frist": "2026-03-20"}
    assert event(situation, "videresend", **told) == Haendelse(
        dato=DATO, handling="videresend", center="social", punkter=(3, 1), frist=day("2026-03-20")
    )
    told = {"grund": "politisk", "begrundelse": "Det er\nserviceniveau"}
    assert event(situation, "afvis", **told).begrundelse == "Det er\nserviceniveau"
    told = {"paa_borgerens_anmodning": True, "alligevel": True}
    assert event(situation, "rykker", **told).paa_borgerens_anmodning


def test_what_is_not_told_is_not_there(situation):
    told = {"center": "", "punkt": None, "alligevel": False}
    assert event(situation, "videresend", **told) == Haendelse(dato=DATO, handling="videresend")


def test_every_fault_is_told_at_once_with_the_option_and_the_choices(situation):
    told = refused(situation, "videresend", center="sociale", punkt="1,2", frist="20/3").split("\n")
    assert told == [
        "--center: 'sociale' findes ikke. Vælg mellem: social, boern-og-unge, beskaeftigelse, "  # noqa: ISC004
        "sundhed-og-aeldre, borgerservice, teknik-og-miljoe. Mente du 'social'?",
        "--punkt: klagepunkt '2' findes ikke i sagen, der har: 1, 3.",
        "--frist: '20/3' er ikke en dato. Skriv den som 2026-03-04.",
    ]


@pytest.mark.parametrize(
    ("handling", "told", "fault"),
    [
        ("afvis", {"grund": "dovenskab"}, "--grund: 'dovenskab' findes ikke. Vælg mellem: ikke-"),
        ("henvis", {"myndighed": "paven"}, "--myndighed: 'paven' findes ikke. Vælg mellem: anke"),
        ("afslut", {"udfald": "x"}, "--udfald: 'x' findes ikke. Vælg mellem: imoedekommet, "),
        ("undersoeg", {"kriterium": "x"}, "--kriterium: 'x' findes ikke. Vælg mellem: medhold, "),
        ("tilbagemelding", {"henstilling": "ja"}, "Vælg mellem: fulgt, delvist, ikke-fulgt."),
        ("centersvar", {"medhold": "ja"}, "Vælg mellem: fuldt, delvist, intet, uoplyst."),
        ("centersvar", {"medhold": "1=ja"}, "--medhold: 'ja' findes ikke. Vælg mellem: fuldt"),
        ("centersvar", {"medhold": "2=fuldt"}, "--medhold: klagepunkt '2' findes ikke i sagen"),
        ("centersvar", {"medhold": "et=fuldt"}, "'et' er ikke nummeret på et klagepunkt."),
        ("videresend", {"punkt": "-1"}, "--punkt: klagepunkt '-1' findes ikke"),
        ("videresend", {"punkt": "1,"}, "--punkt: klagepunkt '' findes ikke"),
    ],
)
def test_a_value_that_names_nothing_is_told_with_what_it_may_be(situation, handling, told, fault):
    assert fault in refused(situation, handling, **told)


@pytest.mark.parametrize(
    "raw", ["2026-02-30", "2026-2-3", "20260303", "2026-W10-2", "i går", "2026-03-03T10:00", "²026"]
)
def test_a_day_that_does_not_exist_or_is_written_otherwise_is_refused(situation, raw):
    expected = f"--frist: '{raw}' er ikke en dato. Skriv den som 2026-03-04."
    assert refused(situation, "videresend", frist=raw) == expected


def test_the_day_of_a_step_is_today_unless_it_is_given():
    assert reading.chosen_day("dato", "", DATO) == DATO
    assert reading.chosen_day("dato", "2026-03-01", DATO) == day("2026-03-01")
    with pytest.raises(BadValue, match="--dato: 'i går' er ikke en dato"):
        reading.chosen_day("dato", "i går", DATO)


def test_medhold_is_for_all_klagepunkter_or_for_each():
    choices = ("fuldt", "intet")
    assert options.medhold("fuldt", choices) == {None: "fuldt"}
    assert options.medhold("1=fuldt, 3 = intet", choices) == {1: "fuldt", 3: "intet"}


def test_a_centre_counts_on_the_day_of_the_step(situation, kontor):
    closed = tuple(
        replace(c, gaelder_til=day("2026-03-03")) if c.id == "social" else c for c in kontor.centre
    )
    later = replace(situation, kontor=replace(kontor, centre=closed))
    assert "--center: 'social' findes ikke" in refused(later, "videresend", center="social")


def test_a_case_without_klagepunkter_says_so(kontor, rules):
    empty = Walk(sag(), kontor, rules).situation("2026-03-04")
    assert "der har: ingen." in refused(empty, "videresend", punkt="1")
