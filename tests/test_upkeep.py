"""The archive's upkeep: seldom, apart, and with nothing lost, whatever happens to it."""

from __future__ import annotations

import os
import signal
import time
from itertools import count

import pytest
from journal_archive import (
    NEW,
    SAG,
    STEP,
    book,
    can_fork,
    copies,
    die_in_child,
    git,
    log,
    new_archive,
    opened,
    without_git_settings,
)
from msgspec.structs import replace

from workflow.archive.journal import afterwards, lock, upkeep
from workflow.archive.journal.git import Git
from workflow.archive.journal.history import _is_mapped, history
from workflow.archive.journal.ledger import reading
from workflow.archive.journal.repository import places
from workflow.core.errors import ArchiveBusy, UnsafeSetting

NOTE = replace(STEP, handling="notat", fra="hos-centret", filer={SAG: b"forloeb: 3\n"})
PREPARED = b"klargjort, men ikke journaliseret\n"


@pytest.fixture
def root(tmp_path, monkeypatch):
    without_git_settings(monkeypatch, tmp_path / "hjem")
    return new_archive(tmp_path / "arkiv med æøå")


def objects(root):
    """Return every object that the archive has, whether anything refers to it or not."""
    asked = ("cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname)")
    return set(git(root, *asked).split())


def counted(root):
    """Return how many objects lie loose, and how many packs there are."""
    told = dict(line.split(": ") for line in git(root, "count-objects", "-v").splitlines())
    return int(told["count"]), int(told["packs"])


def prepared(root):
    return git(root, "hash-object", "-w", "--stdin", input=PREPARED).strip()


def is_sound(root):
    """Tell whether Git finds nothing wrong, and the whole journal can be read."""
    git(root, "fsck", "--strict", "--no-dangling")
    with reading(root) as ledger:
        return [line.booked.overskrift for line in ledger.lines()] == log(root)


def test_after_it_a_cases_entries_are_found_by_its_folder_and_are_the_same(root):
    other = replace(NOTE, sag="2026-0014", filer={"2026/2026-0014/sag.yaml": b"x"}, tekst=STEP.sag)
    book(root, STEP, other)
    found = places(root)
    assert not _is_mapped(found)
    upkeep.keep_up(root)
    assert _is_mapped(found)
    book(root, NOTE)
    for sag in (STEP.sag, "2026-0014", "2026-0015"):
        named = [entry for entry in history(root) if entry.sag == sag]
        assert list(history(root, sag)) == named


def test_what_is_referred_to_and_what_is_only_prepared_is_kept_and_packed(root):
    book(root, STEP)
    lone, before = prepared(root), objects(root)
    upkeep.keep_up(root)
    assert counted(root) == (0, 1)
    assert lone in before == objects(root)
    assert (root / ".git" / "objects" / "info" / "commit-graph").is_file()
    assert is_sound(root)


def test_packs_are_joined_and_what_nothing_refers_to_in_them_is_kept(root):
    lone = prepared(root)
    upkeep.keep_up(root)
    for number in range(6):
        book(root, replace(NOTE, filer={SAG: b"forloeb: %d\n" % number}))
        git(root, "repack", "-d", "-q")
    before = objects(root)
    assert counted(root) == (0, 7)
    upkeep.keep_up(root)
    assert counted(root)[1] < 4
    assert lone in before == objects(root)
    assert is_sound(root)


def test_nothing_is_removed_before_all_is_packed_and_on_the_disk(root, monkeypatch):
    happened = []
    run, sync = Git.run, upkeep.durable.sync
    monkeypatch.setattr(
        Git, "run", lambda git, *words, **told: happened.append(words) or run(git, *words, **told)
    )
    monkeypatch.setattr(
        upkeep.durable, "sync", lambda paths: happened.append(counted(root)) or sync(paths)
    )
    loose, _ = counted(root)
    upkeep.keep_up(root)
    graph, packing, at_sync, removing = happened
    assert "-d" not in (*graph, *packing)
    assert at_sync == (loose, 1)
    assert removing == (*packing, "-d")


def test_a_step_leaves_the_upkeeps_lock_where_it_is(root):
    upkeep.keep_up(root)
    book(root, STEP)
    assert places(root).upkeep.is_file()


def test_only_one_process_keeps_an_archive_up(root):
    with (
        lock.held(places(root).upkeep, command="x", patience=0),
        pytest.raises(ArchiveBusy),
    ):
        upkeep.keep_up(root)
    assert counted(root)[1] == 0


