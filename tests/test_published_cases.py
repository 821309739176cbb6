"""Published cases run whole: the statement says what was found, and nothing stronger."""

from __future__ import annotations

import json
import re

import pytest
from cli import begun, do, folder
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from workflow.office import gather
from workflow.office.demo import COURSES
from workflow.office.desk import enter
from workflow.office.played import day, read

pytest_plugins = ("at_the_counter",)

PUBLISHED = ("adgangsvejen", "tre-breve")
ALL = sorted(path.stem for path in COURSES.glob("*.yaml") if path.stem not in ("arbejde", "kontor"))
TEXT = qn("w:t")
# Where a line is broken, a word may be divided; between words any white space may stand.
_BREAKS = re.compile(r"[\s\u00ad\u200b-]+")


def squeezed(text: str) -> str:
    """Leave out of a text whatever depends on where its lines end."""
    return _BREAKS.sub("", text)


@pytest.fixture(scope="module")
def cases(demonstration):
    """Each course of the demonstration with the case it became."""
    office = enter(demonstration)
    found = {}
    for path in demonstration.glob("2026/*/sag.yaml"):
        sag = read(path)
        found[sag["emne"]] = path.parent
    courses = {name: read(COURSES / f"{name}.yaml") for name in ALL}
    return office, {name: (c, found[c["sag"]["emne"]]) for name, c in courses.items()}


def statement(case, form: str) -> str:
    """Return the text of a case's statement, read from the document itself."""
    path = next(case.glob(f"breve/*-udtalelse.{form}"))
    if form == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    if form == "docx":
        return "".join(run.text or "" for run in Document(str(path)).element.body.iter(TEXT))
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ALL)
def test_every_course_ends_in_the_state_it_says(name, cases):
    office, by_name = cases
    course, case = by_name[name]
    state = gather.read(office, case.name).situation(day("2026-12-31")).tilstand
    assert state.id == course["saa"]["tilstand"]


@pytest.mark.parametrize("form", ["pdf", "docx"])
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_statement_says_what_was_found_point_by_point(name, form, cases):
    course, case = cases[1][name]
    said = squeezed(statement(case, form))
    expected = course["saa"]["udtalelsen_siger"]
    assert len(expected) >= 3
    for sentence in expected:
        assert squeezed(sentence) in said, sentence
    for punkt in course["klagepunkter"]:
        assert squeezed(punkt["forhold"]) in said
    for event in course["forloeb"]:
        if event["handling"] == "vurder" and event.get("henstilling"):
            assert squeezed(event["henstilling"]) in said


def assessed(course) -> dict[int, dict]:
    return {e["punkt"]: e for e in course["forloeb"] if e["handling"] == "vurder"}


def conclusions(text: str) -> dict[int, str]:
    """Return each klagepunkt's conclusion as it stands in the statement's section 7."""
    found = re.findall(r"\*\*Konklusion om klagepunkt (\d+)\.\*\*(.+?)\n:::", text, re.DOTALL)
    return {int(nr): re.sub(r"\\(?=\W)", "", words) for nr, words in found}


def steps_named(text: str, rules) -> list[str]:
    """Return each step of the scale that a text names, the longest name first."""
    scale = rules.kritikskala.values()
    forms = {form: row.navn for row in scale for form in (row.navn, *row.former)}
    longest = sorted(forms, key=len, reverse=True)
    found = re.findall(rf"\b(?:{'|'.join(longest)})\b", text, re.IGNORECASE)
    return [forms[form.lower()] for form in found]


@pytest.mark.parametrize("name", PUBLISHED)
def test_no_conclusion_is_stronger_or_weaker_than_what_was_found(name, cases, rules):
    course, case = cases[1][name]
    told = conclusions(statement(case, "md"))
    given = assessed(course)
    assert told.keys() == given.keys()
    for nr, event in given.items():
        assert steps_named(told[nr], rules) == ([event["grad"]] if "grad" in event else []), nr
        criticised = bool(re.search(r"jeg (finder det|udtaler kritik)", told[nr], re.IGNORECASE))
        assert criticised is (event["udfald"] == "kritik"), nr


@pytest.mark.parametrize("name", PUBLISHED)
def test_no_other_grade_is_named_outside_the_scale_and_quotations(name, cases, rules):
    course, case = cases[1][name]
    text = statement(case, "md")
    scale = text.index("### Kritikskalaen"), text.index("## 9.")
    without = text[: scale[0]] + text[scale[1] :]
    reported = without.index("## 4."), without.index("## 6.")
    without = without[: reported[0]] + without[reported[1] :]
    given = {event.get("grad") for event in assessed(course).values()}
    assert set(steps_named(without, rules)) <= given


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_citizens_allegation_is_told_as_the_citizens(name, cases):
    course, case = cases[1][name]
    text = squeezed(re.sub(r"\\(?=\W)", "", statement(case, "md")))
    for punkt in course["klagepunkter"]:
        assert squeezed(f"Borgeren oplyser, at {punkt['forhold']}.") in text


OTHER_STEP = {
    "Regler": "R",
    "Faktiske forhold": "F",
    "Vurdering": "Det er kritisabelt, at det gik så langsomt.",
}
PROSE = {"Resumé": "R", "Sagsfremstilling": "S", "Centrets udtalelse": "C", "Retsgrundlag": "R"}


def test_prose_with_another_step_than_the_one_given_stops_the_statement(office, counter):
    nummer = begun(office)
    do(office, nummer, "2026-03-03", "centersvar", medhold="intet")
    do(office, nummer, "2026-03-04", "borger-fastholder")
    do(office, nummer, "2026-03-05", "undersoeg", kriterium="kvalitet")
    told = {"punkt": 1, "udfald": "kritik", "konstateret": "det gik langsomt"}
    do(office, nummer, "2026-03-06", "vurder", **told, grad="beklageligt")
    do(office, nummer, "2026-03-06", "skriv", udtalelse=PROSE | {"Klagepunkt 1": OTHER_STEP})
    words = ("afgiv-udtalelse", nummer, "--dato", "2026-03-09")
    ended = counter(*words, archive=office.root)
    assert ended.code == 4
    text = (folder(office, nummer) / "udtalelse.md").read_text(encoding="utf-8")
    line = text[: text.index("kritisabelt, at det")].count("\n") + 1
    assert f"udtalelse.md, linje {line}: 'kritisabelt'" in ended.err
    assert counter(*words, "--alligevel", archive=office.root).code == 0
    data = json.loads(counter("vis", nummer, "--json", archive=office.root).out)
    assert data["tilstand"] == "udtalelse-afgivet"
