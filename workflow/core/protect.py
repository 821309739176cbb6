"""The tables as they may leave the office: nobody recognisable in them.

All tables are taken together with what was published before. Small numbers are hidden, and so many
more that no hidden number follows from those printed: `disclosure` finds what can be computed,
`intervals` what can be bounded. A table that would be mostly hidden has its small lines merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workflow.core import disclosure, intervals, merged, printed
from workflow.core.intervals import Reach
from workflow.core.linked import MEASURED, Linked, Place, Published, linked
from workflow.core.printed import Trykt, TryktLinje
from workflow.core.sparse import TOO_FEW
from workflow.core.tabulate import Celle, Tabel


def protect(
    tables: Sequence[Tabel],
    threshold: int,
    published: Iterable[Published] = (),
    reach: Reach | None = None,
) -> tuple[Trykt, ...]:
    """Return the tables as they may be printed; numbers from 1 to *threshold* - 1 are small.

    *published* was printed before; *reach* solves the linear programs: without it, it is seen to
    that nothing hidden can be computed, not how narrowly it can be bounded.
    """
    before = list(published)
    found = _protected(tables, threshold, before, reach)
    shorter = [
        merged.shorter(table, shown, threshold) for table, shown in zip(tables, found, strict=True)
    ]
    if all(one is other for one, other in zip(shorter, tables, strict=True)):
        return found
    again = _protected(shorter, threshold, before, reach)
    best = [merged.better(*pair) for pair in zip(tables, shorter, found, again, strict=True)]
    same = all(one is other for one, other in zip(best, shorter, strict=True))
    return again if same else _protected(best, threshold, before, reach)


def _protected(
    tables: Sequence[Tabel], threshold: int, published: Iterable[Published], reach: Reach | None
) -> tuple[Trykt, ...]:
    cells = linked(tables, published, threshold)
    hide(cells, threshold, reach)
    return tuple(_shown(number, table, cells, threshold) for number, table in enumerate(tables))


def hide(found: Linked, threshold: int, reach: Reach | None) -> None:
    """Hide what is secret among linked cells, and what would give it away."""
    cells = found.cells
    mine = [number for number, cell in enumerate(cells) if not cell.fixed]
    secret = [place for place, number in enumerate(mine) if not cells[number].printed]
    fixed = [cell for cell in cells if cell.fixed]
    more = disclosure.hidden(
        [cells[number].sums for number in mine],
        secret,
        known=[cell.sums for cell in fixed if cell.printed],
        secrets=[cell.sums for cell in fixed if not cell.printed],
    )
    for place in more:
        cells[mine[place]].printed = False
    if reach is not None:
        intervals.widen(cells, threshold, reach)


def _shown(number: int, table: Tabel, cells: Linked, threshold: int) -> Trykt:
    lines = tuple(_line(number, row, table, cells, threshold) for row in range(len(table.linjer)))
    withheld = any(place.tabel == number for place in cells.withheld)
    notes = (*table.noter, TOO_FEW) if withheld else table.noter
    return Trykt(table.row, table.periode, table.kolonner, lines, notes, af=table)


def _line(number: int, row: int, table: Tabel, cells: Linked, threshold: int) -> TryktLinje:
    line = table.linjer[row]
    texts = tuple(
        _text(line.celler[column], value.id, Place(number, row, column), cells, threshold)
        for column, value in enumerate(table.kolonner)
    )
    return TryktLinje(line.id, line.navn, texts, line.enhed, line.total)


def _text(cell: Celle, column: str, place: Place, cells: Linked, threshold: int) -> str:
    """Return what is printed of a cell; a measure only where its base is, and is not small."""
    known = cells.cell(place)
    if place in cells.withheld:
        return printed.HIDDEN
    if known is None or cell.tal is None:
        return printed.text(cell.tal)
    if column in MEASURED and (not known.printed or known.value < threshold):
        return printed.HIDDEN
    if known.printed:
        return printed.text(cell.tal)
    return printed.small(threshold) if known.small else printed.HIDDEN