def test_steps_are_booked_before_and_after_everything_that_it_does(root, monkeypatch):
    run, numbers = Git.run, count()

    def between(git, *words, **told):
        if {"repack", "commit-graph"} & set(words):
            book(root, replace(NOTE, filer={SAG: b"forloeb: %d\n" % next(numbers)}))
        return run(git, *words, **told)

    monkeypatch.setattr(Git, "run", between)
    upkeep.keep_up(root)
    assert len(log(root)) == 2 + next(numbers) == 5
    assert is_sound(root)


def test_a_step_that_has_prepared_its_objects_is_booked_though_they_are_packed(root, monkeypatch):
    from workflow.archive.journal import intent

    write = intent.write
    monkeypatch.setattr(intent, "write", lambda *told: upkeep.keep_up(root) or write(*told))
    assert book(root, STEP) == []
    assert counted(root) == (0, 1)
    assert is_sound(root)


def test_a_reader_that_has_begun_reads_on(root):
    book(root, STEP)
    with opened(root) as journal:
        assert journal.content(SAG) == STEP.filer[SAG]
        upkeep.keep_up(root)
        assert journal.last("2026-0012").handling == "videresend"
        assert [step.booked.handling for step in journal.steps("2026-0012")][-1] == "registrer"


@can_fork
def test_killed_before_anything_that_it_does_nothing_is_lost(root):
    lone = prepared(root)
    for number, copy in copies(root):
        before = objects(copy)
        died = die_in_child(number, lambda copy=copy: upkeep.keep_up(copy))
        book(copy, STEP)
        assert before < objects(copy)
        assert lone in before
        assert is_sound(copy)
        if not died:
            break
    assert number > 5


@can_fork
def test_killed_with_its_git_in_the_midst_the_next_step_and_the_next_upkeep_work(root):
    for kill, (_, copy) in zip(range(6), copies(root), strict=False):
        before = objects(copy)
        process = afterwards.begin(places(copy))
        time.sleep(0.03 * kill)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert book(copy, STEP) == []
        for left in (copy / ".git" / "objects").glob("info/*.lock"):
            os.utime(left, (0, 0))
        upkeep.keep_up(copy)
        assert before < objects(copy)
        assert counted(copy)[0] == 0
        assert is_sound(copy)


def test_what_a_killed_one_left_is_removed_a_day_later_and_nothing_younger(root):
    folder = root / ".git" / "objects"
    left = [folder / "pack" / "tmp_pack_x", folder / "pack" / ".tmp-1-pack-x.pack"]
    young = folder / "pack" / "tmp_pack_y"
    for path in (*left, young, folder / "info" / "commit-graph.lock"):
        path.write_bytes(b"x")
        os.utime(path, None if path == young else (0, 0))
    upkeep.keep_up(root)
    assert [path for path in folder.glob("*/*") if path.name.endswith(".lock")] == []
    assert [path.exists() for path in (*left, young)] == [False, False, True]


def test_an_archive_with_settings_of_a_stranger_is_left_alone(root):
    with (root / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write("[pack]\n\tpackSizeLimit = 1\n")
    with pytest.raises(UnsafeSetting):
        upkeep.keep_up(root)


def test_it_is_not_disturbed_by_what_the_machine_says_of_packs(root, tmp_path):
    told = "[repack]\n\twriteBitmaps = true\n[gc]\n\tauto = 1\n\tpruneExpire = now\n"
    (tmp_path / "hjem" / ".gitconfig").write_text(told, encoding="utf-8")
    lone = prepared(root)
    upkeep.keep_up(root)
    assert counted(root) == (0, 1)
    assert lone in objects(root)


@pytest.mark.skipif(os.name == "nt", reason="the slow git is a script of Unix")
def test_a_step_is_booked_while_a_slow_upkeep_is_still_there(root, tmp_path, monkeypatch):
    gate, slow = tmp_path / "port", tmp_path / "langsom"
    os.mkfifo(gate)
    slow.mkdir()
    real = git(root, "--exec-path").strip()
    (slow / "git").write_text(f'#!/bin/sh\n: < "{gate}"\nexec "{real}/git" "$@"\n')
    (slow / "git").chmod(0o755)
    with monkeypatch.context() as surroundings:
        surroundings.setenv("PATH", f"{slow}{os.pathsep}{os.environ['PATH']}")
        process = afterwards.begin(places(root))
    assert os.getsid(process.pid) == process.pid
    book(root, STEP)
    assert len(log(root)) == NEW - 1
    assert process.poll() is None
    opened_gate = os.open(gate, os.O_RDWR)
    process.wait()
    os.close(opened_gate)
    assert counted(root)[0] == 0
    assert is_sound(root)
