"""Files put back as they were booked; what they hold is laid aside first, and never lost."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from workflow.archive.journal import durable, worktree
from workflow.archive.journal.repository import Places
from workflow.core.errors import FileChangedMeanwhile

ASIDE = ".forkastet"
_IGNORED = b"*\n"  # the folder is no part of the archive, whatever the archive itself says

Contents = Mapping[str, bytes | None]


def put_back(places: Places, held: Contents, booked: Contents, folder: str) -> str:
    """Give files their *booked* content; return where what they *held* lies: below *folder*.

    Killed anywhere, each file is as it was or as it was booked, and what it held is on the disk.
    """
    aside = _fresh(places, f"{ASIDE}/{folder}")
    kept = {f"{aside}/{path}": content for path, content in held.items() if content is not None}
    _write(places, {f"{ASIDE}/.gitignore": _IGNORED, **kept})
    for path, content in held.items():
        if worktree.content(places.root, path) != content:
            raise FileChangedMeanwhile(fil=path)
    _write(places, {path: booked[path] for path in held})
    return aside if kept else ""


def _fresh(places: Places, folder: str) -> str:
    """Return a folder that is not there yet; LinkInArchive when the way there is a link."""
    names = (f"{folder}{'' if number == 1 else f'-{number}'}" for number in count(1))
    found = next(name for name in names if not (places.root / name).exists())
    worktree.blob(places.root, found)
    return found


def _write(places: Places, files: Contents) -> None:
    """Write the files, or remove them, so that it lasts."""
    for path, content in files.items():
        if content is not None:
            worktree.write(places.root, path, content, scratch=places.scratch)
        elif worktree.content(places.root, path) is not None:
            worktree.remove(places.root, path)
    durable.sync({above for path in files for above in worktree.folders(places.root, path)})
