"""What has been published, as tal.json keeps it: each printed cell, and the parts that it sums.

A part is a case's number and which part of the case it is (2026-0012/1): no name, no theme, no day.
Of a cell that was hidden, what was printed is its symbol.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from workflow.core.linked import MEASURED, Published, parts
from workflow.core.printed import Trykt
from workflow.core.sparse import TOO_FEW
from workflow.core.tabulate import Tabel


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cell: its line and column by id, what was printed, and of which parts."""

    linje: str
    kolonne: str
    tekst: str
    dele: dict[str, int]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table as it was published, the numbers of parts of cases in it."""

    id: str
    titel: str
    enhed: str
    periode: str
    celler: tuple[Cell, ...]
    nuller_skjult: bool = False


class Edition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables that were published together."""

    graense: int
    tabeller: tuple[Table, ...]


class Store(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything published in a folder, oldest first."""

    format: Literal[1] = 1
    udgaver: tuple[Edition, ...] = ()


def edition(shown: Iterable[Trykt], threshold: int) -> Edition:
    """Return protected tables as they are kept."""
    return Edition(threshold, tuple(_table(one, one.af) for one in shown if one.af is not None))


def added(store: Store, new: Edition) -> Store:
    """Return a store with an edition more, unless it is the one published last."""
    if store.udgaver and store.udgaver[-1] == new:
        return store
    return Store(udgaver=(*store.udgaver, new))


def cells(stores: Iterable[Store]) -> Iterator[Published]:
    """Yield each cell that was published, for `protect`; a measure is no sum and is left out."""
    for store in stores:
        for found in store.udgaver:
            for table in found.tabeller:
                name = f"{table.id} {table.periode}" if table.nuller_skjult else ""
                for cell in table.celler:
                    if cell.kolonne not in MEASURED:
                        yield Published(cell.dele, cell.tekst, name)


def _table(shown: Trykt, table: Tabel) -> Table:
    row, cells = shown.row, tuple(_cells(shown, table))
    return Table(row.id, row.titel, row.enhed, shown.periode, cells, TOO_FEW in shown.noter)


def _cells(shown: Trykt, table: Tabel) -> Iterator[Cell]:
    for line, texts in zip(table.linjer, shown.linjer, strict=True):
        for value, cell, text in zip(table.kolonner, line.celler, texts.celler, strict=True):
            yield Cell(line.id, value.id, text, dict(sorted(parts(cell.fakta).items())))
