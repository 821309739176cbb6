"""A table as it leaves the office: each cell is the text that is printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from workflow.core.dimensions import Value
from workflow.core.rulebook import Table
from workflow.core.tabulate import Tabel

HIDDEN = "·"
NOTHING = ""
LEAST_BASE = 10


@dataclass(frozen=True, slots=True)
class TryktLinje:
    """A line of a protected table; `enhed` where it counts something of its own."""

    id: str
    navn: str
    celler: tuple[str, ...]
    enhed: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Trykt:
    """A protected table: the lines and columns of the table, with what may be read of them.

    A cell is a number ("12", "12,5"), "0", "<5" (hidden because it is small), "·" (hidden so that
    others cannot be computed), or nothing, where there is nothing to measure. `af` is the table
    that it was made of, small lines merged: for the store of what is published, never printed.
    """

    row: Table
    periode: str
    kolonner: tuple[Value, ...]
    linjer: tuple[TryktLinje, ...]
    noter: tuple[str, ...] = ()
    af: Tabel | None = field(default=None, repr=False, compare=False)


def small(threshold: int) -> str:
    """Return what is printed for a number hidden because it is small."""
    return f"<{threshold}"


def text(number: float | None) -> str:
    """Return a number as it is printed, without thousands separators (`grouped`)."""
    if number is None:
        return NOTHING
    whole = float(number).is_integer()
    return str(int(number)) if whole else f"{number:.1f}".replace(".", ",")


def grouped(cell: str) -> str:
    """Return a printed number as Danes write it: 1.234,5; what is no number as it is."""
    whole, comma, part = cell.partition(",")
    return f"{int(whole):,}".replace(",", ".") + comma + part if whole.isdecimal() else cell


def number(cell: str) -> float | None:
    """Return the number that a printed cell is, or None when it is hidden or nothing."""
    if not cell or cell == HIDDEN or cell.startswith("<"):
        return None
    return float(cell.replace(",", "."))


def is_hidden(cell: str) -> bool:
    """Tell whether a printed cell hides a number."""
    return cell == HIDDEN or cell.startswith("<")


def share(part: str, base: str) -> int | None:
    """Return one printed cell in percent of another, unless one is hidden or the base is tiny."""
    counted, of = number(part), number(base)
    if counted is None or of is None or of < LEAST_BASE:
        return None
    return int(100 * counted / of + 0.5)
