"""A table divided so finely that it says who is in it: nothing of its inside is printed."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.tabulate import Tabel

LEAST_MEAN = 2
TOO_FEW = "Tallene er for få til at blive fordelt, så også nuller er skjult."

Inside = frozenset[tuple[int, int]]


def sparse(table: Tabel, *, always: bool = False) -> Inside:
    """Return the cells (line, column) that are not printed at all, zeros among them.

    With few in each cell, the zeros and the total tell that all the others are 1: then either the
    total or the inside must go, and the total says more. The choice is the office's own. A table
    that was so when it was published is so *always*.
    """
    if table.row.opgoerelse != "kryds":
        return frozenset()
    few = [inside for inside in _insides(table) if always or _few(table, inside)]
    return frozenset(place for inside in few for place in inside if not _told(table, place, inside))


def _insides(table: Tabel) -> Iterator[Inside]:
    """Yield the inside of a table with two dimensions; of one with one, each period's column."""
    lines = [number for number, line in enumerate(table.linjer) if not line.total]
    if not table.row.kolonner:
        for column in range(len(table.kolonner)):
            yield frozenset((line, column) for line in lines)
        return
    columns = [number for number, value in enumerate(table.kolonner) if value.id]
    yield frozenset((line, column) for line in lines for column in columns)


def _few(table: Tabel, inside: Inside) -> bool:
    counts = [_count(table, *place) for place in inside]
    filled = sum(count > 0 for count in counts)
    return 0 < sum(counts) < LEAST_MEAN * filled


def _told(table: Tabel, place: tuple[int, int], inside: Inside) -> bool:
    """Tell whether a whole line or column is nothing, so that its total tells its zeros."""
    ways = range(2) if table.row.kolonner else range(1)
    return any(
        not any(_count(table, *other) for other in inside if other[way] == place[way])
        for way in ways
    )


def _count(table: Tabel, line: int, column: int) -> int:
    """Return how many of a case are in a cell: what is no case is no secret."""
    return sum(fact.antal for fact in table.linjer[line].celler[column].fakta if fact.sag)
