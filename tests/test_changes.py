"""What differs between two versions of a case, told as a jurist would."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import punkt, sag
from msgspec.structs import replace

from workflow.core.changes import changes, text_change, worded
from workflow.core.model import Borger, Haendelse, Vurdering

REGISTERED = Haendelse(dato=date(2026, 3, 2), handling="registrer")
FORWARDED = Haendelse(dato=date(2026, 3, 4), handling="videresend", frist=date(2026, 3, 18))


@pytest.fixture
def told(rules):
    return lambda before, after: list(changes(before, after, rules))


def plain(lines):
    return [line.replace("\u00a0", " ") for line in lines]


def test_a_value_that_is_changed_stands_as_it_was_and_as_it_is(told):
    case = sag()
    assert told(case, replace(case, emne="Et svar")) == [
        "Emnet rettet: 'Ventetid på hjælpemiddel' → 'Et svar'"
    ]


def test_what_is_written_and_what_is_deleted_is_told_apart(told):
    without, address = sag(), Borger(navn="Øjvind Åse", adresse="Vejgade 1\n2635 Ishøj")
    written = replace(without, borger=address)
    assert told(without, written) == ["Adressen tilføjet: 'Vejgade 1 / 2635 Ishøj'"]
    assert told(written, without) == ["Adressen slettet: 'Vejgade 1 / 2635 Ishøj'"]


def test_klagepunkter_are_told_by_their_number(told):
    one, two = punkt(), punkt(2, forhold="centret ikke har svaret på brevet")
    assert told(sag(one), sag(one, two)) == [
        "Klagepunkt 2 tilføjet: at centret ikke har svaret på brevet"
    ]
    assert told(sag(one, two), sag(two)) == ["Klagepunkt 1 slettet: at centret ikke har svaret"]
    assert told(sag(one), sag(punkt(medhold="intet"))) == [
        "Klagepunkt 1, medhold tilføjet: 'intet'"
    ]


def test_an_assessment_is_told_value_by_value(told):
    before = punkt(vurdering=Vurdering(udfald="kritik"))
    after = punkt(vurdering=Vurdering(udfald="kritik", grad="uheldigt"))
    assert told(sag(before), sag(after)) == [
        "Klagepunkt 1, vurderingen: graden tilføjet: 'uheldigt'"
    ]


def test_a_step_is_told_by_its_title_and_its_day(told):
    before, after = sag(), sag(forloeb=(REGISTERED, FORWARDED))
    name = "Klagen sendt videre til centret (4. marts 2026)"
    assert plain(told(before, after)) == [f"Nyt skridt: {name}"]
    assert plain(told(after, before)) == [f"Skridt slettet: {name}"]
    moved = sag(forloeb=(REGISTERED, replace(FORWARDED, frist=date(2026, 3, 20))))
    assert plain(told(after, moved)) == [
        f"Skridt rettet: {name}: frist 18. marts 2026 → 20. marts 2026"
    ]


def test_nothing_is_told_of_a_case_that_says_the_same(told):
    assert told(sag(punkt()), sag(punkt())) == []


def test_a_value_is_shown_without_hidden_signs_and_not_at_any_length():
    assert worded("a\x1b[31mb\u202ec") == "'a [31mb c'"
    assert len(worded("x" * 100_000)) < 100


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, "Én linje\n", "tilføjet (2 ord)"),
        ("Én linje\n", None, "slettet"),
        ("a\nb\n", "a\nc\nd\n", "rettet (2 linjer skrevet og 1 linje væk)"),
        ("a\nb\n", "b\na\n", "rettet (linjer flyttet)"),
    ],
)
def test_of_a_text_it_is_told_how_much_has_changed(before, after, said):
    assert text_change(*(text and text.encode() for text in (before, after))) == said


def test_of_what_is_no_text_only_that_it_has_changed():
    assert text_change(None, b"\x89PNG\0") == "tilføjet"
    assert text_change(b"a", b"\x89PNG\0") == "ændret"
