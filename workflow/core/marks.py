"""The marks in a report's prose: what stands for a table, a figure, a list or a number.

A mark is inert text that the program replaces, in what the adviser has written and nowhere else:
what a mark is replaced by is never read for marks.

    [[tabel T7]]  [[tabel T5 social]]  [[figur T7]]  [[resumeer]]      alone in a line
    [[tal T1 klagepunkter]]  [[andel T5 fuldt i alt]]                  inside a sentence
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from workflow.core import naming_figures as cells
from workflow.core.markdown import comments_blanked
from workflow.core.naming_figures import UnknownFigure
from workflow.core.printed import Trykt
from workflow.core.sentence_start import begins, capital

PROSE = "prosa"
TABLE, FIGURE = "tabel", "figur"
LISTS = ("resumeer", "anbefalinger", "opfoelgning", "henstillinger", "bilag")
NUMBER, SHARE = "tal", "andel"
ALONE = (TABLE, FIGURE, *LISTS)
WITHIN = (NUMBER, SHARE)
_MARK = re.compile(r"\[\[([^\[\]\n]{0,200})\]\]")
_MARKED = "□"
_BROKEN = re.compile(r"\[\[|\]\]")


class Piece(NamedTuple):
    """A piece of a chapter: prose, or a mark alone in its line with the words it was given."""

    linje: int
    slags: str
    tekst: str = ""
    ord: tuple[str, ...] = ()


class Fault(NamedTuple):
    """What is wrong with a mark, and in which line."""

    linje: int
    fejl: str


def pieces(text: str) -> Iterator[Piece]:
    """Yield a chapter's prose and the marks that stand alone, in order; comments are left out."""
    begun, prose = 1, list[str]()
    for number, line in enumerate(comments_blanked(text).splitlines(), 1):
        found = _MARK.fullmatch(line.strip())
        words = found[1].split() if found else []
        if words and words[0].casefold() in ALONE:
            yield from _prose(begun, prose)
            yield Piece(number, words[0].casefold(), line.strip(), tuple(words[1:]))
            begun, prose = number + 1, []
        else:
            prose.append(line)
    yield from _prose(begun, prose)


def filled(piece: Piece, tables: Sequence[Trykt]) -> tuple[str, tuple[Fault, ...]]:
    """Return prose with a number for each mark in it, and what is wrong with the others."""
    faults = list[Fault]()

    def number(found: re.Match[str]) -> str:
        try:
            told = _number(found[1].split(), tables)
        except UnknownFigure as fault:
            at = piece.linje + piece.tekst.count("\n", 0, found.start())
            faults.append(Fault(at, f"{found[0]}: {fault}"))
            return found[0]
        return capital(told) if begins(piece.tekst[: found.start()]) else told

    left = _BROKEN.finditer(_MARK.sub(lambda m: " " * len(m[0]), piece.tekst))
    for broken in left:
        at = piece.linje + piece.tekst.count("\n", 0, broken.start())
        faults.append(Fault(at, f"'{broken[0]}' hører ikke til et helt mærke som [[tabel T1]]."))
    text = _MARK.sub(number, piece.tekst)
    return text, tuple(faults)


def without(text: str) -> str:
    """Return a text with each mark as signs that are no word, so that all keeps its place."""
    return _MARK.sub(lambda found: _MARKED * len(found[0]), text)


def faults(text: str, tables: Sequence[Trykt]) -> Iterator[Fault]:
    """Yield what is wrong with the marks of a chapter."""
    for piece in pieces(text):
        if piece.slags == PROSE:
            yield from filled(piece, tables)[1]
        elif piece.slags in (TABLE, FIGURE):
            yield from _table_faults(piece, tables)
        elif piece.ord:
            yield Fault(piece.linje, f"{piece.tekst}: skriv kun [[{piece.slags}]].")


def chosen(piece: Piece, tables: Sequence[Trykt]) -> Trykt:
    """Return the table that a mark alone in its line names, narrowed to the lines it names."""
    if not piece.ord:
        raise UnknownFigure(f"Skriv hvilken, fx [[{piece.slags} T1]].")
    return cells.narrowed(cells.table(tables, piece.ord[0]), piece.ord[1:])


def _table_faults(piece: Piece, tables: Sequence[Trykt]) -> Iterator[Fault]:
    try:
        chosen(piece, tables)
    except UnknownFigure as fault:
        yield Fault(piece.linje, f"{piece.tekst}: {fault}")


def _number(words: Sequence[str], tables: Sequence[Trykt]) -> str:
    kind = words[0].casefold() if words else ""
    if kind in ALONE:
        raise UnknownFigure("Mærket skal stå alene i en linje.")
    if kind not in _TOLD:
        near = get_close_matches(kind, (*ALONE, *WITHIN)) or (*ALONE, *WITHIN)
        raise UnknownFigure(f"Mærket kendes ikke. Skriv et af: {', '.join(near)}")
    if not words[1:]:
        raise UnknownFigure(f"Skriv hvilket, fx [[{kind} T1 klagepunkter]].")
    return _TOLD[kind](cells.find(cells.table(tables, words[1]), words[2:]))


def _prose(begun: int, lines: Sequence[str]) -> Iterator[Piece]:
    """Yield prose with the number of its first line that says something."""
    said = [at for at, line in enumerate(lines) if line.strip()]
    if said:
        yield Piece(begun + said[0], PROSE, "\n".join(lines[said[0] : said[-1] + 1]))


_TOLD: Mapping[str, Callable[[cells.Figure], str]] = {
    NUMBER: lambda figure: cells.told(figure.celle),
    SHARE: cells.told_share,
}
