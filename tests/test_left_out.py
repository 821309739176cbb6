"""A table that cannot be compared is left out alone, each with its reason."""

from __future__ import annotations

import json

import packages
import pytest
from test_comparable import OTHER, cells, compare

from workflow.core.compared_table import drawn, rates_of
from workflow.office import comparing

__all__ = ["compare"]
MONTHS = {("januar", "i-alt"): 3, ("februar", "i-alt"): 9, ("i-alt", "i-alt"): 12}
PEOPLE = {"antal": 20_000, "dag": "2026-01-01", "kilde": "FOLK1A"}


def both(tmp_path, spoil=lambda told: None, *, one=None, two=None, **about):
    """Compare two packages of T3 and T12; the second one's description is spoiled."""
    tables = {"t3": packages.table(OTHER), "t12": packages.table(MONTHS)}
    first = packages.written(tmp_path / "a", "Fjordby Kommune", one or tables)
    second = packages.written(tmp_path / "b", "Skovby Kommune", two or tables, **about)
    described = second / "datapackage.json"
    told = json.loads(described.read_text(encoding="utf-8"))
    spoil(told)
    described.write_text(json.dumps(told), encoding="utf-8")
    return comparing.compare([str(first), str(second)], "")


def names(found):
    return [table.row.id for table in found.tabeller]


def test_a_table_that_is_said_to_count_something_else(tmp_path):
    found = both(tmp_path, lambda told: told["resources"][1].update(enhed="borgere"))
    assert names(found) == ["t3"]
    assert found.udeladt == (
        "T12: enheden er ikke den samme: Fjordby tæller klagesager, Skovby tæller borgere.",
    )


def test_a_table_by_month_when_the_months_are_others(tmp_path):
    found = both(tmp_path, fra="2025-07-01", til="2026-06-30")
    assert names(found) == ["t3"]
    assert found.udeladt == (
        "T12: den følger kalenderen, og kommunerne har ikke talt samme periode.",
    )


def test_a_table_of_another_form(tmp_path):
    years = {"t3": packages.table(OTHER), "t12": packages.table({("a", "2025"): 1})}
    found = both(tmp_path, two=years)
    assert found.udeladt == ("T12: kommunernes tabeller har ikke samme form.",)


def test_an_empty_table_is_nothing_to_compare(tmp_path):
    found = both(tmp_path, two={"t3": packages.table(OTHER), "t12": []})
    assert found.udeladt == ("T12: kun Fjordby har tal i den.",)


def test_a_table_of_the_same_period_is_compared_by_month(tmp_path):
    found = both(tmp_path)
    assert found.udeladt == ()
    assert [line.id for line in found.tabeller[1].linjer] == ["januar", "februar", ""]


def test_where_only_one_tells_its_inhabitants_only_its_numbers_are_per_thousand(compare):
    found = compare(indbyggere=PEOPLE)
    assert cells(found)["frist"] == ("40", "40", "2,00")
    (table,) = found.tabeller
    assert [column.navn for column in drawn(table).kolonner] == ["Fjordby", "Skovby"]
    assert rates_of(table, "frist") == {}
    assert "Fjordby Kommune: 2026, indbyggertal ikke oplyst" in comparing.page(found)


@pytest.mark.parametrize("hidden", [2, 3])
def test_a_chart_of_little_but_hidden_numbers_is_not_drawn(compare, hidden):
    some = dict.fromkeys([("a", "periode"), ("b", "periode"), ("c", "periode")][:hidden], "lille")
    table = packages.table({**some, ("d", "periode"): 9, ("i-alt", "periode"): 12})
    (found,) = compare({"t3": table}, mine={"t3": table}).tabeller
    assert (drawn(found) is None) == (hidden == 3)


def test_of_three_the_one_without_the_table_is_named_and_the_two_are_compared(tmp_path):
    tables = {"t3": packages.table(OTHER), "t8": packages.table(OTHER)}
    places = [
        packages.written(tmp_path / name, f"{name} Kommune", {**tables, **more})
        for name, more in (("Aaby", {}), ("Bøgeby", {"t8": []}), ("Cirkelby", {}))
    ]
    found = comparing.compare([str(place) for place in places], "")
    assert found.udeladt == ("T8: Bøgeby har ingen tal i den og er ikke med.",)
    assert [column.navn for column in found.tabeller[1].kolonner] == ["Aaby", "Cirkelby"]


def test_the_years_of_a_line_stand_together_whoever_has_them(tmp_path):
    mine = {"t13": packages.table({(line, "2026"): 9 for line in ("b", "a")})}
    both_years = {(line, year): 8 for line in ("b", "a") for year in ("2025", "2026")}
    found = both(tmp_path, one=mine, two={"t13": packages.table(both_years)})
    order = ["b 2025", "b 2026", "a 2025", "a 2026"]
    assert [line.id for line in found.tabeller[0].linjer] == order


def test_the_columns_that_another_table_has_as_lines_are_compared_there_alone(tmp_path):
    cells = {("social", "afvist"): 5, ("social", "i-alt"): 5, ("i-alt", "afvist"): 5,
             ("i-alt", "i-alt"): 5}  # fmt: skip
    t3 = {("afvist", "periode"): 5, ("i-alt", "periode"): 5}
    only = {"t4": packages.table(cells)}
    assert names(both(tmp_path / "x", one=only, two=only)) == ["t4-1", "t4-2"]
    more = {**only, "t3": packages.table(t3)}
    assert names(both(tmp_path / "y", one=more, two=more)) == ["t4", "t3"]
