"""Backups: one is done when it has been restored and compared; and one brought back."""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from workflow import PROGRAM
from workflow.archive import backup, casefile, journal, places, yamlfile
from workflow.archive.journal import Person, bundle, durable
from workflow.core.errors import (
    BackupFailed,
    BadBackup,
    BadFile,
    BadFileName,
    BadValue,
    CaseworkError,
    JournalFailed,
    RestoreFailed,
)
from workflow.core.keepsake import JOURNAL, Keepsake
from workflow.core.names import numbered, slug

ENDING = ".zip"
ARCHIVE = "arkiv"
_LONGEST = 40
_ROOM = 2  # times its size is what a backup at least takes while it is being restored
_NOBODY = Person("", "")  # a backup books nothing


class Made(Struct, frozen=True):
    """A backup that was made and tried."""

    fil: Path
    filer: int
    ikke_journaliseret: int
    meddelelser: tuple[str, ...]


def make(root: Path, place: str, now: datetime) -> Made:
    """Write a backup and try to restore it; only then does it get its name."""
    with journal.opened(root, command="sikkerhedskopi", who=_NOBODY) as book:
        name = _short_name(root)
        folder, wanted = _target(book.root, place, f"{name}-{now:%Y-%m-%d}")
        keepsake = Keepsake(1, name, book.head, now, PROGRAM)
        try:
            with _beside(folder, f"kopi-{name}-{_mark(book.root)}") as work:
                lying = book.lying()
                book.bundle(work / JOURNAL)
                _write(work, keepsake, lying, wanted)
                _try(work, keepsake, lying)
                target = _named(work / "kopi", folder, wanted)
        except (OSError, BadBackup, JournalFailed) as error:
            raise BackupFailed(sted=folder, fejl=_why(error)) from error
        return Made(target, len(lying.files), len(lying.edits), tuple(book.notices))


def bring_back(fil: str, til: str, cases: Path) -> Path:
    """Make an archive of a backup; BadBackup, and nothing left behind, when it cannot be."""
    path = places.home(fil).absolute()
    if not path.is_file():
        raise BadValue(fejl=f"Der er ingen fil, der hedder {path}. Ret stien til kopien.")
    with backup.opened(path) as kept:
        target = _free(places.home(til).absolute() if til else cases / kept.keepsake.arkiv)
        if shutil.disk_usage(target.parent).free < _ROOM * path.stat().st_size:
            raise RestoreFailed(sted=target, fejl="der er for lidt plads på drevet")
        try:
            with _beside(target.parent, f"gendan-{target.name}") as work:
                _restored(kept, work / ARCHIVE)
                _settle(work / ARCHIVE, target)
        except OSError as error:
            raise RestoreFailed(sted=target, fejl=_why(error)) from error
        return target


def _write(work: Path, keepsake: Keepsake, lying: bundle.Lying, wanted: str) -> None:
    backup.write(work / "kopi", keepsake, work / JOURNAL, lying.edits, f"{wanted}{ENDING}")
    (work / JOURNAL).unlink()


def _try(work: Path, keepsake: Keepsake, lying: bundle.Lying) -> None:
    """Restore the backup and compare every file with what was read, and the journal's end."""
    with backup.opened(work / "kopi") as kept:
        laid = _restored(kept, work / ARCHIVE)
        if kept.keepsake != keepsake or laid != lying.files:
            raise BadBackup(fil=kept.path, fejl="den gav ikke de samme filer tilbage")


def _restored(kept: backup.Backup, root: Path) -> bundle.Laid:
    """Restore a backup in a new folder, see that the disk has it all, and return what it has."""
    root.mkdir()
    kept.journal(root.with_name(JOURNAL))
    try:
        laid = bundle.unpack(root.with_name(JOURNAL), root)
        for path, content in kept.edits:
            bundle.edit(root, path, content, laid)
    except (BadFileName, JournalFailed) as error:
        fejl = f"journalen i den kan ikke bruges: {_why(error)}".replace(
            f"{root.parent}{os.sep}", ""
        )
        raise BadBackup(fil=kept.path, fejl=fejl) from error
    if bundle.head(root) != kept.keepsake.hoved or not bundle.same(root, laid):
        raise BadBackup(fil=kept.path, fejl="det, den blev til, er ikke det, der er i den")
    return laid


