"""A report's tables and figures, made ready for any format: named, numbered, figures in Danish.

A table and its chart share a name, T7. Where one is shown twice, references lead to the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from workflow.core.printed import HIDDEN, TryktLinje, grouped
from workflow.core.report import FigureBlock, Report, TableBlock

MOST_UPRIGHT = 7
PART = "heraf "
ALIKE, NOTHING = 3, "Der er intet i perioden."
WHOLE, TALLEST = 160.0, 190.0
_VIEW = re.compile(r'viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"')
_NUMBER = re.compile(r"(-?)(\d+)(,\d+)?( ?%)?")
_SMALL = re.compile(r"<(\d+)")


class Row(NamedTuple):
    """A line of a table, ready to print."""

    navn: str
    enhed: str
    celler: tuple[str, ...]
    total: bool
    del_: bool


class Piece(Struct, frozen=True):
    """A table or a figure: its name in words, where it is found, and what stands round it."""

    art: str
    id: str
    maerke: str
    titel: str
    over: str
    under: tuple[str, ...]
    kolonner: tuple[str, ...] = ()
    linjer: tuple[Row, ...] = ()
    svg: str = ""
    smal: str = ""
    alt: str = ""
    anchor: str = ""

    @property
    def wide(self) -> bool:
        """Whether it wants a page turned on its side."""
        return len(self.kolonner) > MOST_UPRIGHT

    @property
    def width(self) -> float:
        """How wide a drawing may be, in millimetres, to stand on a page with its caption."""
        found = _VIEW.search(self.svg)
        wide, high = (float(found[1]), float(found[2])) if found else (1.0, 0.0)
        return round(min(WHOLE, TALLEST * wide / high) if high else WHOLE, 1)

    @property
    def caption(self) -> str:
        """Its name and title in one line."""
        return f"{self.maerke}. {self.titel}"

    def told(self) -> dict[str, Any]:
        """Return it as the Typst template reads it."""
        own = ("art", "maerke", "titel", "over", "under", "kolonner", "svg", "alt", "anchor")
        rows = [{**row._asdict(), "del": row.del_} for row in self.linjer]
        look = {"bred": self.wide, "bredde": self.width}
        return {**{name: getattr(self, name) for name in own}, "linjer": rows, **look}


def pieces(report: Report) -> tuple[Piece, ...]:
    """Return every table and figure in the report's order, the first of each to be led to."""
    found, known = list[Piece](), set[str]()
    for block in _blocks(report):
        piece = _table(block, known) if isinstance(block, TableBlock) else _figure(block, known)
        known.add(piece.id)
        found.append(piece)
    return tuple(found)


def signs(found: Sequence[Piece]) -> tuple[tuple[str, str], ...]:
    """Explain the signs that stand for numbers in the tables, those that are used."""
    cells = {cell for piece in found for row in piece.linjer for cell in row.celler}
    small = sorted((int(sign[1]), cell) for cell in cells if (sign := _SMALL.fullmatch(cell)))
    told = [(cell, f"Tallet er mindst 1 og under {most}.") for most, cell in small]
    if HIDDEN in cells:
        told.append((HIDDEN, "Tallet er skjult, fordi et andet skjult tal ellers kunne regnes ud."))
    return tuple(told)


def danish(cell: str) -> str:
    """Return a printed number with a point between its thousands and a real minus."""
    found = _NUMBER.fullmatch(cell)
    if found is None:
        return cell
    whole = grouped(found[2])
    return f"{'−' if found[1] else ''}{whole}{found[3] or ''}{found[4] or ''}"


def _blocks(report: Report) -> Iterator[TableBlock | FigureBlock]:
    for chapter in report.kapitler:
        yield from (
            block for block in chapter.blokke if isinstance(block, TableBlock | FigureBlock)
        )


def _table(block: TableBlock, known: set[str]) -> Piece:
    name = f"tabel-{block.id.lower()}"
    return Piece(
        art="tabel",
        id=name,
        maerke=f"Tabel {block.id.upper()}",
        titel=f"{block.titel}, {block.periode}",
        over=f"Enhed: {block.enhed}",
        under=(*_empty(block), " ".join(block.definition.split()), *block.noter),
        kolonner=heads([column.navn for column in block.kolonner]),
        linjer=tuple(_row(line) for line in block.linjer),
        anchor="" if name in known else name,
    )


def _empty(block: TableBlock) -> tuple[str, ...]:
    return () if block.linjer else (NOTHING,)


def heads(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names of columns without the two words that most begin with, "Center for".

    The table's title says what the columns are, and the words left fit a narrow column.
    """
    lead = f"{' '.join(names[0].split()[:2])} " if names else ""
    if sum(name.startswith(lead) for name in names) < ALIKE:
        return tuple(names)
    short = (name.removeprefix(lead) for name in names)
    return tuple(f"{name[:1].upper()}{name[1:]}" for name in short)


def _row(line: TryktLinje) -> Row:
    part = line.navn.startswith(PART)
    unit = "" if line.enhed.lower() in line.navn.lower() else line.enhed
    return Row(line.navn, unit, tuple(map(danish, line.celler)), line.total, part)


def _figure(block: FigureBlock, known: set[str]) -> Piece:
    name = f"figur-{block.id.lower()}"
    return Piece(
        art="figur",
        id=name,
        maerke=f"Figur {block.id.upper()}",
        titel=block.titel,
        over="",
        under=(block.kilde,),
        svg=block.svg,
        smal=block.smal,
        alt=block.alt,
        anchor="" if name in known else name,
    )
