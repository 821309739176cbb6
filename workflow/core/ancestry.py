"""Where two commits of a journal parted, told from the parents that were met on the way."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

_BOTH = 3


class Ancestry:
    """Which commits each follows; they are added in an order in which parents come first."""

    def __init__(self) -> None:
        """Begin before the first commit."""
        self._numbers: dict[str, int] = {}
        self._commits: list[str] = []
        self._parents: list[tuple[int, ...]] = []

    def add(self, commit: str, parents: Sequence[str]) -> None:
        """Go on with a commit; a parent that has not been added is one that nothing is known of."""
        self._numbers[commit] = len(self._commits)
        self._commits.append(commit)
        self._parents.append(tuple(self._numbers[p] for p in parents if p in self._numbers))

    def parting(self, one: str, other: str) -> str:
        """Return the last commit that both have in them, or nothing where they have none."""
        sides = {self._numbers[one]: 1}
        sides[self._numbers[other]] = sides.get(self._numbers[other], 0) | 2
        waiting = [-number for number in sides]  # the latest first: all that follow it are done
        waiting.sort()
        while waiting:
            number = -heappop(waiting)
            if sides[number] == _BOTH:
                return self._commits[number]
            for parent in self._parents[number]:
                if parent not in sides:
                    heappush(waiting, -parent)
                sides[parent] = sides.get(parent, 0) | sides[number]
        return ""
