"""The rows of a chart: where each name and its bar stand, on a wide page and on a narrow one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from workflow.documents.svg import LEAD, SIZE, rule, texts
from workflow.documents.textwidth import width, wrapped

NARROW = 400.0
ASCENT = 8.0
GAP = 7.0
NAMES = 0.36


class Band(Struct, frozen=True):
    """A row: its name in lines from a first baseline, and the top of its bar."""

    linjer: tuple[str, ...]
    grundlinje: float
    top: float

    def named(self) -> list[str]:
        """Write the name."""
        return texts(0, self.grundlinje, self.linjer)


class Rows(Struct, frozen=True):
    """All rows: where bars begin from the left, and where the last row ends."""

    left: float
    bands: tuple[Band, ...]
    bottom: float

    def axis(self, x: float, bar: float, stroke: str) -> Iterator[str]:
        """Draw a line down the bars: one, or where names are above the bars one for each."""
        if self.left and self.bands:
            yield rule(x, self.bands[0].top - 3, x, self.bands[-1].top + bar + 3, stroke)
        else:
            for band in self.bands:
                yield rule(x, band.top - 1, x, band.top + bar + 1, stroke)


def rows(names: Sequence[Sequence[str]], wide: float, top: float, bar: float) -> Rows:
    """Place rows whose names are lines of text: beside their bars, or above on a narrow page."""
    beside = wide >= NARROW
    room = wide * NAMES if beside else wide
    lines = [tuple(_lines(name, room)) for name in names]
    longest = max((width(line, SIZE) for found in lines for line in found), default=0.0)
    bands = []
    for found in lines:
        high = LEAD * len(found)
        if beside:
            row = max(high, bar)
            bands.append(Band(found, top + (row - high) / 2 + ASCENT + 1, top + (row - bar) / 2))
        else:
            row = high + 2 + bar
            bands.append(Band(found, top + ASCENT, top + high + 2))
        top += row + (GAP if beside else 1.4 * GAP)
    return Rows(min(longest, room) + 8 if beside else 0.0, tuple(bands), top)


def _lines(name: Sequence[str], room: float) -> Iterator[str]:
    for part in name:
        yield from wrapped(part, room, SIZE)
