"""How narrowly the hidden cells can be bounded from what is printed, and what to hide against it.

Whoever reads the tables knows that every innermost cell is at least 0, what is printed, that a "<5"
is 1 to 4, and that a "·" is not 0, for a zero is printed. No "<5" may be bounded more narrowly than
that, and no "·" computed. Who solves the linear programs is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from workflow.core.disclosure import Sums

FAR = 1e6
NEAR = 1e-6


class Bound(NamedTuple):
    """What is known of a sum of innermost cells."""

    sums: Sums
    low: float
    high: float


class End(NamedTuple):
    """How far a sum can go one way, the bounds that stop it, and those that do by not being 0."""

    value: float
    stopped_by: tuple[int, ...]
    by_least: tuple[int, ...]


class Wanted(NamedTuple):
    """A bound whose sum must be able to reach down to *low* and up to *high*, or only vary."""

    place: int
    low: float | None
    high: float | None


Reach = Callable[[Sequence[Bound], Sequence[Wanted]], Mapping[int, tuple[End, End]]]


class Known(Struct):
    """A distinct cell of the tables and what the reader is told of it; the first matter most."""

    sums: Sums
    value: int
    printed: bool
    small: bool  # printed as "<5"
    fixed: bool = False  # it was published before
    least: int = 1  # what it is at least when it is hidden: 0 where zeros are hidden too

    def bound(self, threshold: int) -> Bound:
        """Return what a reader knows of it."""
        if self.printed:
            return Bound(self.sums, self.value, self.value)
        return Bound(self.sums, self.least, threshold - 1 if self.small else FAR)


def widen(cells: Sequence[Known], threshold: int, reach: Reach) -> None:
    """Hide more, the least important first, until nothing hidden is bounded too narrowly."""
    while True:
        bounds = [cell.bound(threshold) for cell in cells]
        wanted = [
            _wanted(place, cell, threshold) for place, cell in enumerate(cells) if not cell.printed
        ]
        found = reach(bounds, wanted)
        weakened: set[int] = set()
        for want in wanted:
            if want.place in found:
                _weaken(cells, want, found[want.place], weakened)
        if not weakened:
            _print_known([cells[place] for place in found], threshold)
            return


def _print_known(cells: Sequence[Known], threshold: int) -> None:
    """Print what was published before tells anyhow, if it is not small: nothing more is told."""
    for cell in cells:
        if not (cell.small or cell.fixed) and cell.value >= threshold:
            cell.printed = True


def _wanted(place: int, cell: Known, threshold: int) -> Wanted:
    return Wanted(place, 1, threshold - 1) if cell.small else Wanted(place, None, None)


def narrow(want: Wanted, low: float, high: float) -> tuple[bool, bool]:
    """Tell whether a sum cannot go far enough down, and up."""
    if want.low is None or want.high is None:
        exact = high - low < 1 - NEAR
        return exact, exact
    return low > want.low + NEAR, high < want.high - NEAR


def _weaken(
    cells: Sequence[Known], want: Wanted, ends: tuple[End, End], weakened: set[int]
) -> None:
    """Tell less of the least important cell that bounds one too narrowly, at last of itself."""
    stopping = _stopping(want, ends)
    if weakened & {*stopping, want.place}:
        return
    for place in (*sorted(stopping - {want.place}, reverse=True), want.place):
        cell = cells[place]
        if not cell.fixed and (cell.printed or cell.small):
            cell.printed = cell.small = False
            weakened.add(place)
            return
    for place in sorted({*ends[0].by_least, *ends[1].by_least}, reverse=True):
        cell = cells[place]
        if not cell.fixed and cell.least:
            cell.small, cell.least = False, 0
            weakened.add(place)
            return


def _stopping(want: Wanted, ends: tuple[End, End]) -> set[int]:
    """Return the bounds that stop a sum on the way that it should go farther."""
    low, high = ends
    down, up = narrow(want, low.value, high.value)
    return {*(low.stopped_by if down else ()), *(high.stopped_by if up else ())}
