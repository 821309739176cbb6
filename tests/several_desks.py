"""Two desks and the place they share, for the tests of synchronising."""

from __future__ import annotations

from pathlib import Path

from cli import at, begun, day, do, folder

from workflow.archive import casefile
from workflow.core.model import Sag
from workflow.office import desk, saving, sharing
from workflow.office.desk import Office
from workflow.office.sharing import Synced, Told

TODAY = "2026-03-10"
TODAY_AT = at(day(TODAY))


def sync(office: Office, **told: str) -> Synced:
    """Synchronise as a desk does it; what it has read of its office is read anew."""
    return sharing.synchronise(desk.enter(office.root), Told(**told), TODAY_AT)


def another(office: Office, name: str = "anden") -> Office:
    """Share the archive, and bring it to another desk."""
    place = office.root.parent / "fælles arkiv"
    if not place.exists():
        sync(office, sted=str(place))
    root = office.root.parent / name
    sharing.bring(root, str(place))
    return desk.enter(root)


def both(office: Office, *others: Office) -> None:
    """Let all desks synchronise until they have what all have."""
    for each in (office, *others, office, *others):
        sync(each)


def save(office: Office, nummer: str) -> None:
    """Journalise what was edited by hand."""
    saving.save(office, nummer, "", TODAY_AT, correction=False)


def note(office: Office, nummer: str, text: str, dato: str = "2026-03-09") -> None:
    """Write a note of a conversation."""
    do(office, nummer, dato, "notat", slags="telefon", tekst=text)


def sag(office: Office, nummer: str) -> Sag:
    """Read a case as it stands in its folder."""
    path = folder(office, nummer) / casefile.NAME
    return casefile.read(path.name, path.read_bytes(), office.schema).sag


def files(office: Office, nummer: str) -> set[str]:
    """Return the files of a case, by their path inside its folder."""
    home = folder(office, nummer)
    return {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}


def text(path: Path) -> str:
    """Return what a file says."""
    return path.read_text(encoding="utf-8")


__all__ = ["another", "begun", "both", "files", "note", "sag", "save", "sync", "text"]
