"""Numbers typed by hand in a report, held up against its printed tables.

A number is a claim about the tables when a unit that a table counts follows it within two words (95
klagepunkter), and one of these holds; otherwise it is left alone, for a case story has numbers too.

- A line or column (a theme, a centre, a channel) is named within five words: the number is then to
  be one of that line's or column's.
- It is told as a total (i alt, modtog, i 2026): it is then to be a total of the unit.
- It is ten or more, and nowhere in the tables: that is pointed out, no more.

A percentage is one when a line or column is named: it is then to be a share of printed numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from workflow.core import naming_figures as cells
from workflow.core.naming_figures import Figure, plain
from workflow.core.printed import Trykt, is_hidden, number
from workflow.core.prose import (
    CONTRADICTION,
    REMARK,
    SPOKEN,
    Finding,
    Passage,
    paragraphs,
    sentences,
    shown,
    value,
)
from workflow.core.prose_sums import PERCENT

_CLAIM = re.compile(rf"(?P<tal>{SPOKEN})(?P<efter>(?:\s+[^\W\d_]+){{1,3}})", re.IGNORECASE)
_PERCENT = re.compile(PERCENT, re.IGNORECASE)
_OWN_SUM = re.compile(r"\baf\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"\bi alt\b|\bmodtog|\bmodtaget\b|\bkom der\b|\bi (?:19|20)\d\d\b|\båret\b", re.IGNORECASE
)
_NO_UNIT = frozenset(
    ("den", "enhed", "linjen", "naevner", "aktiviteten", "taelles", "i", "med", "videresendte")
)
_NEAR, _BIG, _SHORTEST = 5, 10, 5
_WORD = re.compile(r"[^\W_]+")
_YEARS = range(1900, 2200)


class Printed(Struct, frozen=True, dict=True):
    """The printed figures by their units and names."""

    tables: Sequence[Trykt]

    @cached_property
    def figures(self) -> list[tuple[Figure, frozenset[str]]]:
        """Every printed cell with the words of its unit."""
        return [
            (Figure(table, at, column), _unit(line.enhed or table.row.enhed))
            for table in self.tables
            for at, line in enumerate(table.linjer)
            for column in range(len(line.celler))
        ]

    @cached_property
    def units(self) -> frozenset[str]:
        """Every word that names what is counted."""
        return frozenset(word for _, words in self.figures for word in words)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of lines and columns, as they are compared and as they are printed."""
        return {
            name: navn
            for table in self.tables
            for navn in (
                *(line.navn for line in table.linjer if not line.total),
                *(column.navn for column in table.kolonner if column.id),
            )
            for name in _spoken(navn)
            if name not in self.units and not name.isdigit()
        }

    def of(self, unit: str, names: Iterable[str] = ()) -> list[Figure]:
        """Return the cells of a unit, of the lines and columns of these names if there are any."""
        wanted = set(names)
        return [
            figure
            for figure, words in self.figures
            if unit in words and (not wanted or wanted & _names(figure))
        ]

    def totals(self, unit: str) -> list[Figure]:
        """Return the cells that are totals of a unit, or of a line called what the unit is."""
        return [figure for figure in self.of(unit) if _is_total(figure, unit)]


def claims(text: str, printed: Printed) -> Iterator[Finding]:
    """Yield each number and percentage that the tables contradict, or do not have."""
    for passage in paragraphs(text):
        for sentence in sentences(passage):
            for found in _CLAIM.finditer(sentence.tekst):
                yield from _number(sentence, found, printed)
            for found in _PERCENT.finditer(sentence.tekst):
                yield from _percentage(sentence, found, printed)


def _number(sentence: Passage, found: re.Match[str], printed: Printed) -> Iterator[Finding]:
    unit = next((w for w in plain(found["efter"]).split() if w in printed.units), None)
    told, line = value(found["tal"]), sentence.at(found.start())
    if unit is None or (found["tal"].isdigit() and told in _YEARS):
        return
    names = _named(sentence.tekst, found, printed)
    what = f"{found['tal']} {unit}"
    if names and (cells_ := printed.of(unit, names)):
        yield from _contradicted(line, told, cells_, f"{what} ({printed.names[names[0]]})")
    elif not names and _TOTAL.search(sentence.tekst) and (cells_ := printed.totals(unit)):
        if not _is_part(sentence.tekst, found):
            yield from _contradicted(line, told, cells_, what, among=printed.of(unit))
    elif told >= _BIG and told not in _values(printed.of(unit)):
        yield Finding(line, REMARK, f"{what} findes ikke i tabellerne")


