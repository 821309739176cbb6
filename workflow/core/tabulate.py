"""The tables of the statistics, made of a period's facts as tabeller.yaml says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from statistics import mean, median

from workflow.core import dimensions, yearly
from workflow.core.cells import (
    BEFORE,
    BREAK,
    PERIOD,
    TOTAL,
    Basis,
    Celle,
    Linje,
    Tabel,
    counted,
    own_line,
    two,
)
from workflow.core.counted import YES, Fact
from workflow.core.dimensions import Value
from workflow.core.kontor import Kontor
from workflow.core.recommendations import Anbefaling
from workflow.core.rulebook import Rulebook, Table
from workflow.core.tally import Tally

__all__ = ["BEFORE", "BREAK", "PERIOD", "TOTAL", "Celle", "Linje", "Tabel", "counted", "tables"]


def tables(
    now: Tally,
    before: Tally,
    rules: Rulebook,
    kontor: Kontor,
    *,
    serie: Iterable[Tally] = (),
    anbefalinger: Iterable[Anbefaling] | None = None,
) -> list[Tabel]:
    """Make every table that can be made of two periods, the years until now, and last report."""
    last = None if anbefalinger is None else tuple(anbefalinger)
    basis = Basis(now, before, rules, kontor, tuple(serie), last)
    made = (MAKERS[row.opgoerelse](row, basis) for row in rules.tabeller.values())
    return [table for table in made if table is not None]


def _cross(row: Table, basis: Basis) -> Tabel:
    """Make a table of one fact by its dimensions, with totals; of one, the year before beside."""
    now = basis.now
    found = now.of(row.fakta or "", row.hvor)
    earlier = basis.before.of(row.fakta or "", row.hvor)
    counts = found if row.kolonner else [*found, *earlier]
    down = dimensions.values(row.raekker or "", counts, now, basis.rules, basis.kontor)
    if row.kolonner:
        across = dimensions.values(row.kolonner, found, now, basis.rules, basis.kontor)
        columns = (*across, Value("", TOTAL))
        cells = _by_columns(row.kolonner, columns, now)
        lines = _lines(row, down, [found], lambda facts: cells(facts[0]), now)
    else:
        columns = two(basis)
        lines = _lines(row, down, [found, earlier], lambda facts: [*map(counted, facts)], now)
    return Tabel(row, now.periode.navn, columns, tuple(lines))


def _by_columns(
    name: str, columns: Sequence[Value], now: Tally
) -> Callable[[Sequence[Fact]], list[Celle]]:
    def cells(facts: Sequence[Fact]) -> list[Celle]:
        return [
            counted([f for f in facts if not value.id or _is(f, name, value.id, now)])
            for value in columns
        ]

    return cells


def _lines(
    row: Table,
    down: Sequence[Value],
    sets: Sequence[Sequence[Fact]],
    cells: Callable[[Sequence[Sequence[Fact]]], list[Celle]],
    now: Tally,
) -> Iterator[Linje]:
    """Yield a line for each value, and the total."""
    for value in down:
        within = [[f for f in facts if _is(f, row.raekker or "", value.id, now)] for facts in sets]
        yield Linje(value.id, value.navn, tuple(cells(within)))
    yield Linje("", TOTAL, tuple(cells(sets)), total=True)


def _own_lines(row: Table, basis: Basis) -> Tabel:
    """Make a table whose lines each count something of their own, the year before beside."""
    lines = (own_line(line, (basis.now, basis.before)) for line in row.linjer)
    return Tabel(row, basis.now.periode.navn, two(basis), tuple(lines))


def _activities(row: Table, basis: Basis) -> Tabel:
    """Make the table of work that is no case; what is counted in different units has no total."""
    pair = [period.of(row.fakta or "", row.hvor) for period in (basis.now, basis.before)]
    down = dimensions.values(
        row.raekker or "", [*pair[0], *pair[1]], basis.now, basis.rules, basis.kontor
    )
    kinds = basis.rules.aktiviteter
    lines = tuple(
        Linje(
            value.id,
            value.navn,
            tuple(
                counted([f for f in facts if _is(f, row.raekker or "", value.id, basis.now)])
                for facts in pair
            ),
            enhed=kinds[value.id].enhed if value.id in kinds else "",
        )
        for value in down
    )
    return Tabel(row, basis.now.periode.navn, two(basis), lines)


def _answer_times(row: Table, basis: Basis) -> Tabel:
    """Make the table of how long answers took: number, median, mean, and those that were late."""
    now = basis.now
    found = now.of(row.fakta or "", row.hvor)
    down = dimensions.values(row.raekker or "", found, now, basis.rules, basis.kontor)
    lines = _lines(row, down, [found], lambda facts: _times(facts[0]), now)
    columns = (
        Value("antal", "Svar"),
        Value("median", "Median, arbejdsdage"),
        Value("gennemsnit", "Gennemsnit, arbejdsdage"),
        Value("over-frist", "Over frist"),
    )
    return Tabel(row, now.periode.navn, columns, tuple(lines))


def _times(facts: Sequence[Fact]) -> list[Celle]:
    days = [fact.maal for fact in facts if fact.maal is not None]
    late = [fact for fact in facts if fact.led.get("over_frist") == YES]
    middle = float(median(days)) if days else None
    average = round(mean(days), 1) if days else None
    behind = tuple(facts)
    return [counted(facts), Celle(middle, behind), Celle(average, behind), counted(late)]


def _is(fact: Fact, dimension: str, value: str, now: Tally) -> bool:
    return dimensions.of(fact, dimension, now) == value


Maker = Callable[[Table, Basis], Tabel | None]
MAKERS: Mapping[str, Maker] = {
    "kryds": _cross,
    "linjer": _own_lines,
    "svartid": _answer_times,
    "serie": yearly.series,
    "aktiviteter": _activities,
    "anbefalinger": yearly.recommended,
}
