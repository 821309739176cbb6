"""Which cells of linked tables may be printed, so that no small one can be computed from the rest.

The method is suppression by Gaussian elimination (Langsrud, Statistics Norway): every cell is a sum
of the same innermost cells, hence a vector; the cells are taken in the order in which one would
rather print them, and one is hidden if, with it, a small cell would be a combination of those
printed. The arithmetic is exact, modulo a prime so large that a chance zero does not happen.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

PRIME = (1 << 61) - 1

Vector = dict[Hashable, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed figure: what it is called, what it counts, and the innermost cells it sums."""

    navn: Hashable
    antal: int
    indre: frozenset[Hashable]


def hidden(
    cells: Sequence[Cell], threshold: int, *, known: Iterable[Cell] = ()
) -> frozenset[Hashable]:
    """Return the names of the cells to hide: the small ones, and what would give them away.

    Small is 1 to *threshold* - 1. *cells* come in the order of what is rather printed; *known* has
    been printed before.
    """
    small = {cell.navn for cell in cells if 0 < cell.antal < threshold}
    printed = _Printed([_vector(cell) for cell in cells if cell.navn in small])
    for cell in known:
        printed.add(_vector(cell))
    secret = set(small)
    for cell in cells:
        if cell.navn not in small and not printed.may_add(_vector(cell)):
            secret.add(cell.navn)
    return frozenset(secret)


class _Printed:
    """The space of what follows from the cells printed so far, and what is left of the secrets."""

    def __init__(self, secrets: list[Vector]) -> None:
        self._rows: dict[Hashable, Vector] = {}
        self._secrets = secrets

    def add(self, cell: Vector) -> None:
        """Print a cell, whatever it gives away."""
        rest = self._reduced(cell)
        if rest:
            self._take(rest)

    def may_add(self, cell: Vector) -> bool:
        """Print a cell unless a secret would follow from it; tell whether it was printed."""
        rest = self._reduced(cell)
        if not rest:
            return True
        pivot = next(iter(rest))
        if any(secret and not _without(secret, rest, pivot) for secret in self._secrets):
            return False
        self._take(rest)
        return True

    def _take(self, row: Vector) -> None:
        pivot = next(iter(row))
        self._rows[pivot] = row
        self._secrets = [_without(secret, row, pivot) for secret in self._secrets]

    def _reduced(self, vector: Vector) -> Vector:
        """Take away what follows from the rows; rows are only reduced by those before them."""
        for pivot, row in self._rows.items():
            if pivot in vector:
                vector = _without(vector, row, pivot)
        return vector


def _vector(cell: Cell) -> Vector:
    return dict.fromkeys(sorted(cell.indre, key=repr), 1)


def _without(vector: Vector, row: Mapping[Hashable, int], pivot: Hashable) -> Vector:
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
