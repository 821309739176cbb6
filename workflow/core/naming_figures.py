"""Finding a figure of the printed tables by the names of its line and column, in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from msgspec import Struct

from workflow.core.printed import HIDDEN, Trykt, TryktLinje, grouped, is_hidden, share
from workflow.core.tabulate import TOTAL

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_PART = "heraf "
_EXACT, _BY_WORDS = 0, 1
_MOST_NAMED = 8


class UnknownFigure(Exception):  # what a mark names is not there
    """No figure, or more than one, has these names; says which are near."""


class Figure(Struct, frozen=True):
    """A printed cell, and where it stands."""

    tabel: Trykt
    linje: int
    kolonne: int

    @property
    def celle(self) -> str:
        """What is printed in it."""
        return self.tabel.linjer[self.linje].celler[self.kolonne]


def plain(text: str) -> str:
    """Return a name as it is compared: lower case, in ASCII words."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    return " ".join(re.findall(r"[a-z0-9]+", folded))


def table(tables: Sequence[Trykt], name: str) -> Trykt:
    """Return the table of that name; UnknownFigure with the nearest when there is none."""
    by_id = {shown.row.id: shown for shown in tables}
    if (found := by_id.get(name.casefold())) is None:
        near = get_close_matches(name.casefold(), by_id, cutoff=0.3) or [*by_id]
        raise UnknownFigure(f"Der er ingen tabel {name}. {_named(map(str.upper, near))}")
    return found


def find(shown: Trykt, words: Sequence[str]) -> Figure:
    """Return the cell that the words name: a line and a column, either left out for the total."""
    names = Names(shown)
    found = sorted(
        (rank, line, column)
        for at in range(len(words) + 1)
        for one, other in ((words[:at], words[at:]),)
        for first, second in {(tuple(one), tuple(other)), (tuple(other), tuple(one))}
        for rank, line, column in names.cells(" ".join(first), " ".join(second))
    )
    best = {(line, column) for rank, line, column in found if rank == found[0][0]}
    if len(best) == 1:
        return Figure(shown, *best.pop())
    asked, ident = " ".join(words), shown.row.id.upper()
    if best:
        lines = (names.told(line) for line, _ in sorted(best))
        raise UnknownFigure(f"'{asked}' kan være flere tal i {ident}. {_named(lines)}")
    raise UnknownFigure(f"'{asked}' findes ikke i {ident}. {_named(names.near(asked))}")


def narrowed(shown: Trykt, words: Sequence[str]) -> Trykt:
    """Return a table with only the lines, else the column, that the words name; the whole for none.

    "i alt" is the column of totals where there is one.
    """
    if not words:
        return shown
    names, asked = Names(shown), plain(" ".join(words))
    columns = sorted((rank, at) for rank, at in names.columns(asked))
    only = asked == plain(TOTAL) and bool(columns)
    ranked = [] if only else sorted((rank, at) for rank, at in names.lines(asked))
    kept = {at for rank, at in ranked if rank == ranked[0][0]}
    if kept:
        lines = tuple(line for at, line in enumerate(shown.linjer) if at in kept)
        return Trykt(shown.row, shown.periode, shown.kolonner, lines, shown.noter)
    if not columns:
        near = _named(names.near(" ".join(words)))
        raise UnknownFigure(f"'{' '.join(words)}' findes ikke i {shown.row.id.upper()}. {near}")
    at = columns[0][1]
    lines = tuple(
        TryktLinje(line.id, line.navn, (line.celler[at],), line.enhed, line.total)
        for line in shown.linjer
    )
    return Trykt(shown.row, shown.periode, (shown.kolonner[at],), lines, shown.noter)


def told(cell: str) -> str:
    """Return a printed cell as a sentence has it."""
    if cell == HIDDEN:
        return "et ikke vist antal"
    if is_hidden(cell):
        return f"færre end {cell.removeprefix('<')}"
    return grouped(cell) or "intet tal"


def told_share(figure: Figure) -> str:
    """Return a cell in percent of what it is a part of, and always the two numbers themselves."""
    whole = base(figure).celle
    numbers = f"{told(figure.celle)} af {told(whole)}"
    percent = share(figure.celle, whole)
    return numbers if percent is None else f"{percent} pct. ({numbers})"


