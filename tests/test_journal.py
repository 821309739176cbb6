"""Booking: with real Git, in a folder with Danish letters and spaces."""

from __future__ import annotations

import errno
import os
from datetime import datetime, timedelta, timezone

import pytest
from journal_archive import (
    BREV,
    CASE,
    FIRST,
    NOW,
    REGISTER,
    SAG,
    STEP,
    UDKAST,
    WHO,
    book,
    content,
    git,
    is_at_rest,
    log,
    new_archive,
    opened,
    without_git_settings,
)
from msgspec.structs import replace

from workflow.archive import journal
from workflow.core.entry import chain_value


@pytest.fixture
def root(tmp_path, monkeypatch):
    without_git_settings(monkeypatch, tmp_path / "hjem")
    return new_archive(tmp_path / "Åse Ø's arkiv")


def test_a_new_archive_holds_its_first_entry(tmp_path, monkeypatch):
    without_git_settings(monkeypatch, tmp_path / "hjem")
    journal.create(tmp_path / "a" / "ishøj", FIRST, now=NOW, who=WHO)
    assert journal.is_archive(tmp_path / "a" / "ishøj")
    assert not journal.is_archive(tmp_path / "a")
    assert (tmp_path / "a" / "ishøj" / "kontor.yaml").read_bytes() == b"format: 1\r\n"
    assert is_at_rest(tmp_path / "a" / "ishøj")


def test_a_step_changes_files_and_journal_together(root):
    assert book(root, STEP) == []
    assert (root / SAG).read_bytes() == b"forloeb: 2\n"
    assert (root / BREV).read_text("utf-8") == "Kære Øjvind\n"
    assert not (root / UDKAST).parent.exists()
    assert log(root)[-1] == "2026-0012: Klagen sendt videre"
    assert is_at_rest(root)


def test_two_entries_are_booked_in_one_swap_and_chained(root):
    edit = replace(STEP, handling="redigering", filer={SAG: b"rettet\n"})
    (root / SAG).write_bytes(b"rettet\n")
    book(root, edit, STEP)
    first, second, third = journal.history(root, "2026-0012")
    assert (second.handling, third.handling) == ("redigering", "videresend")
    assert third.forrige == chain_value(second)
    assert second.forrige == chain_value(first)
    assert len(git(root, "reflog", "main").splitlines()) == 3
    assert is_at_rest(root)


def test_two_entries_may_change_one_file_that_still_is_as_it_was(root):
    book(root, replace(STEP, filer={SAG: b"a\n"}), replace(STEP, filer={SAG: b"b\n"}))
    assert (root / SAG).read_bytes() == b"b\n"
    assert git(root, "show", f"HEAD^:{SAG}") == "a\n"


def test_a_folder_and_a_file_may_have_names_that_begin_alike(root):
    book(root, replace(STEP, filer={f"{CASE}/a/b.md": b"x", f"{CASE}/a.md": b"y"}))
    assert is_at_rest(root)


def test_the_journal_says_who_and_when(root):
    danish = timezone(timedelta(hours=1))
    with opened(root) as archive:
        archive.book([STEP], now=datetime(2026, 3, 4, 10, tzinfo=danish), program="sagsgang 9")
        booked = archive.last("2026-0012")
    assert (booked.who, booked.program) == ("Rådgiver Å", "sagsgang 9")
    assert booked.when.isoformat() == "2026-03-04T10:00:00+01:00"
    assert booked == journal.history(root)[-1]


def test_the_users_own_name_in_git_goes_before_ours(root):
    git(root, "config", "user.name", "Øjvind <Åse>")
    git(root, "config", "user.email", "oa@example.dk")
    book(root, STEP)
    assert git(root, "log", "-1", "--format=%an %ae %cn") == "Øjvind Åse oa@example.dk Øjvind Åse\n"


def test_half_a_name_in_git_is_no_name(root):
    git(root, "config", "user.name", "root")
    book(root, STEP)
    assert git(root, "log", "-1", "--format=%an") == "Rådgiver Å\n"


def test_a_journal_is_read_as_it_was_booked(root):
    (root / SAG).write_bytes(b"endnu ikke journaliseret\n")
    with opened(root) as archive:
        assert content(archive, SAG, BREV, CASE, f"{SAG}/x") == [b"forloeb: 1\n", None, None, None]
        assert set(archive.listing("2026")) == {SAG, UDKAST}
        assert set(archive.listing("")) == {".gitattributes", "kontor.yaml", SAG, UDKAST}
        assert archive.listing("2026/2026-001") == {}
        assert archive.listing(SAG) == {SAG: git(root, "rev-parse", f"HEAD:{SAG}").strip()}


def test_edits_are_new_changed_and_removed_files_and_nothing_else(root):
    (root / ".gitignore").write_text("*.bak\n")
    (root / SAG).write_bytes(b"rettet\n")
    (root / UDKAST).unlink()
    (root / CASE / "bilag").mkdir()
    passing = ["~$brev.docx", ".sag.yaml.swp", "sag.yaml~", ".#sag.yaml", ".DS_Store", "a.tmp"]
    for name in ("(ny) [fil].md", "æ.bak", *passing):
        (root / CASE / "bilag" / name).write_bytes(b"ny\n")
    with opened(root) as archive:
        assert archive.edited(CASE) == {
            SAG: b"rettet\n",
            UDKAST: None,
            f"{CASE}/bilag/(ny) [fil].md": b"ny\n",
        }
        assert archive.edited("kontor.yaml") == {}
        assert list(archive.edited("")) == [".gitignore", *archive.edited(CASE)]


