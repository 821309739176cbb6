"""Kill commands, and count what is lost, half done, damaged, changed or stuck afterwards.

    python bench/kills.py every             # each writing command, before each of its operations
    python bench/kills.py every videresend  # the commands named
    python bench/kills.py random 2000 [7]   # a whole step, at a random moment; 7 is the seed

Random kills send SIGKILL to a step that renders and books for real: every other time to all its
processes, every other time to it alone, so that the git and pandoc that it has started live on. The
step is a fork of this process, so that a kill costs no start of Python.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ["GIT_CONFIG_NOSYSTEM"] = "1"

import killing  # type: ignore[import-not-found]  # noqa: E402
import pytest  # noqa: E402
import test_command_kills as commands  # type: ignore[import-not-found]  # noqa: E402
import writing_commands  # type: ignore[import-not-found]  # noqa: E402
from at_the_counter import _ended  # type: ignore[import-not-found]  # noqa: E402
from cli import Said  # type: ignore[import-not-found]  # noqa: E402

from workflow.office import demo, played  # noqa: E402

SOON = 1.15


def main(kind: str, given: Sequence[str]) -> None:
    """Kill, and print the counts."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
        founded = home / "Fjordby Ø"
        played.made_up_office(founded, played.read(demo.COURSES / demo.OFFICE), demo.FOUNDED)
        if kind == "random":
            number, seed = (*map(int, given), 7)[:2]
            report(at_random(founded, home, number, seed))
        else:
            report(everywhere(founded, home, given))


def report(outcomes: Iterator[str]) -> None:
    """Count outcomes, saying from time to time how far it has come."""
    counts, begun = Counter[str](), time.monotonic()
    for outcome in outcomes:
        counts[outcome] += 1
        if counts.total() % 200 == 0:
            print(f"  {counts.total()}: {dict(counts)}", file=sys.stderr, flush=True)
    seconds = time.monotonic() - begun
    print(f"{counts.total()} kills in {seconds:.0f} s: {dict(sorted(counts.items()))}")
    bad = counts.total() - counts["old"] - counts["new"]
    print(f"lost, half done, damaged, changed or stuck: {bad}")


def at_random(founded: Path, home: Path, number: int, seed: int) -> Iterator[str]:
    """Kill a step at random moments; yield what came of each."""
    archive = killing.in_use(founded, home / "arkiv").root
    entries = killing.entries(archive)
    for name in ("varm", "hel"):
        shutil.copytree(archive, home / name)
    counter(*killing.STEP, archive=home / "varm")  # what is imported now is there in every fork
    longest = SOON * killing.duration(lambda: os.waitpid(step(home / "hel"), 0))
    for kill, (after, group) in enumerate(killing.moments(seed, number, longest)):
        root = home / f"kopi {kill}"
        shutil.copytree(archive, root)
        done = killing.killed(step(root), after, group=group)
        try:
            yield killing.outcome(root, entries, reported=done, run=counter)
        except killing.Bad as bad:
            print(f"  kill {kill}, {after:.3f} s, group {group}: {bad}", file=sys.stderr)
            yield str(bad.args[0])
        else:
            shutil.rmtree(root)


def step(root: Path) -> int:
    """Begin the step in a process of its own."""
    process: int = killing.forked(lambda: counter(*killing.STEP, archive=root).code)
    return process


def counter(*words: str, archive: Path) -> Any:
    """Run a command in this process."""
    os.environ["SAGSGANG_ARKIV"] = str(archive)
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = _ended(words)
    return Said(code, out.getvalue(), err.getvalue())


@contextmanager
def silently() -> Iterator[None]:
    """Let nothing be said for a while."""
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nobody,
        redirect_stdout(nobody),
        redirect_stderr(nobody),
    ):
        yield


def everywhere(founded: Path, home: Path, named: Sequence[str]) -> Iterator[str]:
    """Kill each writing command before each of its operations; yield what came of each."""
    prepared = writing_commands.Prepared(founded, home / "forberedt")
    with pytest.MonkeyPatch.context() as patch:
        commands.short_demonstration(patch)
        for name in named or [*writing_commands.WRITING, *writing_commands.rows()]:
            yield from each(prepared.typed(name), home / name)


def each(typed: Any, home: Path) -> Iterator[str]:
    """Kill a command before each of its operations; yield what came of each."""
    whole = home / "hel"
    shutil.copytree(typed.prepared, whole)
    with silently():
        operations = commands.counted(lambda: typed.run(whole))
    for number in range(1, operations + 1):
        place = home / f"kopi {number}"
        with silently():
            outcome = commands.killed(typed, number, whole, place)
        if outcome not in ("old", "new"):
            print(f"  {typed.words}, operation {number}: {outcome}", file=sys.stderr)
        else:
            shutil.rmtree(place)
        yield outcome


if __name__ == "__main__":
    if sys.argv[1:2] not in (["every"], ["random"]):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
