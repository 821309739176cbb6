"""A step that is killed while others' work lies about, and what must be so afterwards.

Before it, the adviser has unsaved text in the case, in another case, and a file that she has staged
and edited since: none of it may change by a byte.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cli import ROOT, Said, begun, copied, git, inv

from workflow.office.desk import Office

CASE, OTHER = "2026/2026-0001", "2026/2026-0002"
TYPED = f"{CASE}/henvendelse.md"
ELSEWHERE = f"{OTHER}/henvendelse.md"
STAGED = f"{OTHER}/notater/mit.md"
STEP = ("kvitter", "1")
NEXT = ("notat", "1", "--tekst=Talt")
WORDS = {
    TYPED: "Min egen tekst, ikke gemt endnu: æøå\n".encode(),
    ELSEWHERE: b"Halvf\xc3\xa6rdig s\xc3\xa6tning uden",
    STAGED: b"rettet siden\n",
}
ADDED = "lagt til\n"
BOOKED = ("Rettelser i sagens filer", "Kvittering for henvendelsen")
LETTER = (".docx", ".md", ".pdf")


Run = Callable[..., Said]


class Bad(Exception):
    """What may never be so after a kill, by its kind: lost, half, damaged, changed or stuck."""


def in_use(founded: Path, root: Path) -> Office:
    """Make an archive with two cases, and the adviser's own work lying about in it."""
    office = copied(founded, root)
    begun(office)
    begun(office, navn="Bo Holm")
    (root / STAGED).parent.mkdir()
    (root / STAGED).write_text(ADDED, encoding="utf-8")
    git(root, "add", STAGED)
    for path, words in WORDS.items():
        (root / path).write_bytes(words)
    return office


def forked(work: Callable[[], object]) -> int:
    """Do some work in a process of its own, silently, and return its number."""
    process = os.fork()
    if process == 0:
        os.setsid()
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(silence, stream)
        code = 1
        try:
            code = int(bool(work()))
        finally:
            os._exit(code)
    return process


def real(root: Path) -> None:
    """Become the step as a user starts it."""
    os.chdir(ROOT)
    surroundings = {**os.environ, "SAGSGANG_ARKIV": str(root)}
    os.execve(sys.executable, [sys.executable, "-m", "invoke", *STEP], surroundings)  # noqa: S606


def killed(process: int, after: float, *, group: bool) -> bool:
    """Kill a process, or all of its group, after so many seconds; tell whether it said done."""
    time.sleep(after)
    with suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL) if group else os.kill(process, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0


def outcome(root: Path, entries: int, *, reported: bool, run: Run | None = None) -> str:
    """Return whether the step is "new" or "old", after the next command; Bad if it is neither."""
    said = (run or inv)(*NEXT, archive=root)
    if said.code:
        raise Bad("stuck", said.err)
    return checked(root, entries, reported=reported)


def checked(root: Path, entries: int, *, reported: bool) -> str:
    """Check an archive where the next command has come by."""
    try:
        git(root, "fsck", "--strict", "--no-dangling")
        log = git(root, "log", "--reverse", "--format=%s").splitlines()[entries:]
    except subprocess.CalledProcessError as error:
        raise Bad("damaged", error.stderr) from error
    new = [line.removeprefix("2026-0001: ") for line in log]
    booked = tuple(new[:2]) == BOOKED
    if reported and not booked:
        raise Bad("lost", log)
    if len(new) != (3 if booked else 2):
        raise Bad("half", log)
    letters = sorted(path.suffix for path in (root / CASE).glob("breve/*"))
    if letters != (list(LETTER) if booked else []):
        raise Bad("half", letters)
    _refuse_changed(root)
    return "new" if booked else "old"


def _refuse_changed(root: Path) -> None:
    for path, words in WORDS.items():
        if (root / path).read_bytes() != words:
            raise Bad("changed", path)
    if git(root, "show", f":{STAGED}") != ADDED:
        raise Bad("changed", f"{STAGED}, as it was staged")
    status = git(root, "status", "--porcelain").splitlines()
    if sorted(status) != [f" M {ELSEWHERE}", f"AM {STAGED}"]:
        raise Bad("half", status)
    left = {path.name for path in (root / ".git" / "sagsgang").iterdir()} - {"laas", "vidne"}
    if left or [*(root / ".git").rglob("*.lock")]:
        raise Bad("half", left)


def entries(root: Path) -> int:
    """Count what an archive's journal holds."""
    return int(git(root, "rev-list", "--count", "HEAD"))


def moments(seed: int, number: int, longest: float) -> list[tuple[float, bool]]:
    """Return when to kill, in seconds, and every other time the whole group."""
    chance = random.Random(seed)
    return [(chance.uniform(0, longest), kill % 2 == 0) for kill in range(number)]


def duration(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    begun_at = time.monotonic()
    work()
    return time.monotonic() - begun_at
