"""The whole journal read in a stream: every commit, in order, with what it touched."""

from __future__ import annotations

import os

import pytest
from journal_archive import BREV, EDIT, SAG, STEP, UDKAST, book, git, new_archive
from msgspec.structs import replace

from workflow.archive.journal.ledger import reading
from workflow.core.errors import JournalFailed


@pytest.fixture
def root(tmp_path):
    root = new_archive(tmp_path / "arkiv")
    book(root, EDIT, STEP)
    return root


def lines(root, since=""):
    with reading(root) as ledger:
        return list(ledger.lines(since))


def test_every_entry_is_read_oldest_first_with_what_it_touched(root):
    read = lines(root)
    assert [line.booked.handling for line in read] == [
        "arkiv",
        "registrer",
        "redigering",
        "videresend",
    ]
    assert {touched.path for touched in read[-1].files} == {SAG, BREV, UDKAST}
    assert [touched.after for touched in read[-1].files if touched.path == UDKAST] == [None]
    assert read[-1].parents == (read[-2].commit,)


def test_only_what_has_been_added_since_is_read(root):
    _, second, *rest = lines(root)
    assert lines(root, second.commit) == rest
    assert lines(root, rest[-1].commit) == []


def test_what_a_commit_touched_can_be_read_as_it_was_before_and_after(root):
    *_, last = lines(root)
    changed = {touched.path: touched for touched in last.files}[SAG]
    with reading(root) as ledger:
        assert ledger.blob(changed.before) == EDIT.filer[SAG]
        assert ledger.blob(changed.after) == STEP.filer[SAG]
        assert ledger.content(last.parents[0], SAG) == EDIT.filer[SAG]
        assert ledger.files(last.commit, "2026").keys() == {SAG, BREV}


def test_a_foreign_commit_is_read_with_its_message_and_is_no_entry(root):
    (root / SAG).write_bytes(b"x")
    git(root, "commit", "--all", "--message", "Mit eget\n\nSag: 2026-0012")
    git(root, "commit", "--allow-empty", "--message", "Tom")
    git(root, "commit", "--allow-empty", "--message", "Tom igen")
    *_, hand, empty, _ = lines(root)
    assert (hand.booked, hand.message) == (None, "Mit eget\n\nSag: 2026-0012\n")
    assert [touched.path for touched in hand.files] == [SAG]
    assert (empty.files, empty.message) == ((), "Tom\n")


def test_of_a_joining_commit_only_what_is_in_neither_history_is_read(root):
    git(root, "checkout", "-b", "anden", "HEAD~1")
    (root / "2026/b.md").write_bytes(b"b")
    git(root, "add", "2026/b.md")
    git(root, "commit", "--message", "b")
    git(root, "merge", "--no-commit", "main")
    (root / SAG).write_bytes(b"hverken eller")
    git(root, "commit", "--all", "--message", "flettet")
    *_, joined = lines(root)
    assert len(joined.parents) == 2
    assert [touched.path for touched in joined.files] == [SAG]


def without_a_past(root, commit):
    """Let the graph that Git keeps beside its commits say that one of them has no parents."""
    git(root, "commit-graph", "write", "--reachable")
    path = root / ".git" / "objects" / "info" / "commit-graph"
    graph = bytearray(path.read_bytes())
    facts = int.from_bytes(graph[(at := graph.index(b"CDAT") + 4) : at + 8], "big")
    row = sorted(git(root, "rev-list", "--all").split()).index(commit)
    parent = facts + 36 * row + 20
    graph[parent : parent + 4] = (0x70000000).to_bytes(4, "big")
    path.chmod(0o644)
    path.write_bytes(graph)


def test_a_graph_that_tells_of_another_history_than_the_commits_is_not_believed(root):
    read = lines(root)
    without_a_past(root, read[-1].commit)
    assert git(root, "rev-list", "HEAD").split() == [read[-1].commit]
    assert lines(root) == read


def test_a_broken_journal_is_an_error_and_not_an_empty_one(root):
    *_, last = lines(root)
    git(root, "update-ref", "HEAD", last.commit)
    stored = root / ".git/objects" / last.parents[0][:2] / last.parents[0][2:]
    stored.chmod(0o644)
    stored.write_bytes(b"")
    with pytest.raises(Exception, match="kunne ikke læses"):
        lines(root)


def test_the_other_history_of_a_case_stands_in_the_entry_where_they_meet(root):
    value = "a" * 64
    book(root, replace(STEP, filer={SAG: b"samlet"}, fletter=(value,)))
    *_, last = lines(root)
    assert last.booked.fletter == (value,)


def test_without_their_files_the_lines_say_the_same(root):
    with reading(root) as ledger:
        told = list(ledger.lines(files=False))
    assert told == [line._replace(files=()) for line in lines(root)]


def test_two_commits_are_compared_as_often_as_need_be(root):
    *_, third, last = (line.commit for line in lines(root))
    with reading(root) as ledger:
        assert ledger.differing(third, last) == {SAG, BREV, UDKAST}
        assert ledger.differing(last, last) == frozenset()
        assert ledger.differing(last, third) == {SAG, BREV, UDKAST}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_path_of_several_lines_is_one_path(root):
    (root / "2026" / "a\nb").write_bytes(b"x")
    git(root, "add", "--all")
    git(root, "commit", "--message", "Et navn på to linjer")
    *_, before, last = (line.commit for line in lines(root))
    with reading(root) as ledger:
        assert ledger.differing(before, last) == {"2026/a\nb"}


def test_a_comparison_that_is_cut_short_is_told_as_one(root):
    *_, last = (line.commit for line in lines(root))
    with reading(root) as ledger:
        ledger.differing(last, last)
        ledger._compared._process.kill()
        ledger._compared._process.wait()
        with pytest.raises(JournalFailed):
            ledger.differing(last, last)
        assert ledger.differing(last, last) == frozenset()
