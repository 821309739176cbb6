"""Each command that writes, killed anywhere: afterwards all of it has happened, or nothing.

Every command of the task list is in tests/writing_commands.py, which says how a new one comes
there; bench/kills.py kills each at every operation.
"""

from __future__ import annotations

import os
import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
import writing_commands
from cli import git, nothing_changes
from journal_archive import WHO, Counter, can_fork, die_in_child

import tasks
from workflow.archive import journal
from workflow.core.errors import NotAnArchive
from workflow.office import demo

KILLS = 2
CACHES = (".skema", ".esdh", ".forhaandsvisning", ".forkastet")
MADE_ANEW = (".git", *CACHES, ".demo.halv", ".demo.gammel")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, _founded):
    """Make the archives that the commands are typed in."""
    return writing_commands.Prepared(_founded, tmp_path_factory.mktemp("forberedt"))


@pytest.fixture(autouse=True)
def _small(unset_letters, monkeypatch):
    """Set no letters, and let the demonstration be short."""
    short_demonstration(monkeypatch)


def short_demonstration(patch):
    """Let the demonstration be the first of its days."""
    diary = demo._diary
    patch.setattr(demo, "_diary", lambda found, _: diary(found)[:1])
    patch.setattr(demo, "_years_before", lambda *_: [])


def test_every_command_of_the_task_list_is_killed_or_shown_only_to_read():
    assert set(tasks.ns.task_names) == writing_commands.enumerated()
    for name, elsewhere in writing_commands.ELSEWHERE.items():
        told = Path(__file__).with_name(elsewhere).read_text(encoding="utf-8")
        assert "die_in_child" in told, name


@can_fork
@pytest.mark.parametrize("name", [*writing_commands.WRITING, *writing_commands.rows()])
def test_killed_anywhere_a_command_is_done_or_not_begun(name, prepared, tmp_path):
    typed, whole = prepared.typed(name), tmp_path / "hel"
    shutil.copytree(typed.prepared, whole)
    operations = counted(lambda: typed.run(whole))
    assert operations
    for number in random.Random(name).sample(range(1, operations + 1), min(KILLS, operations)):
        assert killed(typed, number, whole, tmp_path / f"kopi {number}") in ("old", "new"), number


def killed(typed, number, whole, place):
    """Kill a command before its n-th operation; return old, new or half, or stuck."""
    ends = (kept(typed.prepared), kept(whole))
    shutil.copytree(typed.prepared, place)
    assert die_in_child(number, lambda: typed.run(place))
    mended(place)
    now = kept(place)
    if now not in ends or packed(place) not in (packed(typed.prepared), packed(whole), set()):
        return "half"
    if now == ends[1]:
        return "new"
    typed.run(place)
    return "old" if kept(place) == ends[1] else "stuck"


@pytest.mark.parametrize("words", writing_commands.READING)
def test_what_only_reads_changes_no_byte_and_asks_the_disk_for_nothing(words, prepared, tmp_path):
    typed, place = prepared.reading(words), tmp_path / "sted"
    shutil.copytree(typed.prepared, place)
    typed.run(place)
    with nothing_changes(place):
        assert list(touched(lambda: typed.run(place))) == []


def touched(work):
    """Do some work, and yield what it asked the disk to change but for what is made anew."""
    asked = []

    def noted(operation):
        def run(*arguments, **options):
            asked.append(arguments)
            return operation(*arguments, **options)

        return run

    with pytest.MonkeyPatch.context() as patch:
        for name in ("link", "replace", "unlink", "mkdir", "rmdir", "ftruncate", "write"):
            patch.setattr(os, name, noted(getattr(os, name)))
        work()
    return (what for what in asked if not set(MADE_ANEW) & set(str(what[0]).split("/")))


def counted(work):
    """Do some work, and count its operations that change the disk."""
    counter = Counter(10**6, lambda: None)
    with pytest.MonkeyPatch.context() as patch:
        counter.watch(patch)
        work()
    return 10**6 - counter.left


def archives(place):
    """Return the archives of a place, those that are only begun with the others."""
    found = (path.parent for path in place.glob("*/*/.git"))
    return sorted(root for root in found if root.name not in MADE_ANEW)


def mended(place):
    """Let the next command come by in each archive."""
    for root in archives(place):
        with suppress(NotAnArchive), journal.opened(root, command="inv x", who=WHO):
            pass


def kept(place):
    """Return what the archives hold and what their journals say, but for what is made anew."""
    files = {}
    for above, folders, names in os.walk(place):
        folders[:] = [name for name in folders if name not in MADE_ANEW]
        paths = (Path(above) / name for name in names if not name.endswith(".tmp"))
        files |= {path.relative_to(place): path.read_bytes() for path in paths}
    return files, [line for root in archives(place) for line in said(root)]


def said(root):
    """Return what an archive's journal says, if it has come to say anything."""
    log = git(root, "log", "--format=%T %s", check=False)
    return [log, git(root, "status", "--porcelain")] if log else []


def packed(place):
    """Return what lies in the folders that were laid out to be taken, if there are any."""
    laid = (".esdh", ".forhaandsvisning")
    return {path.relative_to(place) for aside in laid for path in place.glob(f"*/*/{aside}/2*/*")}
