"""What inv tjek last found sound, kept outside the history: a rewritten one shows against it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from workflow.archive.journal import durable
from workflow.archive.journal.repository import places

SYNCHRONISED = "refs/sagsgang/synkroniseret"


class Witness(NamedTuple):
    """The last entry then, how many entries there were, and what day it was."""

    head: str
    entries: int
    day: date


def read(root: Path) -> Witness | None:
    """Return what was last found sound, or None when nothing has been, or it cannot be read."""
    path = places(root).witness
    parts = path.read_text("ascii", "replace").split() if path.is_file() else []
    try:
        head, entries, day = parts
        return Witness(head, int(entries), date.fromisoformat(day))
    except ValueError:
        return None


def write(root: Path, witness: Witness) -> None:
    """Remember what was found sound."""
    found = places(root)
    found.witness.parent.mkdir(exist_ok=True)
    content = f"{witness.head} {witness.entries} {witness.day}\n".encode("ascii")
    durable.write(found.witness, content, scratch=found.next_witness)
    durable.sync([found.witness.parent])


def incomplete(root: Path) -> tuple[str, ...]:
    """Return what hides a part of the history, or puts something else in its place."""
    common = places(root).common
    told = {
        "shallow": "kopien er taget med kun de nyeste poster",
        "info/grafts": "poster er føjet sammen på ny uden at være det",
    }
    found = [why for name, why in told.items() if (common / name).is_file()]
    swapped = (common / "refs/replace").is_dir() and any((common / "refs/replace").iterdir())
    packed = common / "packed-refs"
    swapped |= packed.is_file() and b" refs/replace/" in packed.read_bytes()
    return (*found, *(["poster er skiftet ud med andre"] if swapped else []))
