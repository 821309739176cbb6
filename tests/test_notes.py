"""Notes of what was said: required of every oral step, whole in the file, late ones marked."""

from __future__ import annotations

import pytest
from cli import do, folder, git, nothing_changes
from msgspec.structs import replace

from workflow.archive import rulefiles
from workflow.core import notes
from workflow.core.errors import NotAllowed

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

ACTIONS = rulefiles.check_shipped().handlinger
SPOKEN = [action for action in ACTIONS.values() if "notat" in action.virkninger]
TALK = ("--deltagere", "borgeren og hendes søn", "--aftalt", "Centret ringer på fredag.")


@pytest.fixture
def office(with_case):
    """Return an archive with a case."""
    return with_case


def note(office, name):
    """Return what a note says."""
    path = folder(office, "2026-0001") / "notater" / f"{name}.md"
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("action", SPOKEN, ids=lambda action: action.id)
def test_every_step_that_is_told_in_a_note_requires_one_and_asks_who_and_what(action):
    oral = [needs for flag, needs in action.kraever_ved.items() if flag == "mundtlig"]
    assert "tekst" in (oral[0] if oral else action.kraever)
    assert {"deltagere", "aftalt"} <= set(action.oplysninger)
    assert "notat-i-tide" in action.advarsler


def test_a_step_that_may_be_oral_is_one_that_writes_a_note():
    oral = {a.id for a in ACTIONS.values() if "mundtlig" in a.oplysninger}
    assert oral | {"notat", "uformel-kontakt", "vejled"} == {action.id for action in SPOKEN}


def test_each_kind_of_talk_has_its_name(rules):
    assert set(rules.oplysninger["slags"].vaerdier) == set(notes.KINDS)


def test_the_note_says_all_and_the_case_file_only_where_it_is(office, counter):
    told = ("--slags", "moede", "--tekst", "Vi talte om [sagen].", *TALK, "--dato", "2026-06-30")
    assert counter("notat", "1", *told, archive=office.root).code == 0
    assert note(office, "2026-06-30-moede") == (
        "# Møde\n\nSag: 2026-0001\nDet skete: 30.\u00a0juni 2026\nSkrevet: 30.\u00a0juni 2026\n"
        "Deltagere: borgeren og hendes søn\nSkrevet af: Mette Lindgreen\n\n"
        "## Hvad der blev sagt\n\nVi talte om [sagen].\n\n## Aftalt\n\nCentret ringer på fredag.\n"
    )
    written = (folder(office, "2026-0001") / "sag.yaml").read_text(encoding="utf-8")
    assert "notat: notater/2026-06-30-moede.md}" in written
    assert "søn" not in written
    assert "fredag" not in written + git(office.root, "log", "--format=%B")


def test_an_oral_step_has_its_participants_and_agreement_in_its_note(office, counter):
    told = ("--tekst", "Centret vil ringe.", *TALK, "--dato", "2026-06-30")
    assert counter("uformel-kontakt", "1", *told, archive=office.root).code == 0
    said = note(office, "2026-06-30-uformel-kontakt")
    assert said.startswith("# Uformel kontakt til centret\n")
    assert "Center: Center for Social" in said
    assert "Deltagere: borgeren og hendes søn" in said


def test_who_took_part_is_not_taken_where_no_note_is_written(office, counter):
    with nothing_changes(office.root):
        ended = counter("forventningsafstem", "1", *TALK, archive=office.root)
    assert ended.code == 4
    assert "--mundtlig mangler" in ended.err


def test_a_note_written_within_two_working_days_is_in_time(office, counter):
    ended = counter("notat", "1", "--tekst", "Talt", "--dato", "2026-06-26", archive=office.root)
    assert (ended.code, ended.err) == (0, "")
    assert "Bemærk" not in note(office, "2026-06-26-telefon")
    assert "skrevet: 2026-06-30" in (folder(office, "2026-0001") / "sag.yaml").read_text()


def test_a_note_written_late_says_so_in_itself_at_once_and_in_the_course(office, counter):
    ended = counter("notat", "1", "--tekst", "Talt", "--dato", "2026-06-17", archive=office.root)
    said = "Notatet er skrevet 9 arbejdsdage efter, at det skete."
    assert f"{said} Det står i notatet." in ended.err
    assert f"Bemærk: {said}" in note(office, "2026-06-17-telefon")
    course = counter("vis", "1", archive=office.root).out.partition("Forløb")[2]
    told = course[course.index("2026-06-17  Notat") :].partition("\n  2026")[0]
    assert said in told


def test_the_office_says_itself_how_late_is_late(walk_of, kontor):
    walk = walk_of(type="vejledning")
    told = {"tekst": "Talt om ansøgningen."}
    late = walk.plan("vejled", "2026-03-03", today="2026-03-09", **told)
    assert late.advarsler[0].startswith("Notatet er skrevet 4 arbejdsdage efter")
    walk.kontor = replace(kontor, frister=kontor.frister | {"notat": 5})
    assert walk.plan("vejled", "2026-03-03", today="2026-03-09", **told).advarsler == ()


def test_a_note_without_anything_said_is_refused(office):
    with nothing_changes(office.root), pytest.raises(NotAllowed, match="--tekst mangler"):
        do(office, "2026-0001", "2026-03-04", "notat", slags="telefon")
