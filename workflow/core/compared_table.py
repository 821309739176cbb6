"""A table with municipalities as its columns, first as counted, then per 1,000 inhabitants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import msgspec

from workflow.core.cells import TOTAL
from workflow.core.dimensions import Value
from workflow.core.margins import COLUMNS, LINES, YEARS, Point
from workflow.core.merged import OTHERS
from workflow.core.package import ALL, DAYS, SHOWN
from workflow.core.printed import HIDDEN, NOTHING, Trykt, TryktLinje, is_hidden, number, text
from workflow.core.received import Received
from workflow.core.rulebook import Table

PER = 1000
RATE = "pr-1000"
RATED = "pr.\u00a01.000"  # never parted at a line's end
RECOMMENDED = "anbefalinger"
UNRATED = frozenset((DAYS, RECOMMENDED))
MIXED = "antal"
DRAWN = 0.5  # so much of a chart must be numbers, for it to show anything
SOURCE = "Kommunernes datapakker"
EMPTY = (
    "Tom: linjen er ikke i kommunens tabel. Tallet kan være 0, være lagt sammen under Øvrige eller "
    "slet ikke være talt."
)
OTHERS_DIFFER = "Øvrige er ikke det samme hos alle; se kommunernes noter."
AXES = {
    "center": "centrene",
    "tema": "temaerne",
    "type": "sagstyperne",
    "metode": "behandlingsmåderne",
    "resultat": "medholdet",
    "arbejdsdage": "arbejdsdagene",
    "anmodning": "hvem der bad om dem",
    "maaned": "månederne",
}


class About(NamedTuple):
    """Which margin of which table is compared, and our own row of the table, where we have one."""

    navn: str
    slags: str
    row: Table | None
    ident: str


class Side(NamedTuple):
    """A municipality's part of a table: its margin by the common codes."""

    pakke: Received
    punkter: dict[str, Point]


def beside(about: About, sides: Sequence[Side]) -> Trykt:
    """Lay the municipalities' margins beside each other.

    Numbers of earlier years are not divided by today's inhabitants.
    """
    codes = _codes(sides)
    units = {code: _unit(sides, code) for code in codes}
    told = _row(about, sides, {*units.values()})
    rated = about.slags != YEARS and {*units.values()} - UNRATED
    people = [side for side in sides if rated and side.pakke.om.indbyggere]
    lines = tuple(_line(code, sides, people, units[code], told.enhed) for code in codes)
    columns = [Value(side.pakke.om.kort, named(side.pakke, sides)) for side in sides]
    columns += (
        Value(f"{side.pakke.om.kort}-{RATE}", f"{named(side.pakke, sides)} {RATED}")
        for side in people
    )
    return Trykt(told, _period(sides), tuple(columns), lines, tuple(_notes(sides, codes, about)))


def drawn(table: Trykt) -> Trykt | None:
    """Return what a table is drawn of, or None: numbers per 1,000 where all have them.

    Different units stand side by side only per 1,000, and little but hatching is no chart.
    """
    at = [n for n, value in enumerate(table.kolonner) if value.id.endswith(RATE)]
    counts = [n for n in range(len(table.kolonner)) if n not in at]
    mixed = any(line.enhed for line in table.linjer)
    if len(at) == len(counts):
        unit = f"{MIXED if mixed else table.row.enhed} {RATED} indbyggere"
        found = _only(table, at, unit, f" {RATED}")
    elif mixed:
        return None
    else:
        found = _only(table, counts, table.row.enhed, "")
    cells = [cell for line in found.linjer for cell in line.celler]
    return found if sum(number(cell) is not None for cell in cells) >= DRAWN * len(cells) else None


def rates_of(table: Trykt, line: str) -> dict[str, str]:
    """Return a line's numbers per 1,000 by the municipalities; nothing where one is lacking."""
    shown = drawn(table)
    per = shown is not None and shown.kolonner[0].id.endswith(RATE)
    found = (
        next((row.celler for row in shown.linjer if row.id == line), ()) if shown and per else ()
    )
    if not shown or any(number(cell) is None for cell in found):
        return {}
    return {column.navn: cell for column, cell in zip(shown.kolonner, found, strict=False)}


def named(package: Received, sides: Sequence[Side]) -> str:
    """Name a municipality's column, with its period where they are not of one."""
    same = len({side.pakke.om.periode for side in sides}) == 1
    return package.om.navn if same else f"{package.om.navn} {package.om.periode.navn}"


def _only(table: Trykt, places: Sequence[int], unit: str, ending: str) -> Trykt:
    kept = [table.kolonner[place] for place in places]
    columns = tuple(Value(v.id, v.navn.removesuffix(ending)) for v in kept)
    lines = tuple(
        replace(line, celler=tuple(line.celler[place] for place in places)) for line in table.linjer
    )
    return replace(
        table, row=msgspec.structs.replace(table.row, enhed=unit), kolonner=columns, linjer=lines
    )


