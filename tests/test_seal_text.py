"""The text of a bekræftelse: written, read back strictly, and reckoned of the cases' chains."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from workflow.core import seal
from workflow.core.entry import FIRST, Booked, chain_value
from workflow.core.seal import Seal, Standing, Tally

MADE = Seal(
    "Ishøj Kommune",
    "a" * 40,
    datetime(2026, 11, 24, 14, 5, tzinfo=UTC),
    "sagsgang 0.1.0",
    Standing("b" * 64, 17, "c" * 64),
)


def booked(sag, *, forrige=FIRST, fletter=(), handling="notat"):
    """Return an entry of a case as it was read back."""
    day = date(2026, 3, 4)
    return Booked(sag, handling, "ny", "ny", day, "x", "", {}, forrige, "p", fletter)


def tallied(*entries):
    """Return how a journal of these entries stands."""
    tally = Tally()
    for entry in entries:
        tally.add(entry)
    return tally.standing


def test_what_is_written_is_read_back():
    assert seal.parsed(seal.text(MADE)) == MADE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Poster: 17", "Poster: 017"),
        ("Poster: 17", "Poster: 17 "),
        ("Poster: 17", "Poster: 17\nPoster: 18"),
        ("Hoved: a", "hoved: a"),
        ("Hoved: aa", "Hoved: a"),
        ("14:05:00+00:00", "14:05:00"),
        ("2026-11-24T", "2026-11-31T"),
        ("Rod: c", "Rod: C"),
        ("Program: sagsgang 0.1.0\n", ""),
    ],
)
def test_facts_that_are_not_exactly_as_written_are_not_read(old, new):
    text = seal.text(MADE)
    assert old in text
    assert seal.parsed(text.replace(old, new)) is None


def test_facts_above_the_last_paragraph_count_for_nothing():
    assert seal.parsed(seal.text(MADE) + "\nTilføjet.\n") is None
    assert seal.parsed("") is None


def test_a_name_on_several_lines_cannot_pass_for_facts():
    sly = replace(MADE, kommune="X\nHoved: " + "0" * 40)
    read = seal.parsed(seal.text(sly))
    assert read is not None
    assert read.hoved == MADE.hoved


def test_the_root_is_of_where_each_case_ends_whatever_the_order_between_cases():
    first, other = booked("2026-0001"), booked("2026-0002", handling="kvitter")
    second = booked("2026-0001", forrige=chain_value(first))
    assert tallied(first, other, second).rod == tallied(other, first, second).rod
    assert tallied(first, other, second).rod != tallied(first, other).rod


def test_a_commit_id_has_no_part_in_it():
    entry = booked("2026-0001")
    assert tallied(entry) == tallied(replace(entry, commit="1" * 40, who="En anden"))


def test_where_two_histories_of_a_case_meet_only_their_joining_is_an_end():
    start = booked("2026-0001")
    ours, theirs = (
        booked("2026-0001", forrige=chain_value(start), handling=name) for name in ("x", "y")
    )
    joined = booked("2026-0001", forrige=chain_value(ours), fletter=(chain_value(theirs),))
    assert tallied(start, ours, theirs, joined).rod == tallied(joined).rod


def test_a_case_that_got_another_number_is_not_counted_twice():
    old = booked("2026-0001")
    new = booked("2026-0002", fletter=(chain_value(old),))
    assert tallied(old, new).rod == tallied(new).rod


def test_each_difference_is_told():
    assert list(seal.faults(MADE, MADE.standing)) == []
    [gone] = seal.faults(MADE, None)
    [elsewhere] = seal.faults(MADE, MADE.standing._replace(arkiv="d" * 64))
    [more] = seal.faults(MADE, MADE.standing._replace(poster=18))
    assert "skåret af" in gone
    assert "et andet arkiv" in elsewhere
    assert "17 poster" in more
    assert "18" in more
