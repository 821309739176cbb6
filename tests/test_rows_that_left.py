"""A row that the journal's version of a case is judged by may leave the tables: nothing is lost."""

from __future__ import annotations

import pytest
from cli import at, day, do, edit, folder

from workflow.archive import rulefiles
from workflow.office import checking, desk, gather, saving, undo

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NUMMER, LATER = "2026-0001", day("2026-03-03")


@pytest.fixture
def renamed(with_case):
    """Give an office that has renamed a theme of its own table, and mended the case by hand."""
    own = with_case.root / "regler"
    own.mkdir()
    themes = (rulefiles.SHIPPED / "temaer.yaml").read_text(encoding="utf-8")
    changed = themes.replace("\n  sagsbehandlingstid:", "\n  lang-sagsbehandling:")
    assert changed != themes
    (own / "temaer.yaml").write_text(changed, encoding="utf-8")
    edit(
        folder(with_case, NUMMER) / "sag.yaml",
        "tema: sagsbehandlingstid",
        "tema: lang-sagsbehandling",
    )
    return desk.enter(with_case.root)


@pytest.mark.parametrize("correction", [False, True])
def test_a_case_that_has_been_mended_can_be_saved(renamed, correction):
    told = saving.save(
        renamed, NUMMER, "Temaet hedder noget andet", at(LATER), correction=correction
    )
    assert told


def test_a_case_that_has_been_mended_goes_on_and_a_step_can_be_taken_back(renamed):
    before = gather.case_file(renamed, NUMMER).sag
    do(renamed, NUMMER, "2026-03-03", "kvitter")
    undo.take_back(renamed, NUMMER, at(LATER))
    assert gather.case_file(renamed, NUMMER).sag == before
    assert before.klagepunkter[0].tema == "lang-sagsbehandling"


def test_a_line_that_was_taken_out_of_its_course_is_told_of(renamed):
    do(renamed, NUMMER, "2026-03-03", "notat", tekst="Borgeren ringede")
    path = folder(renamed, NUMMER) / "sag.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(line for line in lines if "handling: notat" not in line), encoding="utf-8"
    )
    told = checking.check(renamed.root, LATER).fejl
    assert any("forloeb er ikke, som journalen har det" in str(fault) for fault in told)
