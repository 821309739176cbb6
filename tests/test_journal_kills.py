"""Killed or refused by the disk at any point, a booking is done or not begun: never half."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import time
from itertools import count
from pathlib import Path

import pytest
from journal_archive import (
    BREV,
    EDIT,
    FIRST,
    NEW,
    NOW,
    OLD,
    SAG,
    STEP,
    TYPED,
    WHO,
    Counter,
    assert_old_or_new,
    book,
    can_fork,
    copies,
    die_in_child,
    git,
    is_at_rest,
    log,
    opened,
    without_git_settings,
)

from workflow.archive import journal
from workflow.core import errors

pytest_plugins = ("journal_in_use",)


@can_fork
def test_killed_anywhere_a_booking_is_done_or_not_begun(root):
    outcomes = set()
    for number, copy in copies(root):
        died = die_in_child(number, lambda copy=copy: book(copy, EDIT, STEP))
        outcomes.add(assert_old_or_new(copy))
        if not died:
            break
    assert number > 30
    assert outcomes == {True, False}


@can_fork
@pytest.mark.parametrize("first", [22, 28, 34])
def test_killed_again_while_mending_a_booking_is_done_or_not_begun(root, first):
    assert die_in_child(first, lambda: book(root, EDIT, STEP))
    for number, copy in copies(root):
        died = die_in_child(number, lambda copy=copy: opened(copy).__enter__())
        assert_old_or_new(copy)
        if not died:
            break
    assert number > 2


@can_fork
def test_killed_with_its_processes_at_any_moment_a_booking_is_done_or_not_begun(root):
    chance = random.Random(12)
    for number, copy in copies(root):
        child = os.fork()
        if child == 0:
            os.setsid()
            book(copy, EDIT, STEP)
            os._exit(0)
        time.sleep(chance.uniform(0.005, 0.06))
        os.killpg(child, signal.SIGKILL) if os.getpgid(child) == child else None
        os.waitpid(child, 0)
        assert_old_or_new(copy)
        if number == 20:
            break


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_when_the_disk_refuses_once_what_is_reported_is_what_happened(root, code):
    def refuse():
        raise OSError(code, os.strerror(code))

    for number, copy in copies(root):
        counter = Counter(number, refuse)
        with opened(copy) as archive, pytest.MonkeyPatch.context() as patch:
            counter.watch(patch)
            reported = True
            try:
                archive.book([EDIT, STEP], now=NOW, program="p")
            except errors.JournalFailed:
                reported = False
        assert assert_old_or_new(copy) is reported
        if counter.left > 0:
            break


@can_fork
def test_a_step_ended_later_does_not_undo_what_others_have_done_since(root):
    number = next(
        number
        for number, copy in copies(root)
        if die_in_child(number, lambda copy=copy: book(copy, EDIT, STEP)) and len(log(copy)) == NEW
    )
    die_in_child(number, lambda: book(root, EDIT, STEP))
    (root / ".git" / "index.lock").unlink()
    git(root, "commit", "-m", "andet", SAG)
    with opened(root):
        pass
    assert (root / SAG).read_bytes() == TYPED
    assert (root / BREV).exists()


@can_fork
def test_our_lock_removed_by_hand_after_a_kill_does_no_harm(root):
    for number, copy in copies(root):
        died = die_in_child(number, lambda copy=copy: book(copy, EDIT, STEP))
        (copy / ".git" / "index.lock").unlink(missing_ok=True)
        assert_old_or_new(copy)
        if not died:
            break


@can_fork
def test_the_locks_that_a_killed_git_leaves_are_removed_and_no_others(root):
    killed = next(
        copy
        for number, copy in copies(root)
        if die_in_child(number, lambda copy=copy: book(copy, EDIT, STEP))
        and (copy / ".git" / "sagsgang" / "intent.json").exists()
    )
    (killed / ".git" / "HEAD.lock").write_bytes(b"")
    with opened(killed):
        pass
    assert not (killed / ".git" / "HEAD.lock").exists()
    (killed / ".git" / "HEAD.lock").write_bytes(b"")
    with pytest.raises(errors.ArchiveHeld, match=r"HEAD\.lock"):
        book(killed, EDIT, STEP)
    assert len(log(killed)) == OLD


@can_fork
def test_a_lock_from_before_the_booking_is_not_ours_to_remove(root):
    killed = next(
        copy
        for number, copy in copies(root)
        if die_in_child(number, lambda copy=copy: book(copy, EDIT, STEP))
        and (copy / ".git" / "sagsgang" / "intent.json").exists()
    )
    (killed / ".git" / "HEAD.lock").write_bytes(b"")
    os.utime(killed / ".git" / "HEAD.lock", (0, 0))
    with opened(killed):
        pass
    assert (killed / ".git" / "HEAD.lock").exists()


def test_a_killed_creation_can_be_done_again(tmp_path, monkeypatch):
    without_git_settings(monkeypatch, tmp_path / "hjem")
    if not hasattr(os, "fork"):
        pytest.skip("killing needs fork")
    for number in count(1):
        root = tmp_path / f"arkiv {number}"
        make = lambda root=root: journal.create(root, FIRST, now=NOW, who=WHO)  # noqa: E731
        died = die_in_child(number, make)
        if not log_or_nothing(root):
            make()
        with opened(root):
            pass
        assert is_at_rest(root)
        if not died:
            break


def log_or_nothing(root: Path) -> list[str]:
    try:
        return log(root)
    except (subprocess.CalledProcessError, FileNotFoundError):
        return []
