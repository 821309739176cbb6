"""Should the power go, nothing is on the disk without what it relies on (bench/powercut.py)."""

from __future__ import annotations

import errno
import json
import os

import pytest
from journal_archive import (
    EDIT,
    NEW,
    SAG,
    STEP,
    TYPED,
    assert_old_or_new,
    book,
    can_fork,
    copies,
    die_in_child,
    git,
    opened,
)

from workflow.archive.journal import durable, intent, worktree
from workflow.archive.journal.git import Git
from workflow.core import errors

pytest_plugins = ("journal_in_use",)


@pytest.fixture
def order(monkeypatch):
    """Note what is done, in order: folders that are synced, links, removals, files, the swap."""
    noted = []
    _note(monkeypatch, noted, durable, "sync", lambda folders: [("safe", path) for path in folders])
    _note(monkeypatch, noted, os, "link", lambda _, target, **__: [("linked", target)])
    _note(monkeypatch, noted, os, "unlink", lambda path, **_: [("removed", path)])
    _note(monkeypatch, noted, worktree, "write", lambda root, path, *_, **__: [("written", path)])
    _note(monkeypatch, noted, Git, "run", lambda _, name, *__, **___: [("git", name)])
    return noted


def _note(monkeypatch, noted, where, name, told):
    work = getattr(where, name)

    def noting(*arguments, **options):
        if name == "sync":
            arguments = (list(arguments[0]),)
        noted.extend((kind, str(what)) for kind, what in told(*arguments, **options))
        return work(*arguments, **options)

    monkeypatch.setattr(where, name, noting)


def _safe(order):
    return {what for kind, what in order if kind == "safe"}


def _killed_before_the_swap(root):
    """Return an archive where a step was killed that had said what it was about to do."""
    return next(
        copy
        for number, copy in copies(root)
        if die_in_child(number, lambda copy=copy: book(copy, EDIT, STEP))
        and (copy / ".git" / "sagsgang" / "intent.json").exists()
    )


def test_the_names_of_all_objects_are_safe_before_the_branch_refers_to_them(root, order):
    book(root, EDIT, STEP)
    before = _safe(order[: order.index(("git", "update-ref"))])
    stored = git(root, "rev-list", "--objects", "HEAD", "--not", "HEAD~2").splitlines()
    folders = {str(root / ".git" / "objects" / line[:2]) for line in stored}
    assert len(folders) > NEW
    assert folders | {str(root / ".git" / "objects")} <= before


def test_the_branch_is_safe_before_a_file_is_touched(root, order):
    book(root, EDIT, STEP)
    first = next(number for number, (kind, _) in enumerate(order) if kind == "written")
    between = _safe(order[order.index(("git", "update-ref")) : first])
    assert {str(root / ".git" / name) for name in (".", "refs", "refs/heads")} <= between


def test_where_the_branch_cannot_be_made_safe_no_file_is_touched_yet(root, monkeypatch):
    def refuse(folders):
        if root / ".git" / "refs" in (folders := list(folders)):
            raise OSError(errno.EIO, "Input/output error")
        sync(folders)

    sync = durable.sync
    with monkeypatch.context() as patch:
        patch.setattr(durable, "sync", refuse)
        (notice,) = book(root, EDIT, STEP)
    assert notice.startswith("Skridtet er journaliseret")
    assert (root / SAG).read_bytes() == TYPED
    assert assert_old_or_new(root)


def test_what_the_index_lock_is_known_by_is_safe_before_it_and_goes_after_it(root, order):
    lock, known_by = root / ".git" / "index.lock", root / ".git" / "sagsgang" / "index"
    book(root, EDIT, STEP)
    linked = order.index(("linked", str(lock)))
    assert order[linked - 1] == ("safe", str(known_by.parent))


def test_a_step_that_is_given_up_takes_back_the_index_lock_before_what_it_is_known_by(
    root, order, monkeypatch
):
    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(intent, "write", refuse)
    with pytest.raises(errors.JournalFailed):
        book(root, EDIT, STEP)
    inside = root / ".git"
    removed = order.index(("removed", str(inside / "index.lock")))
    assert order[removed + 1] == ("safe", str(inside))
    assert ("removed", str(inside / "sagsgang" / "index")) in order[removed + 2 :]


def test_where_the_disk_makes_no_name_safe_a_step_is_refused_and_leaves_nothing(root, monkeypatch):
    def refuse(_):
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(durable, "sync", refuse)
        with pytest.raises(errors.JournalFailed):
            book(root, EDIT, STEP)
    assert not (root / ".git" / "index.lock").exists()
    assert not assert_old_or_new(root)


@can_fork
@pytest.mark.parametrize("written", [b"", b"\0" * 41, b"\0" * 7, "half"])
def test_a_branchs_lock_that_the_power_cut_off_is_removed(root, written):
    killed = _killed_before_the_swap(root)
    new = json.loads((killed / ".git" / "sagsgang" / "intent.json").read_bytes())["new"]
    lock = killed / ".git" / "refs" / "heads" / "main.lock"
    lock.write_bytes(new[:17].encode() if written == "half" else written)
    assert not assert_old_or_new(killed)


@can_fork
def test_a_branchs_lock_with_another_commit_in_it_is_left(root):
    killed = _killed_before_the_swap(root)
    lock = killed / ".git" / "refs" / "heads" / "main.lock"
    lock.write_bytes(b"0123456789" * 4)
    with opened(killed):
        pass
    assert lock.exists()
