"""Nobody can compute what is hidden, nor bound it better than its symbol does."""

from __future__ import annotations

import random

import pytest
from linked_tables import Reader, computable, facts, tables, too_narrow

from workflow.core import published
from workflow.core.printed import is_hidden
from workflow.core.protect import protect
from workflow.office.extremes import reach

SETS = 16


def printed(found, before=()):
    return protect(tables(found), 5, published.cells(before), reach)


def kept(*editions):
    return published.Store(udgaver=tuple(published.edition(one, 5) for one in editions))


def texts(shown):
    return [text for one in shown for line in one.linjer for text in line.celler]


@pytest.mark.parametrize("seed", range(SETS))
def test_nothing_hidden_in_linked_tables_is_computed_or_bounded_narrowly(seed):
    chance = random.Random(seed)
    reader = Reader()
    reader.reads(printed(facts(chance, chance.randrange(20, 200))))
    assert computable(reader) == []
    assert too_narrow(reader) == []


@pytest.mark.parametrize("seed", range(SETS // 2))
def test_nothing_hidden_before_or_after_a_correction_is_told_by_the_difference(seed):
    chance = random.Random(seed)
    first = facts(chance, chance.randrange(40, 200))
    second = [*first, *facts(chance, chance.randrange(1, 12), first=500)]
    one = printed(first)
    reader = Reader()
    reader.reads(one, least=0)
    reader.reads(printed(second, [kept(one)]), least=0)
    assert computable(reader) == []
    assert too_narrow(reader) == []


def test_the_reader_finds_what_is_hidden_alone():
    found = facts(random.Random(3), 90)
    small_only = [hidden_alone(one, one.af) for one in printed(found)]
    reader = Reader()
    reader.reads(small_only)
    assert computable(reader)
    assert too_narrow(reader)


def test_the_reader_finds_what_two_editions_tell_that_do_not_know_of_each_other():
    found = [
        attacked(*(facts(random.Random(seed), 80), facts(random.Random(seed), 6, first=500)))
        for seed in range(12)
    ]
    assert any(found)


def attacked(first, more):
    reader = Reader()
    reader.reads(printed(first), least=0)
    reader.reads(printed([*first, *more]), least=0)
    return computable(reader) or too_narrow(reader)


def hidden_alone(shown, table):
    """Hide the small cells of a table and no more."""
    from dataclasses import replace

    def cells(line):
        return tuple("<5" if 0 < c.tal < 5 else str(c.tal) for c in line.celler)

    lines = [
        replace(one, celler=cells(line))
        for one, line in zip(shown.linjer, table.linjer, strict=True)
    ]
    return replace(shown, linjer=tuple(lines))


def test_the_same_tables_are_always_printed_the_same():
    found = facts(random.Random(5), 120)
    assert texts(printed(found)) == texts(printed(list(found)))


def test_what_was_published_is_printed_the_same_again():
    found = facts(random.Random(6), 120)
    one = printed(found)
    assert texts(printed(found, [kept(one)])) == texts(one)


def test_all_small_numbers_are_hidden_and_all_zeros_printed():
    found = facts(random.Random(7), 150)
    for shown in printed(found):
        for line, before in zip(shown.linjer, shown.af.linjer, strict=True):
            for text, cell in zip(line.celler, before.celler, strict=True):
                assert is_hidden(text) or text == str(cell.tal)
                assert (text == "0") == (cell.tal == 0)
                assert is_hidden(text) or not 0 < cell.tal < 5
