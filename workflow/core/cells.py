"""What a table of the statistics is: lines of cells, each a figure with the facts behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from workflow.core.counted import Fact
from workflow.core.dimensions import Value
from workflow.core.kontor import Kontor
from workflow.core.recommendations import Anbefaling
from workflow.core.rulebook import Line, Rulebook, Table
from workflow.core.tally import Tally

TOTAL = "I alt"
PERIOD, BEFORE, BREAK = "periode", "aaret-foer", "|"


class Celle(Struct, frozen=True):
    """A figure: what was counted (or measured, in working days), and the facts behind it."""

    tal: float | None
    fakta: tuple[Fact, ...] = ()

    @property
    def sager(self) -> tuple[str, ...]:
        """The cases behind the figure."""
        return tuple(sorted({fact.sag for fact in self.fakta if fact.sag}))


class Linje(Struct, frozen=True):
    """A line of a table; `enhed` where it counts something of its own."""

    id: str
    navn: str
    celler: tuple[Celle, ...]
    enhed: str = ""
    total: bool = False


class Tabel(Struct, frozen=True):
    """A table that can be printed."""

    row: Table
    periode: str
    kolonner: tuple[Value, ...]
    linjer: tuple[Linje, ...]
    noter: tuple[str, ...] = ()
    brud: tuple[str, ...] = ()


class Basis(Struct, frozen=True):
    """What tables are made of: two periods, and perhaps a series and the last recommendations."""

    now: Tally
    before: Tally
    rules: Rulebook
    kontor: Kontor
    serie: tuple[Tally, ...] = ()
    anbefalinger: tuple[Anbefaling, ...] | None = None


def two(basis: Basis) -> tuple[Value, ...]:
    """Return the columns of a table that has the year before beside."""
    return (
        Value(PERIOD, basis.now.periode.navn),
        Value(BEFORE, basis.before.periode.navn),
    )


def own_line(line: Line, periods: Iterable[Tally]) -> Linje:
    """Count one line in each period."""
    cells = tuple(counted(period.of(line.fakta, line.hvor)) for period in periods)
    return Linje(line.navn, line.navn, cells, enhed=line.enhed)


def counted(facts: Sequence[Fact]) -> Celle:
    """Return how many there are."""
    return Celle(sum(fact.antal for fact in facts), tuple(facts))
