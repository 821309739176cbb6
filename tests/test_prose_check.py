"""What is pointed out in a report's prose, with its line, and what is left alone."""

from __future__ import annotations

import pytest
from printed_tables import RULES, TABLES

from workflow.core.prose_check import check, foreign, systems

NAMES = foreign("Ishøj Kommune", [*RULES.kommuner.values()], [*RULES.fagsystemer.values()])


def found(text):
    return [f"{line} {kind}: {what}" for line, kind, what in check(text, TABLES, NAMES)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Der kom i alt 214 henvendelser.", "1 modsigelse: 214 henvendelser er ikke, hvad"),
        ("a.\n\nI 2026 modtog jeg 230 sager.", "3 modsigelse: 230 sager er ikke"),
        (
            "Der var 31 klagepunkter om sagsbehandlingstid.",
            "er ikke, hvad tabellerne siger: 30 (T7, Sagsbehandlingstid, Center for Social",
        ),
        ("Ud af 77 klagepunkter drøftede vi et.", "1 bemærkning: 77 klagepunkter findes ikke"),
        (
            "45 pct. af klagerne fik fuldt medhold.",
            "1 modsigelse: 45 pct. (Fuldt medhold) er ingen",
        ),
        (
            "Af dem fik 12 af 48 klager (30 pct.) svar.",
            "1 modsigelse: 12 af 48 er 25 pct., ikke 30",
        ),
        (
            "Jeg holdt 4 oplæg, 3 møder og to kurser, i alt 10 ting.",
            "1 modsigelse: 4 + 3 + 2 er 9, ikke 10",
        ),
        (
            "Der var 9 møder: 4 interne, 3 eksterne og 3 andre.",
            "1 modsigelse: 4 + 3 + 3 er 10, ikke 9",
        ),
        (
            "| A | B |\n|---|---|\n| x | 5 |\n| y | 6 |\n| I alt | 12 |",
            "5 modsigelse: kolonne 2: 5 + 6",
        ),
        ("Jeg har kontor på etage 7..", "1 bemærkning: to tegn efter hinanden: '..'"),
        ("Jeg ringede til til centret.", "1 bemærkning: ordet 'til' står to gange"),
        ("Det uddybes nedenfor. mere om det.", "1 bemærkning: en sætning begynder med lille"),
        ("Det uddybes her og så kommer der i dette afsnit noget mere om de", "bryder af"),
        ("Det sker i Hvidovre hver uge.", "1 bemærkning: Hvidovre er en anden kommune"),
        ("Det sker i Vejen Kommune.", "1 bemærkning: Vejen er en anden kommune"),
        ("a.\n\n[skriv om årets gang]", "3 hul: her mangler tekst: [skriv om årets gang]"),
    ],
)
def test_a_slip_is_pointed_out_with_its_line(text, told):
    assert any(told in line for line in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Der kom i alt 212 henvendelser mod 198 i 2025.",
        "Der var 40 klagepunkter om sagsbehandlingstid, 30 af dem i Center for Social og Handicap.",
        "40 pct. af klagerne fik fuldt medhold (19 af 48).",
        "En borger havde 3 klagepunkter og ventede i 14 måneder.",
        "Jeg holdt 4 oplæg, 3 møder og to kurser, i alt 9 ting.",
        "Klagen blev afgjort den 12. marts 2026. Centret svarede efter 11 arbejdsdage.",
        "Jeg så på det, der der i huset kaldes en genvej … og så videre.",
        "# En overskrift uden punktum\n\n- et punkt\n- et andet",
        "Ishøj er en kommune. Vejen er lang, og fx er den stejl.",
        "<!-- [skriv her].. til til -->\n\nFærdig.",
        "Kommunen bruger SBSYS.",
        "1. **Anbefaling et.** Gør noget.\n2. Gør mere",
    ],
)
def test_what_is_as_it_should_be_is_left_alone(text):
    assert found(text) == []


def test_a_hidden_number_typed_by_hand_stops_too():
    told = found("Der var 2 klagepunkter om begrundelse i social og handicap.")
    assert told
    assert "modsigelse" in told[0]


def test_two_systems_in_one_report_are_one_too_many():
    texts = {"04.md": "Alt står i SB-SYS.", "05.md": "Alt\nstår i Acadre."}
    assert [(fil, found.linje) for fil, found in systems(texts, NAMES)] == [
        ("04.md", 1),
        ("05.md", 2),
    ]
    assert not [*systems({"04.md": "Alt står i SB-SYS og SBSYS."}, NAMES)]


def test_there_are_ninety_eight_municipalities():
    assert len(RULES.kommuner) == 98
