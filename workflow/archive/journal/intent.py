"""What a booking is about to do, written before it does it, so that the next command can end it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from workflow.archive.journal import durable, worktree
from workflow.archive.journal.repository import Places
from workflow.core.errors import BadFileName, NoteOfStepUnusable

_IDENTS = re.compile(r"refs/heads/(?!.*\.\.)[^\s\0\\:]+ ([0-9a-f]{40})? [0-9a-f]{40}")


class Change(msgspec.Struct, frozen=True, array_like=True):
    """A file's blobs: what it may hold before, and what it is to hold (None: no file)."""

    before: tuple[str | None, ...]
    after: str | None


class Intent(msgspec.Struct, frozen=True):
    """A swap of the branch `ref` from one commit to another, and the files that follow it."""

    ref: str
    old: str
    new: str
    files: Mapping[str, Change]


def write(places: Places, intent: Intent) -> None:
    """Put the intent on the disk to stay."""
    durable.write(places.intent, msgspec.json.encode(intent), scratch=places.scratch)
    durable.sync([places.stage, places.git])


def read(places: Places) -> Intent | None:
    """Return the intent that is under way, if there is one; it may come with a copied archive."""
    if not places.intent.exists():
        return None
    try:
        found = msgspec.json.decode(places.intent.read_bytes(), type=Intent)
        for path, change in found.files.items():
            worktree.check_name(path, removed=change.after is None)
    except (msgspec.MsgspecError, BadFileName):
        raise NoteOfStepUnusable(fil=places.intent) from None
    if not _IDENTS.fullmatch(f"{found.ref} {found.old} {found.new}"):
        raise NoteOfStepUnusable(fil=places.intent)
    return found
