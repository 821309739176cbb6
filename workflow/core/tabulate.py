"""The tables of the statistics, made of a period's facts as tabeller.yaml says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import mean, median

from workflow.core import dimensions
from workflow.core.counted import YES, Fact
from workflow.core.dimensions import Value
from workflow.core.kontor import Kontor
from workflow.core.rulebook import Line, Rulebook, Table
from workflow.core.tally import Tally

TOTAL = "I alt"
PERIOD, BEFORE = "periode", "aaret-foer"


@dataclass(frozen=True, slots=True)
class Celle:
    """A figure: what was counted (or measured, in working days), and the facts behind it."""

    tal: float | None
    fakta: tuple[Fact, ...] = ()

    @property
    def sager(self) -> tuple[str, ...]:
        """The cases behind the figure."""
        return tuple(sorted({fact.sag for fact in self.fakta if fact.sag}))


@dataclass(frozen=True, slots=True)
class Linje:
    """A line of a table; `enhed` where it counts something of its own."""

    id: str
    navn: str
    celler: tuple[Celle, ...]
    enhed: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Tabel:
    """A table that can be printed."""

    row: Table
    periode: str
    kolonner: tuple[Value, ...]
    linjer: tuple[Linje, ...]
    noter: tuple[str, ...] = field(default=())


def tables(now: Tally, before: Tally, rules: Rulebook, kontor: Kontor) -> list[Tabel]:
    """Make every table that can be made of two periods."""
    return [
        MAKERS[row.opgoerelse](row, now, before, rules, kontor)
        for row in rules.tabeller.values()
        if row.opgoerelse in MAKERS
    ]


def _cross(row: Table, now: Tally, before: Tally, rules: Rulebook, kontor: Kontor) -> Tabel:
    """Make a table of one fact by its dimensions, with totals; of one, the year before beside."""
    found = now.of(row.fakta or "", row.hvor)
    earlier = before.of(row.fakta or "", row.hvor)
    down = dimensions.values(row.raekker or "", [*found, *earlier], now, rules, kontor)
    if row.kolonner:
        across = dimensions.values(row.kolonner, found, now, rules, kontor)
        columns = (*across, Value("", TOTAL))
        cells = _by_columns(row.kolonner, columns, now)
        lines = _lines(row, down, [found], lambda facts: cells(facts[0]), now)
    else:
        columns = (Value(PERIOD, now.periode.navn), Value(BEFORE, before.periode.navn))
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


def _own_lines(row: Table, now: Tally, before: Tally, rules: Rulebook, kontor: Kontor) -> Tabel:
    """Make a table whose lines each count something of their own, the year before beside."""
    columns = (Value(PERIOD, now.periode.navn), Value(BEFORE, before.periode.navn))
    lines = (own_line(line, (now, before)) for line in row.linjer)
    return Tabel(row, now.periode.navn, columns, tuple(lines))


def own_line(line: Line, periods: Iterable[Tally]) -> Linje:
    """Count one line in each period."""
    cells = tuple(counted(period.of(line.fakta, line.hvor)) for period in periods)
    return Linje(line.navn, line.navn, cells, enhed=line.enhed)


def _answer_times(row: Table, now: Tally, before: Tally, rules: Rulebook, kontor: Kontor) -> Tabel:
    """Make the table of how long answers took: number, median, mean, and those that were late."""
    found = now.of(row.fakta or "", row.hvor)
    down = dimensions.values(row.raekker or "", found, now, rules, kontor)
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


def counted(facts: Sequence[Fact]) -> Celle:
    """Return how many there are."""
    return Celle(sum(fact.antal for fact in facts), tuple(facts))


def _is(fact: Fact, dimension: str, value: str, now: Tally) -> bool:
    return dimensions.of(fact, dimension, now) == value


Maker = Callable[[Table, Tally, Tally, Rulebook, Kontor], Tabel]
MAKERS: Mapping[str, Maker] = {
    "kryds": _cross,
    "linjer": _own_lines,
    "svartid": _answer_times,
}
