"""The table that says which codes of different municipalities are counted as one."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from workflow.core.package import ALL
from workflow.core.received import Received, ReceivedTable, strange

HEAD = ("tabel", "kommune", "kode", "faelles")
EVERY = "*"
MOST_ROWS, LONGEST = 5000, 200
Key = tuple[str, str, str]
Fault = tuple[int, str]


class Translation(Struct, frozen=True):
    """The common code of a table's, a municipality's own; `*` is every table."""

    koder: Mapping[Key, str] = field(default_factory=dict)

    def common(self, table: str, kommune: str, code: str) -> str:
        """Return what a code is counted as; itself where the table says nothing."""
        every = self.koder.get((EVERY, kommune, code), code)
        return self.koder.get((table, kommune, code), every)


def read(content: str, packages: Sequence[Received]) -> tuple[Translation, list[Fault]]:
    """Return the translation that a file's text is, and every fault with its line."""
    rows, faults = _rows(content)
    known = {package.om.kort: package for package in packages}
    named = {package.om.kommune.lower(): short for short, package in known.items()}
    named |= {package.om.navn.lower(): short for short, package in known.items()}
    codes, at = dict[Key, str](), dict[Key, int]()
    for line, row in rows:
        if told := list(_faults(row, named, known)):
            faults += ((line, fault) for fault in told)
            continue
        key = row[0].lower(), named[row[1].lower()], row[2]
        if key in codes:
            faults.append((line, f"'{row[2]}' er allerede oversat i linje {at[key]}."))
        codes[key], at[key] = row[3], line
    return Translation(codes), faults


def _rows(content: str) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    """Read the rows, with commas or semicolons between, as a spreadsheet writes either."""
    lines = content.removeprefix("\ufeff").splitlines(keepends=True)
    mark = ";" if lines and ";" in lines[0] else ","
    reader = csv.reader(lines, delimiter=mark, strict=True)
    try:
        if [word.strip() for word in next(reader, [])] != list(HEAD):
            return [], [(1, f"overskriften skal være: {';'.join(HEAD)}")]
        found = [(reader.line_num, [word.strip() for word in row]) for row in reader if any(row)]
    except csv.Error:
        return [], [(reader.line_num, "linjen er ikke CSV: et felt er for langt eller ulukket.")]
    if len(found) > MOST_ROWS:
        return [], [(MOST_ROWS, f"filen har over {MOST_ROWS} linjer.")]
    return found, []


def _faults(
    row: Sequence[str], named: Mapping[str, str], known: Mapping[str, Received]
) -> Iterator[str]:
    if len(row) != len(HEAD) or not all(row):
        yield f"der skal være {len(HEAD)} felter, og ingen må være tomme."
        return
    if any(len(word) > LONGEST or strange(word) or "\n" in word for word in row):
        yield f"et felt er over {LONGEST} tegn eller har tegn, der ikke kan ses."
        return
    table, kommune, code, common = row
    short = named.get(kommune.lower())
    if ALL in (code, common):
        yield f"'{ALL}' er summen og kan ikke oversættes."
    elif short is None:
        choices = ", ".join(package.om.kommune for package in known.values())
        yield f"'{kommune}' er ikke en af kommunerne: {choices}."
    else:
        yield from _unknown(table.lower(), known[short], code)


def _unknown(table: str, package: Received, code: str) -> Iterator[str]:
    if table != EVERY and table not in package.tabeller:
        yield f"{package.om.navn} har ingen tabel '{table}'. Skriv fx t7, eller * for alle."
        return
    tables = package.tabeller.values() if table == EVERY else (package.tabeller[table],)
    if not any(code in _codes(found) for found in tables):
        where = "nogen tabel" if table == EVERY else table.upper()
        yield f"koden '{code}' findes ikke i {where} hos {package.om.navn}."


def _codes(table: ReceivedTable) -> set[str]:
    return {*table.linjer, *table.kolonner}
