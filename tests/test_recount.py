"""Every figure of every table, counted once more by a plain loop over the files (recount.py)."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
import recount
from many_cases import Made

from workflow.archive import casefile
from workflow.core import dimensions
from workflow.core.counted import Fact
from workflow.core.period import Span, months, year
from workflow.core.register import Work
from workflow.core.tabulate import tables
from workflow.core.tally import Tally, tallies, tally
from workflow.office.desk import TEMPLATES

SKELETON = (TEMPLATES / "sag.yaml").read_bytes()
PERIODS = [
    year(2025),
    year(2026),
    year(2026, "10-01"),
    Span(date(2026, 1, 1), date(2026, 6, 30)),
    Span(date(2025, 11, 14), date(2026, 2, 3)),
]
CALLED = {
    "heraf klagepunkter med kritik": "kritik",
    "heraf klagepunkter uden kritik": "ingen-kritik",
    "heraf klagepunkter ikke vurderet": "kan-ikke-vurderes",
    "heraf fulgt": "henstilling fulgt",
    "heraf delvist fulgt": "henstilling delvist",
    "heraf ikke fulgt": "henstilling ikke-fulgt",
    "heraf uden melding": "henstilling ingen-melding",
}
WORK = [
    Work(nr=1, dato=date(2026, 3, 1), slags="sparring", center="social", antal=3),
    Work(nr=2, dato=date(2026, 1, 2), slags="smaa-henvendelse", antal=7, kanal="telefon"),
    Work(nr=3, dato=date(2025, 12, 31), slags="smaa-henvendelse", antal=11),
]
LINES = [{"dato": w.dato, "slags": w.slags, "antal": w.antal} for w in WORK]


@pytest.fixture(scope="module")
def made(tmp_path_factory, kontor, rules):
    """Make cases, and return them with what a reader of their files finds."""
    root = tmp_path_factory.mktemp("mange")
    sager = Made(5, kontor, rules).wander(210)
    for sag in sager:
        path = root / sag.nummer[:4] / sag.nummer / "sag.yaml"
        path.parent.mkdir(parents=True)
        path.write_bytes(casefile.fresh("sag.yaml", SKELETON, sag))
    return sager, recount.read(root)[0]


def printed(found, span):
    """Yield each figure of the tables that is no sum, by the name that the recount has for it."""
    monthly = {navn: part.fra.strftime("%Y-%m") for navn, part in months(span)}
    for table in found:
        for line in table.linjer:
            for column, cell in zip(table.kolonner, line.celler, strict=True):
                down = CALLED.get(line.id, monthly.get(line.id, line.id))
                one = column.id in ("periode", "antal") and table.row.id != "t6"
                key = (table.row.id, down) if one else (table.row.id, down, column.id)
                is_sum = (line.total and table.row.id != "t6") or not column.id
                if column.id != "aaret-foer" and not is_sum:
                    yield key, cell.tal


@pytest.mark.parametrize("span", PERIODS, ids=lambda span: str(span.fra))
def test_every_figure_is_what_a_plain_recount_of_the_files_finds(span, made, kontor, rules):
    sager, cases = made
    now = tally(sager, WORK, span, rules, kontor)
    counted = dict(printed(tables(now, now, rules, kontor), span))
    again = recount.count(cases, LINES, *span)
    assert len({key[0] for key in counted}) == 15
    differ = {key: (n, again[key]) for key, n in counted.items() if (n or 0) != (again[key] or 0)}
    assert differ == {}
    missed = {key: n for key, n in again.items() if n and key not in counted}
    assert missed == {}


def test_chance_has_made_something_of_everything_that_is_counted(made, kontor, rules):
    whole = Span(date(2024, 1, 1), date(2026, 12, 31))
    now = tally(made[0], WORK, whole, rules, kontor)
    counted = dict(printed(tables(now, now, rules, kontor), whole))
    nothing = {key for key, n in counted.items() if not n and len(key) == 2}
    of_the_scale = {("t9b", row.navn) for row in rules.kritikskala.values()}  # shown whole
    assert len(of_the_scale - nothing) > 1
    assert nothing - of_the_scale <= {
        ("t1", "Åbne sager ved periodens begyndelse"),
        ("t1", "Genoptaget i perioden"),
        ("t1", "Skilt ud fra en ældre sag"),
        ("t9", "Indstillet"),
        ("t11", "aaben-raadgivning"),
        ("t9", "henstilling delvist"),
    }


@pytest.mark.parametrize("span", PERIODS, ids=lambda span: str(span.fra))
def test_the_stock_ties_and_every_sum_is_that_of_its_parts(span, made, kontor, rules):
    now = tally(made[0], WORK, span, rules, kontor)
    found = {table.row.id: table for table in tables(now, now, rules, kontor)}
    t1 = {line.id: line.celler[0].tal for line in found["t1"].linjer}
    assert t1["Åbne sager ved periodens slutning"] == (
        t1["Åbne sager ved periodens begyndelse"]
        + t1["Modtaget i perioden"]
        + t1["Skilt ud fra en ældre sag"]
        + t1["Genoptaget i perioden"]
        - t1["Afsluttet i perioden"]
    )
    assert t1["Sager (hovedsager)"] == t1["Modtaget i perioden"] == len(now.of("sag", {}))
    with_points = len({fact.sag for fact in now.of("klagepunkt", {})})
    assert t1["Klagepunkter"] == with_points + t1["Følgesager, klagepunkter"]
    for table in found.values():
        for column, total in enumerate(sums(table)):
            parts = [line.celler[column].tal for line in table.linjer if not line.total]
            assert total == sum(parts), (table.row.id, column)
        if table.row.kolonner:
            assert all(
                sum(cell.tal for cell in line.celler[:-1]) == line.celler[-1].tal
                for line in table.linjer
            )


def sums(table):
    """Return the totals of a table's columns that are counts."""
    last = table.linjer[-1] if table.linjer and table.linjer[-1].total else None
    return [cell.tal for cell in last.celler] if last and table.row.id != "t6" else []


