"""Let many work in one archive at once, and count what is lost, reverted, mixed or doubled.

    python bench/races.py [processes] [steps]       # 8 and 50 when nothing is said

Each process takes steps as fast as it can: notes on the same case and on its own, new cases, work
and calls. Beside them one loop commits another file by plain `git commit`, as an editor does, and
another saves text in the case that they all work on. A step that is refused is counted, and taken
again as its user would.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ["GIT_CONFIG_NOSYSTEM"] = "1"

from cli import begun, git  # type: ignore[import-not-found]  # noqa: E402
from kills import counter  # noqa: E402

from workflow.office import demo, played  # noqa: E402

PROCESSES, STEPS = 8, 50
SHARED = "2026/2026-0001/henvendelse.md"
EDITORS = "noter.md"
WRITER = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")


def main(processes: int, steps: int) -> None:
    """Let them work, and print what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        root, log = Path(folder) / "arkiv", Path(folder) / "log"
        os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
        office = played.made_up_office(root, played.read(demo.COURSES / demo.OFFICE), demo.FOUNDED)
        for _ in range(processes + 1):
            begun(office)
        before, begun_at = int(git(root, "rev-list", "--count", "HEAD")), time.monotonic()
        with beside(lambda: commits(root)), beside(lambda: saves(root)):
            workers = [forked(partial(work, root, log, n, steps)) for n in range(processes)]
            ended = [os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) for worker in workers]
        seconds = time.monotonic() - begun_at
        print(f"{processes} processes x {steps} steps in {seconds:.0f} s; ended with {set(ended)}")
        verdict(root, log, before)


def work(root: Path, log: Path, number: int, steps: int) -> None:
    """Take steps, and note each that was reported done, or refused."""
    for step in range(steps):
        token = f"ord-{number}-{step}"
        words = _words(number, step, token)
        while (said := counter(*words, archive=root)).code:
            why = [line for line in said.err.splitlines() if "Venter" not in line]
            _note(log, f"refused: {' '.join(why)}")
            time.sleep(0.05)
        _note(log, f"{words[0]} {token}")


def _words(number: int, step: int, token: str) -> tuple[str, ...]:
    """Return a step: every other on the case that all work on."""
    if step % 2 == 0:
        return ("notat", "1", f"--tekst={token}")
    return (
        ("notat", str(number + 2), f"--tekst={token}"),
        ("ny", "--type=vejledning", "--navn=Bo", f"--emne={token}"),
        ("aktivitet", "--slags=sparring", "--center=social", f"--emne={token}"),
        ("opkald", f"--navn={token}", "--telefon=12"),
    )[step // 2 % 4]


def _note(log: Path, line: str) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def commits(root: Path) -> None:
    """Commit another file again and again, as an editor does."""
    number = 0
    while True:
        number += 1
        (root / EDITORS).write_text(f"{number}\n", encoding="utf-8")
        git(root, "add", EDITORS, check=False)
        git(root, *WRITER, "commit", "-m", f"editor {number}", "--", EDITORS, check=False)


def saves(root: Path) -> None:
    """Save text in the case that all work on, as an editor does: the new text put in place."""
    number, half = 0, root.parent / "halv"
    while True:
        number += 1
        half.write_text(f"Linje {number}\n" * 20, encoding="utf-8")
        half.replace(root / SHARED)
        (root.parent / "gemt").write_text(str(number), encoding="utf-8")
        time.sleep(1)


def forked(work: Callable[[], object]) -> int:
    """Do some work in a process of its own, and return its number."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return process


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[None]:
    """Do some work beside, until it is no longer wanted."""
    process = forked(work)
    try:
        yield
    finally:
        os.kill(process, 15)
        os.waitpid(process, 0)


def verdict(root: Path, log: Path, before: int) -> None:
    """Print what is lost, reverted, mixed or doubled."""
    lines = log.read_text(encoding="utf-8").splitlines()
    reported = [line.split() for line in lines if not line.startswith("refused")]
    refused = Counter(line for line in lines if line.startswith("refused"))
    (root / ".git" / "index.lock").unlink(missing_ok=True)  # a commit that was ended above
    told = git(
        root,
        "log",
        f"-{int(git(root, 'rev-list', '--count', 'HEAD')) - before}",
        "--format=%x00%s",
        "--name-only",
    )
    entries = [entry.strip().split("\n") for entry in told.split("\0")[1:]]
    held = (
        subprocess.run(
            ["git", "-C", str(root), "grep", "-h", "-o", "-E", "ord-[0-9]+-[0-9]+", "HEAD"],
            capture_output=True,
            check=False,
        )
        .stdout.decode()
        .split()
    )
    opened = [subject for subject, *_ in entries if subject.endswith("Henvendelse registreret")]
    doubled = len(opened) - len(set(opened))
    numbers = len([1 for kind, _ in reported if kind == "ny"])
    print(f"reported {len(reported)}, refused and taken again {dict(refused)}")
    print(f"commits by the editor in between: {sum(s.startswith('editor') for s, *_ in entries)}")
    print(f"lost or reverted: {len({token for _, token in reported} - set(held))}")
    print(f"written twice: {sum(n > 1 for n in Counter(held).values())}")
    print(f"mixed commits: {sum(mixed(subject, files) for subject, *files in entries)}")
    print(f"numbers taken twice: {doubled}; opened {len(opened)} of {numbers}")
    last, text = (root.parent / "gemt").read_text(), (root / SHARED).read_text()
    print(f"the editor's last text is there: {f'Linje {last}' in text or not last}")
    git(root, "fsck", "--strict", "--no-dangling")
    print(f"tjek ends with {counter('tjek', archive=root).code}")


def mixed(subject: str, files: list[str]) -> bool:
    """Tell whether a commit holds what is not its own."""
    files = [name for name in files if name]
    if subject.startswith("editor"):
        return files != [EDITORS]
    sag = subject.partition(":")[0]
    own = f"2026/{sag}/" if sag.startswith("2026") else sag
    return any(not name.startswith((own, "kontor.yaml")) for name in files)


if __name__ == "__main__":
    main(*[*map(int, sys.argv[1:]), *(PROCESSES, STEPS)[len(sys.argv) - 1 :]])
