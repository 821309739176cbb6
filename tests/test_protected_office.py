"""An office's tables as they leave it, and tal.json, which remembers what has."""

from __future__ import annotations

import random
from datetime import date
from types import SimpleNamespace

import pytest
from linked_tables import facts, table, tables

from workflow.core.counted import Fact
from workflow.core.dimensions import Value
from workflow.core.errors import BadFile, LinkInArchive
from workflow.core.printed import number, share, text
from workflow.core.protect import protect
from workflow.core.published import Store
from workflow.core.rulebook import Table
from workflow.core.sparse import TOO_FEW
from workflow.core.tabulate import Linje, Tabel, _times
from workflow.office import protecting
from workflow.office.extremes import reach

FIL = protecting.numbers(2026)


@pytest.fixture
def office(tmp_path):
    """Return what protecting needs of an office."""
    (tmp_path / "beretning" / "2026").mkdir(parents=True)
    return SimpleNamespace(root=tmp_path, kontor=SimpleNamespace(skjul_under=5))


def found():
    return tables(facts(random.Random(2), 120))


def test_what_was_published_is_read_as_it_was_written_and_printed_again(office):
    shown = protecting.protected(office, found())
    (office.root / FIL).write_bytes(protecting.kept(office, FIL, shown))
    (store,) = protecting.stores(office)
    assert len(store.udgaver[0].tabeller) == 3
    assert protecting.protected(office, found()) == shown
    assert protecting.kept(office, FIL, shown) == (office.root / FIL).read_bytes()


def test_the_store_holds_parts_of_cases_and_no_theme_of_a_part(office):
    shown = protecting.protected(office, found())
    cell = protecting.read(office.root, FIL)
    assert cell == Store()
    content = protecting.kept(office, FIL, shown).decode()
    assert '"2026-0001/1": 1' in content
    assert "klagepunkt" not in content


def test_a_store_that_is_not_ours_is_a_bad_file(office):
    (office.root / FIL).write_text('{"format": 2}')
    with pytest.raises(BadFile, match=r"beretning/2026/tal\.json"):
        protecting.protected(office, found())


def test_a_store_is_not_read_through_a_link(office, tmp_path):
    (tmp_path / "other.json").write_text("{}")
    (office.root / FIL).symlink_to(tmp_path / "other.json")
    with pytest.raises(LinkInArchive):
        protecting.read(office.root, FIL)


def test_a_share_is_only_of_two_printed_numbers_and_not_of_a_tiny_base():
    assert share("7", "14") == 50
    assert [share("<5", "14"), share("7", "·"), share("5", "9")] == [None] * 3


def test_a_printed_number_is_read_as_it_was():
    assert [number(text(value)) for value in (12, 12.5, 0, None)] == [12, 12.5, 0, None]


def answers(days):
    """Make a table of answer times: one centre with these, another with six of ten days."""
    told = [("a", count) for count in days] + [("b", 10)] * 6
    led = [({"center": center, "over_frist": "nej"}, count) for center, count in told]
    made = [
        Fact("svar", date(2026, 1, 1), f"2026-{place:04d}", one, "s1", maal=count)
        for place, (one, count) in enumerate(led)
    ]
    row = Table(
        id="t6", kilde="prøve", titel="Svartid", enhed="svar", definition="Prøve",
        opgoerelse="svartid", fakta="svar", raekker="center",
    )  # fmt: skip
    columns = tuple(Value(name, name) for name in ("antal", "median", "gennemsnit", "over-frist"))
    lines = (
        Linje(center, center or "I alt", tuple(_times(mine)), total=not center)
        for center in ("a", "b", "")
        if (mine := [fact for fact in made if not center or fact.led["center"] == center])
    )
    return Tabel(row, "2026", columns, tuple(lines))


def test_a_median_is_printed_only_where_its_number_is_and_is_not_small():
    (shown,) = protect([answers([3, 4])], 5, (), reach)
    first, second, total = (line.celler for line in shown.linjer)
    assert first == ("<5", "·", "·", "0")
    assert (second[0] == "6") == (total[0] == "·")
    assert second[1] == ("10" if second[0] == "6" else "·")


def test_the_inside_of_a_table_with_ones_only_is_not_printed_but_its_total_is():
    found = [
        Fact("klagepunkt", date(2026, 1, 1), f"2026-{n:04d}", {"center": c, "tema": t}, "1")
        for n, (c, t) in enumerate(zip("abcde", "mnopq", strict=True))
    ]
    (shown,) = protect([table("center", "tema", found)], 5, (), reach)
    inside = {text for line in shown.linjer[:-1] for text in line.celler[:-1]}
    assert inside == {"·"}
    assert TOO_FEW in shown.noter
