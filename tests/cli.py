"""The real commands, for the tests of the whole: run them, and see what they have touched."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import Any, NamedTuple

from workflow.archive import approval
from workflow.office import desk, played
from workflow.office.desk import Office

ROOT = Path(__file__).parents[1]
FACTS = {
    "type": "klagesag",
    "navn": "Øjvind Åse",
    "emne": "Ventetid på hjælpemiddel",
    "modtaget": "2026-03-02",
    "adresse": "Vejgade 1\n2635 Ishøj",
}
POINT = {
    "tema": "sagsbehandlingstid",
    "center": "social",
    "forhold": "centret ikke har svaret",
    "haendt": "2026-01-05",
    "vedroerer": "sagsbehandling",
}
HAND = ("-c", "user.name=En Anden", "-c", "user.email=anden@example.dk")  # somebody with Git alone
OLDER = """\
format: 1
nummer: 2024-0007
type: klagesag
modtaget: 2024-03-04
kanal: telefon
emne: Ventetid på svar
borger:
  navn: Øjvind Åse
klagepunkter:
  - nr: 1
    tema: sagsbehandlingstid
    center: social
    forhold: centret ikke har svaret
    vedroerer: sagsbehandling
    haendt: 2024-02-01
forloeb:
  - {dato: 2024-03-04, handling: registrer}
  - {dato: 2024-03-05, handling: videresend, breve: [2024-03-05-videresendelse-center]}
  - {dato: 2024-03-05, handling: afsendt, breve: [2024-03-05-videresendelse-center]}
  - {dato: 2024-03-18, handling: centersvar, medhold: fuldt, punkter: [1]}
  - {dato: 2024-04-02, handling: afslut, udfald: imoedekommet}
"""
# The lock stays where it is, as does what inv tjek found sound; the schemas are made for the editor
# and are no part of the archive.
_NOT_THE_ARCHIVE = (".git/sagsgang/laas", ".git/sagsgang/vidne", ".skema/")


class Said(NamedTuple):
    """What a command ended with and what it said."""

    code: int
    out: str
    err: str


def inv(
    *words: str,
    archive: Path | None,
    cwd: Path = ROOT,
    environment: Mapping[str, str] | None = None,
) -> Said:
    """Run `inv` as a user does, in a process of its own."""
    surroundings = {**os.environ, **(environment or {})}
    if archive is not None:
        surroundings["SAGSGANG_ARKIV"] = str(archive)
    ended = subprocess.run(
        [sys.executable, "-m", "invoke", *words],
        cwd=cwd,
        env=surroundings,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return Said(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def day(text: str) -> date:
    """Read a day as a test writes it."""
    return date.fromisoformat(text)


def at(today: date) -> datetime:
    """Return noon of a day."""
    return datetime.combine(today, clock(12)).astimezone()


def approve(office: Office) -> Office:
    """Approve the office's own templates, as the adviser does with inv godkend."""
    approval.approve(office.root)
    return desk.enter(office.root)


def begun(office: Office, *points: Mapping[str, str], **facts: str) -> str:
    """Open a klagesag and return its number; one klagepunkt when no other is given."""
    course = {"sag": FACTS | facts, "klagepunkter": points or (POINT,), "forloeb": ()}
    return played.play(office, course)


def copied(root: Path, to: Path) -> Office:
    """Copy an archive, for a test to do with as it likes."""
    shutil.copytree(root, to)
    return desk.enter(to)


def do(office: Office, nummer: str, dato: str, handling: str, **told: Any) -> None:
    """Do one step as a course has it: `venter_paa` is the option --venter-paa."""
    event = {name.replace("_", "-"): value for name, value in told.items()}
    event |= {"dato": dato, "handling": handling}
    played.do(office, nummer, event, day(dato))


def folder(office: Office, nummer: str) -> Path:
    """Return a case's folder."""
    return office.root / nummer[:4] / nummer


def edit(path: Path, old: str, new: str) -> None:
    """Change a file as in an editor: what is there in one place or more becomes another text."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@contextmanager
def nothing_changes(root: Path) -> Iterator[None]:
    """See to it that not a byte of the archive is another afterwards, nor its journal's head."""
    before = everything(root), head(root)
    yield
    after = everything(root), head(root)
    assert after == before


def everything(root: Path) -> dict[str, str]:
    """Return each file of a folder with its fingerprint, Git's own files with the rest."""
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and not (name := path.relative_to(root).as_posix()).startswith(_NOT_THE_ARCHIVE)
    }


def head(root: Path) -> str:
    """Return the commit that the journal of a folder ends with, or nothing if it has none."""
    return git(root, "rev-parse", "--verify", "--quiet", "HEAD", check=False).strip()


def git(root: Path, *words: str, check: bool = True) -> str:
    """Ask the git program something."""
    asked = ["git", "-C", str(root), "-c", "core.quotePath=false", *words]
    return subprocess.run(asked, capture_output=True, check=check).stdout.decode()
