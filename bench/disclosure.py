"""Attack random sets of linked tables: what a reader computes or bounds of what is hidden.

python bench/disclosure.py [sets]: alone, and as two editions, the second with cases added.
"""

from __future__ import annotations

import random
import sys
import time
from importlib import import_module
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "tests")]

from workflow.core import published  # noqa: E402
from workflow.core.protect import protect  # noqa: E402
from workflow.office.extremes import reach  # noqa: E402

made = import_module("linked_tables")


def attacked(seed: int) -> tuple[int, int, int]:
    """Return how many cells of a set were hidden, computed and bounded too narrowly."""
    chance = random.Random(seed)
    first = made.facts(chance, chance.randrange(20, 200))
    shown = protect(made.tables(first), 5, (), reach)
    reader = made.Reader()
    twice = seed % 2
    reader.reads(shown, least=1 - twice)
    if twice:
        store = published.Store(udgaver=(published.edition(shown, 5),))
        second = [*first, *made.facts(chance, chance.randrange(1, 12), first=500)]
        again = protect(made.tables(second), 5, published.cells([store]), reach)
        reader.reads(again, least=0)
    return len(reader.hidden()), len(made.computable(reader)), len(made.too_narrow(reader))


def main(sets: int) -> None:
    start = time.perf_counter()
    totals = [0, 0, 0]
    for seed in range(1000, 1000 + sets):
        found = attacked(seed)
        totals = [one + other for one, other in zip(totals, found, strict=True)]
        if any(found[1:]):
            print(f"seed {seed}: {found}")
    hidden, computed, narrow = totals
    seconds = time.perf_counter() - start
    print(
        f"{sets} sets, {hidden} cells hidden, {computed} computed, {narrow} bounded too narrowly "
        f"({seconds:.0f} s)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1200)