def test_what_takes_the_last_step_back_is_known(root):
    book(root, STEP, replace(STEP, sag="2026-0013", filer={"2026/2026-0013/sag.yaml": b"x"}))
    with opened(root) as archive:
        step = next(archive.steps("2026-0012"))
        assert step.booked.handling == "videresend"
        assert step.before == {SAG: b"forloeb: 1\n", BREV: None, UDKAST: b"udkast\n"}
        assert step.after == STEP.filer
        assert list(archive.steps("2026-0099")) == []


def test_a_step_taken_back_leaves_the_files_as_they_were(root):
    book(root, STEP)
    with opened(root) as archive:
        back = replace(STEP, handling="fortryd", filer=next(archive.steps("2026-0012")).before)
        archive.book([back], now=NOW, program="p")
        assert archive.edited("") == {}
    assert (root / UDKAST).read_bytes() == b"udkast\n"
    assert not (root / BREV).exists()
    assert is_at_rest(root)


def test_another_case_that_mentions_this_one_is_not_its_last_entry(root):
    other = replace(STEP, sag="2026-00123", tekst="Sag: 2026-0012", filer={})
    book(root, STEP, other, replace(other, sag="2026-0014"))
    with opened(root) as archive:
        assert archive.last("2026-0012") == journal.history(root, "2026-0012")[-1]
    assert [entry.sag for entry in journal.history(root, "2026-0012")] == ["2026-0012"] * 2


def test_what_others_have_committed_stays_and_is_no_entry(root):
    (root / "andet.md").write_text("x")
    git(root, "add", "andet.md")
    git(root, "commit", "-m", "andet")
    book(root, STEP)
    assert log(root)[-2:] == ["andet", STEP.overskrift]
    booked = [entry.handling for entry in journal.history(root)]
    assert booked == ["arkiv", "registrer", "videresend"]


def test_another_case_being_edited_or_staged_is_not_swept_along(root):
    (root / "kontor.yaml").write_bytes(b"rettet\n")
    git(root, "add", "kontor.yaml")
    (root / "nyt.md").write_bytes(b"nyt\n")
    book(root, STEP)
    assert git(root, "show", "HEAD:kontor.yaml") == "format: 1\r\n"
    assert git(root, "status", "--porcelain") == "M  kontor.yaml\n?? nyt.md\n"


def test_the_surroundings_cannot_lead_the_journal_astray(root, tmp_path, monkeypatch):
    git(tmp_path, "init", "andet")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "andet" / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "andet"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_AUTHOR_NAME", "En Anden")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2001-01-01T00:00:00Z")
    book(root, STEP)
    last = journal.history(root)[-1]
    assert os.environ["GIT_AUTHOR_NAME"] == "En Anden"
    without_git_settings(monkeypatch, tmp_path / "hjem")
    assert (last.handling, last.who, last.when) == ("videresend", "Rådgiver Å", NOW)
    assert is_at_rest(root)


def test_every_byte_is_kept_whatever_git_would_do_with_line_ends(root):
    git(root, "config", "core.autocrlf", "true")
    git(root, "config", "i18n.commitEncoding", "ISO-8859-1")
    both = replace(STEP, overskrift="Æ", filer={SAG: b"a\r\nb\n", ".gitattributes": b"* text\n"})
    book(root, both)
    assert (root / SAG).read_bytes() == b"a\r\nb\n"
    assert git(root, "cat-file", "blob", f"HEAD:{SAG}") == "a\r\nb\n"
    assert journal.history(root)[-1].overskrift == "Æ"


def test_a_shallow_copy_can_be_booked_in(root, tmp_path):
    git(tmp_path, "clone", "--depth", "1", root.as_uri(), "kopi")
    book(tmp_path / "kopi", STEP)
    assert len(log(tmp_path / "kopi")) == 2


def test_a_disk_without_hard_links_will_do(root, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    book(root, STEP)
    assert is_at_rest(root)


def test_a_case_registered_twice_starts_one_chain(root):
    assert journal.history(root, "2026-0012")[0].forrige == "-"
    book(root, replace(REGISTER, filer={SAG: b"igen\n"}))
    assert journal.history(root, "2026-0012")[1].forrige != "-"


def test_an_entry_where_two_histories_met_is_of_its_case_though_it_changes_nothing(root):
    by_hand = ("-c", "user.name=Å", "-c", "user.email=aa@example.org")
    tree = git(root, "rev-parse", "HEAD^{tree}").strip()
    other = git(root, *by_hand, "commit-tree", tree, "-p", "HEAD", "-m", "anden").strip()
    book(root, STEP)
    git(root, *by_hand, "merge", "--quiet", "--strategy=ours", "--message=samlet", other)
    book(root, replace(STEP, handling="flettet", filer={}))
    assert [entry.handling for entry in journal.history(root, STEP.sag)][-1] == "flettet"


def test_the_entries_of_a_case_are_those_that_name_it(root):
    book(root, STEP, replace(STEP, sag="2026-0014", filer={"2026/2026-0014/sag.yaml": b"x"}))
    for sag in (STEP.sag, "2026-0014", "2026-0015"):
        named = [entry for entry in journal.history(root) if entry.sag == sag]
        assert list(journal.history(root, sag)) == named
