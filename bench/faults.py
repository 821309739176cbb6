"""Let single system calls of a whole step fail, and count what is reported and what is booked.

    python bench/faults.py [runs] [seed]     # 200 and 7 when nothing is said; 0 runs: all there are
    python bench/faults.py places            # no file may be larger than so and so

Needs strace. The step is `inv kvitter`, with Python, pandoc and Git as its user meets them; the
n-th call of a kind fails in each of its processes, once or from then on. A step that says it is
done must be booked, one that says it failed must not be, and the adviser's own work is as it was.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from subprocess import PIPE
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ["GIT_CONFIG_NOSYSTEM"] = "1"

import killing  # type: ignore[import-not-found]  # noqa: E402
from kills import counter  # noqa: E402

from workflow.office import demo, played  # noqa: E402

FULL, BROKEN, READ_ONLY, FORBIDDEN = "ENOSPC", "EIO", "EROFS", "EACCES"
NAMES = (FULL, READ_ONLY, FORBIDDEN)
CALLS = {
    "write": (FULL, BROKEN),
    "pwrite64": (FULL, BROKEN),
    "fsync": (FULL, BROKEN),
    "ftruncate": (FULL, BROKEN),
    "rename": NAMES,
    "link": NAMES,
    "linkat": NAMES,
    "unlink": (BROKEN, READ_ONLY, FORBIDDEN),
    "mkdir": NAMES,
    "rmdir": (BROKEN, READ_ONLY),
    "chmod": (READ_ONLY, FORBIDDEN),
}
DONE_ALL_THE_SAME = "Kommandoen er udført"
WAITED, PATIENCE = "waited for an answer that was lost", 60  # seconds
RUNS, SEED = 200, 7
COMMAND = (sys.executable, "-m", "invoke", *killing.STEP)


class Fault(NamedTuple):
    """A call of a kind that fails: which, how, and whether all that follow do so too."""

    call: str
    number: int
    error: str
    lasting: bool

    def __str__(self) -> str:
        """Write it as strace takes it."""
        more = "+" if self.lasting else ""
        return f"inject={self.call}:error={self.error}:when={self.number}{more}"


def main(runs: int, seed: int) -> None:
    """Let calls fail, and print the counts."""
    with made() as archive:
        every = list(faults(archive))
        chosen = random.Random(seed).sample(every, min(runs, len(every))) if runs else every
        print(f"{len(every)} faults there can be, {len(chosen)} tried")
        report(archive, ((str(fault), traced(fault)) for fault in chosen))


class made:  # noqa: N801 - it reads as what it gives
    """Make the archive that the step is taken in, for as long as it is used."""

    def __enter__(self) -> Path:
        """Return where it is."""
        self.folder = tempfile.TemporaryDirectory()
        home = Path(self.folder.name)
        os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = str(home)
        founded = home / "Fjordby Ø"
        played.made_up_office(founded, played.read(demo.COURSES / demo.OFFICE), demo.FOUNDED)
        return Path(killing.in_use(founded, home / "arkiv").root)

    def __exit__(self, *_: object) -> None:
        """Remove it."""
        self.folder.cleanup()


def faults(archive: Path) -> Iterator[Fault]:
    """Yield each call that can fail, once and from then on: as many as a process makes at most."""
    root, log = archive.with_name("talt"), archive.with_name("kald")
    shutil.copytree(archive, root)
    taken(root, ("strace", "-f", "-qq", "-o", str(log), "-e", f"trace={','.join(CALLS)}"))
    most = Counter[str]()
    for (_, call), number in Counter(
        re.findall(r"^(\d+) +(\w+)\(", log.read_text("utf-8", "replace"), re.MULTILINE)
    ).items():
        most[call] = max(most[call], number)
    for call, errors in CALLS.items():
        for number in range(1, most[call] + 1):
            for error in errors:
                yield from (Fault(call, number, error, lasting) for lasting in (False, True))


def traced(fault: Fault) -> Callable[[Path], subprocess.CompletedProcess[str]]:
    """Return what takes the step while a call fails."""
    return lambda root: taken(
        root,
        (
            "strace",
            "-f",
            "-qq",
            "--seccomp-bpf",
            "-o",
            os.devnull,
            "-e",
            f"trace={fault.call}",
            "-e",
            str(fault),
        ),
    )


def taken(root: Path, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """Take the step as its user does, under a program."""
    surroundings = {**os.environ, "SAGSGANG_ARKIV": str(root)}
    command = [*before, *COMMAND]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=surroundings,
        stdout=PIPE,
        stderr=PIPE,
        text=True,
        start_new_session=True,
    ) as step:
        try:
            out, err = step.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(step.pid, signal.SIGKILL)
            out, err = step.communicate()[0], WAITED
        return subprocess.CompletedProcess(command, step.returncode, out, err)


def report(
    archive: Path, runs: Iterator[tuple[str, Callable[[Path], subprocess.CompletedProcess[str]]]]
) -> None:
    """Take the step in a fresh copy for each run, and count what came of it."""
    entries, counts, begun = killing.entries(archive), Counter[str](), time.monotonic()
    for number, (name, run) in enumerate(runs):
        root = archive.with_name(f"kopi {number}")
        shutil.copytree(archive, root)
        found = verdict(root, entries, run(root))
        counts[found] += 1
        if not found.startswith(("done and booked", "failed and not booked", "failed, not booked")):
            print(f"  {name}: {found}", file=sys.stderr, flush=True)
        shutil.rmtree(root)
    seconds = time.monotonic() - begun
    print(f"{counts.total()} steps in {seconds:.0f} s: {dict(sorted(counts.items()))}")


def verdict(root: Path, entries: int, said: subprocess.CompletedProcess[str]) -> str:
    """Say whether a step did as it said."""
    if said.stderr == WAITED:
        return f"{WAITED}, {'booked' if killing.entries(root) > entries else 'not booked'}"
    reported = said.returncode == 0 or DONE_ALL_THE_SAME in said.stderr
    booked = killing.entries(root) > entries
    try:
        killing.outcome(root, entries, reported=reported, run=counter)
    except killing.Bad as bad:
        return f"{bad}: {said.stderr.strip()[-300:]}"
    if booked and not reported:
        return f"failed after booking: {said.returncode} {said.stderr.strip()[-300:]}"
    if "print(e.message, file=sys.stderr)" in said.stderr:
        return "failed, not booked, and could not say so"
    if "Traceback" in said.stderr:
        return f"traceback: {said.stderr.strip()[-300:]}"
    return "done and booked" if booked else "failed and not booked"


def places() -> None:
    """Take the step where no file may be larger than so and so, from nothing up."""
    with made() as archive:
        report(archive, ((f"files of at most {kb} KB", limited(kb)) for kb in range(0, 64, 2)))


def limited(kb: int) -> Callable[[Path], subprocess.CompletedProcess[str]]:
    """Return what takes the step where no file may be larger."""
    most = (kb * 1024, kb * 1024)
    command = (
        "import resource, signal, sys, os; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, {most}); os.execv(sys.argv[1], sys.argv[1:])"
    )
    return lambda root: taken(root, (sys.executable, "-c", command))


if __name__ == "__main__":
    if sys.argv[1:] == ["places"]:
        places()
    else:
        main(*[*map(int, sys.argv[1:]), *(RUNS, SEED)[len(sys.argv) - 1 :]])
