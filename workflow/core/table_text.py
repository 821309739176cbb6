"""A table of the statistics as text of 80 columns, as CSV and as data."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from string import ascii_uppercase
from textwrap import wrap
from typing import Any

from workflow.core.dimensions import Value
from workflow.core.printed import Trykt, TryktLinje, share, text
from workflow.core.tabulate import BEFORE, PERIOD, TOTAL, Tabel

WIDTH, LABEL, GAP = 80, 36, 2
SHORT = {PERIOD: "Perioden", BEFORE: "Året før"}


class Lines(list[str]):
    """Lines that the writer of CSV can write to, as it would to a file."""

    write = list.append


def unprotected(table: Tabel) -> Trykt:
    """Return a table with every figure in it, for the adviser's own eyes."""
    lines = (
        TryktLinje(
            line.id, line.navn, tuple(text(c.tal) for c in line.celler), line.enhed, line.total
        )
        for line in table.linjer
    )
    return Trykt(table.row, table.periode, table.kolonner, tuple(lines), table.noter, af=table)


def page(table: Trykt) -> str:
    """Return a table to read in a terminal."""
    row = table.row
    head = [f"{row.id.upper()}  {row.titel}", f"Enhed: {row.enhed}. Periode: {table.periode}."]
    told = [part for line in (*head, row.definition) for part in wrap(line.strip(), WIDTH)]
    body = list(_body(table)) if table.linjer else ["Der er intet i perioden."]
    notes = [part for note in table.noter for part in wrap(note, WIDTH, subsequent_indent="  ")]
    return "\n".join([*told, "", *body, *notes]).rstrip()


def as_csv(table: Trykt) -> bytes:
    """Return a table as CSV: a line for each of its lines, with its unit."""
    lines = Lines()
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerow(["linje", "enhed", *(value.navn for value in table.kolonner)])
    for line in table.linjer:
        writer.writerow([line.navn, line.enhed or table.row.enhed, *line.celler])
    return "".join(lines).encode("utf-8-sig")


def as_data(table: Trykt) -> dict[str, Any]:
    """Return a table as --json gives it."""
    row = table.row
    return {
        "id": row.id,
        "titel": row.titel,
        "enhed": row.enhed,
        "definition": row.definition.strip(),
        "periode": table.periode,
        "kolonner": [value._asdict() for value in table.kolonner],
        "linjer": [
            {
                "id": line.id,
                "navn": line.navn,
                "enhed": line.enhed or row.enhed,
                "total": line.total,
                "celler": list(line.celler),
            }
            for line in table.linjer
        ],
        "noter": list(table.noter),
    }


def _body(table: Trykt) -> Iterator[str]:
    """Yield the lines of a table, in as many blocks as its columns need."""
    heads, legend = _heads(table.kolonner)
    columns = [[line.celler[n] for line in table.linjer] for n in range(len(heads))]
    if table.row.andele == "soejle" and any(shares := _of_total(columns[0])):
        heads, columns = [*heads, "Andel"], [*columns, shares]
    label = min(LABEL, max(len(line.navn) for line in table.linjer))
    unit = max((len(line.enhed) for line in table.linjer), default=0)
    yield from legend
    for block in _blocks(heads, columns, WIDTH - label - (unit + GAP if unit else 0)):
        yield from _block(table, block, label)
    if table.row.andele == "raekke":
        yield from _row_shares(table, label)


def _block(table: Trykt, block: Sequence[tuple[str, list[str]]], label: int) -> Iterator[str]:
    widths = [_width(head, column) for head, column in block]
    heads = "".join(head.rjust(width) for (head, _), width in zip(block, widths, strict=True))
    yield " " * label + heads
    for number, line in enumerate(table.linjer):
        first, *more = wrap(line.navn, label) or [""]
        cells = "".join(
            column[number].rjust(width) for (_, column), width in zip(block, widths, strict=True)
        )
        yield f"{first:<{label}}{cells}{' ' * GAP}{line.enhed}".rstrip()
        yield from (f"  {part}" for part in more)
    yield ""


def _blocks(
    heads: Sequence[str], columns: Sequence[list[str]], room: int
) -> Iterator[list[tuple[str, list[str]]]]:
    block: list[tuple[str, list[str]]] = []
    taken = 0
    for head, column in zip(heads, columns, strict=True):
        width = _width(head, column)
        if block and taken + width > room:
            yield block
            block, taken = [], 0
        block.append((head, column))
        taken += width
    yield block


def _width(head: str, column: Sequence[str]) -> int:
    return max(len(head), *map(len, column)) + GAP


def _heads(columns: Sequence[Value]) -> tuple[list[str], list[str]]:
    """Return what stands above each column, and what its letters mean where names are long."""
    names = [
        SHORT[value.id] if value.id in SHORT and len(value.navn) > len("| 2026") else value.navn
        for value in columns
    ]
    if sum(len(name) + GAP for name in names) <= WIDTH - LABEL:
        return names, []
    letters = iter((*ascii_uppercase, *(f"{a}{b}" for a in "ABC" for b in ascii_uppercase)))
    heads = [name if name == TOTAL else next(letters) for name in names]
    pairs = zip(heads, names, strict=True)
    return heads, [*(f"{head}  {name}" for head, name in pairs if head != name), ""]


def _of_total(column: Sequence[str]) -> list[str]:
    return [_percent(cell, column[-1]) for cell in column]


def _row_shares(table: Trykt, label: int) -> Iterator[str]:
    """Yield what each figure is in percent of its line, where that means something."""
    rows = [
        (line.navn, [_percent(cell, line.celler[-1]) for cell in line.celler[:-1]])
        for line in table.linjer
    ]
    if any(part for _, parts in rows for part in parts):
        yield "Procent af linjens sum, hvor den er mindst 10:"
        for navn, parts in rows:
            if any(parts):
                yield f"{navn[:label]:<{label}}{''.join(part.rjust(8) for part in parts)}"
        yield ""


def _percent(part: str, base: str) -> str:
    found = share(part, base)
    return "" if found is None else f"{found} %"
