"""The adviser's own words against the kritikskala: another step stops, others' words do not."""

from __future__ import annotations

import pytest
from made_up import punkt
from msgspec.structs import replace

from workflow.archive import rulefiles
from workflow.core.model import Vurdering
from workflow.core.rulebook import Grade
from workflow.core.scale import grade_faults

RULES = rulefiles.load()


def given(nr=1, grad="beklageligt"):
    return punkt(nr, vurdering=Vurdering(udfald="kritik", grad=grad, konstateret="x"))


def faults(text, *points, heading="# Klagepunkt 1\n\n## Vurdering", rules=RULES):
    return list(grade_faults(f"{heading}\n\n{text}\n", points or (given(),), rules))


def test_another_step_is_told_with_its_line_and_the_way_out():
    (told,) = faults("Sagen er gammel.\nDet var kritisabelt.")
    assert told == (
        "udtalelse.md, linje 6: 'kritisabelt' er et andet trin på kritikskalaen end det givne "
        "('beklageligt') i 'Klagepunkt 1 / Vurdering'. Ret teksten eller vurderingen, sæt ordet i "
        "anførselstegn, hvis det er andres, eller brug --alligevel."
    )


@pytest.mark.parametrize(
    "text",
    ["Det var beklageligt.", "Et beklageligt forløb.", "Beklagelige fejl.", "Jeg beklager det."],
)
def test_the_given_step_may_be_used_in_every_form(text):
    assert faults(text) == []


@pytest.mark.parametrize("form", [f for row in RULES.kritikskala.values() for f in row.former])
def test_every_form_of_every_other_step_is_found(form):
    (row,) = (row for row in RULES.kritikskala.values() if form in row.former)
    other = next(r.navn for r in RULES.kritikskala.values() if r is not row)
    assert f"'{form}'" in faults(f"Det er en {form} sag.", given(grad=other))[0]
    assert faults(f"Det er en {form} sag.", given(grad=row.navn)) == []


@pytest.mark.parametrize("text", ["meget\nbeklageligt", "meget  beklageligt", "Meget Beklageligt"])
def test_a_step_of_two_words_is_one_step_however_it_is_broken(text):
    (told,) = faults(f"Det er {text}.")
    assert told.startswith("udtalelse.md, linje 5: '")
    assert "eget beklageligt" in told.lower()
    assert faults(f"Det er {text}.", given(grad="meget beklageligt")) == []


def test_a_word_that_only_contains_a_step_is_none():
    assert faults("Ukritisabelt er intet ord, og beklageligtvis er et andet.") == []


@pytest.mark.parametrize(
    "marks", ["»«", "«»", '""', "“”", "„“", "””", "''", "‘’", "’’", "›‹"]
)  # fmt: skip
def test_words_in_quotation_marks_are_others(marks):
    before, after = marks
    assert faults(f"Ordet {before}kritisabelt{after} er brugt.") == []
    assert faults(f"Ordet {before}her{after} er kritisabelt.") != []


def test_an_apostrophe_opens_no_quotation():
    assert faults("Borgerens pc'er var kritisabelt gamle, og det var pc'er ikke.") != []


def test_a_quoted_block_is_others():
    assert faults("Centret skrev:\n\n> Det var kritisabelt.\n>\n> Stærkt kritisabelt.") == []
    assert "linje 9" in faults("Centret skrev:\n\n> Uheldigt.\n\nDet var kritisabelt.")[0]


@pytest.mark.parametrize(
    "text",
    [
        "Borgeren mener, at det var kritisabelt.",
        "Borgeren mente, at det var kritisabelt.",
        "Hun har anført, at det er stærkt kritisabelt.",
        "Centret finder forløbet uheldigt.",
        "Centret beklager forløbet og kalder det uheldigt.",
        "Centret har beklaget det og skrevet, at det var uheldigt.",
        "Centret skrev den 3. december 2025, at det var uheldigt.",
        "Ombudsmanden har tidligere udtalt,\nat det er kritisabelt.",
    ],
)
def test_a_sentence_that_reports_what_others_said_is_none_of_its_business(text):
    assert faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Centret svarede ikke, men det er kritisabelt.",
        "Centret forsvarede sig; det er kritisabelt.",
        "Jeg er enig med centret, der skriver, at det var uheldigt.",
        "Borgeren mener noget andet. Det var kritisabelt.",
        "Borgeren mener noget andet\n\nDet var kritisabelt",
        "Borgeren fik svar den 3. Det var kritisabelt.",
    ],
)
def test_the_advisers_own_word_is_found_beside_what_others_said(text):
    assert len(faults(text)) == 1


@pytest.mark.parametrize("heading", ["# Centrets udtalelse", "# Borgerens bemærkninger"])
def test_the_sections_for_others_words_are_left_alone(heading):
    assert faults("Det var kritisabelt.", heading=heading) == []


def test_the_resume_may_use_every_step_that_was_given_and_no_other():
    points = (given(1), given(2, "uheldigt"))
    assert faults("Beklageligt og uheldigt.", *points, heading="# Resumé") == []
    (told,) = faults("Det var kritisabelt.", *points, heading="# Resumé")
    assert "('beklageligt' eller 'uheldigt')" in told


def test_a_klagepunkt_has_its_own_step_alone():
    assert "ingen grad" in faults("Det var uheldigt.", punkt(1), given(2, "uheldigt"))[0]


def test_the_offices_own_scale_is_the_one_that_counts():
    own = Grade(id="a", kilde="Vores", navn="Helt galt", former=("helt  gale",))
    rules = replace(RULES, kritikskala={"a": own})
    assert faults("Det var kritisabelt.", rules=rules) == []
    assert "'helt galt'" in faults("Det var helt galt.", rules=rules)[0]
    assert "'Helt gale'" in faults("Helt gale forhold.", rules=rules)[0]
    assert faults("Det var helt galt.", given(grad="Helt galt"), rules=rules) == []
