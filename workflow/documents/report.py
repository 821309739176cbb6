"""A report as it is to be set: chapters of prose, tables and figures, nothing left to look up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Column(Protocol):
    """A column of a table: what it counts."""

    @property
    def navn(self) -> str:
        """Its heading."""


class Line(Protocol):
    """A line of a protected table: each cell is the text that is printed."""

    @property
    def navn(self) -> str:
        """What it counts."""

    @property
    def celler(self) -> tuple[str, ...]:
        """Its printed cells."""

    @property
    def enhed(self) -> str:
        """Its unit, where it has its own."""

    @property
    def total(self) -> bool:
        """Whether it sums the lines above."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The adviser's own text, as Markdown."""

    markdown: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A protected table, with what it counts."""

    id: str
    titel: str
    enhed: str
    definition: str
    kolonner: Sequence[Column]
    linjer: Sequence[Line]
    noter: tuple[str, ...]
    periode: str


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A chart, what it shows in words, and where its numbers are from; `smal` is for a phone."""

    id: str
    titel: str
    svg: str
    alt: str
    kilde: str
    smal: str = ""


Block = Prose | TableBlock | FigureBlock


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its title, and what it consists of."""

    titel: str
    blokke: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report."""

    titel: str
    kommune: str
    aar: str
    kapitler: tuple[Chapter, ...]
