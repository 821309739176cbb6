"""What is compared and what is not: mapping, units, periods, habits, and every refusal."""

from __future__ import annotations

import json

import packages
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core import habits_compared, margins
from workflow.core.errors import BadFile, NotComparable
from workflow.core.received import Cell, ReceivedTable
from workflow.office import comparing

HEAD = "tabel;kommune;kode;faelles\n"
THEMES = packages.THEMES
OTHER = {("tid", "periode"): 7, ("svar", "periode"): "lille", ("i-alt", "periode"): 10}


@pytest.fixture
def compare(tmp_path):
    """Compare Fjordby with Skovby, whose package is as the test says."""

    def compared(tables=None, oversaettelse="", mine=None, **about):
        one = packages.written(tmp_path / "a", "Fjordby Kommune", mine)
        two = packages.written(tmp_path / "b", about.pop("kommune", "Skovby Kommune"), tables,
                               **about)  # fmt: skip
        fil = tmp_path / "ens.csv"
        fil.write_text(oversaettelse, encoding="utf-8")
        return comparing.compare([str(one), str(two)], str(fil) if oversaettelse else "")

    return compared


def cells(found, ident="t3"):
    (table,) = [table for table in found.tabeller if table.row.id == ident]
    return {line.id: line.celler for line in table.linjer}


def test_what_has_one_code_stands_in_one_line(compare):
    assert cells(compare()) == {"frist": ("40", "40"), "svar": ("12", "12"), "": ("52", "52")}


def test_a_code_that_only_one_has_is_a_line_of_its_own_and_told(compare):
    found = compare({"t3": packages.table(OTHER)})
    assert cells(found)["frist"] == ("40", "")
    assert cells(found)["tid"] == ("", "7")
    (table,) = found.tabeller
    assert "Ikke hos alle: Frist (kun Fjordby); Tid (kun Skovby)." in table.noter


@pytest.mark.parametrize("table", ["t3", "T3", "*"])
@pytest.mark.parametrize("mark", [";", ","])
def test_the_translation_lays_two_codes_in_one_line(compare, table, mark):
    text = f"\ufeff{HEAD}{table};skovby kommune;tid;frist\r\n".replace(";", mark)
    found = compare({"t3": packages.table(OTHER)}, text)
    assert cells(found)["frist"] == ("40", "7")
    assert "tid" not in cells(found)


def test_what_is_counted_as_one_has_the_common_name_and_says_of_what(compare):
    text = f"{HEAD}t3;Fjordby;frist;Ventetid\nt3;Skovby;tid;Ventetid\nt3;Skovby;svar;Ventetid\n"
    (table,) = compare({"t3": packages.table(OTHER)}, text).tabeller
    assert table.linjer[0].navn == "Ventetid"
    assert "Oversat: Ventetid er Frist (Fjordby), Tid + Svar (Skovby)." in table.noter
    assert not any("ikke samme navn" in note for note in table.noter)


def test_one_code_with_two_names_is_told(compare):
    rows = [[r[0], r[1].upper(), *r[2:]] for r in packages.table(THEMES)]
    (table,) = compare({"t3": rows}).tabeller
    assert "Samme kode, men ikke samme navn: Frist (Fjordby) og FRIST (Skovby); " in table.noter[0]


def test_two_codes_counted_as_one_are_summed_and_hidden_if_a_part_is(compare):
    text = f"{HEAD}t3;Fjordby;svar;samlet\nt3;Fjordby;frist;samlet\n"
    text += "t3;Skovby;tid;samlet\nt3;Skovby;svar;samlet\n"
    assert cells(compare({"t3": packages.table(OTHER)}, text))["samlet"] == ("52", "·")


TIMES = {("i-alt", "antal"): 9, ("i-alt", "median"): 5, ("i-alt", "gennemsnit"): 6.5}


def timed():
    rows = packages.table(TIMES, "svar")
    return [[*r[:4], "arbejdsdage" if r[2] != "antal" else "svar", *r[5:]] for r in rows]


def test_medians_are_compared_without_a_rate_and_are_never_put_together(compare):
    people = {"antal": 1000, "dag": "2026-01-01", "kilde": "FOLK1A"}
    found = compare({"t6": timed(), "t3": packages.table(OTHER)}, mine={"t6": timed()},
                    indbyggere=people)  # fmt: skip
    assert cells(found, "t6")["gennemsnit"] == ("6,5", "6,5", "")
    assert cells(found, "t6")["antal"] == ("9", "9", "9,00")


def test_a_translation_that_would_put_medians_together_leaves_the_table_out(compare):
    text = f"{HEAD}t6;Skovby;gennemsnit;median\n"
    tables = {"t6": timed(), "t3": packages.table(OTHER)}
    found = compare(tables, text, tables)
    assert [table.row.id for table in found.tabeller] == ["t3"]
    (reason,) = [reason for reason in found.udeladt if "medianer" in reason]
    assert reason == "T6: Skovby: 'median': medianer og gennemsnit kan ikke lægges sammen."


def test_a_table_in_another_unit_is_left_out_with_its_reason(compare, tmp_path):
    tables = {"t3": packages.table(OTHER), "t8": packages.table(OTHER)}
    other = {"t3": packages.table(OTHER), "t8": packages.table(OTHER, "borgere")}
    found = compare(other, mine=tables)
    assert [table.row.id for table in found.tabeller] == ["t3"]
    assert any("T8: linjen 'tid' er talt i forskellige enheder" in why for why in found.udeladt)


