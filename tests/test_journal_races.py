"""Editors, other programs and other commands at work in the archive at the same time."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from journal_archive import (
    BREV,
    EDIT,
    OLD,
    SAG,
    STEP,
    TYPED,
    assert_old_or_new,
    book,
    git,
    is_at_rest,
    log,
    opened,
)
from msgspec.structs import replace

from workflow.archive import journal
from workflow.archive.journal import booking, durable, index, lock, recovery
from workflow.core import errors

pytest_plugins = ("journal_in_use",)


def before(monkeypatch, module, name, happens):
    """Let something happen just before a step of the booking."""
    step = getattr(module, name)

    def with_surprise(*arguments, **options):
        happens()
        return step(*arguments, **options)

    monkeypatch.setattr(module, name, with_surprise)


def test_a_commit_of_something_else_in_between_is_gone_on_from(root, monkeypatch):
    other = ("commit", "-m", "andet", "kontor.yaml")
    before(monkeypatch, index, "reserved", lambda: git(root, *other))
    book(root, EDIT, STEP)
    assert log(root)[OLD:] == ["andet", "rettet", STEP.overskrift]
    assert git(root, "show", "HEAD:kontor.yaml") == "halvfaerdigt\n"
    (root / "nyt.md").unlink()
    assert is_at_rest(root)


def test_a_commit_in_the_same_case_in_between_stops_the_booking(root, monkeypatch):
    before(monkeypatch, index, "reserved", lambda: git(root, "commit", "-m", "andet", SAG))
    with pytest.raises(errors.ArchiveChanged):
        book(root, EDIT, STEP)
    assert log(root)[OLD:] == ["andet"]
    assert (root / SAG).read_bytes() == TYPED
    git(root, "stash", "--include-untracked")
    assert is_at_rest(root)


def test_history_rewritten_in_between_stops_the_booking(root, monkeypatch):
    amend = ("commit", "--amend", "-m", "andet", "kontor.yaml")
    before(monkeypatch, index, "reserved", lambda: git(root, *amend))
    with pytest.raises(errors.ArchiveChanged):
        book(root, EDIT, STEP)
    assert log(root)[1:] == ["andet"]


def test_what_was_decided_before_a_commit_in_the_case_is_decided_anew(root, monkeypatch):
    def commit():
        if len(log(root)) == OLD:
            git(root, "commit", "-m", "andet", SAG)

    before(monkeypatch, index, "reserved", commit)
    journal.decided_anew(book)(root, EDIT, STEP)
    assert log(root)[OLD:] == ["andet", "rettet", STEP.overskrift]


def test_what_an_editor_saves_while_a_step_is_decided_is_decided_anew(root, monkeypatch):
    texts = iter([b"gemt imens\n"])
    save = lambda: [(root / SAG).write_bytes(text) for text in texts]  # noqa: E731
    before(monkeypatch, index, "reserved", save)

    def step():
        edit = replace(EDIT, filer={SAG: (root / SAG).read_bytes()})
        return book(root, edit, STEP)

    journal.decided_anew(step)()
    assert log(root)[OLD:] == ["rettet", STEP.overskrift]
    assert git(root, "show", f"HEAD^:{SAG}") == "gemt imens\n"


def test_a_commit_that_ever_again_comes_in_between_is_told_of(root, monkeypatch):
    def commit():
        (root / SAG).write_bytes((root / SAG).read_bytes() + b"mere\n")
        git(root, "commit", "-m", "andet", SAG)

    before(monkeypatch, index, "reserved", commit)
    with pytest.raises(errors.ArchiveChanged):
        journal.decided_anew(lambda: book(root, STEP))()
    assert log(root)[OLD:] == ["andet"] * 3


def test_while_a_step_is_booked_no_other_program_can_commit(root, monkeypatch):
    refused = []

    def commit():
        with pytest.raises(subprocess.CalledProcessError) as error:
            git(root, "commit", "-m", "andet", "kontor.yaml")
        refused.append(b"index.lock" in error.value.stderr)

    before(monkeypatch, booking, "_swap", commit)
    book(root, EDIT, STEP)
    assert refused == [True]
    assert assert_old_or_new(root)


def test_what_an_editor_saves_after_the_booking_is_never_overwritten(root, monkeypatch):
    before(monkeypatch, recovery, "finish", lambda: (root / SAG).write_bytes(b"senere\n"))
    [notice] = book(root, EDIT, STEP)
    assert SAG in notice
    assert (root / SAG).read_bytes() == b"senere\n"
    with opened(root) as archive:
        assert archive.content(SAG) == STEP.filer[SAG]
        assert archive.edited(SAG) == {SAG: b"senere\n"}


def test_a_file_that_word_holds_is_written_by_the_next_command(root, monkeypatch):
    def held(source, target):
        if target.name == Path(BREV).name:
            raise PermissionError(errno.EACCES, "i brug")
        source.replace(target)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace", held)
        [notice] = book(root, EDIT, STEP)
        assert BREV in notice
        assert not (root / BREV).exists()
        with pytest.raises(errors.StepUnfinished, match="brev"), opened(root):
            pass
    with opened(root) as archive:
        assert archive.notices == [recovery.FINISHED]
    assert assert_old_or_new(root)


def test_what_is_staged_while_the_next_index_is_made_stays_staged(root, monkeypatch):
    before(monkeypatch, index, "_link", lambda: git(root, "add", "nyt.md"))
    book(root, EDIT, STEP)
    assert "A  nyt.md" in git(root, "status", "--porcelain").splitlines()
    assert (root / BREV).exists()


def test_another_programs_lock_is_waited_for_and_then_named(root, monkeypatch):
    monkeypatch.setattr(index, "_PATIENCE", 0.2)
    lock = root / ".git" / "index.lock"
    lock.write_bytes(b"")
    with pytest.raises(errors.ArchiveHeld, match=r"index\.lock"):
        book(root, EDIT, STEP)
    assert lock.exists()
    lock.unlink()
    assert not assert_old_or_new(root)


def test_whoever_waits_is_told_whom_for(root):
    told = pytest.raises(errors.ArchiveBusy, match=f"inv test.*{os.getpid()}")
    with opened(root), told, opened(root, patience=0):
        pass
    book(root, EDIT, STEP)


def test_whoever_waits_is_told_so_while_waiting(root, monkeypatch, capsys):
    monkeypatch.setattr(lock, "_UNTOLD", 0.1)
    told = pytest.raises(errors.ArchiveBusy)
    with opened(root), told, opened(root, patience=0.3):
        pass
    assert capsys.readouterr().err.startswith(f"Venter på 'inv test' (proces {os.getpid()}")


def test_the_name_of_a_dead_process_in_the_lock_stops_nobody(root):
    (root / ".git" / "sagsgang" / "laas").write_text("'inv gem' (proces 99999999, siden i går)")
    book(root, EDIT, STEP)
    assert assert_old_or_new(root)


def test_a_lock_is_held_as_long_as_a_process_of_gits_lives(root):
    if os.name == "nt":
        pytest.skip("children inherit no lock on Windows")
    with opened(root) as archive:
        orphan = archive._repository.git.start("cat-file", "--batch")
    with pytest.raises(errors.ArchiveBusy):
        opened(root, patience=0).__enter__()
    orphan.communicate()
    book(root, EDIT, STEP)


def test_two_at_once_both_get_their_turn(root):
    program = (
        "import sys; from pathlib import Path; from msgspec.structs import replace\n"
        "from journal_archive import STEP, book\n"
        "for n in range(5):\n"
        "    sag = f'2026-{sys.argv[2]}{n}'\n"
        "    filer = {f'2026/{sag}/sag.yaml': b'x'}\n"
        "    book(Path(sys.argv[1]), replace(STEP, sag=sag, filer=filer))\n"
    )
    places = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    both = [
        subprocess.Popen([sys.executable, "-c", program, str(root), desk], env=surroundings)
        for desk in "AB"
    ]
    assert [process.wait() for process in both] == [0, 0]
    booked = {entry.sag for entry in journal.history(root)}
    assert {f"2026-{desk}{n}" for desk in "AB" for n in range(5)} <= booked
    assert len(log(root)) == OLD + 10
