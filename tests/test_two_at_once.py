"""Two real commands at once, and commands whose words or whose reading of the journal fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cli import ROOT, folder, git, nothing_changes

from workflow.archive import journal
from workflow.core.errors import JournalFailed
from workflow.counter import casework

pytest_plugins = ("at_the_counter",)

FULL = Path("/dev/full")


def begin(root, *words, **streams):
    """Start a command as a user does, without waiting for it."""
    command = [sys.executable, "-m", "invoke", *words]
    surroundings = {**os.environ, "SAGSGANG_ARKIV": str(root)}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.Popen(command, cwd=ROOT, env=surroundings, text=True, **streams)


def test_two_commands_on_one_case_both_get_their_turn(with_case):
    new = ("ny", "--type=vejledning", "--navn=Bo", "--emne=Støj")
    every = [("notat", "1", "--tekst=Ord et"), ("notat", "1", "--tekst=Ord to"), new, new]
    processes = [begin(with_case.root, *words) for words in every]
    said = [process.communicate()[1] for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, said
    notes = "".join(path.read_text() for path in folder(with_case, "2026-0001").glob("notater/*"))
    assert "Ord et" in notes
    assert "Ord to" in notes
    found = {path.name for path in (with_case.root / "2026").iterdir()}
    assert found == {"2026-0001", "2026-0002", "2026-0003"}
    assert git(with_case.root, "status", "--porcelain") == ""


def test_who_waits_is_told_whom_for_while_waiting(with_case):
    with journal.opened(with_case.root, command="videresend 2026-0012", who=with_case.who):
        waiting = begin(with_case.root, "notat", "1", "--tekst=Ord")
        told = waiting.stderr.readline()
    waiting.communicate()
    assert told.startswith(f"Venter på 'videresend 2026-0012' (proces {os.getpid()}, siden kl. ")
    assert waiting.returncode == 0


@pytest.mark.skipif(not FULL.exists(), reason="a disk that is always full is a device of Linux")
def test_a_step_whose_words_cannot_be_written_says_that_it_is_done(with_case):
    with FULL.open("w") as full:
        step = begin(with_case.root, "notat", "1", "--tekst=Ord", stdout=full)
        told = step.communicate()[1]
    assert step.returncode == 5
    assert told.startswith("Kommandoen er udført, men svaret kunne ikke skrives")
    assert git(with_case.root, "log", "-1", "--format=%s") == "2026-0001: Notat\n"


def test_a_pipe_that_breaks_within_a_step_is_no_reader_that_left(counter, with_case, monkeypatch):
    def broken(*_):
        raise BrokenPipeError

    monkeypatch.setattr(casework, "step", broken)
    with nothing_changes(with_case.root):
        assert counter("notat", "1", "--tekst=Ord", archive=with_case.root).code == 5


def test_a_reader_of_the_journal_that_dies_is_an_error_and_the_next_one_reads_on(with_case):
    sag = "2026/2026-0001/sag.yaml"
    with journal.opened(with_case.root, command="inv test", who=with_case.who) as book:
        held = book.content(sag)
        book._objects._reader.kill()
        book._objects._reader.wait()
        with pytest.raises(JournalFailed):
            book.content(sag)
        assert book.content(sag) == held


def test_an_answer_to_another_question_is_never_taken_for_what_was_asked(with_case):
    sag, office = "2026/2026-0001/sag.yaml", "kontor.yaml"
    with journal.opened(with_case.root, command="inv test", who=with_case.who) as book:
        ids = [book.listing(path)[path] for path in (sag, office)]
        reader = book._objects._reader
        reader.stdin.write(f"{ids[0]}\n".encode())
        with pytest.raises(JournalFailed, match=ids[1]):
            book._objects.read(ids[1])
        assert book._objects.read(ids[1]) == book.content(office)