def base(figure: Figure) -> Figure:
    """Return what a cell is a part of: its line's total, else its column's, else the line above.

    In a table whose lines each count something of their own, a line with "heraf" is a part of the
    nearest line above without.
    """
    shown = figure.tabel
    last = len(shown.kolonner) - 1
    if shown.kolonner[last].id == "" and figure.kolonne != last:
        return Figure(shown, figure.linje, last)
    totals = [at for at, line in enumerate(shown.linjer) if line.total]
    if totals:
        return Figure(shown, totals[-1], figure.kolonne)
    return Figure(shown, _above(shown, figure.linje), figure.kolonne)


class Names:
    """What the lines and columns of a table can be called."""

    def __init__(self, shown: Trykt) -> None:
        """Take the names of a table."""
        self._table = shown
        self._lines = [_called(line.id, line.navn) for line in shown.linjer]
        for at, line in enumerate(shown.linjer):
            if line.navn.startswith(_PART):
                above = shown.linjer[_above(shown, at)].navn
                self._lines[at] |= {plain(f"{above} {line.navn.removeprefix(_PART)}")}
        self._columns = [_called(column.id, column.navn) for column in shown.kolonner]

    def cells(self, line: str, column: str) -> Iterator[tuple[int, int, int]]:
        """Yield how well each cell fits: its rank, line and column."""
        for one, row in self.lines(plain(line)):
            for other, place in self.columns(plain(column)):
                yield one + other, row, place

    def lines(self, asked: str) -> Iterator[tuple[int, int]]:
        """Yield the lines that a name fits; the total without one."""
        if asked:
            yield from _fitting(asked, self._lines)
            return
        lines = self._table.linjer
        totals = [at for at, line in enumerate(lines) if line.total]
        yield from ((_EXACT, at) for at in totals or (range(1) if len(lines) == 1 else ()))

    def columns(self, asked: str) -> Iterator[tuple[int, int]]:
        """Yield the columns that a name fits; without one the total, else the first."""
        if asked:
            yield from _fitting(asked, self._columns)
            return
        columns = self._table.kolonner
        totals = [at for at, column in enumerate(columns) if column.id == ""]
        yield _EXACT, totals[0] if totals else 0

    def told(self, line: int) -> str:
        """Return the name of a line that is its alone, as far as there is one."""
        row = self._table.linjer[line]
        if not row.navn.startswith(_PART):
            return row.navn
        return f"{self._table.linjer[_above(self._table, line)].navn} {row.navn}"

    def near(self, asked: str) -> list[str]:
        """Return the names nearest to what was asked for, else all."""
        rows: Sequence[tuple[str, str]] = [
            *((line.id, line.navn) for line in self._table.linjer),
            *((column.id, column.navn) for column in self._table.kolonner),
        ]
        named: Mapping[str, str] = {plain(navn): ident or navn for ident, navn in rows} | {
            plain(ident): ident for ident, _ in rows if ident
        }
        words = [plain(asked), *plain(asked).split()]
        close = [n for word in words for n in get_close_matches(word, named, cutoff=0.6)]
        return list(dict.fromkeys(named[name] for name in close or named))


def _called(ident: str, navn: str) -> set[str]:
    bare = re.sub(r"\([^)]*\)", "", navn)
    names = {plain(text) for text in (ident, navn, bare, navn.removeprefix(_PART)) if text}
    return names - {""}


def _fitting(asked: str, names: Sequence[set[str]]) -> Iterator[tuple[int, int]]:
    for at, own in enumerate(names):
        if asked in own:
            yield _EXACT, at
        elif any(_has_words(name, asked) for name in own):
            yield _BY_WORDS, at


def _has_words(name: str, asked: str) -> bool:
    """Tell whether a name has the words asked for, in their order, each from its beginning."""
    left = iter(name.split())
    return all(any(word.startswith(begun) for word in left) for begun in asked.split())


def _above(shown: Trykt, line: int) -> int:
    """Return the nearest line above that is not itself a part of another."""
    whole = (at for at in range(line, -1, -1) if not shown.linjer[at].navn.startswith(_PART))
    return next(whole, line)


def _named(names: Iterator[str] | Sequence[str] | map[str]) -> str:
    listed = list(dict.fromkeys(names))
    more = " …" if len(listed) > _MOST_NAMED else ""
    return f"Skriv et af: {', '.join(listed[:_MOST_NAMED])}{more}"
