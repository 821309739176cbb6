"""Which cells of linked tables may be printed, so that no small one can be computed from the rest.

The method is suppression by Gaussian elimination (Langsrud, Statistics Norway): every cell is a sum
of the same innermost cells, hence a vector; the cells are taken in the order in which one would
rather print them, and one is hidden if, with it, a secret cell would be a combination of those
printed. The arithmetic is exact, modulo a prime so large that a chance zero does not happen.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

PRIME = (1 << 61) - 1

Innermost = Hashable
Sums = Mapping[Innermost, int]  # how many times a cell sums each innermost cell


def hidden(
    cells: Sequence[Sums],
    secret: Collection[int],
    *,
    known: Iterable[Sums] = (),
    secrets: Iterable[Sums] = (),
) -> frozenset[int]:
    """Return which of the cells to hide: those that are *secret*, and what would give them away.

    *cells* come in the order of what is rather printed, and are named by their place in it;
    *known* has been printed before, and *secrets* were hidden then.
    """
    kept = [cells[place] for place in secret]
    printed = _Printed([dict(sums) for sums in (*kept, *secrets)])
    for sums in known:
        printed.add(dict(sums))
    found = set(secret)
    for place, sums in enumerate(cells):
        if place not in found and not printed.may_add(dict(sums)):
            found.add(place)
    return frozenset(found)


class _Printed:
    """The space of what follows from the cells printed so far, and what is left of the secrets."""

    def __init__(self, secrets: list[dict[Innermost, int]]) -> None:
        self._rows: dict[Innermost, dict[Innermost, int]] = {}
        self._secrets = secrets

    def add(self, cell: dict[Innermost, int]) -> None:
        """Print a cell, whatever it gives away."""
        rest = self._reduced(cell)
        if rest:
            self._take(rest)

    def may_add(self, cell: dict[Innermost, int]) -> bool:
        """Print a cell unless a secret would follow from it; tell whether it was printed."""
        rest = self._reduced(cell)
        if not rest:
            return True
        pivot = next(iter(rest))
        if any(secret and not _without(secret, rest, pivot) for secret in self._secrets):
            return False
        self._take(rest)
        return True

    def _take(self, row: dict[Innermost, int]) -> None:
        pivot = next(iter(row))
        self._rows[pivot] = row
        self._secrets = [_without(secret, row, pivot) for secret in self._secrets]

    def _reduced(self, vector: dict[Innermost, int]) -> dict[Innermost, int]:
        """Take away what follows from the rows; rows are only reduced by those before them."""
        for pivot, row in self._rows.items():
            if pivot in vector:
                vector = _without(vector, row, pivot)
        return vector


def _without(
    vector: dict[Innermost, int], row: Mapping[Innermost, int], pivot: Innermost
) -> dict[Innermost, int]:
    """Take away so much of *row* that nothing is left at its pivot."""
    factor = vector.get(pivot)
    if factor is None:
        return vector
    scale = factor * pow(row[pivot], -1, PRIME) % PRIME
    result = dict(vector)
    for key, value in row.items():
        if left := (result.get(key, 0) - scale * value) % PRIME:
            result[key] = left
        else:
            result.pop(key, None)
    return result
