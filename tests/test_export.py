"""inv eksport: a protected data package that the standard's own tool accepts, without a leak."""

from __future__ import annotations

import csv
import json
from datetime import datetime

import pytest
from cli import POINT, at, begun, day, nothing_changes

from workflow.core import package
from workflow.core.errors import BadValue, Leaking
from workflow.office import exporting, protecting

pytestmark = pytest.mark.usefixtures("unset_letters")
NOW: datetime = at(day("2026-06-30"))


@pytest.fixture
def exported(office, tmp_path):
    """Export a year in which twelve citizens complained, and every other over two matters."""
    for number, letter in enumerate("abcdefghijkl"):
        other = POINT | {"tema": "optraeden"} if number % 4 else POINT
        points = [POINT, other] if number % 2 == 0 else [POINT]
        begun(office, *points, navn=f"Gerda Friis{letter}")
    return office, exporting.export(office, "2026", str(tmp_path / "pakke"), NOW)


def rows(place, table):
    with (place / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return {(row["linje"], row["kolonne"]): row for row in csv.DictReader(file)}


def test_the_package_is_valid_by_the_standards_own_tool(exported):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(exported[1] / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])
    assert len(report.tasks) == 17


def test_the_standards_own_tool_would_find_a_number_that_is_none(exported):
    frictionless = pytest.importorskip("frictionless")
    path = exported[1] / "data" / "t1.csv"
    before = path.read_bytes()
    path.write_bytes(before.replace(b",12,vist", b",tolv,vist", 1))
    assert path.read_bytes() != before
    assert not frictionless.validate(str(exported[1] / "datapackage.json")).valid


def test_hidden_numbers_are_empty_with_a_status_and_the_shown_are_numbers(exported):
    found = rows(exported[1], "t1")
    assert found["Henvendelser", "periode"]["vaerdi"] == "12"
    tables = [path.stem for path in (exported[1] / "data").glob("*.csv")]
    every = [row for table in tables for row in rows(exported[1], table).values()]
    assert all((row["status"] == package.SHOWN) == (row["vaerdi"] != "") for row in every)
    assert {row["status"] for row in every} >= {package.SHOWN, package.SMALL, package.WITHHELD}


def test_a_median_has_the_unit_that_it_is_measured_in_and_its_number_that_of_answers(exported):
    units = {column: row["enhed"] for (_, column), row in rows(exported[1], "t6").items()}
    assert units == {
        "antal": "svar",
        "median": "arbejdsdage",
        "gennemsnit": "arbejdsdage",
        "over-frist": "svar",
    }


def test_the_package_says_how_the_office_counts_and_names_no_one(exported):
    office, place = exported
    told = json.loads((place / "datapackage.json").read_text(encoding="utf-8"))["sagsgang"]
    habits = {habit["id"]: habit["svar"] for habit in told["taellevaner"]}
    assert habits["aaret"] == "01-01"
    assert habits["etaarsregel"] == (
        "Det regnes fra forholdet selv. "
        "Aktuelle forhold fra det seneste år tages med i en ældre sag."
    )
    assert (told["format"], told["graense"]) == (1, office.kontor.skjul_under)
    every = "".join(path.read_text(encoding="utf-8") for path in place.rglob("*.*"))
    assert "Friis" not in every
    assert "2026-0001" not in every


def test_what_was_exported_is_kept_once_so_that_the_next_gives_nothing_away(exported, tmp_path):
    office, place = exported
    exporting.export(office, "2026", str(tmp_path / "anden"), NOW)
    (store,) = protecting.stores(office)
    assert len(store.udgaver) == 1
    assert rows(place, "t7") == rows(tmp_path / "anden", "t7")


def test_a_folder_that_is_there_or_in_the_archive_is_refused(exported, tmp_path):
    office, place = exported
    for folder in (place, office.root / "pakke", tmp_path / "ingen" / "pakke"):
        with nothing_changes(office.root), pytest.raises(BadValue, match="--til"):
            exporting.export(office, "2026", str(folder), NOW)


def test_a_leak_stops_the_package_before_anything_is_written(exported, tmp_path, monkeypatch):
    office, place = exported[0], tmp_path / "ny"
    monkeypatch.setattr(package, "METHOD", "Gerda Friisa klagede.")
    with nothing_changes(office.root), pytest.raises(Leaking, match="Friisa"):
        exporting.export(office, "2026", str(place), NOW)
    assert not place.exists()
