"""A backup is one file that was tried: everything comes back, journalised or not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest
from cli import at, begun, day, edit, everything, folder, git, head, inv, nothing_changes

from workflow.archive import journal
from workflow.office import backups, desk

pytest_plugins = ("at_the_counter",)

NOTE = "2026/2026-0001/notater/åben rådgivning.md"
NOON = at(day("2026-06-30"))
TYPED = "Skrevet, men ikke gemt i journalen: æøå\n"


@pytest.fixture
def worked(with_case):
    """Leave work unjournalised in the case, elsewhere, and as a file that is gone."""
    root = with_case.root
    (root / NOTE).parent.mkdir(exist_ok=True)
    (root / NOTE).write_text(TYPED, encoding="utf-8")
    edit(folder(with_case, "2026-0001") / "sag.yaml", "Ventetid", "Lang ventetid")
    (root / "2026" / "2026-0001" / "henvendelse.md").unlink()
    (root / "løse papirer.txt").write_bytes(b"\x00\xff")
    return with_case


@pytest.fixture
def stick(tmp_path):
    """A place for backups with æøå and a space in its name."""
    place = tmp_path / "nøgle æ"
    place.mkdir()
    return place


def files(root):
    """Return what lies in an archive, but for the journal and what is made anew."""
    kept = everything(root).items()
    return {name: held for name, held in kept if not name.startswith((".git/", ".skema/"))}


def test_everything_comes_back_also_what_was_not_journalised(counter, worked, stick, several):
    with nothing_changes(worked.root):
        said = counter("sikkerhedskopi", str(stick), archive=worked.root)
    assert said.code == 0, said
    assert [path.name for path in stick.iterdir()] == ["fjordby-2026-06-30.zip"]
    shutil.move(worked.root, worked.root.with_name("det gamle"))
    back = counter("gendan", str(stick / "fjordby-2026-06-30.zip"), archive=None)
    assert (back.code, "inv vaelg fjordby" in back.out) == (0, True), back
    root, old = several / "fjordby", worked.root.with_name("det gamle")
    assert files(root) == files(old)
    assert (root / NOTE).read_text(encoding="utf-8") == TYPED
    assert head(root) == head(old)
    assert git(root, "status", "--porcelain") == git(old, "status", "--porcelain")
    assert [path.name for path in several.iterdir()] == ["fjordby"]


def test_work_goes_on_in_a_restored_archive(counter, with_case, stick, tmp_path):
    made = backups.make(with_case.root, str(stick), NOON)
    root = backups.bring_back(str(made.fil), str(tmp_path / "ny"), tmp_path)
    assert counter("kvitter", "1", archive=root).code == 0
    assert counter("tjek", archive=root).code == 0
    git(root, "fsck", "--strict")
    assert git(root, "config", "--local", "--list") == git(
        with_case.root, "config", "--local", "--list"
    )


def test_what_both_sides_had_and_older_ends_come_along(with_case, stick, tmp_path):
    git(with_case.root, "update-ref", "refs/sagsgang/synkroniseret", "HEAD~1")
    git(with_case.root, "branch", "gammel", "HEAD~1")
    made = backups.make(with_case.root, str(stick), NOON)
    root = backups.bring_back(str(made.fil), str(tmp_path / "ny"), tmp_path)
    assert git(root, "for-each-ref") == git(with_case.root, "for-each-ref")


def test_a_second_backup_on_the_same_day_is_a_second_file(worked, stick):
    first = backups.make(worked.root, str(stick), NOON)
    before = first.fil.read_bytes()
    second = backups.make(worked.root, str(stick), NOON)
    assert second.fil.name == "fjordby-2026-06-30-2.zip"
    assert first.fil.read_bytes() == before


def test_a_name_may_be_given_but_never_a_backup_overwritten(counter, with_case, stick):
    named = stick / "før flytning.zip"
    assert counter("sikkerhedskopi", str(named), archive=with_case.root).code == 0
    before = named.read_bytes()
    again = counter("sikkerhedskopi", str(named), archive=with_case.root)
    assert (again.code, "findes allerede" in again.err) == (2, True)
    assert named.read_bytes() == before


@pytest.mark.parametrize("place", ["", "findes/ikke", "2026", "2026/kopi.zip", "kontor.yaml"])
def test_a_place_that_is_none_or_is_in_the_archive_is_refused(
    counter, with_case, place, monkeypatch
):
    monkeypatch.chdir(with_case.root)
    with nothing_changes(with_case.root):
        assert counter("sikkerhedskopi", place, archive=with_case.root).code == 2


def test_the_name_and_the_readme_have_no_personal_data_and_say_how(worked, stick):
    made = backups.make(worked.root, str(stick), NOON)
    with ZipFile(made.fil) as package:
        read = package.read("LAESMIG.txt").decode()
        assert package.testzip() is None
    assert "inv gendan fjordby-2026-06-30.zip" in read
    assert "IKKE krypterede" in read
    assert "Øjvind" not in read


@pytest.mark.skipif(sys.platform == "win32", reason="sha256sum and cp are not there")
def test_it_can_be_restored_without_the_program_as_the_readme_says(worked, stick, tmp_path):
    made = backups.make(worked.root, str(stick), NOON)
    there = tmp_path / "pakket ud"
    with ZipFile(made.fil) as package:
        package.extractall(there)
    steps = (
        "sha256sum --quiet -c SHA256SUMS",
        "git clone -q -c core.autocrlf=false journal.bundle arkiv",
        "cp -R filer/. arkiv",
        'while read -r gone; do rm "arkiv/$gone"; done < fjernede-filer.txt',
    )
    for step in steps:
        subprocess.run(["sh", "-c", step], cwd=there, check=True)
    assert files(there / "arkiv") == files(worked.root)


def test_caches_and_what_editors_leave_are_not_in_it(worked, stick):
    for name in (".esdh/2026-0001/brev.pdf", ".forkastet/x.md", "2026/~$brev.docx"):
        (worked.root / name).parent.mkdir(parents=True, exist_ok=True)
        (worked.root / name).write_bytes(b"x")
    made = backups.make(worked.root, str(stick), NOON)
    with ZipFile(made.fil) as package:
        edits = [name for name in package.namelist() if name.startswith("filer/")]
    assert sorted(edits) == sorted(
        [f"filer/{NOTE}", "filer/2026/2026-0001/sag.yaml", "filer/løse papirer.txt"]
    )


def test_an_office_file_that_cannot_be_read_does_not_stop_a_backup(counter, worked, stick):
    (worked.root / "kontor.yaml").write_bytes(b"kommune: [")
    assert counter("sikkerhedskopi", str(stick), archive=worked.root).code == 0
    [made] = stick.iterdir()
    assert made.name == "arkiv-med-aeoeaa-2026-06-30.zip"


def test_an_archive_where_something_is_is_never_written_over(counter, with_case, stick, tmp_path):
    made = backups.make(with_case.root, str(stick), NOON)
    for taken in (with_case.root, made.fil, tmp_path / "findes" / "ikke"):
        with nothing_changes(with_case.root):
            assert counter("gendan", str(made.fil), "--til", str(taken), archive=None).code == 2
    empty = tmp_path / "tom"
    empty.mkdir()
    assert counter("gendan", str(made.fil), "--til", str(empty), archive=None).code == 0
    assert journal.is_archive(empty)


def test_the_real_command_works_in_a_process_of_its_own(with_case, stick, tmp_path):
    assert inv("sikkerhedskopi", str(stick), archive=with_case.root).code == 0
    [made] = stick.iterdir()
    assert inv("gendan", str(made), "--til", str(tmp_path / "ny"), archive=None).code == 0
    assert desk.enter(tmp_path / "ny").kontor.kommune == "Fjordby Kommune"


def test_a_case_opened_after_the_backup_is_not_in_it(with_case, stick, tmp_path):
    made = backups.make(with_case.root, str(stick), NOON)
    begun(with_case)
    root = backups.bring_back(str(made.fil), str(tmp_path / "ny"), tmp_path)
    assert [path.name for path in (root / "2026").iterdir()] == ["2026-0001"]
