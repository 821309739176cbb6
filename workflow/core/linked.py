"""The cells of all tables as sums of the same parts of cases, each distinct sum once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from workflow.core import printed
from workflow.core.counted import Fact
from workflow.core.disclosure import Sums
from workflow.core.intervals import Known
from workflow.core.sparse import sparse
from workflow.core.tabulate import BEFORE, PERIOD, Celle, Linje, Tabel

Parts = frozenset[tuple[str, int]]
MEASURED = frozenset(("median", "gennemsnit"))
FIRST = frozenset(("linjer", "serie"))


class Published(NamedTuple):
    """A cell printed before: the parts it sums, how many times each, and the text printed.

    `tabel` names its table (t7 2026) where nothing of the table's inside was printed.
    """

    dele: Mapping[str, int]
    tekst: str
    tabel: str = ""


class Place(NamedTuple):
    """Where a cell stands: its table, line and column, by number."""

    tabel: int
    linje: int
    kolonne: int


class Linked(Struct):
    """The distinct sums, those rather printed first; which each cell is, and cells not printed."""

    cells: list[Known] = field(default_factory=list)
    at: dict[Place, int] = field(default_factory=dict)
    withheld: frozenset[Place] = frozenset()

    def cell(self, place: Place) -> Known | None:
        """Return the distinct sum that a cell is; None when it sums no part of a case."""
        return self.cells[self.at[place]] if place in self.at else None


def parts(facts: Iterable[Fact]) -> dict[str, int]:
    """Return the parts of cases that facts are of, and how many times each; no case, no part."""
    found: dict[str, int] = {}
    for fact in facts:
        if fact.sag:
            name = f"{fact.sag}/{fact.del_}"
            found[name] = found.get(name, 0) + fact.antal
    return found


def linked(tables: Sequence[Tabel], published: Iterable[Published], threshold: int) -> Linked:
    """Link the cells of tables, and those published before, by the parts they sum."""
    earlier = list(published)
    again = {cell.tabel for cell in earlier}
    withheld = frozenset(
        Place(number, *inner)
        for number, table in enumerate(tables)
        for inner in sparse(table, always=f"{table.row.id} {table.periode}" in again)
    )
    places = sorted(_places(tables), key=lambda found: found[0])
    sums = {place: frozenset(parts(cell.fakta).items()) for _, place, cell in places}
    shown = {found for place, found in sums.items() if place not in withheld}
    before = {frozenset(cell.dele.items()): cell.tekst for cell in earlier if cell.dele}
    order = {found: number for number, found in enumerate(dict.fromkeys(sums.values())) if found}
    for found in before:
        if found:
            order.setdefault(found, len(order) + 1)
    numbers = {found: number for number, found in enumerate(order)}
    cells = [
        _told(found, inner, before[found], threshold)
        if found in before
        else _known(found, inner, threshold, withheld=found not in shown)
        for found, inner in zip(order, _classes(list(order)), strict=True)
    ]
    at = {place: numbers[found] for place, found in sums.items() if found}
    return Linked(cells, at, withheld)


def _told(found: Parts, inner: Sums, before: str, threshold: int) -> Known:
    """Make a distinct sum as it was told before."""
    value = sum(count for _, count in found)
    small = before == printed.small(threshold)
    return Known(inner, value, not printed.is_hidden(before), small, fixed=True)


def _known(found: Parts, inner: Sums, threshold: int, *, withheld: bool) -> Known:
    """Make a distinct sum: hidden if it is small, or if its table's inside is not printed."""
    value = sum(count for _, count in found)
    if withheld:
        return Known(inner, value, printed=False, small=False, least=0)
    return Known(inner, value, value >= threshold, value < threshold)


def _classes(sums: Sequence[Parts]) -> list[Sums]:
    """Return the same sums over classes of parts: those that no sum tells apart."""
    within: dict[str, list[tuple[int, int]]] = {}
    for number, found in enumerate(sums):
        for name, count in found:
            within.setdefault(name, []).append((number, count))
    result: list[dict[Hashable, int]] = [{} for _ in sums]
    for inner, signature in enumerate(sorted(set(map(tuple, within.values())))):
        for number, count in signature:
            result[number][inner] = count
    return [*result]


def _places(tables: Sequence[Tabel]) -> Iterator[tuple[tuple[float, ...], Place, Celle]]:
    """Yield each cell with what it is sorted by: totals first, then the larger."""
    for number, table in enumerate(tables):
        for row, line in enumerate(table.linjer):
            for column, cell in enumerate(line.celler):
                place = Place(number, row, column)
                size = sum(fact.antal for fact in cell.fakta)
                yield (_tier(table, line, column), -size, *place), place, cell


def _tier(table: Tabel, line: Linje, column: int) -> float:
    """Return how important it is that a cell is printed: 0 is most."""
    ident = table.kolonner[column].id
    total = ident in ("", PERIOD, BEFORE, "antal")
    later = 0.5 if ident == BEFORE else 0
    if table.row.opgoerelse in FIRST or (line.total and total):
        return later
    return later + (1 if line.total or total else 2)
