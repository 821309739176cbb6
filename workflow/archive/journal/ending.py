"""What a killed command left: ended by the next one, also by one that only reads."""

from __future__ import annotations

from pathlib import Path

from workflow.archive.journal import lock, recovery, settings
from workflow.archive.journal.repository import Repository, at_work, places
from workflow.core.errors import ArchiveBusy, CaseworkError, JournalFailed, NotAnArchive


def end_interrupted(root: Path, command: str) -> list[str]:
    """End the step that a killed command left, if no other command is at work; say what was done.

    Where nothing is left this asks the disk twice and no more, and it never stops who only reads.
    """
    try:
        found = places(root)
        if not (found.intent.exists() or found.next_index.exists()):
            return []
        settings.audit(found)
        with (
            lock.held(found.lock, command=command, patience=0) as descriptor,
            at_work(found, descriptor) as repository,
        ):
            return mended(repository)
    except (NotAnArchive, ArchiveBusy):
        return []
    except CaseworkError as error:
        return [str(error)]


def mended(repository: Repository) -> list[str]:
    """End what an earlier command left, and say so; JournalFailed where the disk refuses."""
    try:
        return recovery.recover(repository)
    except OSError as error:
        raise JournalFailed(sted=repository.places.root, fejl=error) from error