def _contradicted(
    line: int, told: float, found: Sequence[Figure], what: str, among: Sequence[Figure] = ()
) -> Iterator[Finding]:
    """Yield the contradiction; a number that is hidden in the tables is not to be typed either."""
    if told in _values(found) or told in _values(among):
        return
    if all(is_hidden(figure.celle) for figure in found):
        yield Finding(line, CONTRADICTION, f"{what} er skjult i tabellerne. Brug et mærke.")
        return
    has = ", ".join(dict.fromkeys(f"{shown(n)} ({_place(f)})" for f, n in _numbers(found[:4])))
    yield Finding(line, CONTRADICTION, f"{what} er ikke, hvad tabellerne siger: {has}")


def _percentage(sentence: Passage, found: re.Match[str], printed: Printed) -> Iterator[Finding]:
    names = _named(sentence.tekst, found, printed)
    own = [figure for figure, _ in printed.figures if {*names} & _names(figure)]
    if not names or not own:
        return
    told = value(found["procent"])
    near = 0.5001 / 10 ** len(found["procent"].partition(",")[2])
    shares = [share for figure in own for share in _shares(figure)]
    if shares and all(abs(told - share) > near for share in shares):
        what = f"{found['procent']} pct. ({printed.names[names[0]]})"
        yield Finding(
            sentence.at(found.start()), CONTRADICTION, f"{what} er ingen andel i tabellerne"
        )


def _shares(figure: Figure) -> Iterator[float]:
    """Yield what a cell is in percent of its line, its column and the year before."""
    part = number(figure.celle)
    table, line = figure.tabel, figure.tabel.linjer[figure.linje]
    others = [cell for at, cell in enumerate(line.celler) if at != figure.kolonne]
    others += [row.celler[figure.kolonne] for row in table.linjer if row.total]
    others.append(cells.base(figure).celle)
    for other in others:
        whole = number(other)
        if part is not None and whole:
            yield 100 * part / whole
            yield 100 * abs(part - whole) / whole


def _named(text: str, found: re.Match[str], printed: Printed) -> list[str]:
    """Return the longest names of lines and columns that stand near a number."""
    before = plain(" ".join(_WORD.findall(text[: found.start()])[-_NEAR:]))
    behind = plain(" ".join(_WORD.findall(text[found.end() :])[:_NEAR]))
    within = plain(found[0])
    near = f" {before} | {within} {behind} "
    all_ = [name for name in printed.names if f" {name} " in near]
    return [name for name in all_ if not any(name != o and name in o for o in all_)]


def _is_part(text: str, found: re.Match[str]) -> bool:
    """Tell whether a number is told as a part of another: 12 af 48."""
    return bool(_OWN_SUM.match(text[found.end() :].lstrip()[:3])) or "heraf" in text.casefold()


def _is_total(figure: Figure, unit: str) -> bool:
    line = figure.tabel.linjer[figure.linje]
    column = figure.tabel.kolonner[figure.kolonne]
    return line.total or unit in plain(line.navn).split()[:1] or (not column.id and line.total)


def _names(figure: Figure) -> frozenset[str]:
    line = figure.tabel.linjer[figure.linje]
    column = figure.tabel.kolonner[figure.kolonne]
    return frozenset((*_spoken(line.navn), *_spoken(column.navn)))


def _spoken(navn: str) -> Iterator[str]:
    """Yield how a line or a column is called in a sentence; words too short say too little."""
    name = plain(navn.removeprefix("heraf "))
    yield from (text for text in (name, name.removeprefix("center for ")) if len(text) >= _SHORTEST)


def _unit(enhed: str) -> frozenset[str]:
    return frozenset(plain(enhed).split()) - _NO_UNIT


def _place(figure: Figure) -> str:
    line, column = figure.tabel.linjer[figure.linje], figure.tabel.kolonner[figure.kolonne]
    return f"{figure.tabel.row.id.upper()}, {line.navn}, {column.navn}"


def _numbers(found: Iterable[Figure]) -> Iterator[tuple[Figure, float]]:
    for figure in found:
        if (counted := number(figure.celle)) is not None:
            yield figure, counted


def _values(found: Iterable[Figure]) -> set[float]:
    return {counted for _, counted in _numbers(found)}
