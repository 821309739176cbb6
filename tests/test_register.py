"""The two registers as values: what waits, what is counted, and what a line cannot say."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import day

from workflow.core.register import (
    Call,
    Work,
    added,
    center_faults,
    count,
    line_faults,
    next_nr,
    waiting,
)


def work(nr: int = 1, dato: str = "2026-03-02", slags: str = "smaa-henvendelse", **facts) -> Work:
    return Work(nr=nr, dato=day(dato), slags=slags, **facts)


def call(nr: int, senest: str, ringet: str = "", **facts) -> Call:
    return Call(
        nr=nr,
        dato=day("2026-03-02"),
        navn="Øjvind Åse",
        telefon="12 34 56 78",
        senest=day(senest),
        ringet=day(ringet) if ringet else None,
        **facts,
    )


def test_the_calls_that_wait_are_those_not_returned_and_the_most_urgent_is_first():
    calls = [call(1, "2026-03-05"), call(2, "2026-03-03", "2026-03-03"), call(3, "2026-03-03")]
    assert [waits.nr for waits in waiting(calls)] == [3, 1]


@pytest.mark.parametrize(
    ("ringet", "today", "late"),
    [
        ("", "2026-03-03", False),
        ("", "2026-03-04", True),
        ("2026-03-09", "2026-03-10", False),
    ],
)
def test_a_call_is_overdue_when_its_last_day_is_gone_and_nobody_has_rung(ringet, today, late):
    assert call(1, "2026-03-03", ringet).overskredet(day(today)) is late


def test_work_is_counted_by_its_kind_within_a_period_both_days_included():
    lines = [
        work(1, "2026-02-28", antal=9),
        work(2, "2026-03-01", antal=2),
        work(3, "2026-03-31"),
        work(4, "2026-03-15", "oplaeg"),
        work(5, "2026-04-01", "oplaeg"),
    ]
    assert count(lines, date(2026, 3, 1), date(2026, 3, 31)) == {"smaa-henvendelse": 3, "oplaeg": 1}


def test_nothing_is_counted_where_nothing_was_noted():
    assert count([], date(2026, 1, 1), date(2026, 12, 31)) == {}


def test_ten_telephone_numbers_on_one_day_are_one_line():
    lines = (work(4, kanal="telefon", antal=9),)
    assert added(lines, work(kanal="telefon")) == (work(4, kanal="telefon", antal=10),)


@pytest.mark.parametrize(
    "other",
    [
        {"dato": "2026-03-03"},
        {"kanal": "email"},
        {"emne": "Pladsanvisningen"},
        {"slags": "oplaeg"},
        {"antal": 999},
    ],
)
def test_work_that_differs_gets_a_line_and_a_number_of_its_own(other):
    facts = {"kanal": "telefon"} | other
    old = work(4, kanal="telefon")
    assert added((old,), work(**facts)) == (old, work(5, **facts))


def test_a_number_is_not_used_again_when_an_earlier_line_is_gone():
    assert next_nr([work(2), work(7)]) == 8
    assert next_nr([]) == 1


@pytest.mark.parametrize(
    ("kind", "center", "said"),
    [
        ("dialogmoede", None, "mangler: Dialogmøde med et center noteres med et center."),
        ("dialogmoede", "findes-ikke", "'findes-ikke' findes ikke den dag."),
        ("netvaerksmoede", "social", "kan ikke gives: Møde i netværket"),
        ("dialogmoede", "social", ""),
        ("oplaeg", None, ""),
        ("oplaeg", "social", ""),
    ],
)
def test_a_kind_of_work_says_whether_it_is_noted_with_a_centre(rules, kontor, kind, center, said):
    done = work(slags=kind, center=center)
    told = " ".join(center_faults(done, rules.aktiviteter[kind], kontor))
    assert told.startswith(said)
    assert bool(told) is bool(said)


def test_a_line_in_another_years_file_is_told_where_it_belongs():
    assert dict(line_faults(work(), 2025)) == {
        "dato": "dagen ligger ikke i 2025. Flyt linjen til filen for 2026."
    }


def test_a_cpr_number_is_found_in_any_text_of_a_line():
    faults = dict(line_faults(call(1, "2026-03-03", besked="310299-0000 ringede"), 2026))
    assert list(faults) == ["besked"]
    assert "CPR-nummer" in faults["besked"]


def test_a_call_returned_before_it_came_is_a_fault():
    assert list(dict(line_faults(call(1, "2026-03-03", "2026-03-01"), 2026))) == ["ringet"]


def test_every_kind_of_work_says_what_it_is_counted_in_and_where_it_comes_from(rules):
    assert len(rules.aktiviteter) == 8
    assert all("Ishøj-rapporten §" in kind.kilde for kind in rules.aktiviteter.values())
