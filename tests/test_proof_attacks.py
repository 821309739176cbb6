"""What is done to a journal or its files behind the program's back, and the fault that tells."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from datetime import date

import pytest
from cli import HAND, begun, copied, do, edit, folder, git

from workflow.office import checking

pytestmark = pytest.mark.usefixtures("unset_letters")

TODAY = date(2026, 6, 30)
NUMMER, OTHER = "2026-0001", "2026-0002"
RECEIPT = "2026-03-04-kvittering-borger"


@pytest.fixture(scope="session")
def _worked_on(tmp_path_factory, _founded):
    """Let two cases go some way: letters made and sent, a step taken back, a note."""
    with pytest.MonkeyPatch.context() as patched:
        from conftest import _unset

        from workflow.documents.publish import Press

        patched.setattr(Press, "warm", lambda press, letters: None)
        patched.setattr(Press, "render", lambda press, sources: tuple(map(_unset, sources)))
        office = copied(_founded, tmp_path_factory.mktemp("bevis") / "Fjordby Ø")
        begun(office)
        begun(office)
        do(office, NUMMER, "2026-03-04", "kvitter")
        do(office, NUMMER, "2026-03-04", "afsendt")
        do(office, NUMMER, "2026-03-05", "videresend")
    return office.root


@pytest.fixture
def office(tmp_path, _worked_on):
    return copied(_worked_on, tmp_path / "arkiv")


def faults(office):
    return list(checking.check(office.root, TODAY).fejl)


def by_hand(office, besked="Rettet"):
    """Book what has been done to the files as one does with plain Git."""
    git(office.root, "add", "--all", "--", "2026", "kontor.yaml")
    git(office.root, *HAND, "commit", "--quiet", "--message", besked)


def rebooked(office, change):
    """Write the last entry's message anew, as --amend does."""
    said = git(office.root, "log", "-1", "--format=%B").rstrip("\n")
    git(office.root, *HAND, "commit", "--quiet", "--amend", "--allow-empty", "-m", change(said))


def sag(office, nummer=NUMMER):
    return folder(office, nummer) / "sag.yaml"


def letter(office, form):
    return folder(office, NUMMER) / "breve" / f"{RECEIPT}.{form}"


def test_an_archive_worked_on_has_no_fault(office):
    assert faults(office) == []


def test_a_text_and_a_fact_edited_and_booked_by_hand_are_accepted(office):
    edit(sag(office), "kanal: telefon", "kanal: email")
    (folder(office, NUMMER) / "bilag").mkdir()
    (folder(office, NUMMER) / "bilag" / "svar.txt").write_text("Svar", encoding="utf-8")
    by_hand(office)
    assert faults(office) == []


def test_a_state_changed_by_hand_is_found(office):
    with sag(office, OTHER).open("a", encoding="utf-8") as file:
        file.write("  - {dato: 2026-03-04, handling: frafald, begrundelse: Nej}\n")
    by_hand(office)
    (found,) = faults(office)
    assert found.startswith(f"2026/{OTHER}/sag.yaml: forloeb er ændret uden en post om det")
    assert "uden om inv, En Anden" in found


def test_an_impossible_line_is_found_in_the_history_too(office):
    old = sag(office, OTHER).read_bytes()
    edit(sag(office, OTHER), "handling: registrer", "handling: centersvar")
    by_hand(office)
    sag(office, OTHER).write_bytes(old)
    by_hand(office)
    assert any("forloeb, linje 1: " in f and "kan ikke ske" in f for f in faults(office))


def test_an_old_sag_yaml_saved_over_a_newer_one_is_found_by_its_sent_letters(office):
    first = git(office.root, "log", "--format=%H", "--grep=registreret", "--reverse")
    old = git(office.root, "show", f"{first.split()[0]}:2026/{NUMMER}/sag.yaml")
    sag(office).write_text(old, encoding="utf-8")
    [found] = faults(office)
    assert "forloeb er ikke, som journalen har det. " in found
    assert f"inv forkast {NUMMER}" in found
    by_hand(office)
    (found,) = faults(office)
    assert f"sendte breve er gået ud af forloeb: {RECEIPT}" in found


@pytest.mark.parametrize("form", ["md", "docx", "pdf"])
def test_a_letter_exchanged_in_the_folder_is_found(office, form):
    letter(office, form).write_bytes(b"et andet brev")
    (found,) = faults(office)
    assert found.startswith(f"2026/{NUMMER}/breve/{RECEIPT}.{form}: et færdigt brev er ændret")


def test_a_letter_exchanged_and_booked_by_hand_is_found(office):
    letter(office, "pdf").write_bytes(b"et andet brev")
    by_hand(office)
    (found,) = faults(office)
    assert f"{RECEIPT}.pdf: et færdigt brev er ændret bagefter (journalen" in found


def test_a_letter_exchanged_in_rewritten_history_is_found_by_its_hash(office):
    name = f"2026/{NUMMER}/breve/2026-03-05-videresendelse-center.pdf"
    (office.root / name).write_bytes(b"et andet brev")
    git(office.root, "add", "--all", "--", "2026")
    rebooked(office, lambda said: said)
    (found,) = faults(office)
    assert found.startswith(f"{name}: filen har ikke den SHA-256, som posten siger")


