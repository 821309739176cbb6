"""Where things lie: archives below cases/, and the cases below an archive."""

from __future__ import annotations

import unicodedata

import pytest

from workflow.archive import places
from workflow.core.errors import BadValue, NoArchive


@pytest.fixture
def cases(tmp_path):
    """Make a folder of archives with two of them."""
    for name in ("hvidovre", "ishoej"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kontor.yaml").touch()
    (tmp_path / "README.md").touch()
    (tmp_path / "tom").mkdir()
    return tmp_path


def folders(root, *numbers):
    for number in numbers:
        (root / places.case_folder(number)).mkdir(parents=True)
    return root


@pytest.mark.parametrize(
    ("kommune", "folder"),
    [
        ("Ishøj Kommune", "ishoej"),
        ("Ærø Kommune", "aeroe"),
        ("Høje-Taastrup Kommune", "hoeje-taastrup"),
        ("Faaborg-Midtfyn", "faaborg-midtfyn"),
        ("../../Århus kommune ", "aarhus"),
        (unicodedata.normalize("NFD", "Århus Kommune"), "aarhus"),
    ],
)
def test_a_municipality_has_a_folder_of_plain_letters(kommune, folder):
    assert places.folder_name(kommune) == folder


def test_the_archive_named_by_the_environment_is_the_one(cases):
    named = {places.VARIABLE: str(cases / "ishoej")}
    assert places.archive(cases, named) == cases / "ishoej"
    with pytest.raises(NoArchive, match="SAGSGANG_ARKIV peger på"):
        places.archive(cases, {places.VARIABLE: str(cases / "tom")})


def test_the_only_archive_needs_no_choice_and_of_several_one_must_be_chosen(cases):
    with pytest.raises(NoArchive, match="Der er flere arkiver: hvidovre, ishoej"):
        places.archive(cases, {})
    assert places.choose(cases, "Ishøj Kommune") == cases / "ishoej"
    assert places.archive(cases, {}) == cases / "ishoej"
    (cases / places.CHOSEN).unlink()
    (cases / "hvidovre" / "kontor.yaml").unlink()
    assert places.archive(cases, {}) == cases / "ishoej"


def test_a_command_given_in_an_archive_is_about_that_archive(cases):
    (cases / places.CHOSEN).write_text("ishoej\n", encoding="utf-8")
    below = folders(cases / "hvidovre", "2026-0001") / "2026"
    assert places.archive(cases, {}, below) == cases / "ishoej"
    (cases / "hvidovre" / ".git").mkdir()
    assert places.archive(cases, {}, below) == cases / "hvidovre"
    assert places.archive(cases, {}, cases) == cases / "ishoej"
    named = {places.VARIABLE: str(cases / "ishoej")}
    assert places.archive(cases, named, below) == cases / "ishoej"


def test_an_archive_that_is_not_there_is_told(cases, tmp_path):
    with pytest.raises(BadValue, match="Der findes: hvidovre, ishoej"):
        places.choose(cases, "dragør")
    (cases / places.CHOSEN).write_text("borte\n", encoding="utf-8")
    with pytest.raises(NoArchive, match="inv vaelg har valgt 'borte'"):
        places.archive(cases, {})
    with pytest.raises(NoArchive, match="intet arkiv endnu"):
        places.archive(tmp_path / "tom", {})


def test_a_case_is_meant_by_its_number_alone_the_newest_year_first(tmp_path):
    folders(tmp_path, "2025-0012", "2026-0012", "2026-B0012", "2026-0112")
    assert places.cases_called(tmp_path, "12") == ("2026-B0012", "2026-0012", "2025-0012")
    assert places.cases_called(tmp_path, "0112") == ("2026-0112",)
    assert places.cases_called(tmp_path, "2025-0012") == ("2025-0012",)
    for nothing in ("13", "2025-0013", "tolv", "", "-12", "../12"):
        assert places.cases_called(tmp_path, nothing) == ()


def test_the_next_number_is_one_more_than_the_years_highest(tmp_path):
    assert places.next_number(tmp_path, 2026) == "2026-0001"
    folders(tmp_path, "2025-0099", "2026-0001", "2026-0007")
    (tmp_path / "2026" / "2026-0099").touch()
    assert places.next_number(tmp_path, 2026) == "2026-0008"
    folders(tmp_path, "2026-9999")
    assert places.next_number(tmp_path, 2026) == "2026-10000"
