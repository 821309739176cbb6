"""A case's papers as files: what lies in its folder, and what is laid out of it to be taken."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from workflow.archive.journal import worktree
from workflow.core.errors import LinkInArchive

PACKED, PREVIEWS = ".esdh", ".forhaandsvisning"
_FOLDERS = ("notater", "bilag")
_MARKED = 12


def lying(root: Path, folder: str) -> dict[str, str]:
    """Return each note and received document of a case, a note with a mark of what it says.

    What was received is not opened: it is large, and nobody edits it.
    """
    found = {}
    for below in _FOLDERS:
        for path in worktree.paths(root, f"{folder}/{below}"):
            if not worktree.is_passing(path):
                name = path.removeprefix(f"{folder}/")
                found[name] = _mark(root, path) if below == "notater" else ""
    return found


def mark(content: bytes) -> str:
    """Return what tells one wording of a text from another."""
    return hashlib.sha256(content).hexdigest()[:_MARKED]


def content(root: Path, path: str) -> bytes | None:
    """Return what a paper holds, or None if it is gone; follow no link to it."""
    return worktree.content(root, path)


def lay(root: Path, aside: str, nummer: str, files: Mapping[str, bytes]) -> Path:
    """Fill a case's folder anew, in a place that is no part of the archive; no link is used."""
    clear(root, aside, nummer)
    target = place(root, aside, nummer)
    target.mkdir(parents=True)
    for name, held in files.items():
        (target / name).write_bytes(held)
    return target


def clear(root: Path, aside: str, nummer: str) -> None:
    """Remove a case's folder from such a place, if there is one."""
    if (target := place(root, aside, nummer)).is_dir():
        shutil.rmtree(target)


def place(root: Path, aside: str, nummer: str) -> Path:
    """Return where a case's folder is; LinkInArchive if that would be somewhere else."""
    target = root / aside / nummer
    for path in (target.parent, target):
        if path.is_symlink():
            raise LinkInArchive(fil=path)
    return target


def _mark(root: Path, path: str) -> str:
    return mark(worktree.content(root, path) or b"")