@pytest.mark.parametrize("booked", [False, True])
def test_a_letter_removed_is_found(office, booked):
    letter(office, "docx").unlink()
    if booked:
        by_hand(office)
    (found,) = faults(office)
    assert f"{RECEIPT}.docx: et færdigt brev" in found


@pytest.mark.parametrize("booked", [False, True])
def test_a_letter_slipped_in_is_found(office, booked):
    letter(office, "pdf").with_name("2026-03-04-loefte.pdf").write_bytes(b"PDF")
    if booked:
        by_hand(office)
    (found,) = faults(office)
    assert "breve/2026-03-04-loefte.pdf: filen" in found


def test_a_letter_that_lacks_one_of_its_three_files_is_found(office):
    name = "breve/2026-03-05-videresendelse-center.docx"
    git(office.root, "rm", "--quiet", f"2026/{NUMMER}/{name}")
    rebooked(office, lambda said: re.sub(rf"Dokument: \S*{name}.*\n", "", said))
    (found,) = faults(office)
    assert found.endswith("brevet mangler i journalen som docx")


def test_a_file_of_another_case_slipped_into_an_entry_is_found(office):
    path = folder(office, OTHER) / "henvendelse.md"
    path.write_text("Noget andet\n", encoding="utf-8")
    git(office.root, "add", "--all", "--", "2026")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    name = f"2026/{OTHER}/henvendelse.md"
    rebooked(office, lambda s: s.replace("Forrige:", f"Dokument: {name} sha256:{digest}\nForrige:"))
    told = f"{name}: posten er om {NUMMER}, men ændrer også denne fil"
    assert faults(office) == [f"{told} (journalen 2026-03-05, videresend)"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Til: hos-centret", "Til: besvaret", "posten siger 'Til: besvaret', men efter forloeb"),
        ("Fra: ny", "Fra: besvaret", "posten siger 'Fra: besvaret', men efter forloeb"),
        ("Dato: 2026-03-05", "Dato: 2026-03-01", "posten er af 2026-03-01, men linjen i forloeb"),
        ("Handling: videresend", "Handling: rykker", "men linjen i forloeb om videresend"),
        ("Handling: videresend", "Handling: notat", "men linjen i forloeb om videresend"),
    ],
)
def test_a_forged_trailer_is_found(office, old, new, told):
    rebooked(office, lambda said: said.replace(old, new))
    (found,) = faults(office)
    assert told in found


def test_an_entry_without_its_trailers_is_a_change_without_an_entry(office):
    rebooked(office, lambda said: "Ryddet op")
    assert any("forloeb er ændret uden en post om det" in fault for fault in faults(office))


def test_an_entry_taken_out_of_the_middle_is_found_by_the_chain(office):
    taken_out(office, "afsendt")
    assert any("kæden er brudt" in fault for fault in faults(office))


def test_an_entry_that_stands_twice_is_found(office):
    said = git(office.root, "log", "-1", "--format=%B")
    git(office.root, *HAND, "commit", "--quiet", "--allow-empty", "--message", said)
    assert any("posten står to gange" in fault for fault in faults(office))


def test_an_entry_that_skips_another_leaves_two_ends(office):
    skipped = git(office.root, "log", "-1", "--skip=1", "--format=%B")
    before = re.search(r"Forrige: (\w+)", skipped)[1]
    rebooked(office, lambda said: re.sub(r"Forrige: \w+", f"Forrige: {before}", said))
    (found,) = faults(office)
    assert found.startswith(f"{NUMMER}: kæden ender flere steder")


def test_a_case_taken_away_is_found(office):
    git(office.root, "rm", "-r", "--quiet", f"2026/{OTHER}")
    by_hand(office)
    assert any(f"{OTHER}/sag.yaml: sagen er fjernet fra arkivet" in f for f in faults(office))


def test_a_number_taken_twice_is_found(office):
    message = git(office.root, "log", "--format=%B", "--grep=0002: Henvendelse", "-1")
    message = message.replace("Dato: 2026-03-02", "Dato: 2026-03-01")
    git(office.root, *HAND, "commit", "--quiet", "--allow-empty", "--message", message)
    assert any("nummeret er brugt før" in fault for fault in faults(office))


def taken_out(office, handling):
    """Write the history anew without one entry, each later one as it was."""
    script = f'if git log -1 --format=%B $GIT_COMMIT | grep -q "^Handling: {handling}$"; '
    script += 'then skip_commit "$@"; else git commit-tree "$@"; fi'
    options = ["filter-branch", "--commit-filter", script, "HEAD"]
    subprocess.run(
        ["git", "-C", str(office.root), *HAND, *options],
        check=True,
        capture_output=True,
        env={**os.environ, "FILTER_BRANCH_SQUELCH_WARNING": "1"},
    )


def test_every_entry_of_the_journal_is_counted(office):
    assert checking.check(office.root, TODAY).poster == int(
        git(office.root, "rev-list", "--count", "HEAD")
    )
