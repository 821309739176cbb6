"""Let several desks work apart and meet, many times over, and count what came of it.

    python bench/sync.py [histories] [first seed] [folder]

Each history has three to five desks with a copy of one archive each. They open cases (and take the
same numbers), write notes, letters and klagepunkter, edit by hand, count and note calls, and
synchronise at random; then all synchronise twice. Letters are not set.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import desks

from workflow.documents.publish import Press, Rendered

HISTORIES, STEPS = 1000, 50


def unset() -> None:
    """Let letters be written, and not set."""

    def render(_: Press, sources: Any) -> tuple[Rendered, ...]:
        return tuple(
            Rendered(source.navn, b"DOCX", f"PDF {source.markdown}".encode()) for source in sources
        )

    setattr(Press, "warm", lambda press, letters: None)  # noqa: B010
    setattr(Press, "render", render)  # noqa: B010


def history(seed: int, folder: Path) -> tuple[Counter[str], list[str]]:
    """Make one history from its seed; return what was counted and every fault."""
    chance = random.Random(seed)
    these = desks.founded(folder, chance.randint(3, 5), chance)
    desks.wander(these, STEPS)
    desks.meet(these)
    return these.done + desks.told_of(these.roots[0]), [*desks.faults(these)]


def main() -> None:
    asked = ArgumentParser(description=__doc__)
    asked.add_argument("histories", nargs="?", type=int, default=HISTORIES)
    asked.add_argument("first", nargs="?", type=int, default=1)
    asked.add_argument("folder", nargs="?")
    told = asked.parse_args()
    unset()
    counted, faulty, begun = Counter[str](), 0, time.monotonic()
    for seed in range(told.first, told.first + told.histories):
        folder = Path(tempfile.mkdtemp(dir=told.folder))
        try:
            one, faults = history(seed, folder)
        finally:
            shutil.rmtree(folder)
        counted += one
        faulty += bool(faults)
        for fault in faults:
            print(f"{seed}: {fault}", flush=True)
    print(f"{told.histories} histories, {faulty} with faults, {time.monotonic() - begun:.0f} s")
    for what, number in sorted(counted.items()):
        print(f"{number:8}  {what}")


if __name__ == "__main__":
    main()