def _codes(sides: Sequence[Side]) -> list[str]:
    """Return every code once, as the first municipality has them; what is over and total last."""
    found = [*dict.fromkeys(code for side in sides for code in side.punkter)]
    lines = dict.fromkeys(code.partition("\n")[0] for code in found)
    place = {line: n for n, line in enumerate(lines)}
    found.sort(key=lambda code: (place[code.partition("\n")[0]], code))  # the years in order
    last = [code for code in (OTHERS, ALL) if code in found]
    return [*(code for code in found if code not in last), *last]


def _unit(sides: Sequence[Side], code: str) -> str:
    return next(side.punkter[code].celle.enhed for side in sides if code in side.punkter)


def _line(
    code: str, sides: Sequence[Side], people: Sequence[Side], unit: str, whole: str
) -> TryktLinje:
    cells = [_printed(side, code) for side in sides]
    cells += (_rate(side, code) for side in people)
    total = code == ALL
    own = "" if unit == whole else unit
    named_ = TOTAL if total else _name(sides, code)
    return TryktLinje("" if total else code.replace("\n", " "), named_, tuple(cells), own, total)


def _printed(side: Side, code: str) -> str:
    point = side.punkter.get(code)
    return point.celle.printed(side.pakke.om.graense) if point else NOTHING


def _rate(side: Side, code: str) -> str:
    """Return a shown number per 1,000 inhabitants; what is hidden stays hidden."""
    point, people = side.punkter.get(code), side.pakke.om.indbyggere
    if point is None or people is None or point.celle.enhed in UNRATED:
        return NOTHING
    if point.celle.status != SHOWN or point.celle.tal is None:
        return HIDDEN if is_hidden(_printed(side, code)) else NOTHING
    if point.celle.tal == 0:
        return text(0)
    return f"{PER * point.celle.tal / people.antal:.2f}".replace(".", ",")


def _row(about: About, sides: Sequence[Side], units: set[str]) -> Table:
    """Return what the table is: as the first municipality tells it, drawn where it can be."""
    told, row = sides[0].pakke.tabeller[about.navn].om, about.row
    axis = (row.raekker if about.slags == LINES else row.kolonner) if row else None
    part = f": {AXES.get(axis or '', about.slags)}" if about.ident != about.navn else ""
    return Table(
        id=about.ident,
        kilde=SOURCE,
        titel=f"{told.title}{part}",
        enhed=told.enhed,
        definition=told.description,
        opgoerelse=row.opgoerelse if row else "kryds",
        raekker=axis,
        figur="paneler" if DAYS not in units and about.slags != YEARS else None,
    )


def _period(sides: Sequence[Side]) -> str:
    return ", ".join(dict.fromkeys(side.pakke.om.periode.navn for side in sides))


def _notes(sides: Sequence[Side], codes: Sequence[str], about: About) -> Iterator[str]:
    """Yield what must be known of the table before it is read."""
    everyone = {side.pakke.om.navn for side in sides}
    if told := [*_not_everywhere(sides, codes, everyone)]:
        yield f"Ikke hos alle: {'; '.join(told)}."
        yield EMPTY
    if told := [*_counted_as_one(sides, codes)]:
        yield f"Oversat: {'; '.join(told)}."
    if told := [*_called_differently(sides, codes)]:
        yield f"Samme kode, men ikke samme navn: {'; '.join(told)}."
    if OTHERS in codes:
        yield OTHERS_DIFFER
    if about.slags != COLUMNS and (about.row is None or about.row.opgoerelse != RECOMMENDED):
        for side in sides:
            noted = side.pakke.tabeller[about.navn].om.noter
            yield from (f"{side.pakke.om.navn}: {note}" for note in noted)


def _not_everywhere(
    sides: Sequence[Side], codes: Sequence[str], everyone: set[str]
) -> Iterator[str]:
    for code in codes:
        having = [side.pakke.om.navn for side in sides if code in side.punkter]
        if {*having} != everyone:
            yield f"{_name(sides, code)} (kun {' og '.join(having)})"


def _called_differently(sides: Sequence[Side], codes: Sequence[str]) -> Iterator[str]:
    for code in codes:
        points = {s.pakke.om.navn: s.punkter[code] for s in sides if code in s.punkter}
        names = {kommune: p.navn for kommune, p in points.items() if not p.oversat}
        if len({*names.values()}) > 1:
            yield " og ".join(f"{name} ({kommune})" for kommune, name in names.items())


def _counted_as_one(sides: Sequence[Side], codes: Sequence[str]) -> Iterator[str]:
    for code in codes:
        mapped = [s for s in sides if code in s.punkter and s.punkter[code].oversat]
        told = [f"{' + '.join(s.punkter[code].navne)} ({s.pakke.om.navn})" for s in mapped]
        if told:
            yield f"{_name(sides, code)} er {', '.join(told)}"


def _name(sides: Sequence[Side], code: str) -> str:
    """Name a line as the first municipality that has the code itself, else as it is translated."""
    points = [side.punkter[code] for side in sides if code in side.punkter]
    own = next((point for point in points if code in point.egne), points[0])
    return own.navn
