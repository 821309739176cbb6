"""The one-year rule and sagens stade, as far as they can be computed (domain K1, K7, B3)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import day, punkt

from workflow.core.competence import ISHOEJ, extent, one_year, year
from workflow.core.kontor import Etaarsregel
from workflow.core.model import Afgoerelse, Periode

IN_TIME = {"inden-for", "delvist"}
days = st.dates(day("1900-01-01"), day("2200-12-31"))


def held(haendt, modtaget):
    return one_year(punkt(haendt=haendt), day(modtaget))


@pytest.mark.parametrize(
    ("haendt", "modtaget", "answer"),
    [
        ("2026-03-02", "2026-03-02", "inden-for"),
        ("2025-03-02", "2026-03-02", "inden-for"),
        ("2025-03-01", "2026-03-02", "for-gammelt"),
        ("2024-02-29", "2025-02-28", "inden-for"),
        ("2024-02-28", "2025-02-28", "inden-for"),
        ("2024-02-29", "2025-03-01", "for-gammelt"),
        ("2023-02-28", "2024-02-29", "inden-for"),
        ("2023-02-27", "2024-02-29", "for-gammelt"),
    ],
)
def test_exactly_one_year_is_in_time_and_a_day_more_is_not(haendt, modtaget, answer):
    assert held(day(haendt), modtaget) == answer


@pytest.mark.parametrize(
    ("fra", "til", "answer"),
    [
        ("2025-11-01", "2026-01-01", "inden-for"),
        ("2025-03-02", "2025-03-02", "inden-for"),
        ("2024-01-01", "2026-01-01", "delvist"),
        ("2024-01-01", "2025-03-02", "delvist"),
        ("2024-01-01", "2025-03-01", "for-gammelt"),
        ("2020-01-01", None, "delvist"),
        ("2025-11-01", None, "inden-for"),
    ],
)
def test_what_went_on_into_the_last_year_is_taken_for_that_year_alone(fra, til, answer):
    assert held(Periode(fra=day(fra), til=til and day(til)), "2026-03-02") == answer


def test_without_a_date_the_answer_is_a_question_never_a_rejection():
    assert held(None, "2026-03-02") == "ukendt"


@given(days, st.integers(0, 800))
def test_a_day_and_a_period_of_that_day_are_judged_alike(modtaget, before):
    happened = modtaget - timedelta(days=before)
    period = Periode(fra=happened, til=happened)
    assert one_year(punkt(haendt=happened), modtaget) == one_year(punkt(haendt=period), modtaget)


@given(days, st.integers(0, 365))
def test_what_happened_at_most_365_days_ago_is_always_in_time(modtaget, before):
    assert one_year(punkt(haendt=modtaget - timedelta(days=before)), modtaget) == "inden-for"


@given(days, st.integers(367, 4000))
def test_what_happened_more_than_a_leap_year_ago_is_never_in_time(modtaget, before):
    assert one_year(punkt(haendt=modtaget - timedelta(days=before)), modtaget) == "for-gammelt"


@given(days, st.integers(0, 4000))
def test_what_still_goes_on_is_never_too_old(modtaget, before):
    goes_on = Periode(fra=modtaget - timedelta(days=before))
    assert one_year(punkt(haendt=goes_on), modtaget) in IN_TIME


@pytest.mark.parametrize(
    ("vedroerer", "afgoerelse", "omfang"),
    [
        ("sagsbehandling", None, "kan"),
        ("sagsbehandling", Afgoerelse(klageinstans="Ankestyrelsen"), "kan"),
        ("sagsbehandling", Afgoerelse(truffet=day("2026-02-01")), "delvist"),
        ("betjening", Afgoerelse(truffet=day("2026-02-01")), "kan"),
        ("afgoerelse", None, "kan-ikke"),
        ("afgoerelse", Afgoerelse(truffet=day("2026-02-01")), "kan-ikke"),
    ],
)
def test_the_stage_of_the_case_decides_how_far_it_can_be_looked_into(vedroerer, afgoerelse, omfang):
    assert extent(punkt(vedroerer=vedroerer, afgoerelse=afgoerelse)) == omfang


CLOSED = Etaarsregel(regnes_fra="sagens-afslutning")
STRICT = Etaarsregel(undtagelse=False)
CLOSED_STRICT = Etaarsregel(regnes_fra="sagens-afslutning", undtagelse=False)
LONG = Periode(fra=day("2023-01-01"))
LATE = {"sagen_afsluttet": day("2025-03-01")}


@pytest.mark.parametrize(
    ("rule", "facts", "answer"),
    [
        (STRICT, {"haendt": LONG}, "for-gammelt"),
        (STRICT, {"haendt": day("2025-03-02")}, "inden-for"),
        (STRICT, {}, "ukendt"),
        (CLOSED, {"haendt": day("2020-01-01")}, "inden-for"),
        (CLOSED, {}, "inden-for"),
        (CLOSED, {"sagen_afsluttet": day("2025-03-02")}, "inden-for"),
        (CLOSED, LATE, "ukendt"),
        (CLOSED, {**LATE, "haendt": LONG}, "delvist"),
        (CLOSED, {**LATE, "haendt": day("2026-01-02")}, "inden-for"),
        (
            CLOSED,
            {**LATE, "haendt": day("2024-01-02")},
            "for-gammelt",
        ),
        (CLOSED, {"afgoerelse": Afgoerelse(truffet=day("2026-01-01"))}, "inden-for"),
        (CLOSED_STRICT, {**LATE, "haendt": LONG}, "for-gammelt"),
        (CLOSED_STRICT, {"afgoerelse": Afgoerelse(truffet=day("2025-03-01"))}, "for-gammelt"),
    ],
)
def test_each_municipality_has_its_own_wording_of_the_rule(rule, facts, answer):
    assert one_year(punkt(**facts), day("2026-03-02"), rule) == answer


def test_the_day_the_centre_closed_its_case_goes_before_the_day_of_the_afgoerelse():
    decided = Afgoerelse(truffet=day("2024-01-01"))
    both = punkt(afgoerelse=decided, sagen_afsluttet=day("2026-01-01"))
    assert one_year(both, day("2026-03-02"), CLOSED) == "inden-for"


def told(haendt, modtaget="2026-03-02", rule=ISHOEJ, **facts):
    held = year(punkt(haendt=haendt, **facts), day(modtaget), rule)
    return " ".join(held.forklaring).replace("\u00a0", " ")


def test_the_computation_names_the_date_the_rule_the_exception_and_the_result():
    assert told(LONG) == (
        "Henvendelsen kom den 2. marts 2026. Det, der ligger den 2. marts 2025 eller senere, er "
        "inden for det seneste år; præcis et år er med. Året regnes fra forholdet: siden den "
        "1. januar 2023. Undtagelsen: Aktuelle, konkrete forhold fra det seneste år tages, selv om "
        "sagen er ældre. Forholdet: siden den 1. januar 2023. Kun det, der er sket den 2. marts "
        "2025 eller senere, er inden for det seneste år."
    )


def test_the_computation_says_when_there_is_no_date_no_exception_or_no_29_february():
    assert "ingen dato. Det kan ikke regnes ud uden en dato. Spørg borgeren" in told(None)
    assert "Der er ingen undtagelse for forhold fra det seneste år" in told(LONG, rule=STRICT)
    leap = told(day("2023-02-28"), modtaget="2024-02-29")
    assert "Året før havde ingen 29. februar. Derfor regnes der fra den 28. februar." in leap
    assert "29. februar" not in told(day("2024-02-29"), modtaget="2025-02-28").partition("29")[0]


def test_the_computation_says_whether_the_centres_case_is_closed():
    assert "Den er ikke noteret som afsluttet." in told(None, rule=CLOSED)
    closed = told(day("2026-01-02"), rule=CLOSED, sagen_afsluttet=day("2025-03-01"))
    assert "at centret afsluttede sin sag: den 1. marts 2025. Undtagelsen:" in closed


def test_the_computation_is_data_too():
    data = year(punkt(haendt=LONG), day("2026-03-02")).as_data()
    assert data.pop("forklaring")
    assert data == {
        "resultat": "delvist",
        "modtaget": "2026-03-02",
        "graense": "2025-03-02",
        "regnes_fra": "forholdet",
        "haendt": None,
        "fra": "2023-01-01",
        "til": None,
        "sagen_afsluttet": None,
        "undtagelse": True,
    }
