"""A case's papers as files: what lies in its folder, and what is laid out of it to be taken."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from workflow.archive.journal import worktree
from workflow.core.errors import LinkInArchive
from workflow.core.names import CONFLICT

PACKED, PREVIEWS = ".esdh", ".forhaandsvisning"
FOLDERS = ("notater", "bilag")
_MARKED = 12


def lying(root: Path, folder: str) -> dict[str, str]:
    """Return each note and received document of a case, a note with a mark of what it says.

    What was received is not opened: it is large, and nobody edits it.
    """
    found = {}
    for below in folders(f"{root}/{folder}"):
        for path in worktree.paths(root, f"{folder}/{below}"):
            if not worktree.is_passing(path):
                name = path.removeprefix(f"{folder}/")
                found[name] = _mark(root, path) if below == "notater" else ""
    return found


def folders(home: str) -> list[str]:
    """Return those of the folders of papers that a case has."""
    return [name for name in FOLDERS if os.path.lexists(f"{home}/{name}")]


def has_other(root: Path, folder: str) -> bool:
    """Tell whether there is anything at all where the other side's version would lie."""
    return os.path.lexists(f"{root}/{folder}/{CONFLICT}")


def other_version(root: Path, folder: str) -> dict[str, bytes]:
    """Return what lies of the other side's version of a conflict, by where it would stand.

    *folder* is a case's, or nothing for the archive's own files; nothing lies where all is settled.
    """
    within = f"{folder}/{CONFLICT}".strip("/")
    found = {}
    for path in worktree.paths(root, within):
        if not worktree.is_passing(path):
            found[path.removeprefix(f"{within}/")] = worktree.content(root, path) or b""
    return found


def mark(content: bytes) -> str:
    """Return what tells one wording of a text from another."""
    return hashlib.sha256(content).hexdigest()[:_MARKED]


def is_portable(name: str) -> bool:
    """Tell whether a file can have that name on every machine."""
    return worktree.is_portable(name)


def content(root: Path, path: str) -> bytes | None:
    """Return what a paper holds, or None if it is gone; follow no link to it."""
    return worktree.content(root, path)


def lay(root: Path, aside: str, nummer: str, files: Mapping[str, bytes]) -> Path:
    """Fill a case's folder anew, wholly or not at all, in a place that is no part of the archive.

    No link is used.
    """
    target = place(root, aside, nummer)
    half = target.with_name(f".{nummer}.tmp")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    try:
        for name, held in files.items():
            (half / name).write_bytes(held)
        clear(root, aside, nummer)
        half.rename(target)
    except OSError:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return target


def clear(root: Path, aside: str, nummer: str) -> None:
    """Remove a case's folder from such a place, if there is one; half a folder is never left."""
    target = place(root, aside, nummer)
    old = target.with_name(f".{nummer}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.is_dir():
        target.rename(old)
        shutil.rmtree(old)


def remember(root: Path, nummer: str, documents: Iterable[str]) -> None:
    """Keep which documents are packed, beside their folder."""
    _list(root, nummer).write_text(json.dumps([*documents]), encoding="ascii")


def packed(root: Path, nummer: str) -> frozenset[str] | None:
    """Return which documents were packed, or None when none were."""
    with suppress(OSError, ValueError):
        return msgspec.json.decode(_list(root, nummer).read_bytes(), type=frozenset[str])
    return None


def forget(root: Path, nummer: str) -> None:
    """Remove what was packed, and that it was."""
    clear(root, PACKED, nummer)
    _list(root, nummer).unlink(missing_ok=True)


def _list(root: Path, nummer: str) -> Path:
    return place(root, PACKED, nummer).with_name(f"{nummer}.json")


def place(root: Path, aside: str, nummer: str) -> Path:
    """Return where a case's folder is; LinkInArchive if that would be somewhere else."""
    target = root / aside / nummer
    for path in (target.parent, target):
        if path.is_symlink():
            raise LinkInArchive(fil=path)
    return target


def _mark(root: Path, path: str) -> str:
    return mark(worktree.content(root, path) or b"")
