"""Every case at once: what was read before is read again as soon as anything about it differs."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys

import msgspec
import pytest
from cli import begun, edit, folder, git
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_casefile_laws import cases

from workflow.archive import casefile
from workflow.core import filing
from workflow.core.model import Sag
from workflow.office import desk, gather, recall

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NUMMER = "2026-0001"


def copy(office):
    return office.root / desk.SCHEMAS / recall.COPY


def test_a_case_read_again_is_the_case_in_its_file(with_case):
    first, again = recall.every(with_case), recall.every(with_case)
    assert first == again == {NUMMER: gather.case_file(with_case, NUMMER).sag}


def test_an_unchanged_file_is_not_read_as_yaml_again(with_case, monkeypatch):
    before = recall.every(with_case)
    monkeypatch.delattr(casefile, "in_bulk")
    assert recall.every(with_case) == before


def test_a_changed_file_is_read_anew_and_one_that_is_gone_is_forgotten(with_case):
    other = begun(with_case, navn="Bo Holm")
    recall.every(with_case)
    edit(folder(with_case, NUMMER) / "sag.yaml", "kanal: telefon", "kanal: brev")
    shutil.rmtree(folder(with_case, other))
    (found,) = recall.every(with_case).values()
    assert found.kanal == "brev"
    assert "Bo Holm" not in copy(with_case).read_text(encoding="utf-8")


def test_a_file_that_is_broken_is_told_each_time(with_case):
    recall.every(with_case)
    edit(folder(with_case, NUMMER) / "sag.yaml", "kanal: telefon", "kanal: due")
    for _ in range(2):
        (fault,) = recall.every(with_case)[NUMMER]
        assert "sag.yaml, linje 6" in fault


def test_a_case_is_judged_anew_when_the_office_has_changed(with_case):
    recall.every(with_case)
    edit(with_case.root / "kontor.yaml", "id: social\n", "id: andet\n")
    changed = desk.enter(with_case.root)
    assert not any(isinstance(case, Sag) for case in recall.every(changed).values())


def test_who_works_in_the_office_does_not_matter_to_what_is_noted(with_case, monkeypatch):
    before = recall.every(with_case)
    edit(with_case.root / "kontor.yaml", "titel: borgerrådgiver\n", "titel: rådgiver\n")
    changed = desk.enter(with_case.root)
    monkeypatch.delattr(casefile, "in_bulk")
    assert recall.every(changed) == before


DEEP = b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"


def sealed(content):
    """Return a copy that says of itself that it is whole."""
    return hashlib.sha256(content).hexdigest().encode() + b"\n" + content


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff", *map(sealed, (b"", b"{", b'{"af": 1}', b'{"af": "\xff"}', DEEP))],
)
def test_a_copy_that_cannot_be_read_is_made_again(with_case, content):
    before = recall.every(with_case)
    whole = copy(with_case).read_bytes()
    copy(with_case).write_bytes(content)
    assert recall.every(with_case) == before
    assert copy(with_case).read_bytes() == whole


def test_a_copy_that_was_damaged_is_not_believed(with_case):
    before = recall.every(with_case)
    copy(with_case).write_bytes(copy(with_case).read_bytes().replace(b"telefon", b"brev"))
    assert recall.every(with_case) == before


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes a privilege there")
@pytest.mark.parametrize("kind", ["a folder", "a pipe", "a link"])
def test_what_is_no_file_is_no_copy_and_leaves_nothing_lying(with_case, tmp_path, kind):
    before = recall.every(with_case)
    lying = sorted(copy(with_case).parent.iterdir())
    copy(with_case).unlink()
    outside = tmp_path / "udenfor"
    {"a folder": copy(with_case).mkdir, "a pipe": lambda: os.mkfifo(copy(with_case))}.get(
        kind, lambda: copy(with_case).symlink_to(outside)
    )()
    assert recall.every(with_case) == before
    assert sorted(copy(with_case).parent.iterdir()) == lying
    assert not outside.exists()


def test_a_case_moved_to_another_number_is_not_taken_for_the_old_one(with_case):
    recall.every(with_case)
    home = folder(with_case, NUMMER)
    home.rename(home.with_name("2026-0009"))
    assert "nummeret er 2026-0001" in recall.every(with_case)["2026-0009"][0]


def test_the_copy_is_never_journalised(with_case):
    recall.every(with_case)
    assert copy(with_case).is_file()
    assert git(with_case.root, "status", "--porcelain", "--untracked-files=all") == ""


def test_what_is_to_be_checked_is_read_anew_whatever_the_copy_says(with_case):
    recall.every(with_case)
    _, _, content = copy(with_case).read_bytes().partition(b"\n")
    copy(with_case).write_bytes(sealed(content.replace(b"telefon", b"brev")))
    assert recall.every(with_case)[NUMMER].kanal == "brev"
    assert recall.anew(with_case)[NUMMER].kanal == "telefon"


CHANGES = st.lists(st.tuples(st.sampled_from("abx"), st.integers(0, 3)), max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES)
def test_after_any_edits_by_hand_the_copy_says_what_the_files_say(with_case, changes):
    path = folder(with_case, NUMMER) / "sag.yaml"
    sound = path.read_bytes()
    try:
        for word, minutes in changes:
            broken = b"kanal: due" if word == "x" else b"kanal: telefon"
            path.write_bytes(
                sound.replace(b"kanal: telefon", broken).replace(b"Ventetid", word.encode())
            )
            os.utime(path, (minutes * 60, minutes * 60))
            assert recall.every(with_case) == recall.anew(with_case)
            assert recall.every(with_case) == recall.anew(with_case)
    finally:
        path.write_bytes(sound)


@settings(max_examples=50, deadline=None)
@given(cases)
def test_a_case_comes_out_of_the_copy_as_it_went_in(case):
    noted = recall.Noted("m", (), msgspec.Raw(msgspec.json.encode(case)))
    kept = msgspec.json.encode(recall.Kept("af", {"x": noted}))
    assert msgspec.json.decode(kept, type=recall.Kept).sager["x"].read() == case


def test_what_is_not_filed_is_counted_as_it_is_listed(demonstration):
    office = desk.enter(demonstration)
    for sag in recall.every(office).values():
        here = recall.situation(office, sag, sag.forloeb[-1].dato)
        assert filing.lacking(here) == len(filing.unfiled(here))
