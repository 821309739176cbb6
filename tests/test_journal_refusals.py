"""What the journal refuses, and leaves as it was: with real Git."""

from __future__ import annotations

import os

import pytest
from journal_archive import (
    BREV,
    CASE,
    FIRST,
    NOW,
    SAG,
    STEP,
    WHO,
    book,
    git,
    is_at_rest,
    log,
    new_archive,
    opened,
    without_git_settings,
)
from msgspec.structs import replace

from workflow.archive import journal
from workflow.core import errors


@pytest.fixture
def root(tmp_path, monkeypatch):
    without_git_settings(monkeypatch, tmp_path / "hjem")
    return new_archive(tmp_path / "Åse Ø's arkiv")


def test_an_archive_is_not_made_on_top_of_another(root):
    with pytest.raises(errors.ArchiveExists):
        journal.create(root, FIRST, now=NOW, who=WHO)
    assert is_at_rest(root)


def test_a_file_of_the_users_own_stops_the_making_of_an_archive(tmp_path):
    (tmp_path / "kontor.yaml").write_text("min egen")
    with pytest.raises(errors.FileChangedMeanwhile):
        journal.create(tmp_path, FIRST, now=NOW, who=WHO)
    assert [path.name for path in tmp_path.iterdir()] == ["kontor.yaml"]


def test_a_folder_without_a_journal_of_its_own_is_no_archive(root):
    (root / "under").mkdir()
    with pytest.raises(errors.NotAnArchive), opened(root / "under"):
        pass


def test_a_file_edited_since_the_decision_stops_the_step(root):
    (root / SAG).write_bytes(b"min rettelse\n")
    with pytest.raises(errors.FileChangedMeanwhile, match=SAG):
        book(root, STEP)
    assert (root / SAG).read_bytes() == b"min rettelse\n"
    assert len(log(root)) == 2


@pytest.mark.parametrize("in_the_way", [BREV, f"{CASE}/breve"])
def test_a_file_in_the_way_stops_the_step(root, in_the_way):
    (root / in_the_way).parent.mkdir(exist_ok=True)
    (root / in_the_way).write_bytes(b"mit\n")
    with pytest.raises(errors.FileChangedMeanwhile):
        book(root, STEP)
    assert len(log(root)) == 2


def test_a_folder_in_the_way_stops_the_step(root):
    (root / BREV).mkdir(parents=True)
    with pytest.raises(errors.UnreadableFile):
        book(root, STEP)
    assert len(log(root)) == 2


@pytest.mark.parametrize(
    "path", ["../ud.md", "/ud.md", "a//b", "", ".git/config", "a/.GIT/x", "a\\b", "c:x", "a\nb"]
)
def test_a_path_that_leaves_the_archive_is_refused(root, path):
    with pytest.raises(errors.BadFileName):
        book(root, replace(STEP, filer={path: b"x"}))
    assert is_at_rest(root)


def test_no_link_is_followed_out_of_the_archive(root, tmp_path):
    (tmp_path / "ude").mkdir()
    try:
        (root / CASE / "breve").symlink_to(tmp_path / "ude", target_is_directory=True)
    except OSError:
        pytest.skip("this user may not make links")
    with pytest.raises(errors.LinkInArchive):
        book(root, STEP)
    with pytest.raises(errors.LinkInArchive), opened(root) as archive:
        archive.edited(CASE)
    assert list((tmp_path / "ude").iterdir()) == []


@pytest.mark.parametrize("sign", ["MERGE_HEAD", "CHERRY_PICK_HEAD", "rebase-merge", "sequencer"])
def test_nothing_is_booked_in_the_middle_of_something(root, sign):
    (root / ".git" / sign).mkdir()
    with pytest.raises(errors.ArchiveUnsettled), opened(root):
        pass


def test_nothing_is_booked_on_an_old_edition(root):
    git(root, "checkout", "--detach")
    with pytest.raises(errors.ArchiveUnsettled), opened(root):
        pass


def test_hooks_of_others_are_not_run(root, tmp_path):
    hooks = root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("reference-transaction", "post-index-change", "pre-commit", "post-commit"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch '{tmp_path}/kørt'\n")
        (hooks / name).chmod(0o755)
    book(root, STEP)
    journal.history(root)
    assert not (tmp_path / "kørt").exists()


@pytest.mark.parametrize(
    "lines",
    [
        "[core]\n\tfsmonitor = touch x",
        '[filter "x"]\n\tclean = touch x',
        "[include]\n\tpath = x",
        "[alias] x = !touch x",
        '[core]\n\tbare = false \\\n[branch "x"]\n\tsshCommand = touch x',
    ],
)
def test_settings_that_could_run_a_program_are_refused(root, lines):
    with (root / ".git" / "config").open("a") as config:
        config.write(lines + "\n")
    with pytest.raises(errors.UnsafeSetting), opened(root):
        pass
    with pytest.raises(errors.UnsafeSetting):
        journal.history(root)


def test_a_second_working_folder_has_a_lock_in_common(root, tmp_path):
    git(root, "worktree", "add", str(tmp_path / "anden"))
    book(tmp_path / "anden", STEP)
    assert log(tmp_path / "anden")[-1] == STEP.overskrift
    with opened(root), pytest.raises(errors.ArchiveBusy), opened(tmp_path / "anden", patience=0):
        pass


def test_an_archive_of_another_user_is_refused_with_the_way_out(root):
    if not hasattr(os, "geteuid") or os.geteuid():
        pytest.skip("only root can give a folder to another user")
    os.chown(root, 12345, 12345)
    os.chown(root / ".git", 12345, 12345)
    with pytest.raises(errors.ForeignOwner, match=r"safe\.directory"), opened(root):
        pass


def test_an_archive_without_git_says_so(root, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(errors.GitMissing), opened(root):
        pass


def test_an_archive_whose_journal_is_lost_is_not_booked_in_the_repository_around_it(root):
    git(root.parent, "init")
    (root / ".git" / "HEAD").write_bytes(b"")
    with pytest.raises(errors.JournalFailed):
        book(root, STEP)
    assert not (root.parent / ".git" / "index").exists()
