"""What inv gem says of the edits that it journalises: in words, and only on the screen."""

from __future__ import annotations

import pytest
from cli import edit, folder, git

pytest_plugins = ("at_the_counter",)
NUMMER = "2026-0001"


@pytest.fixture
def case(with_case):
    return folder(with_case, NUMMER)


@pytest.fixture
def saved(with_case, counter):
    def save(*words):
        said = counter("gem", "1", *words, archive=with_case.root)
        assert said.code == 0, said.err
        return said.out

    return save


def test_a_value_and_a_text_are_told_as_they_were_changed(case, saved):
    edit(case / "sag.yaml", "emne: Ventetid", "emne: Lang ventetid")
    (case / "notater").mkdir()
    (case / "notater" / "aftale.md").write_text("Vi ringes ved.\n", encoding="utf-8")
    said = saved()
    assert "  Emnet rettet: 'Ventetid på hjælpemiddel' → 'Lang ventetid på hjælpemiddel'" in said
    assert "  notater/aftale.md: tilføjet (3 ord)" in said


def test_a_comment_alone_changes_nothing_that_is_told(case, saved):
    edit(case / "sag.yaml", "emne: Ventetid", "# til mig selv\nemne: Ventetid")
    assert saved().splitlines() == [f"Sag {NUMMER}", "Dine rettelser er journaliseret: sag.yaml."]


def test_a_correction_of_the_forloeb_is_told_as_the_step_that_it_is(case, saved):
    edit(case / "sag.yaml", "{dato: 2026-03-02", "{dato: 2026-03-01")
    assert "  Skridt rettet: Henvendelse registreret" in saved("--rettelse").replace("\u00a0", " ")


def test_what_the_words_say_is_not_in_the_journals_entry(with_case, case, saved):
    edit(case / "sag.yaml", "Øjvind Åse", "Mette Lund")
    assert "Navnet rettet: 'Øjvind Åse' → 'Mette Lund'" in saved()
    assert "Lund" not in git(with_case.root, "log", "-1", "--format=%B")


def test_the_offices_own_files_are_told_of_as_well(with_case, saved):
    kontor = with_case.root / "kontor.yaml"
    kontor.write_text(kontor.read_text(encoding="utf-8") + "# note\n", encoding="utf-8")
    assert "  kontor.yaml: rettet (1 linje skrevet og 0 linjer væk)" in saved()
