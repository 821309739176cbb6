"""Show how a list, a step and the statistics grow with the archive, with Git's own cost beside.

    python bench/growth.py [ROUNDS] [CASES | ARCHIVE …]

Each archive is made by bench/archive.py, or copied from one that it made. Figures are whole
processes, start-up included, in turn: the median of seconds on the clock and of processor seconds
(children included), and the largest resident set in MB of the process or of one of its children.
Git's own are `git commit` of one path with fsync=all, and `git status`, in a clone of the same
archive. A small program seems as large as this one, some 27 MB, for it begins as a copy of it.
Nothing is asserted about time. POSIX only (os.wait4).
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import archive  # noqa: E402
import step  # noqa: E402

ROUNDS = 3
SIZES = ("1000", "10000")
YEAR = str(archive.BEGUN.year)
SAG = f"{YEAR}-0012"
HEAD = """\
| cases | work | s | processor s | MB |
|--:|---|--:|--:|--:|"""


class Cost(NamedTuple):
    """What a process took: seconds on the clock, of the processor, and its largest set in MB."""

    seconds: float
    processor: float
    megabytes: float


def main(rounds: int, sizes: list[str]) -> None:
    """Print a row for each piece of work on each archive."""
    print(HEAD, flush=True)
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print("\n".join(rows(Path(folder), size, rounds)), flush=True)


def rows(folder: Path, size: str, rounds: int) -> Iterator[str]:
    """Make an archive ready, and yield its rows."""
    root, plain = folder / "arkiv", folder / "klon"
    if size.isdigit():
        archive.build(root, int(size))
    else:
        shutil.copytree(size, root, symlinks=True)
    cost("git", "clone", "--quiet", "--no-local", root, plain)
    cases = sum(1 for _ in root.glob("[0-9]*/*/sag.yaml"))
    for name, costs in measured(works(root, plain), rounds).items():
        seconds, processor, megabytes = map(statistics.median, zip(*costs, strict=True))
        yield f"| {cases:,} | {name} | {seconds:.2f} | {processor:.2f} | {megabytes:.0f} |"


def works(root: Path, plain: Path) -> Mapping[str, Callable[[], Cost]]:
    """Say what is timed."""

    def inv(*words: str) -> Cost:
        return cost(step.INV, *words, env={**os.environ, "SAGSGANG_ARKIV": str(root)})

    def committed() -> Cost:
        path = plain / YEAR / SAG / "henvendelse.md"
        with path.open("a", encoding="utf-8") as file:
            file.write("En linje mere.\n")
        words = ("commit", "--quiet", "-m", "notat", "--", path)
        return cost("git", "-C", plain, *step.DURABLE, *step.WRITER, *words)

    return {
        "inv overblik": lambda: inv("overblik"),
        "inv notat": lambda: inv("notat", SAG, "--tekst", "Ringede til centret."),
        f"inv statistik --periode {YEAR}": lambda: inv("statistik", "--periode", YEAR),
        "git commit -- one path": committed,
        "git status": lambda: cost("git", "-C", plain, "status", "--short"),
    }


def measured(found: Mapping[str, Callable[[], Cost]], rounds: int) -> Mapping[str, list[Cost]]:
    """Do pieces of work in turn; a first round fills the caches and is not counted."""
    costs: dict[str, list[Cost]] = {name: [] for name in found}
    for number in range(rounds + 1):
        for name, work in found.items():
            told = work()
            if number:
                costs[name].append(told)
    return costs


def cost(*command: object, env: Mapping[str, str] | None = None) -> Cost:
    """Run a program, and tell what it took; stop with its words if it fails."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        words = [str(word) for word in command]
        process = subprocess.Popen(words, cwd=ROOT, env=env, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(words)}: {said.read().decode('utf-8', 'replace')}")
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else ROUNDS, given[1:] or list(SIZES))
