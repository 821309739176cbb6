"""Which chart a protected table gets, and what is drawn in it: only what the table prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from workflow.core.merged import OTHERS
from workflow.core.printed import Trykt, TryktLinje, is_hidden, number
from workflow.core.seen import NONE

MOST_STACKED = 5
ORDERED = frozenset({"maaned", "kvartal", "grad", "center", "arbejdsdage", "resultat"})
OWN_LINES = "linjer"  # each counts something of its own, in the order of the table
LAST = (NONE, OTHERS)
BREAK = "|"
MIDDLE, BASE = ("median", "gennemsnit"), "antal"


class Entry(NamedTuple):
    """A line of a chart: its printed numbers, one for each series, and what they sum to."""

    navn: str
    celler: tuple[str, ...]
    i_alt: str = ""
    enhed: str = ""
    id: str = ""


class Chart(Struct, frozen=True):
    """A chart: `slags` is how it is drawn, `brud` the series before which counting changed."""

    id: str
    slags: str
    titel: str
    enhed: str
    periode: str
    serier: tuple[str, ...]
    linjer: tuple[Entry, ...]
    brud: frozenset[int] = frozenset()

    @property
    def greatest(self) -> float:
        """The greatest number that is printed, or 1: what lengths are measured by."""
        found = [number(cell) for line in self.linjer for cell in line.celler]
        return max((value for value in found if value), default=1.0)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw: no line, or nothing but zeros."""
        cells = [cell for line in self.linjer for cell in line.celler]
        return not any(number(cell) or is_hidden(cell) for cell in cells)

    @property
    def hides(self) -> bool:
        """Whether a number in it is hidden."""
        shown = [cell for line in self.linjer for cell in (*line.celler, line.i_alt)]
        return any(map(is_hidden, shown))


def charts(tables: Iterable[Trykt]) -> tuple[Chart, ...]:
    """Return the chart of each table that has one, by `figur` in tabeller.yaml."""
    return tuple(MAKERS[table.row.figur](table) for table in tables if table.row.figur)


def remainder(line: Entry) -> float | None:
    """Return what a line's hidden numbers sum to, where its printed total says so of several."""
    hidden = [cell for cell in line.celler if is_hidden(cell)]
    total = number(line.i_alt)
    if total is None or len(hidden) < 2:  # noqa: PLR2004  # of one alone it would be the number
        return None
    return total - sum(number(cell) or 0 for cell in line.celler)


def _bar(table: Trykt) -> Chart:
    """Make bars of the totals, or of the period with the year before beside."""
    places = range(min(2, len(table.kolonner)))
    if table.row.kolonner:
        places = range(len(table.kolonner) - 1, len(table.kolonner))
    lines = [
        Entry(line.navn, tuple(line.celler[place] for place in places), id=line.id)
        for line in _parts(table)
    ]
    return _chart(table, "bar", [table.kolonner[place].navn for place in places], lines)


def _stacked(table: Trykt) -> Chart:
    """Make stacked bars, or a panel for each series when they are too many to tell apart."""
    chart = _crossed(table, "stablet")
    return chart if len(chart.serier) <= MOST_STACKED else _crossed(table, "paneler")


def _panels(table: Trykt) -> Chart:
    return _crossed(table, "paneler")


def _spread(table: Trykt) -> Chart:
    return _crossed(table, "fordeling")


def _crossed(table: Trykt, slags: str) -> Chart:
    """Take the columns that hold anything; the one without an id is the total."""
    total = next((n for n, value in enumerate(table.kolonner) if not value.id), None)
    parts = _parts(table)
    kept = [
        place
        for place, value in enumerate(table.kolonner)
        if value.id and (slags == "fordeling" or any(line.celler[place] != "0" for line in parts))
    ]
    lines = [
        Entry(
            line.navn,
            tuple(line.celler[place] for place in kept),
            line.celler[total] if total is not None else "",
            id=line.id,
        )
        for line in parts
    ]
    return _chart(table, slags, [table.kolonner[place].navn for place in kept], lines)


def _years(table: Trykt) -> Chart:
    """Make a curve of each line, for each counts in its own unit."""
    names = [value.navn.removeprefix(BREAK).strip() for value in table.kolonner]
    broken = [n for n, value in enumerate(table.kolonner) if value.navn.startswith(BREAK)]
    lines = [Entry(line.navn, line.celler, enhed=line.enhed) for line in table.linjer]
    return _chart(table, "linje", names, lines, broken)


def _middles(table: Trykt) -> Chart:
    """Make the medians and means, each line with the number it is of."""
    at = {value.id: place for place, value in enumerate(table.kolonner)}
    lines = [
        Entry(
            line.navn,
            tuple(line.celler[at[name]] for name in MIDDLE),
            line.celler[at[BASE]],
            id=line.id,
        )
        for line in _parts(table)
    ]
    return _chart(table, "median", MIDDLE, lines)


def _chart(
    table: Trykt, slags: str, series: Sequence[str], lines: list[Entry], broken: Iterable[int] = ()
) -> Chart:
    row = table.row
    kept = slags == "linje" or row.raekker in ORDERED or row.opgoerelse == OWN_LINES
    ordered = lines if kept else sorted(lines, key=_size)
    return Chart(
        row.id, slags, row.titel, row.enhed, table.periode,
        tuple(series), tuple(ordered), frozenset(broken),
    )  # fmt: skip


def _size(line: Entry) -> tuple[bool, bool, float]:
    """Order lines by their number; the hidden ones after, as in the table, the rest last."""
    cell = line.i_alt or (line.celler[0] if line.celler else "")
    value = number(cell)
    return line.id in LAST, not value, -(value or 0)


def _parts(table: Trykt) -> list[TryktLinje]:
    return [line for line in table.linjer if not line.total]


MAKERS: Mapping[str, Callable[[Trykt], Chart]] = {
    "bar": _bar,
    "stablet": _stacked,
    "paneler": _panels,
    "linje": _years,
    "fordeling": _spread,
    "median": _middles,
}
