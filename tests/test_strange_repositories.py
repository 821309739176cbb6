"""Repositories and machines of every kind: a step is booked as ever, or refused in one line."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from journal_archive import (
    BREV,
    SAG,
    STEP,
    WHO,
    book,
    git,
    log,
    new_archive,
    opened,
    without_git_settings,
)

from workflow.archive import journal
from workflow.archive.journal import index, ledger
from workflow.core import errors


@pytest.fixture
def home(tmp_path, monkeypatch):
    without_git_settings(monkeypatch, tmp_path / "hjem")
    return tmp_path / "hjem"


@pytest.fixture
def root(tmp_path, home):
    return new_archive(tmp_path / "Åse Ø's arkiv")


def settings(home, text):
    (home / ".gitconfig").write_text(text, encoding="utf-8")


def works(root):
    """Book a step and read it back; every byte is in the journal as it is on the disk."""
    book(root, STEP)
    last = journal.history(root, STEP.sag)[-1]
    assert (last.handling, log(root)[-1]) == (STEP.handling, STEP.overskrift)
    for path, content in STEP.filer.items():
        if content is not None:
            assert (root / path).read_bytes() == content
            assert git(root, "cat-file", "blob", f"HEAD:{path}").encode() == content
    git(root, "fsck", "--strict", "--no-dangling")
    return last


MACHINES = {
    "no name": "",
    "a name only by settings": "[user]\n\tuseConfigOnly = true\n",
    "a signature without a key": "[commit]\n\tgpgSign = true\n[user]\n\tsigningKey = ingen\n",
    "a signature by SSH without a key": "[commit]\n\tgpgSign = true\n[gpg]\n\tformat = ssh\n",
    "line ends of Windows": "[core]\n\tautocrlf = true\n\teol = crlf\n\tsafecrlf = true\n",
    "a filter for all": '[filter "x"]\n\tclean = false\n\trequired\n'
    "[core]\n\tattributesFile = ~/a\n",
    "hooks for all": "[core]\n\thooksPath = ~/kroge\n",
    "a monitor": "[core]\n\tfsmonitor = false-monitor\n",
    "messages in Latin": "[i18n]\n\tcommitEncoding = latin1\n\tlogOutputEncoding = latin1\n",
    "names in another form": "[core]\n\tprecomposeUnicode = true\n\tquotePath = true\n",
    "another branch": "[init]\n\tdefaultBranch = trunk\n\ttemplateDir = ~/skabelon\n",
    "other objects": "[init]\n\tdefaultObjectFormat = sha256\n\tdefaultRefFormat = reftable\n",
    "everything in colour": "[color]\n\tui = always\n[log]\n\tdecorate = full\n\tdate = local\n",
    "signatures shown": "[log]\n\tshowSignature = true\n\tmailmap = true\n\tfollow = true\n",
    "only what is current": "[pull]\n\trebase = true\n[merge]\n\tff = only\n",
    "an index of the fourth kind": "[index]\n\tversion = 4\n[core]\n\tuntrackedCache = true\n",
    "many files": "[feature]\n\tmanyFiles = true\n[core]\n\tsplitIndex = true\n",
    "no reflog": "[core]\n\tlogAllRefUpdates = false\n",
}


@pytest.mark.parametrize("text", MACHINES.values(), ids=MACHINES)
def test_an_archive_is_made_and_a_step_booked_whatever_the_machines_settings(text, tmp_path, home):
    settings(home, text)
    (home / "a").write_text("* filter=x\n", encoding="utf-8")
    (home / "kroge").mkdir()
    (home / "kroge" / "reference-transaction").write_text("#!/bin/sh\nexit 1\n")
    (home / "kroge" / "reference-transaction").chmod(0o755)
    root = new_archive(tmp_path / "arkiv")
    last = works(root)
    assert last.who == WHO.navn
    assert git(root, "symbolic-ref", "HEAD").strip() == "refs/heads/main"


def test_the_name_of_the_machines_settings_is_the_one_in_the_journal(root, home):
    settings(home, "[user]\n\tname = Bødil Ærø\n\temail = b@example.dk\n")
    assert works(root).who == "Bødil Ærø"


def test_attributes_of_the_archive_change_no_byte(root):
    (root / ".gitattributes").write_text("* text eol=crlf ident working-tree-encoding=UTF-16\n")
    works(root)


def index_of_the_fourth_kind(root):
    git(root, "update-index", "--index-version", "4")


def split_index(root):
    git(root, "update-index", "--split-index")


def untracked_cache(root):
    git(root, "update-index", "--untracked-cache")


def packed(root):
    git(root, "pack-refs", "--all", "--prune")
    git(root, "gc", "--quiet", "--prune=now")


def on_another_branch(root):
    git(root, "checkout", "--quiet", "-b", "sager/2026-æøå")


def no_index(root):
    (root / ".git" / "index").unlink()


def other_remotes(root):
    git(root, "remote", "add", "faelles", "/mnt/faelles/arkiv.git")
    git(root, "config", "branch.main.remote", "faelles")


def tagged(root):
    git(root, "tag", "--annotate", "--message", "x", "main")
    git(root, "notes", "add", "--message", "x")


KINDS = (
    *(index_of_the_fourth_kind, split_index, untracked_cache, packed, on_another_branch),
    *(no_index, other_remotes, tagged),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_step_is_booked_in_a_repository_of_another_kind(kind, root):
    kind(root)
    works(root)
    works_again = book(root)
    assert works_again == []


def test_a_commit_by_hand_in_another_encoding_is_read(root):
    (root / SAG).write_text("forloeb: 3\n", encoding="utf-8")
    message = "Rettet i hånden\n\nSag: 2026-0012\n".encode("latin-1")
    (root.parent / "besked").write_bytes(message)
    git(root, "config", "i18n.commitEncoding", "latin1")
    git(root, "commit", "--quiet", "--all", "--file", "../besked")
    git(root, "config", "--unset", "i18n.commitEncoding")
    works(root)
    with ledger.reading(root) as led:
        assert "Rettet i hånden" in [line.message.split("\n")[0] for line in led.lines()]


def test_a_working_folder_with_some_of_the_files_is_refused(root):
    git(root, "sparse-checkout", "set", "--cone", "2026")
    with pytest.raises((errors.ArchiveOfAnotherKind, errors.UnsafeSetting)), opened(root):
        pass


def test_a_shallow_copy_is_booked_in(root, tmp_path):
    git(tmp_path, "clone", "--quiet", "--depth", "1", root.as_uri(), "kopi")
    works(tmp_path / "kopi")


@pytest.mark.parametrize("kind", ["--object-format=sha256"])
def test_a_journal_of_another_kind_is_refused_and_its_settings_left(kind, tmp_path, home):
    root = tmp_path / "arkiv"
    git(tmp_path, "init", "--quiet", kind, str(root))
    (root / "kontor.yaml").touch()
    with pytest.raises(errors.ArchiveOfAnotherKind, match="Lad linjen stå"), opened(root):
        pass


def test_a_bare_repository_and_one_without_an_entry_are_no_archives(tmp_path, home):
    git(tmp_path, "init", "--quiet", "--bare", "uden-filer")
    git(tmp_path, "init", "--quiet", "tomt")
    for name in ("uden-filer", "tomt"):
        with pytest.raises(errors.NotAnArchive), opened(tmp_path / name):
            pass
        with pytest.raises(errors.CaseworkError):
            journal.history(tmp_path / name)


def begin(root, *words):
    """Begin something in plain git that stops at a conflict, as it does for a user."""
    named = ("-c", "user.name=N", "-c", "user.email=n@example.dk", "-c", "core.editor=true")
    subprocess.run(["git", *named, *words], cwd=root, check=False, capture_output=True)


def two_sides(root):
    git(root, "checkout", "--quiet", "-b", "anden")
    (root / SAG).write_text("forloeb: anden\n")
    git(root, "commit", "--quiet", "--all", "--message", "anden")
    git(root, "checkout", "--quiet", "main")
    (root / SAG).write_text("forloeb: main\n")
    git(root, "commit", "--quiet", "--all", "--message", "main")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("merge", "anden"), "flette"),
        (("rebase", "anden"), "omskrive"),
        (("rebase", "--apply", "anden"), "omskrive"),
        (("cherry-pick", "anden"), "overføre"),
        (("revert", "--no-edit", "HEAD~1"), "tilbageføre"),
        (("bisect", "start", "HEAD", "HEAD~1"), "lede"),
        (("am", "../x.patch"), "omskrive"),
    ],
    ids=lambda given: given[0] if isinstance(given, tuple) else "",
)
def test_what_is_begun_in_plain_git_must_be_ended_first(words, told, root):
    two_sides(root)
    patch = git(root, "format-patch", "--stdout", "-1", "anden")
    (root.parent / "x.patch").write_text(patch)
    begin(root, *words)
    before = git(root, "for-each-ref")
    with pytest.raises(errors.ArchiveUnsettled, match=told), opened(root):
        pass
    assert git(root, "for-each-ref") == before


@pytest.mark.parametrize("name", ["index.lock", "HEAD.lock", "refs/heads/main.lock"])
def test_a_lock_left_by_another_program_is_told_with_its_file(name, root, monkeypatch):
    monkeypatch.setattr(index, "_PATIENCE", 0.0)
    (root / ".git" / name).touch()
    with pytest.raises(errors.ArchiveHeld, match=name):
        book(root, STEP)
    assert (root / ".git" / name).exists()
    assert not (root / BREV).exists()
    (root / ".git" / name).unlink()
    works(root)


@pytest.mark.parametrize("text", ["", "gitdir: \n", "gitdir: ../findes-ikke\n", "\xff\n"])
def test_a_journal_that_is_a_file_leading_nowhere_is_told(text, root):
    shutil.rmtree(root / ".git")
    (root / ".git").write_text(text, encoding="latin-1")
    with pytest.raises(errors.CaseworkError), opened(root):
        pass
