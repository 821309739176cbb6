"""Every case at once: what was read before is read again as soon as anything about it differs."""

from __future__ import annotations

import shutil

import pytest
from cli import begun, folder, git

from workflow.core.model import Sag
from workflow.office import desk, gather, recall

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NUMMER = "2026-0001"


def copy(office):
    return office.root / desk.SCHEMAS / recall.COPY


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_case_read_again_is_the_case_in_its_file(with_case):
    first, again = recall.every(with_case), recall.every(with_case)
    assert first == again == {NUMMER: gather.case_file(with_case, NUMMER).sag}


def test_an_unchanged_file_is_not_read_as_yaml_again(with_case, monkeypatch):
    before = recall.every(with_case)
    monkeypatch.delattr(gather, "case_file")
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


@pytest.mark.parametrize("content", [b"", b"{", b'{"af": 1}', b"\xff"])
def test_a_copy_that_cannot_be_read_is_made_again(with_case, content):
    before = recall.every(with_case)
    whole = copy(with_case).read_bytes()
    copy(with_case).write_bytes(content)
    assert recall.every(with_case) == before
    assert copy(with_case).read_bytes() == whole


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
    copy(with_case).write_bytes(copy(with_case).read_bytes().replace(b"telefon", b"brev"))
    assert recall.every(with_case)[NUMMER].kanal == "brev"
    assert recall.every(with_case, anew=True)[NUMMER].kanal == "telefon"
