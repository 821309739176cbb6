"""What sync programs and other systems do to names is pointed out by inv tjek."""

from __future__ import annotations

import unicodedata

import pytest
from cli import folder, nothing_changes

from workflow.office import doubles

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NUMMER = "2026-0001"
LEFT = (
    "sag (DESKTOP-1's conflicted copy 2026-11-20).yaml",
    "sag (Ærøs modstridende kopi 2026-11-20).yaml",
    "sag (conflicted copy 2026-11-20 141502).yaml",
    "sag.sync-conflict-20261120-141502-ABCDEFG.yaml",
    "sag-DESKTOP.yaml",
    "sag-LAPTOP-7Q2-2.yaml",
    "sag (1).yaml",
    "sag - Kopi.yaml",
    "sag - Copy (2).yaml",
    ".sag.yaml.icloud",
)
SOUND = ("sag-noter.md", "brev-2.md", "brev.md", "udtalelse (endelig).md", "2026-03-04-x-2.md")


@pytest.mark.parametrize("name", LEFT)
def test_what_a_sync_program_left_is_pointed_out(name, counter, with_case):
    (folder(with_case, NUMMER) / name).write_text("format: 1\n", encoding="utf-8")
    with nothing_changes(with_case.root):
        said = counter("tjek", archive=with_case.root)
    assert said.code == 3
    assert f"2026/{NUMMER}/{name} " in said.out
    assert "synkroniseringsprogram" in said.out or "tjeneste på nettet" in said.out


def test_names_of_the_advisers_own_and_of_what_others_sent_are_left_in_peace(counter, with_case):
    case = folder(with_case, NUMMER)
    (case / "bilag").mkdir(exist_ok=True)
    for path in (*(case / name for name in SOUND), *(case / "bilag" / name for name in LEFT)):
        path.write_text("x\n", encoding="utf-8")
    assert counter("tjek", archive=with_case.root).code == 0


@pytest.mark.parametrize(
    "pair", [("Note.md", "note.md"), ("blå.md", unicodedata.normalize("NFD", "blå.md"))]
)
def test_two_names_that_are_one_elsewhere_are_pointed_out(pair, counter, with_case):
    for name in pair:
        (folder(with_case, NUMMER) / name).write_text("x\n", encoding="utf-8")
    if len({path.name for path in folder(with_case, NUMMER).iterdir()} & set(pair)) == 1:
        pytest.skip("this disk makes them one itself")
    said = counter("tjek", archive=with_case.root)
    assert said.code == 3
    assert "er samme navn på andre maskiner" in said.out


def test_a_file_that_cannot_be_read_is_pointed_out(counter, with_case, monkeypatch):
    monkeypatch.setattr(doubles, "_is_readable", lambda path: path.name != "henvendelse.md")
    said = counter("tjek", archive=with_case.root)
    assert said.code == 3
    assert "henvendelse.md kan ikke læses" in said.out


@pytest.mark.parametrize("name", ["OneDrive - Fjordby Kommune", "Dropbox", "Google Drive"])
def test_an_archive_in_a_synced_folder_works_and_is_remarked_upon(
    name, counter, with_case, tmp_path
):
    (tmp_path / name).mkdir()
    root = with_case.root.rename(tmp_path / name / "arkiv")
    assert counter("kvitter", "1", "--dato", "2026-03-04", archive=root).code == 0
    said = counter("tjek", archive=root)
    assert said.code == 0
    assert f"Arkivet ligger i {name}" in said.out


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_archive_and_a_file_with_danish_letters_of_either_form_work(
    form, counter, with_case, tmp_path
):
    root = with_case.root.rename(tmp_path / unicodedata.normalize(form, "Ærø Å's  arkiv"))
    name = unicodedata.normalize(form, "blå øje.md")
    (root / "2026" / NUMMER / "notater").mkdir(exist_ok=True)
    (root / "2026" / NUMMER / "notater" / name).write_text("x\n", encoding="utf-8")
    for words in (("gem", "1", "--besked", "x"), ("kvitter", "1", "--dato", "2026-03-04")):
        ended = counter(*words, archive=root)
        assert ended.code == 0, ended.err
    assert counter("tjek", archive=root).code == 0
