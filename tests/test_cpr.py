"""CPR numbers are known by their form and date, and few other numbers are taken for one.

Every number here has an impossible date (31 February, April …), so that it is nobody's.
"""

from __future__ import annotations

import random

import pytest

from workflow.core import cpr
from workflow.core.scanned import Scanned

FORMATS = {
    "hyphen": "{0}-{1}",
    "bare": "{0}{1}",
    "space": "{0} {1}",
    "hyphen with space": "{0} - {1}",
    "en dash": "{0}–{1}",
    "non-breaking hyphen": "{0}\u2011{1}",
    "non-breaking space": "{0}\u00a0{1}",
    "full stop": "{0}.{1}",
    "underline": "{0}_{1}",
    "two lines": "{0}-\n{1}",
    "broken without a hyphen": "{0}\n{1}",
    "zero width": "{0}\u200b-\u200d{1}",
    "soft hyphen": "{0}\u00ad{1}",
    "named": "cpr-nr. {0}{1}",
    "dotted": "{2}.{3}.{4}-{1}",
    "slashed": "{2}/{3}/{4}-{1}",
    "apart": "{2} {3} {4} {1}",
    "whole year": "{2}{3}19{4}-{1}",
}
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
IMPOSSIBLE = ("3002", "3102", "3104", "3106", "3109", "3111", "9102", "9104")


def numbers(count, seed=1):
    """Make up numbers that nobody can have."""
    chance = random.Random(seed)
    for _ in range(count):
        day = chance.choice(IMPOSSIBLE) + f"{chance.randrange(100):02}"
        yield day, f"{chance.randrange(10_000):04}"


def written(form, day, last):
    """Write a number in a format."""
    return f"Borgeren ({form.format(day, last, day[:2], day[2:4], day[4:])}) skrev."


def found(text):
    """Return the numbers that are found in a text."""
    return [hit.cifre for hit in cpr.found(Scanned(text))]


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_every_number_is_found_in_every_format_and_on_its_line(form):
    for day, last in numbers(200):
        if form == FORMATS["apart"] and last[:2] in ("19", "20"):
            continue  # as a date and a year
        text = f"Første linje.\n{written(form, day, last)}"
        hits = list(cpr.found(Scanned(text)))
        assert [hit.cifre for hit in hits] == [day + last], text
        assert Scanned(text).line(hits[0].start) == 2


def test_full_width_digits_are_digits():
    for day, last in numbers(200):
        assert found(written("{0}-{1}", day, last).translate(WIDE)) == [day + last]


@pytest.mark.parametrize(
    "text",
    [
        "12 34 56 78", "+45 31 02 45 67", "+46 31 02 45 67 89", "CVR 11 22 33 44", "31024567",
        "EAN 5798003102991", "5798 0031 0299 1", "31.02.26 2026", "31.02.2025-2026", "2025-2026",
        "KLE 27.03.00-G01-12-24", "00.16.02-K04-1-25", "DK50 0040 0440 1162 43", "2026-0012",
        "5d41402abc4b310299123476b9719d911017c592", "550e8400-e29b-41d4-a716-446655440000",
        "310299-123", "310299-12345", "320199-1234", "311399-1234", "000199-1234",
        "1.031.026.712 kr.", "kl. 10.15-11.30", "310299-XXXX", "§ 31, stk. 2, nr. 99",
    ],
)  # fmt: skip
def test_another_number_is_none(text):
    assert found(f"Se {text} i sagen.") == []


def test_ten_digits_without_a_sign_are_only_possible_and_shown_without_the_last_four():
    (hit,) = cpr.found(Scanned("nummeret 3102990001 står"))
    assert (hit.grad, hit.vist) == (cpr.POSSIBLE, "310299-••••")


def test_what_is_told_may_be_a_telephone_number_abroad():
    assert not cpr.holds("+46 31 02 45 67 89")
    assert cpr.holds("3102990000")