def test_a_table_that_only_one_has_is_left_out_with_its_reason(compare):
    found = compare({"t3": packages.table(OTHER), "t9": packages.table(OTHER)})
    assert found.udeladt == ("T9: kun Skovby har tal i den.",)


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"fra": "2026-07-01"}, "Fjordby har talt 12 måneder (2026), og Skovby 6 måneder"),
        ({"kommune": "Fjordby Kommune"}, "er begge fra Fjordby Kommune"),
        ({"kommune": "Fjordby"}, "er begge fra Fjordby"),
    ],
)
def test_packages_that_cannot_be_compared_are_refused_with_the_reason(compare, about, why):
    with pytest.raises(NotComparable, match="kan ikke sammenlignes") as refused:
        compare(**about)
    assert why in str(refused.value)


def test_a_leap_year_is_as_long_as_any_other(compare):
    found = compare(fra="2024-01-01", til="2024-12-31")
    (table,) = found.tabeller
    assert [column.navn for column in table.kolonner] == ["Fjordby 2026", "Skovby 2024"]


def test_packages_without_a_table_in_common_are_refused(compare):
    with pytest.raises(NotComparable, match="kun Fjordby har tal i den"):
        compare({"t8": packages.table(OTHER)})


def test_where_the_municipalities_count_differently_is_shown(compare):
    habit = [{**packages.HABIT, "svar": "Nej."}]
    found = compare(taellevaner=habit, graense=7)
    assert [(told.spoergsmaal, told.svar) for told in found.forskelle] == [
        ("Hvilke små tal er skjult?", ("Tal fra 1 til 4.", "Tal fra 1 til 6.")),
        ("Er en rykker en følgesag?", ("Ja.", "Nej.")),
    ]
    assert "Kommunerne tæller forskelligt." in comparing.page(found)


def test_municipalities_that_count_alike_are_said_to(compare):
    assert "Kommunerne siger, at de tæller ens." in comparing.page(compare())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("t3;Skovby;frist", "der skal være 4 felter"),
        ("t3;Skovby;;frist", "ingen må være tomme"),
        ("t3;Herlev;frist;svar", "'Herlev' er ikke en af kommunerne: Fjordby Kommune, Skovby"),
        ("t99;Skovby;frist;svar", "Skovby har ingen tabel 't99'"),
        ("t3;Skovby;fritid;svar", "koden 'fritid' findes ikke i T3 hos Skovby"),
        ("t3;Skovby;i-alt;svar", "'i-alt' er summen"),
        ("t3;Skovby;frist;i-alt", "'i-alt' er summen"),
        ("t3;Skovby;frist;a\nt3;Skovby;frist;b", "'frist' er allerede oversat i linje 2"),
        ('t3;Skovby;"frist', "linjen er ikke CSV"),
        (f"t3;Skovby;frist;{'a' * 201}", "over 200 tegn"),
        ("t3;Skovby;frist;a\u202eb", "tegn, der ikke kan ses"),
        ('t3;Skovby;frist;"a\nb"', "tegn, der ikke kan ses"),
    ],
)
def test_every_fault_of_the_translation_is_told_with_its_line(compare, line, why):
    with pytest.raises(BadFile) as refused:
        compare(oversaettelse=f"{HEAD}{line}\n")
    told = str(refused.value)
    assert why in told
    assert f"ens.csv, linje {2 + line.count(chr(10))}: " in told


def test_a_translation_with_another_head_is_refused(compare):
    with pytest.raises(BadFile, match="linje 1: overskriften skal være: tabel;kommune;kode"):
        compare(oversaettelse="kommune;kode\nSkovby;frist\n")


def test_a_break_that_a_municipality_tells_of_stands_in_its_note(compare, tmp_path):
    years = {"t13": packages.table({("Sager", "2025"): 30, ("Sager", "2026"): 40}, "sager")}
    told = packages.description("Skovby Kommune", years)
    told["resources"][0]["noter"] = ["| 2026: Temaerne er andre."]
    one = packages.written(tmp_path / "c", "Fjordby Kommune", years)
    two = packages.written(tmp_path / "d", "Skovby Kommune", years)
    (two / "datapackage.json").write_text(json.dumps(told), encoding="utf-8")
    found = comparing.compare([str(one), str(two)], "")
    assert cells(found, "t13") == {"Sager 2025": ("30", "30"), "Sager 2026": ("40", "40")}
    assert found.tabeller[0].noter == ("Skovby: | 2026: Temaerne er andre.",)


def test_equal_answers_are_told_together_with_those_who_gave_them(compare):
    habit = [{**packages.HABIT, "svar": "Nej."}]
    page = comparing.page(compare(taellevaner=habit))
    assert "- Er en rykker en følgesag?\n  Fjordby: Ja.\n  Skovby: Nej." in page
    three = habits_compared.listed(["A", "B", "C"])
    assert three == "A, B og C"


statuses = st.sampled_from(["vist", "lille", "skjult", "intet"])
parts = st.lists(st.tuples(statuses, st.integers(0, 999)), min_size=2, max_size=6)


@given(parts)
def test_what_is_put_together_is_the_sum_or_tells_nothing(drawn):
    made = [Cell(n if status == "vist" else None, status, "sager") for status, n in drawn]
    found = margins._sum(made)
    if any(status in ("lille", "skjult") for status, _ in drawn):
        assert (found.tal, found.status) == (None, "skjult")
    elif found.tal is not None:
        assert found.tal == sum(n for status, n in drawn if status == "vist")
    else:
        assert {status for status, _ in drawn} == {"intet"}


def test_a_table_with_neither_total_nor_period_has_no_margin():
    cell = Cell(1, "vist", "sager")
    made = ReceivedTable(
        None, {"a": "A"}, {"x": "X", "y": "Y"}, {("a", "x"): cell, ("a", "y"): cell}
    )  # type: ignore[arg-type]
    assert margins.kinds(made) == ()
