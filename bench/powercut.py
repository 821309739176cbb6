"""Let the power go at any moment of a step, and count what is lost, half done, damaged or stuck.

    python bench/powercut.py [states] [seed]   # 2000 and 7 when nothing is said; needs strace

No plug is pulled: strace writes down what a real step asks of the disk, with Git and pandoc as it
starts them, and disk.py lays out what may be there after a cut. That the record is whole is seen
from its end, which must be the archive as it lies. In each state the next command comes by; then
the step is there and whole or not there at all, and there if the user had been told anything. Bad
states are kept in the folder that KEEP names.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import straced
from disk import Disk
from kills import commands, counter, killing, silently, writing_commands  # type: ignore[attr-defined]

from workflow.archive.journal import recovery
from workflow.core.errors import CaseworkError
from workflow.office import demo, played

STATES, SEED, SOMETIMES = 2000, 7, 200
STEPS = ("kvitter", "videresend", "notat", "gem", "ny")
RUN = "import sys, datetime; sys.path[:0] = {path}; import writing_commands as w; {do}"
DO = "w.Typed({words!r}, datetime.date.fromisoformat('{day}'), None).run(w.Path({place!r}))"
UNSAVED = "Min egen tekst, ikke gemt endnu: æøå\n"


class Step(NamedTuple):
    """A step that has been taken: its disk, how all was before and is after, where it may go on."""

    name: str
    disk: Disk
    ends: Mapping[str, Any]
    found: Mapping[str, int]


def main(states: int, seed: int) -> None:
    """Take each step once, let the power go as often as is said, and print the counts."""
    recovery._STILL = 0.0  # noqa: SLF001 - no process can live on through a power cut
    begun, counts, chance = time.monotonic(), Counter[tuple[str, str]](), random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder).resolve()
        os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = str(home)
        steps = list(taken(home))
        for number in range(states):
            step = steps[number % len(steps)]
            cut = chance.randrange(len(step.disk.events) + 1)
            counts[step.name, tried(step, cut, chance, home / "sted")] += 1
            if not (number + 1) % SOMETIMES:
                print(f"  {number + 1}: {dict(counts)}", file=sys.stderr, flush=True)
    report(counts, [(step.name, len(step.disk.events)) for step in steps], begun)


def report(counts: Counter[tuple[str, str]], steps: list[tuple[str, int]], begun: float) -> None:
    """Print what came of each step, and of all."""
    for name, events in steps:
        found = {outcome: number for (step, outcome), number in counts.items() if step == name}
        print(f"{name}, {events} places to cut: {dict(sorted(found.items()))}")
    bad = sum(number for (_, outcome), number in counts.items() if outcome not in ("old", "new"))
    print(f"{counts.total()} power cuts in {time.monotonic() - begun:.0f} s")
    print(f"lost, half done, damaged, changed or stuck: {bad}")


def taken(home: Path) -> Iterator[Step]:
    """Take each step in an archive of its own, with text lying about that is not saved."""
    founded = home / "Fjordby Ø"
    with silently():
        played.made_up_office(founded, played.read(demo.COURSES / demo.OFFICE), demo.FOUNDED)
        prepared = writing_commands.Prepared(founded, home / "forberedt")
        for name in STEPS:
            place = home / name / "før"
            if name == "kvitter":
                place.joinpath("cases").mkdir(parents=True)
                killing.in_use(founded, place / "cases" / "arkiv")
                typed = writing_commands.Typed("kvitter 1", date.today(), place)  # noqa: DTZ011
            else:
                typed = prepared.typed(name)
                shutil.copytree(typed.prepared, place)
                for path in ("notater.md", killing.TYPED):
                    archive(place).joinpath(path).write_text(UNSAVED, encoding="utf-8")
            yield recorded(name, typed, place)


def recorded(name: str, typed: writing_commands.Typed, before: Path) -> Step:
    """Take a step in a copy while strace looks on; AssertionError if the record is not whole."""
    after, log = before.with_name("efter"), before.with_name("kald")
    shutil.copytree(before, after)
    disk = Disk(after)
    do = DO.format(words=typed.words, day=typed.today, place=str(after))
    command = RUN.format(path=[path for path in sys.path if path], do=do)
    told = (*straced.TRACED, str(log), sys.executable, "-c", command)
    done = subprocess.run(told, check=False, capture_output=True, text=True)
    assert not done.returncode, done.stderr
    straced.record(disk, log)
    assert disk.tree() == Disk(after).tree(), name
    ends = {"old": before, "new": after}
    codes = {end: counter("tjek", archive=archive(place)).code for end, place in ends.items()}
    del os.environ["SAGSGANG_ARKIV"]  # the next step is taken where it finds itself
    return Step(name, disk, {end: commands.kept(place) for end, place in ends.items()}, codes)


def tried(step: Step, cut: int, chance: random.Random, place: Path) -> str:
    """Let the power go before an event, and the next command come by; say what came of it."""
    shutil.rmtree(place, ignore_errors=True)
    lay(place, step.disk, cut, chance)
    try:
        with silently():
            found = judged(step, place, reported=step.disk.reported(cut))
    except killing.Bad as bad:
        print(f"  {step.name}, event {cut}: {bad}", file=sys.stderr, flush=True)
        if kept := os.environ.get("KEEP"):
            shutil.copytree(place, Path(kept) / f"{step.name} {cut} {bad.args[0]} {time.time()}")
        return str(bad.args[0])
    return found


def lay(place: Path, disk: Disk, cut: int, chance: random.Random) -> None:
    """Lay a disk out as it may be after a cut."""
    place.mkdir()
    for name, content, when in disk.after(cut, chance):
        path = place / name
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content)
            os.utime(path, (when, when))


def judged(step: Step, place: Path, *, reported: bool) -> str:
    """Return old or new; Bad if it is neither, or if nothing can be done there any more."""
    root = archive(place)
    try:
        commands.mended(place)
        killing.git(root, "fsck", "--strict", "--no-dangling")
    except CaseworkError as error:
        raise killing.Bad("stuck", str(error)) from error
    except subprocess.CalledProcessError as error:
        raise killing.Bad("damaged", error.stderr) from error
    end = ended(step, place)
    if reported and end == "old":
        raise killing.Bad("lost", "it had been reported")
    for words, code in ((("tjek",), step.found[end]), (killing.NEXT, 0)):
        said = counter(*words, archive=root)
        if said.code != code:
            raise killing.Bad("damaged" if words == ("tjek",) else "stuck", said.out + said.err)
    left = {path.name for path in (root / ".git" / "sagsgang").iterdir()} - {"laas", "vidne"}
    if left or [*(root / ".git").rglob("*.lock")]:
        raise killing.Bad("half", left)
    return end


def ended(step: Step, place: Path) -> str:
    """Tell which end the archive's files and journal have, to the byte."""
    now = commands.kept(place)
    for end, kept in step.ends.items():
        if now == kept:
            return end
    files = {str(path) for path in now[0] if now[0][path] != step.ends["old"][0].get(path)}
    raise killing.Bad("half", (files, now[1]))


def archive(place: Path) -> Path:
    """Return the archive of a place."""
    (found,) = commands.archives(place)
    return Path(found)


if __name__ == "__main__":
    main(*[*map(int, sys.argv[1:]), *(STATES, SEED)[len(sys.argv) - 1 :]])
