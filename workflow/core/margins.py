"""What of a received table can be laid beside another municipality's: a margin of it.

A table of two dimensions has two: its lines by their totals, and its columns by theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from workflow.core.cells import BEFORE, PERIOD
from workflow.core.package import ALL, DAYS, NONE, SHOWN, WITHHELD
from workflow.core.received import Cell, Received, ReceivedTable
from workflow.core.translation import Translation

LINES, COLUMNS, YEARS = "linjer", "kolonner", "aar"
_YEAR = re.compile(r"(19|20|21)\d\d")


class Point(NamedTuple):
    """One code of a margin: its name, its cell, and the municipality's own codes and names."""

    kode: str
    navn: str
    celle: Cell
    egne: tuple[str, ...]
    navne: tuple[str, ...]

    @property
    def oversat(self) -> bool:
        """Whether a code of the municipality's own is counted as another."""
        return self.egne != (self.kode,)


def kinds(table: ReceivedTable) -> tuple[str, ...]:
    """Return which margins a table has."""
    if all(map(_YEAR.fullmatch, table.kolonner)):
        return (YEARS,)
    found = [LINES] if _base(table) else []
    if ALL in table.linjer and not {PERIOD, BEFORE} & {*table.kolonner}:
        found += [COLUMNS] if len(table.kolonner) > 1 else []
    return tuple(found)


def points(
    package: Received, table: ReceivedTable, kind: str, translation: Translation
) -> dict[str, Point]:
    """Return a margin by the common codes, those that are counted as one put together."""
    grouped = dict[str, list[Point]]()
    for own in _own(table, kind):
        code = own.kode if own.kode == ALL else _common(package, table, own, translation)
        grouped.setdefault(code, []).append(own)
    return {code: _one(code, owns) for code, owns in grouped.items()}


def unmergeable(
    package: Received, table: ReceivedTable, kind: str, translation: Translation
) -> Iterator[str]:
    """Yield each common code that is of what cannot be put together, and why."""
    for code, point in points(package, table, kind, translation).items():
        if len(point.egne) == 1:
            continue
        units = {own.celle.enhed for own in _own(table, kind) if own.kode in point.egne}
        line = code.replace("\n", ", ")
        if DAYS in units:
            yield f"'{line}': medianer og gennemsnit kan ikke lægges sammen."
        elif len(units) > 1:
            yield f"'{line}': {' og '.join(sorted(units))} kan ikke lægges sammen."


def _common(package: Received, table: ReceivedTable, own: Point, translation: Translation) -> str:
    """Return the common code of a line's; of a line's year, the line's with the year."""
    base, mark, year = own.kode.partition("\n")
    return translation.common(table.om.name, package.om.kort, base) + mark + year


def _own(table: ReceivedTable, kind: str) -> Iterator[Point]:
    """Yield the municipality's own codes of a margin, in its order."""
    if kind == COLUMNS:
        for code, name in table.kolonner.items():
            yield Point(code, name, table.celler[ALL, code], (code,), (name,))
    elif kind == LINES:
        base = _base(table)
        for code, name in table.linjer.items():
            yield Point(code, name, table.celler[code, base], (code,), (name,))
    else:
        for line, name in table.linjer.items():
            for year in sorted(table.kolonner):
                code = f"{line}\n{year}"
                yield Point(code, f"{name}, {year}", table.celler[line, year], (code,), (name,))


def _base(table: ReceivedTable) -> str:
    """Return the column that lines are compared at, or nothing."""
    only = next(iter(table.kolonner)) if len(table.kolonner) == 1 else ""
    return next((name for name in (ALL, PERIOD) if name in table.kolonner), only)


def _one(code: str, owns: Sequence[Point]) -> Point:
    """Put what is counted as one together: hidden if any part of it is."""
    name = next((own.navn for own in owns if own.kode == code), code.replace("\n", ", "))
    cell = owns[0].celle if len(owns) == 1 else _sum([own.celle for own in owns])
    return Point(code, name, cell, tuple(o.kode for o in owns), tuple(o.navn for o in owns))


def _sum(cells: Sequence[Cell]) -> Cell:
    unit, statuses = cells[0].enhed, {cell.status for cell in cells}
    if statuses - {SHOWN, NONE}:
        return Cell(None, WITHHELD, unit)
    if SHOWN not in statuses:
        return Cell(None, NONE, unit)
    return Cell(sum(cell.tal or 0 for cell in cells), SHOWN, unit)
