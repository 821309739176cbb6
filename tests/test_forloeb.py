"""The courses in tests/forloeb/, which a jurist can write: each goes as it says (issue 3)."""

from __future__ import annotations

import courses
import pytest

from workflow.core.errors import BadFile

ALL = courses.everyone()
# Rows of domain.md §1.3 that no course of a case can show, and why.
NO_CASE = {2: "en henvendelse uden sagsbehandling bliver ingen sag; den tælles med inv aktivitet"}
IMPOSSIBLE = {
    "udtalelse-uden-undersoegelse",
    "undersoegelse-foer-svar",
    "undersoegelse-af-sent-klagepunkt",
    "udtalelse-om-sent-klagepunkt",
    "vurdering-af-afgoerelse",
    "afvisning-uden-grund",
    "grad-uden-for-skalaen",
    "rykker-foer-noget-er-sendt",
    "sag-uden-henvendelse",
    "center-i-vejledning",
}


@pytest.mark.parametrize("course", ALL, ids=lambda course: course.data["navn"])
def test_the_course_goes_as_it_says(course, kontor, rules):
    assert "\n".join(courses.unmet(course, kontor, rules)) == ""


def test_every_row_of_transitions_has_a_course():
    shown = {row for course in ALL for row in course.data.get("raekke", ())}
    assert set(courses.ROWS) - shown == NO_CASE.keys()


def test_every_impossible_transition_has_a_course_that_gives_the_reason():
    refused = {
        course.data["umuligt"]
        for course in ALL
        if any("afvises" in line for line in course.data["forloeb"]) and "umuligt" in course.data
    }
    assert refused == IMPOSSIBLE


def test_every_course_says_what_it_shows_and_no_two_are_called_the_same():
    assert [c.document.fil for c in ALL if not {"raekke", "umuligt"} & c.data.keys()] == []
    names = [course.data["navn"] for course in ALL]
    assert sorted(set(names)) == sorted(names)
    assert [course.document.fil for course in ALL if len(course.document.tekst) > 3000] == []


def written(tmp_path, text):
    path = tmp_path / "proeve.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_course_that_is_wrongly_written_is_told_with_its_line(tmp_path):
    text = "navn: En prøve\nraekke: [28]\nforloeb:\n  - {dato: 2026-02-30, saa: {tilstnd: ny}}\n"
    with pytest.raises(BadFile) as fault:
        courses.read(written(tmp_path, text))
    told = str(fault.value)
    assert "proeve.yaml, linje 2: " in told
    assert "proeve.yaml, linje 4: " in told
    assert "mangler nøglen 'handling'" in told
    assert "nøglen 'tilstnd' kendes ikke" in told


WRONG = """\
navn: En prøve
forloeb:
  - {dato: 2026-03-04, handling: videresendt}
  - {dato: 2026-03-04, handling: videresend, maade: hurtigt}
  - dato: 2026-03-04
    handling: videresend
    saa: {tilstand: besvaret, frist: 2026-03-19, breve: [rykker-center], advarsler: [samtykket]}
  - {dato: 2026-03-05, handling: kvitter, afvises: [Det kan kun ske]}
  - {dato: 2026-03-05, handling: rykker, afvises: [Det regner]}
saa: {klagepunkter: {1: afvist}, frister: {svar: ingen}}
"""


def test_whatever_does_not_go_as_the_course_says_is_told_with_its_line(tmp_path, kontor, rules):
    told = list(courses.unmet(courses.read(written(tmp_path, WRONG)), kontor, rules))
    lines = [fault.partition(": ")[0] for fault in told]
    assert lines == [f"proeve.yaml, linje {n}" for n in (3, 4, 5, 5, 5, 5, 8, 9, 10, 10)]
    words = "\n".join(told)
    for part in (
        "'videresendt' findes ikke",
        "--maade kendes ikke",
        "tilstand: skulle være 'besvaret', men er 'hos-centret'",
        "frist: skulle være '2026-03-19', men er '2026-03-18'",
        "breve: skulle være 'rykker-center', men er 'videresendelse-center, videresendelse-borger'",
        "der siges ikke 'samtykket'",
        "skulle være afvist, men skete",
        "'Det regner' står ikke i begrundelsen",
        "klagepunkter, 1: skulle være 'afvist', men er 'behandles'",
        "frister, svar: skulle være 'ingen', men er '2026-03-18'",
    ):
        assert part in words
