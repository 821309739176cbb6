"""Random linked tables, and a reader who has all that is printed and a linear program.

The reader shares no code with the protection: what it does not know are the numbers of each centre,
theme and outcome together, in each edition, and every printed cell is a sum of those.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import product
from typing import NamedTuple

import highspy

from workflow.core.counted import Fact
from workflow.core.dimensions import Value
from workflow.core.rulebook import Table
from workflow.core.sparse import TOO_FEW
from workflow.core.tabulate import Linje, Tabel, counted

LED = {"center": "abcde", "tema": "mnopq", "resultat": "xyz"}
PAIRS = (("center", "tema"), ("center", "resultat"), ("tema", "resultat"))
WHOLE = list(product(*LED.values()))
MUCH = 1e5
VALUE = -1


def facts(chance, number, year=2026, first=1):
    """Make klagepunkter that lie unevenly among centres, themes and outcomes."""
    weights = {name: [1 / chance.choice((1, 2, 4)) for _ in values] for name, values in LED.items()}
    return [
        Fact(
            "klagepunkt",
            date(year, 1, 1),
            f"{year}-{place:04d}",
            {name: chance.choices(LED[name], weights[name])[0] for name in LED},
            "1",
        )
        for place in range(first, first + number)
    ]


def table(down, across, found):
    """Make a table of two dimensions with its totals."""
    row = Table(
        id=f"{down}-{across}", kilde="prøve", titel="Prøve", enhed="stk", definition="Prøve",
        fakta="klagepunkt", raekker=down, kolonner=across,
    )  # fmt: skip
    columns = (*(Value(value, value.upper()) for value in LED[across]), Value("", "I alt"))

    def line(value):
        mine = [fact for fact in found if not value or fact.led[down] == value]
        cells = [counted([f for f in mine if not c.id or f.led[across] == c.id]) for c in columns]
        return Linje(value, value.upper() or "I alt", tuple(cells), total=not value)

    return Tabel(row, "2026", columns, tuple(line(value) for value in (*LED[down], "")))


def tables(found):
    """Make the three linked tables of facts."""
    return [table(down, across, found) for down, across in PAIRS]


class Secret(NamedTuple):
    """A printed cell: which unknowns it sums, and what the reader may know of it."""

    inner: frozenset
    text: str
    low: float
    high: float


@dataclass
class Reader:
    """Everything that has been printed; editions after the first have only added cases."""

    said: list[Secret] = field(default_factory=list)
    editions: int = 0

    def reads(self, printed, least=1):
        """Take in an edition: what there was, and what may have been added since.

        *least* is what a hidden cell is at least, where zeros are not hidden too.
        """
        self.editions += 1
        for one in printed:
            names = dict(note.rstrip(".").split(": ") for note in one.noter if ": " in note)
            known = 0 if TOO_FEW in one.noter else least
            for line in one.linjer:
                for column, text in zip(one.kolonner, line.celler, strict=True):
                    downs = names["Øvrige"].lower() if line.id == "oevrige" else line.id
                    led = {one.row.raekker: downs, one.row.kolonner: column.id}
                    self.said.append(Secret(self._inner(led), text, *told(text, known)))

    def _inner(self, led):
        places = [
            whole
            for whole in WHOLE
            if all(not led.get(d) or v in led[d] for d, v in zip(LED, whole, strict=True))
        ]
        return frozenset(product(range(self.editions), places))

    def unknown(self):
        """Return the unknowns that no printed zero tells."""
        zero = {inner for cell in self.said if cell.text == "0" for inner in cell.inner}
        return [inner for inner in product(range(self.editions), WHOLE) if inner not in zero]

    def hidden(self):
        """Return the hidden cells, each once."""
        return [cell for cell in dict.fromkeys(self.said) if not cell.text.isdigit()]


def told(text, least):
    """Return what a printed cell lets its reader know."""
    if text.isdigit():
        return int(text), int(text)
    return (1, 4) if text == "<5" else (least, MUCH)


def computable(reader):
    """Return the hidden cells that are a combination of those printed, by exact arithmetic.

    That a hidden cell is 0 may be computed: a zero is no secret.
    """
    place = {inner: number for number, inner in enumerate(reader.unknown())}
    rows = {}
    for cell in reader.said:
        if cell.text.isdigit():
            rest = left(vector(cell, place, Fraction(cell.text)), rows)
            if rest.keys() - {VALUE}:
                pivot = min(rest.keys() - {VALUE})
                rows[pivot] = {key: value / rest[pivot] for key, value in rest.items()}
    rests = ((cell, left(vector(cell, place, 0), rows)) for cell in reader.hidden())
    return [cell for cell, rest in rests if rest.keys() == {VALUE}]


def vector(cell, place, value):
    """Return a cell as the unknowns it sums, and what they are together."""
    return {**{place[i]: Fraction(1) for i in cell.inner if i in place}, VALUE: value}


def left(found, rows):
    """Return what of a vector does not follow from the rows."""
    for pivot in sorted(rows):
        if times := found.get(pivot):
            for key, value in rows[pivot].items():
                found[key] = found.get(key, 0) - times * value
    return {key: value for key, value in found.items() if value}


def too_narrow(reader):
    """Return the hidden cells that the reader bounds better than their symbol does, with how."""
    solver = highspy.Highs.__bases__[0]()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("simplex_strategy", 4)
    place = {inner: number for number, inner in enumerate(reader.unknown())}
    for _ in place:
        solver.addVar(0, MUCH)
    for cell in dict.fromkeys(reader.said):
        columns = sorted(place[i] for i in cell.inner if i in place)
        solver.addRow(cell.low, cell.high, len(columns), columns, [1.0] * len(columns))
    found = []
    for cell in reader.hidden():
        low, high = (extreme(solver, place, cell, way) for way in (1, -1))
        narrow = low > 1.001 or high < 3.999 if cell.text == "<5" else high - low < 0.999
        if narrow and high > 0.5:
            found.append((cell.text, low, high))
    return found


def extreme(solver, place, cell, way):
    """Return the least (1) or the greatest (-1) that a cell can be."""
    costs = [float(way) if inner in cell.inner else 0.0 for inner in place]
    solver.changeColsCost(len(costs), [*range(len(costs))], costs)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return way * solver.getObjectiveValue()
