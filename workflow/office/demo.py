"""The demonstration: a made-up office's archive, built step by step as a user would."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from workflow.archive.places import case_folder
from workflow.core.errors import NotADemo
from workflow.core.kontor import Kontor
from workflow.office import desk, played

COURSES = Path(__file__).parents[1] / "demo"
OFFICE = "kontor.yaml"
FOUNDED = date(2026, 1, 2)


@dataclass(frozen=True, slots=True)
class Shown:
    """A case of the demonstration: what it is about and where its letters are."""

    nummer: str
    navn: str
    mappe: Path


def build(root: Path) -> Iterator[Shown]:
    """Build the archive anew, a case at a time; an archive that is not ours is never removed."""
    if root.exists():
        _refuse_foreign(root)
        shutil.rmtree(root, onerror=_writable)
    office = played.made_up_office(root, played.read(COURSES / OFFICE), FOUNDED)
    for course in courses():
        nummer = played.play(office, course)
        yield Shown(nummer, str(course["navn"]), root / case_folder(nummer))


def courses() -> list[dict[str, Any]]:
    """Return the demonstration's courses in the order the cases came in."""
    found = [played.read(path) for path in COURSES.glob("*.yaml") if path.name != OFFICE]
    return sorted(found, key=lambda course: str(course["sag"]["modtaget"]))


def kontor() -> Kontor:
    """Return the demonstration's office, for whoever needs no archive."""
    own = played.read(COURSES / OFFICE)
    values = desk.start_values(own["kommune"])
    for key, value in own.items():
        values[key] = values[key] | value if isinstance(value, dict) else value
    return msgspec.convert(values, Kontor)


def _refuse_foreign(root: Path) -> None:
    """Only what says that it is the demonstration's own municipality may be removed."""
    made_up = str(played.read(COURSES / OFFICE)["kommune"])
    kontor = root / OFFICE
    if not kontor.is_file() or made_up not in kontor.read_text(encoding="utf-8"):
        raise NotADemo(sti=root)


def _writable(function: object, path: str, _: object) -> None:
    """Git writes its objects read-only, which Windows will not remove."""
    Path(path).chmod(0o700)
    function(path)  # type: ignore[operator]
