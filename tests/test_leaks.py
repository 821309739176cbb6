"""Names, addresses and numbers of the archive's parties are found however they are written."""

from __future__ import annotations

import unicodedata

import pytest
from made_up import punkt, sag
from msgspec.structs import replace

from workflow.core import leaks, parties
from workflow.core.model import Borger

ADVISER = "Mette Lindgreen"


@pytest.fixture
def known(kontor, rules):
    """Lay out an archive with one citizen who has a representative."""
    borger = Borger(
        navn="Åse-Marie Bjørnskov Thrane",
        adresse="Gl. Østervej 12 B, 2. tv.\n2635 Ishøj",
        telefon="+45 12 34 56 78",
        email="aase.thrane@borger.example",
        repraesentant="Yusuf al Amini\nRavnekær 7\n2635 Ishøj",
    )
    return laid_out([replace(sag(punkt()), borger=borger, esdh="26/001234")], kontor, rules)


def laid_out(sager, kontor, rules):
    """Lay out what these cases have."""
    return parties.known(parties.of_cases(sager, ()), sager, kontor, rules)


def kinds(text, known):
    """Return what is found in a text, kind by kind."""
    return [leak.slags for leak in leaks.find(text, known)]


@pytest.mark.parametrize(
    "text",
    [
        "Åse-Marie Bjørnskov Thrane", "ÅSE-MARIE THRANE", "åse-marie thrane", "Thrane, Åse Marie",
        "Aase Thrane", "Bjørnskov Thrane", "Åse Bjørnskov", "Thranes", "Thrane's", "Å. Thrane",
        "Å.M.B. Thrane", "Åse T.", "Åse Sofie Thrane", "Åse-\nMarie\nThrane", "Thra-\nne",
        "Th\u00adrane", "T\u200bhrane", "Ａmini", "Yusuf al Amini", "Aminis", "y. Yusuf Amini",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_found_however_it_is_written(text, form, known):
    text = unicodedata.normalize(form, f"Sagen om {text} er slut.")
    assert set(kinds(text, known)) == {parties.NAME}


@pytest.mark.parametrize(
    "text",
    [
        "Åse Marie", "Yusuf ringede", "Åse", "en trane fløj", "Åse Jensen", ADVISER, "Ishøj",
        "Østervej 14", "Østervej", "12 34 56 79", "2025-2026", "Åse. Thrusen", "Mette Lindgreens",
    ],
)  # fmt: skip
def test_a_first_name_alone_and_what_is_another_are_nobodys(text, known):
    assert kinds(f"I sagen om {text} er svaret kommet.", known) == []


@pytest.mark.parametrize(
    ("text", "slags"),
    [
        ("Gammel Østervej 12", parties.ADDRESS),
        ("gl. østervej 12B", parties.ADDRESS),
        ("Ravnekær\n7", parties.ADDRESS),
        ("12345678", parties.PHONE),
        ("0045 1234 5678", parties.PHONE),
        ("(+45) 12-34-56-78", parties.PHONE),
        ("12 34\n56 78", parties.PHONE),
        ("AASE.Thrane@borger.example", parties.EMAIL),
        ("aase.thrane@bor\nger.example", parties.EMAIL),
        ("2026-0001", parties.CASE),
        ("2031-0999", parties.CASE),
        ("26/001234", parties.FILED),
        ("310299-1234", leaks.CPR),
        ("3102990001", leaks.MAYBE_CPR),
    ],
)
def test_each_kind_is_found_and_named(text, slags, known):
    assert slags in kinds(f"Se {text}, som før.", known)


def test_everything_is_told_at_once_with_its_line(known):
    found = leaks.find("Intet.\nThrane og 310299-1234.\n\nRavnekær 7", known)
    assert [leak.linje for leak in found] == [2, 2, 4]
    assert "linje 2: »310299-••••« er et CPR-nummer" in list(map(str, found))


def test_a_surname_that_many_have_or_that_is_a_word_is_found_only_with_more(kontor, rules):
    names = ("Ida Nielsen", "Bo Skov", "Eva Qvist", "Ea Qvist", "Jo Qvist", "My Qvist")
    sager = [replace(sag(punkt()), borger=Borger(navn=name)) for name in names]
    known = laid_out(sager, kontor, rules)
    assert kinds("Nielsen, Skov og Qvist. I Nielsen. Det kan bo skov i.", known) == []
    assert kinds("Ida Nielsen\nBo Skov\nE. Qvist\nida nielsen", known) == [parties.NAME] * 4


def test_one_name_of_ten_thousand_is_found_in_a_long_report(kontor, rules):
    one = sag(punkt())
    names = [f"{spelled(a)}a {spelled(b)}sen" for a in range(100) for b in range(100)]
    sager = [
        replace(one, nummer=f"2026-{nr:05}", borger=Borger(navn=name))
        for nr, name in enumerate(names, 1)
    ]
    known = laid_out(sager, kontor, rules)
    text = "Sagen om vejen er slut.\n" * 500 + f"{names[77]}s klage."
    assert [(leak.linje, leak.kilde) for leak in leaks.find(text, known)] == [
        (501, "sag 2026-00078")
    ]


def spelled(number):
    """Make a name of a number."""
    return "".join("ABCDEFGHIJ"[int(digit)] for digit in f"{number:04}").title()
