"""Cases from an older register: whole, checked, booked together, and no letters asked for."""

from __future__ import annotations

from datetime import date

import pytest
from cli import HAND, OLDER, begun, copied, folder, git

from workflow.office import checking

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")
TODAY = date(2026, 6, 30)
OTHER = OLDER.replace("2024-0007", "2024-0008")


@pytest.fixture
def office(tmp_path, registered):
    office = copied(registered, tmp_path / "arkiv")
    begun(office)
    return office


@pytest.fixture
def laid(tmp_path):
    """Lay out the files of an older register."""

    def lay(*texts):
        place = tmp_path / "gamle"
        place.mkdir(exist_ok=True)
        for number, text in enumerate(texts):
            (place / f"{number}.yaml").write_text(text, encoding="utf-8")
        return str(place)

    return lay


def test_the_cases_of_a_folder_are_booked_one_entry_each_and_stand_as_they_were(
    office, laid, counter
):
    said = counter("indlaes", laid(OLDER, OTHER), archive=office.root)
    assert said.code == 0, said
    assert "2 sager er indlæst: 2024-0007, 2024-0008." in said.out
    booked = git(office.root, "log", "-2", "--format=%B")
    assert booked.count("Handling: indlaes\nFra: -\nTil: afsluttet\n") == 2
    assert (folder(office, "2024-0007") / "sag.yaml").read_text(encoding="utf-8") == OLDER
    assert not checking.check(office.root, TODAY).fejl


def test_a_file_alone_can_be_brought_in_and_the_case_goes_on(office, laid, counter):
    alone = f"{laid(OLDER)}/0.yaml"
    assert counter("indlaes", alone, archive=office.root).code == 0
    said = counter("genoptag", "2024-0007", "--begrundelse=Ny viden", archive=office.root)
    assert said.code == 0, said
    assert not checking.check(office.root, TODAY).fejl


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ([OLDER, OLDER], "1.yaml: 0.yaml har også nummeret 2024-0007"),
        ([OLDER.replace("social", "findes-ikke")], "0.yaml, linje 12"),
        ([OLDER.replace("handling: videresend", "handling: hoering")], "linje 16"),
        ([OLDER.replace("2024-0007", "2026-0001").replace("2024", "2026", 2)], "i forvejen"),
        ([OLDER.replace("2024-04-02", "2199-04-02")], "0.yaml, linje 21: hændelsen ligger i frem"),
        ([OLDER.replace("2024-0007", "2023-0007")], "det år, henvendelsen kom"),
        ([OLDER.replace("kanal:", "henvendelse: 2024-0001\nkanal:")], "der er ingen sag 2024-0001"),
        ([OLDER, "format: 1\n"], "1.yaml"),
    ],
)
def test_one_fault_keeps_all_of_them_out(office, laid, counter, texts, told):
    before = git(office.root, "rev-parse", "HEAD")
    said = counter("indlaes", laid(*texts), archive=office.root)
    assert said.code == 3
    assert told in said.err, said
    assert git(office.root, "rev-parse", "HEAD") == before
    assert not (office.root / "2024").exists()


def test_the_faults_of_all_files_are_told_at_once(office, laid, counter):
    faulty = [text.replace("social", "findes-ikke") for text in (OLDER, OTHER)]
    said = counter("indlaes", laid(*faulty), archive=office.root)
    assert "0.yaml, linje" in said.err
    assert "1.yaml, linje" in said.err


@pytest.mark.parametrize("sted", ["findes-ikke", "."])
def test_a_place_without_cases_names_nothing(office, counter, tmp_path, monkeypatch, sted):
    (tmp_path / "tom").mkdir()
    monkeypatch.chdir(tmp_path / "tom")
    assert counter("indlaes", sted, archive=office.root).code == 2


def test_the_proof_finds_an_older_case_that_comes_with_a_letter(office, laid, counter):
    assert counter("indlaes", laid(OLDER), archive=office.root).code == 0
    letters = folder(office, "2024-0007") / "breve"
    letters.mkdir()
    (letters / "2024-03-05-videresendelse-center.md").write_text("Kære center", encoding="utf-8")
    git(office.root, "add", "--all", "--", "2024")
    git(office.root, *HAND, "commit", "--quiet", "--amend", "--no-edit")
    faults = checking.check(office.root, TODAY).fejl
    assert any("mere eller andet end sagens sag.yaml" in fault for fault in faults)
