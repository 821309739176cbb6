"""Working days: Easter by known years, forwards and back by law of arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.archive import rulefiles
from workflow.core.calendar import WEEKEND, calendar, easter

ROWS = tuple(rulefiles.load().helligdage.values())
ORDINARY = calendar(ROWS, ())
EVERY = calendar(ROWS, [row.id for row in ROWS if row.valgfri])
WEEK = timedelta(days=7)
SATURDAY = 5

days = st.dates(date(1900, 1, 1), date(2200, 1, 1))
calendars = st.sampled_from([ORDINARY, EVERY])
lengths = st.integers(0, 120)

# Easter Sunday as published; 1818 and 1943 are the earliest and the latest there can be.
KNOWN = [
    "1818-03-22", "1900-04-15", "1943-04-25", "1954-04-18", "1961-04-02", "1981-04-19",
    "1990-04-15", "1999-04-04", "2000-04-23", "2001-04-15", "2008-03-23", "2011-04-24",
    "2016-03-27", "2019-04-21", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05",
    "2027-03-28", "2028-04-16", "2030-04-21", "2038-04-25", "2049-04-18", "2076-04-19",
]  # fmt: skip


@pytest.mark.parametrize("known", KNOWN)
def test_easter_falls_where_it_is_known_to_fall(known):
    assert easter(int(known[:4])) == date.fromisoformat(known)


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_between_22_march_and_25_april(year):
    assert easter(year).weekday() == SATURDAY + 1
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("day", "navn"),
    [
        ("2026-01-01", "Nytårsdag"),
        ("2026-04-02", "Skærtorsdag"),
        ("2026-04-03", "Langfredag"),
        ("2026-04-05", "Påskedag"),
        ("2026-04-06", "2. påskedag"),
        ("2026-05-14", "Kristi himmelfartsdag"),
        ("2026-05-24", "Pinsedag"),
        ("2026-05-25", "2. pinsedag"),
        ("2026-12-25", "Juledag"),
        ("2026-12-26", "2. juledag"),
        ("2026-03-07", "lørdag"),
        ("2026-03-08", "søndag"),
    ],
)
def test_a_day_without_work_is_told_by_its_name(day, navn):
    assert ORDINARY.lukket(date.fromisoformat(day)) == navn


@pytest.mark.parametrize("day", ["2026-03-04", "2026-05-01", "2026-04-07", "2026-05-15"])
def test_an_ordinary_day_is_a_working_day(day):
    assert ORDINARY.lukket(date.fromisoformat(day)) is None


def test_store_bededag_is_gone_from_2024_but_not_before():
    assert ORDINARY.lukket(date(2023, 5, 5)) == "Store bededag"
    assert ORDINARY.lukket(date(2022, 5, 13)) == "Store bededag"
    assert ORDINARY.lukket(date(2024, 4, 26)) is None
    assert ORDINARY.lukket(date(2025, 5, 16)) is None


@pytest.mark.parametrize(
    ("ident", "day"),
    [
        ("grundlovsdag", date(2026, 6, 5)),
        ("juleaftensdag", date(2026, 12, 24)),
        ("nytaarsaftensdag", date(2026, 12, 31)),
    ],
)
def test_an_optional_day_is_kept_only_by_the_office_that_names_it(ident, day):
    assert ORDINARY.lukket(day) is None
    assert calendar(ROWS, [ident]).lukket(day) is not None
    assert calendar(ROWS, {"grundlovsdag", "juleaftensdag"} - {ident}).lukket(day) is None


def test_ten_working_days_from_4_march_2026_end_on_18_march():
    assert ORDINARY.frem(date(2026, 3, 4), 10) == date(2026, 3, 18)


def test_a_deadline_over_easter_skips_the_holidays():
    assert ORDINARY.frem(date(2026, 3, 31), 3) == date(2026, 4, 8)
    assert ORDINARY.imellem(date(2026, 3, 31), date(2026, 4, 8)) == 3


@given(calendars, days, st.integers(1, 120))
def test_a_deadline_ends_on_a_working_day(kalender, start, count):
    assert kalender.lukket(kalender.frem(start, count)) is None


@given(calendars, days, lengths)
def test_the_days_up_to_a_deadline_are_the_days_it_was_set_to(kalender, start, count):
    assert kalender.imellem(start, kalender.frem(start, count)) == count


@given(calendars, days, lengths, lengths)
def test_two_deadlines_in_a_row_are_one_of_their_sum(kalender, start, first, then):
    assert kalender.frem(kalender.frem(start, first), then) == kalender.frem(start, first + then)


@given(calendars, days, st.integers(0, 200), st.integers(0, 200))
def test_working_days_are_counted_the_same_whole_or_in_parts(kalender, start, first, then):
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=then)
    parts = kalender.imellem(start, middle) + kalender.imellem(middle, end)
    assert kalender.imellem(start, end) == parts


@given(calendars, days)
def test_a_week_has_at_most_five_working_days(kalender, start):
    assert kalender.imellem(start, start + WEEK) <= 5


@given(days, st.integers(0, 200))
def test_nothing_lies_between_a_day_and_an_earlier_one(start, back):
    assert ORDINARY.imellem(start, start - timedelta(days=back)) == 0


@given(st.integers(2024, 2200))
def test_every_year_has_its_ten_holidays(year):
    names = {row.navn for row in ROWS if row.gaelder_til is None and not row.valgfri}
    every = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    found = {ORDINARY.lukket(day) for day in every if day.year == year}
    assert names <= found
    assert len(names) == 10


@pytest.mark.parametrize(
    ("ours", "categories"),
    [(ORDINARY, ("public",)), (EVERY, ("public", "optional"))],
    ids=["helligdage", "med valgfri fridage"],
)
def test_every_holiday_of_1990_to_2100_is_one_of_an_independent_librarys(ours, categories):
    theirs = holidays.country_holidays("DK", years=range(1990, 2101), categories=categories)
    first = date(1990, 1, 1)
    every = (first + timedelta(days=n) for n in range((date(2101, 1, 1) - first).days))
    assert {d for d in every if ours.lukket(d) not in (None, *WEEKEND.values())} == set(theirs)


@given(calendars, days, st.integers(-30, 1500))
def test_the_days_between_two_are_those_that_are_not_closed(kalender, start, length):
    each = (start + timedelta(days=number) for number in range(1, length + 1))
    worked = sum(kalender.lukket(day) is None for day in each)
    assert kalender.imellem(start, start + timedelta(days=length)) == worked