@contextmanager
def _beside(folder: Path, name: str) -> Iterator[Path]:
    """Work in a folder that is removed afterwards, and next time if this ends in the middle."""
    work = folder / f".sagsgang-{name}"
    _clear(work)
    work.mkdir(mode=0o700)
    try:
        yield work
    finally:
        _clear(work)


def _clear(work: Path) -> None:
    if work.is_symlink():
        work.unlink()
    elif work.exists():
        shutil.rmtree(work, onerror=_writable)


def _writable(remove: Callable[[str], object], path: str, _: object) -> None:
    """Remove what Windows keeps because it is marked as not to be written."""
    Path(path).chmod(stat.S_IWRITE | stat.S_IREAD)
    remove(path)


def _named(made: Path, folder: Path, wanted: str) -> Path:
    """Give the finished backup its name, never another's; where a disk has no links, move it."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    target = folder / f"{wanted}{ENDING}"
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise
        made.rename(target)
    durable.sync([folder])
    return target


def _settle(found: Path, target: Path) -> None:
    """Put what was restored in its place, when the disk has it to stay."""
    if hasattr(os, "sync"):
        os.sync()
    if target.is_dir():
        target.rmdir()
    found.rename(target)
    durable.sync([target.parent])


def _target(root: Path, place: str, name: str) -> tuple[Path, str]:
    """Return the folder and the free name for a backup: in a folder, or under a name given."""
    path = places.home(place).absolute()
    folder, wanted = (path, name) if path.is_dir() else (path.parent, path.stem)
    if not place or not folder.is_dir() or (folder != path and path.suffix.lower() != ENDING):
        raise BadValue(fejl=f"Der er ingen mappe, der hedder {path}. Giv en mappe, der findes.")
    if folder.resolve().is_relative_to(root):
        raise BadValue(fejl="Kopien skal ligge uden for arkivet, helst på et andet drev.")
    taken = {found.stem for found in folder.iterdir() if found.suffix.lower() == ENDING}
    if folder != path and wanted in taken:
        raise BadValue(fejl=f"{path} findes allerede, og en kopi skrives aldrig over en anden.")
    return folder, numbered(wanted, taken)


def _free(target: Path) -> Path:
    """Return where an archive is to be restored, which must be nothing or an empty folder."""
    if target.is_symlink() or (target.exists() and not _is_empty(target)):
        raise BadValue(fejl=f"{target} findes allerede. Giv en tom eller ny mappe med --til.")
    if not target.parent.is_dir():
        raise BadValue(fejl=f"Der er ingen mappe, der hedder {target.parent}. Ret --til.")
    return target


def _is_empty(target: Path) -> bool:
    return target.is_dir() and not any(target.iterdir())


def _short_name(root: Path) -> str:
    """Return the municipality's short name, also where kontor.yaml cannot be read."""
    kommune = ""
    with suppress(BadFile, OSError):
        data = yamlfile.read(casefile.OFFICE, (root / casefile.OFFICE).read_bytes()).data
        kommune = str(data["kommune"]) if isinstance(data, dict) and "kommune" in data else ""
    return places.folder_name(kommune)[:_LONGEST].strip("-") or slug(root.name) or "arkiv"


def _mark(root: Path) -> str:
    """Return what tells one archive of the machine from another, in a name for a moment."""
    return hashlib.sha256(os.fsencode(root)).hexdigest()[:8]


def _why(error: CaseworkError | OSError) -> str:
    """Return in short what was wrong."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error.facts.get("fejl") or str(error).partition("\n")[0])
