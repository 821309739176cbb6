"""What shows only against a witness, what hides history, and where two journals meet."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from cli import HAND, at, begun, copied, day, do, edit, folder, git

from workflow.archive.journal import witness
from workflow.core import proof_rules
from workflow.office import checking, gather, saving, undo

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

TODAY = date(2026, 6, 30)
NUMMER = "2026-0001"


@pytest.fixture
def office(tmp_path, registered):
    office = copied(registered, tmp_path / "arkiv")
    begun(office)
    return office


def faults(office):
    return list(checking.check(office.root, TODAY).fejl)


def by_hand(office, *words):
    git(office.root, *HAND, *words)


def test_a_sound_archive_leaves_a_witness_of_its_last_entry(office):
    assert faults(office) == []
    head = git(office.root, "rev-parse", "HEAD").strip()
    kept = witness.read(office.root)
    assert kept == witness.Witness(head, len(git(office.root, "log", "--format=%H").split()), TODAY)


def test_the_witness_stays_where_it_is_while_there_is_a_fault(office):
    faults(office)
    before = witness.read(office.root)
    edit(folder(office, NUMMER) / "sag.yaml", "handling: registrer", "handling: centersvar")
    by_hand(office, "commit", "--all", "--message", "Rettet")
    assert faults(office) != []
    assert witness.read(office.root) == before


def test_a_journal_cut_short_is_found_by_the_witness_with_how_much_is_gone(office):
    faults(office)
    git(office.root, "reset", "--hard", "--quiet", "HEAD~2")
    (found,) = faults(office)
    assert "skrevet om, siden inv tjek fandt den i orden den 30." in found
    assert "2 poster fra dengang findes her ikke mere" in found


def test_the_witness_outlives_the_steps_that_come_after(office):
    faults(office)
    begun(office)
    git(office.root, "reset", "--hard", "--quiet", "HEAD~3")
    (found,) = faults(office)
    assert "1 post fra dengang findes her ikke mere" in found


def test_a_last_entry_written_anew_without_a_trace_is_found_by_the_witness_alone(office):
    root = office.root
    said = git(root, "log", "-1", "--format=%B")
    by_hand(office, "commit", "--amend", "--quiet", "--message", said)
    assert faults(office) == []
    by_hand(office, "commit", "--amend", "--quiet", "--date=2020-01-01T12:00", "--message", said)
    (found,) = faults(office)
    assert "1 post fra dengang" in found


def test_a_journal_without_what_was_last_synchronised_is_found(office):
    git(office.root, "update-ref", "refs/sagsgang/synkroniseret", "HEAD")
    git(office.root, "reset", "--hard", "--quiet", "HEAD~1")
    (found,) = faults(office)
    assert "siden arkivet sidst blev synkroniseret" in found


def test_a_copy_of_the_newest_entries_alone_is_told_as_such(office, tmp_path):
    shallow = tmp_path / "kopi"
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{office.root}", str(shallow))
    (found,) = checking.check(shallow, TODAY).fejl
    assert "ufuldstændig historik: kopien er taget med kun de nyeste poster" in found


def test_entries_swapped_for_others_are_told_and_hide_nothing(office):
    git(office.root, "replace", "HEAD~1", "HEAD~2")
    assert any("poster er skiftet ud med andre" in fault for fault in faults(office))


def branched(office, joined):
    """Let two journals run beside each other, and meet in a commit made by hand."""
    git(office.root, "checkout", "--quiet", "-b", "anden", "HEAD~1")
    edit(folder(office, NUMMER) / "henvendelse.md", "\n", "\nMere\n")
    by_hand(office, "commit", "--all", "--quiet", "--message", "Mere")
    git(office.root, "checkout", "--quiet", "main")
    by_hand(office, "merge", "--quiet", "--no-edit", *joined, "anden")


def test_journals_joined_by_hand_are_pointed_out(office):
    branched(office, ["--no-ff"])
    (found,) = faults(office)
    assert "to journaler er ført sammen uden om inv synk" in found


def test_what_one_of_two_joined_journals_changed_may_not_be_lost(office):
    branched(office, ["--no-ff", "--strategy=ours"])
    assert any(
        f"2026/{NUMMER}/henvendelse.md: den ene journals ændring er gået tabt" in fault
        for fault in faults(office)
    )


def test_a_case_whose_folder_is_gone_is_found(office):
    shutil.rmtree(folder(office, NUMMER))
    (found,) = faults(office)
    assert found == f"2026/{NUMMER}/sag.yaml: sagens mappe mangler i arkivet"


def test_a_link_to_a_case_that_is_not_there_is_found_with_its_line(office):
    edit(folder(office, NUMMER) / "sag.yaml", "\nhenvendelse:", "\nhenvendelse: 2026-0077")
    (found,) = faults(office)
    assert found.endswith(": der er ingen sag 2026-0077")
    assert f"2026/{NUMMER}/sag.yaml, linje " in found


def test_steps_taken_back_edits_and_corrections_are_no_faults(office):
    do(office, NUMMER, "2026-03-04", "kvitter")
    undo.take_back(office, NUMMER, at(day("2026-03-04")))
    do(office, NUMMER, "2026-03-04", "videresend")
    edit(folder(office, NUMMER) / "sag.yaml", "kanal: telefon", "kanal: email")
    saving.save(office, NUMMER, "Rettet", at(day("2026-03-05")), correction=False)
    edit(folder(office, NUMMER) / "sag.yaml", "modtaget: 2026-03-02", "modtaget: 2026-03-01")
    do(office, NUMMER, "2026-03-06", "afsendt")
    edit(folder(office, NUMMER) / "sag.yaml", "via: digital-post", "via: brev")
    saving.save(office, NUMMER, "Sendt med post", at(day("2026-03-07")), correction=True)
    assert faults(office) == []


def test_the_kinds_of_entry_are_called_what_the_program_calls_them():
    assert proof_rules.EDITED == gather.EDITED
    assert proof_rules.CORRECTED == saving.CORRECTED
    assert proof_rules.UNDONE == undo.UNDONE
