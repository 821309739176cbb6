"""A new archive: its journal is made, and its first entry or another's whole history comes in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from workflow import PROGRAM
from workflow.archive.journal import settings, worktree
from workflow.archive.journal.commits import Person
from workflow.archive.journal.git import Git
from workflow.archive.journal.repository import places
from workflow.archive.journal.session import Journal, begun
from workflow.core.entry import Entry
from workflow.core.errors import ArchiveExists, FileChangedMeanwhile, NotAnArchive


def create(root: Path, entry: Entry, *, now: datetime, who: Person, program: str = PROGRAM) -> None:
    """Make an archive whose first entry is *entry*."""
    root.mkdir(parents=True, exist_ok=True)
    if not is_archive(root):
        _refuse_others_files(root, entry)
        settings.initialise(Git(root.resolve()))
    with begun(root, entry.handling, who) as journal:
        if journal.head:
            raise ArchiveExists(sted=journal.root)
        journal.book([entry], now=now, program=program)


@contextmanager
def founded(root: Path, *, command: str, who: Person) -> Iterator[Journal]:
    """Make a folder an archive that is still without a journal, and work with it, alone."""
    root.mkdir(parents=True, exist_ok=True)
    if not is_archive(root):
        settings.initialise(Git(root.resolve()))
    with begun(root, command, who) as journal:
        if journal.head:
            raise ArchiveExists(sted=journal.root)
        yield journal


def is_archive(root: Path) -> bool:
    """Tell whether a folder has a journal of its own."""
    try:
        places(root)
    except NotAnArchive:
        return False
    return True


def _refuse_others_files(root: Path, entry: Entry) -> None:
    for path, content in entry.filer.items():
        if worktree.content(root, path) not in (None, content):
            raise FileChangedMeanwhile(fil=path)
