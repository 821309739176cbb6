"""The rows of a table in a data package that was received: each checked, every fault told."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from workflow.core.package import COLUMNS, DAYS, SHOWN, STATUS
from workflow.core.received import Cell, ReceivedTable, Resource, strange

MOST_ROWS, MOST_GAPS, LONGEST = 5000, 5, 200
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,9}")
BOM = "\ufeff"
Fault = tuple[int, str]
Found = list[tuple[int, list[str]]]


def table(content: str, of: Resource) -> tuple[ReceivedTable, list[Fault]]:
    """Return a table of the text of its file, and every fault with its line."""
    rows, faults = _rows(content)
    for line, row in rows:
        faults += ((line, fault) for fault in _row_faults(row))
    if faults:
        return ReceivedTable(of, {}, {}, {}), faults
    made = _made(rows, of)
    return made, [*_twice(rows), *_renamed(rows), *islice(_gaps(made), MOST_GAPS)]


def _rows(content: str) -> tuple[Found, list[Fault]]:
    """Read the rows below the head; what cannot be read at all is the only fault."""
    reader = csv.reader(content.splitlines(keepends=True), strict=True)
    found = Found()
    try:
        head = next(reader, [])
        if head != list(COLUMNS):
            return [], [(1, _head_fault(content))]
        for row in reader:
            found.append((reader.line_num, row))
            if len(found) > MOST_ROWS:
                return [], [(reader.line_num, f"filen har over {MOST_ROWS} linjer.")]
    except csv.Error:
        return [], [(reader.line_num, "linjen er ikke CSV: et felt er for langt eller ulukket.")]
    return found, []


def _head_fault(content: str) -> str:
    if content.startswith(BOM):
        return "filen begynder med et usynligt tegn (BOM). Gem den uden, eller bed om den igen."
    return f"overskriften er en anden. Den skal være: {','.join(COLUMNS)}"


def _row_faults(row: Sequence[str]) -> Iterator[str]:
    if len(row) != len(COLUMNS):
        yield f"der er {len(row)} felter; der skal være {len(COLUMNS)}."
        return
    if any(len(field) > LONGEST for field in row):
        yield f"et felt er over {LONGEST} tegn."
        return
    *words, value, status = row
    if any("\n" in word or strange(word) for word in row):
        yield "et felt har tegn, der ikke kan ses, eller flere linjer."
    yield from (f"'{name}' er tom." for name, word in zip(COLUMNS, words, strict=False) if not word)
    yield from _value_faults(value, status, row[COLUMNS.index("enhed")])


def _value_faults(value: str, status: str, unit: str) -> Iterator[str]:
    if status not in STATUS:
        yield f"status '{status[:30]}' kendes ikke. Den skal være: {', '.join(STATUS)}."
    elif (status == SHOWN) != (value != ""):
        shown = "er vist, men tallet mangler" if status == SHOWN else "er ikke vist, men har et tal"
        yield f"cellen {shown} (status '{status}')."
    elif value and not (_NUMBER if unit == DAYS else _WHOLE).fullmatch(value):
        yield f"'{value[:30]}' er ikke et {'tal' if unit == DAYS else 'helt tal'}."


def _made(rows: Found, of: Resource) -> ReceivedTable:
    lines = {row[0]: row[1] for _, row in rows}
    columns = {row[2]: row[3] for _, row in rows}
    cells = {
        (row[0], row[2]): Cell(float(row[5]) if row[5] else None, row[6], row[4]) for _, row in rows
    }
    return ReceivedTable(of, lines, columns, cells)


def _twice(rows: Found) -> Iterator[Fault]:
    known = dict[tuple[str, str], int]()
    for line, row in rows:
        first = known.setdefault((row[0], row[2]), line)
        if first != line:
            yield line, f"linje '{row[0]}', kolonne '{row[2]}' står også i linje {first}."


def _renamed(rows: Found) -> Iterator[Fault]:
    known = dict[tuple[int, str], str]()
    for line, row in rows:
        for at in (0, 2):
            name = known.setdefault((at, row[at]), row[at + 1])
            if name != row[at + 1]:
                yield line, f"koden '{row[at]}' hedder både '{name}' og '{row[at + 1]}'."


def _gaps(made: ReceivedTable) -> Iterator[Fault]:
    """Yield each cell that a whole table would have and this has not."""
    for line in made.linjer:
        for column in made.kolonner:
            if (line, column) not in made.celler:
                yield 1, f"cellen i linje '{line}', kolonne '{column}' mangler."
