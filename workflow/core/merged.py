"""A table that is mostly hidden, with its small lines merged into one."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean, median

from msgspec.structs import replace

from workflow.core.counted import Fact
from workflow.core.printed import Trykt, is_hidden
from workflow.core.tabulate import Celle, Linje, Tabel, counted

OTHERS, OTHERS_NAME = "oevrige", "Øvrige"
MOST = 0.4
IN_ORDER = frozenset(("maaned", "kvartal", "grad"))
MERGEABLE = frozenset(("kryds", "svartid"))


def hidden_share(table: Trykt) -> float:
    """Return how much of a table is hidden."""
    cells = [text for line in table.linjer for text in line.celler]
    return sum(map(is_hidden, cells)) / len(cells) if cells else 0


def shorter(table: Tabel, shown: Trykt, threshold: int) -> Tabel:
    """Return a table with its small lines merged if it is mostly hidden and they can be."""
    if table.row.opgoerelse not in MERGEABLE or table.row.raekker in IN_ORDER:
        return table
    few = _few(table, threshold) if hidden_share(shown) > MOST else []
    if len(few) <= 1:
        return table
    kept = [line for place, line in enumerate(table.linjer) if place not in few]
    small = [table.linjer[place] for place in few]
    total = len(kept) - sum(line.total for line in kept)
    names = ", ".join(line.navn for line in small)
    lines = (*kept[:total], _merged(table, small), *kept[total:])
    return replace(table, linjer=lines, noter=(*table.noter, f"{OTHERS_NAME}: {names}."))


def better(table: Tabel, other: Tabel, shown: Trykt, again: Trykt) -> Tabel:
    """Return the table of the two that has less hidden."""
    return other if hidden_share(again) < hidden_share(shown) else table


def _few(table: Tabel, threshold: int) -> list[int]:
    """Return so many of the smallest lines that few cells of the others are small; half at most."""
    lines = [place for place, line in enumerate(table.linjer) if not line.total]
    lines.sort(key=lambda place: (_size(table.linjer[place]), -place))
    for number in range(2, len(lines) // 2 + 1):
        rest = [cell for place in lines[number:] for cell in table.linjer[place].celler]
        counts = [sum(fact.antal for fact in cell.fakta) for cell in rest]
        if sum(0 < count < threshold for count in counts) <= MOST / 2 * len(counts):
            return lines[:number]
    return lines[: len(lines) // 2]


def _size(line: Linje) -> int:
    return sum(fact.antal for cell in line.celler for fact in cell.fakta)


def _merged(table: Tabel, lines: Sequence[Linje]) -> Linje:
    cells = []
    for column, value in enumerate(table.kolonner):
        facts = tuple(fact for line in lines for fact in line.celler[column].fakta)
        cells.append(_measured(value.id, facts))
    return Linje(OTHERS, OTHERS_NAME, tuple(cells))


def _measured(column: str, facts: Sequence[Fact]) -> Celle:
    days = [fact.maal for fact in facts if fact.maal is not None]
    if column == "median":
        return Celle(float(median(days)) if days else None, tuple(facts))
    if column == "gennemsnit":
        return Celle(round(mean(days), 1) if days else None, tuple(facts))
    return counted(facts)
