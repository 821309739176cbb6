"""Which figure of which table a few words mean, and what is behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

from msgspec import Struct

from workflow.core.dimensions import Value
from workflow.core.errors import BadValue
from workflow.core.tabulate import Celle, Linje, Tabel


class Figure(Struct, frozen=True):
    """A figure, where it stands."""

    tabel: Tabel
    linje: Linje
    kolonne: Value
    celle: Celle

    @property
    def navn(self) -> str:
        """What the figure is called."""
        return f"{self.tabel.row.id.upper()}, {self.linje.navn}, {self.kolonne.navn}"


def table(tables: Iterable[Tabel], word: str) -> Tabel:
    """Return the table of that id; BadValue with those there are."""
    known = {found.row.id: found for found in tables}
    if word.casefold() not in known:
        ids = ", ".join(ident.upper() for ident in known)
        raise BadValue(fejl=f"Tabellen '{word}' findes ikke. Vælg mellem: {ids}.")
    return known[word.casefold()]


def figure(tables: Iterable[Tabel], words: Sequence[str]) -> Figure:
    """Return the figure that words mean: a table, a line and a column, in any order.

    Without a column it is the sum of the line, or the period's own; without a line the sum.
    """
    if not words:
        raise BadValue(fejl="Skriv, hvilket tal det er: en tabel, en linje og en kolonne.")
    found, rest = table(tables, words[0]), words[1:]
    fits = {
        (line.id, column.id): Figure(found, line, column, line.celler[number])
        for line in found.linjer
        for number, column in enumerate(found.kolonner)
        if _meant(rest, line, column, found)
    }
    exact = {
        key: one for key, one in fits.items() if all(w.casefold() in _names(one) for w in rest)
    }
    fits = exact or fits
    if len(fits) == 1:
        return next(iter(fits.values()))
    raise BadValue(fejl=_unclear(found, rest, list(fits.values())))


def _meant(words: Sequence[str], line: Linje, column: Value, found: Tabel) -> bool:
    """Tell whether the words name this line and this column, or leave what is usual unsaid."""
    usual_column = column.id == ("" if any(not c.id for c in found.kolonner) else _first(found))
    if not words:
        return line.total and usual_column
    if len(words) == 1:
        by_line = _fits(words[0], line.id, line.navn) and usual_column
        return by_line or (_fits(words[0], column.id, column.navn) and line.total)
    return any(
        _fits(one, line.id, line.navn) and _fits(other, column.id, column.navn)
        for one, other in permutations(words, 2)
    )


def _first(found: Tabel) -> str:
    """Return the column that is the period's own; the newest of a series."""
    series = found.row.opgoerelse == "serie"
    return found.kolonner[-1 if series else 0].id


def _fits(word: str, ident: str, navn: str) -> bool:
    word = word.casefold()
    return word == ident.casefold() or word in navn.casefold()


def _names(one: Figure) -> set[str]:
    parts = (one.linje.id, one.linje.navn, one.kolonne.id, one.kolonne.navn)
    return {part.casefold() for part in parts}


def _unclear(found: Tabel, words: Sequence[str], fits: Sequence[Figure]) -> str:
    asked = " ".join(words)
    if fits:
        named = "\n".join(f"  {one.linje.navn} – {one.kolonne.navn}" for one in fits[:8])
        return f"'{asked}' kan være flere tal i {found.row.id.upper()}:\n{named}\nSkriv mere."
    lines = ", ".join(line.id or line.navn for line in found.linjer)
    columns = ", ".join(value.id or value.navn for value in found.kolonner)
    return f"'{asked}' findes ikke i {found.row.id.upper()}. Linjer: {lines}. Kolonner: {columns}."