def test_periods_counted_together_are_what_each_is_when_it_is_counted_alone(made, kontor, rules):
    together = tallies(made[0], WORK, PERIODS, rules, kontor)
    assert [*together] == PERIODS
    for span in PERIODS:
        alone = tally(made[0], WORK, span, rules, kontor)
        assert together[span].fakta == alone.fakta
        now, other = (tables(one, one, rules, kontor) for one in (together[span], alone))
        assert now == other


def test_the_years_that_follow_each_other_hand_over_their_open_cases(made, kontor, rules):
    tallies = [tally(made[0], WORK, year(number), rules, kontor) for number in (2024, 2025, 2026)]
    for earlier, later in pairwise(tallies):
        assert {f.sag for f in earlier.of("aabne-efter", {})} == {
            f.sag for f in later.of("aabne-foer", {})
        }


def test_no_klagepunkt_is_counted_twice_over_the_years(made, kontor, rules):
    tallies = [tally(made[0], WORK, year(number), rules, kontor) for number in range(2024, 2028)]
    for unit in ("klagepunkt", "forelagt"):
        parts = [(f.sag, f.del_) for t in tallies for f in t.of(unit, {})]
        assert len(parts) == len(set(parts))


def test_a_scale_with_anything_on_it_is_shown_whole(kontor, rules):
    fact = Fact("vurdering", date(2026, 5, 1), "2026-0001", {"grad": "uheldigt"}, "1")
    now = Tally(year(2026), (fact,))
    found = dimensions.values("grad", [fact], now, rules, kontor)
    assert [value.id for value in found] == [row.navn for row in rules.kritikskala.values()]
    assert dimensions.values("grad", [], now, rules, kontor) == ()
