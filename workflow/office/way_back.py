"""The way back from a file of the archive's own that cannot be read: the journal's version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workflow.core.errors import BadFile, CaseworkError


@contextmanager
def shown(root: Path, *below: str) -> Iterator[None]:
    """Let BadFile end with the way back when the journal has another version of these files.

    *below* are files and folders, seen from the archive.
    """
    try:
        yield
    except BadFile as fault:
        if not _has_others(root, below):
            raise
        raise BadFile(
            fejl=f"{fault}\nRet det, eller læg journalens udgave tilbage: inv forkast arkiv"
        ) from None


def _has_others(root: Path, below: tuple[str, ...]) -> bool:
    """Tell whether the journal's version of one of the files is not what lies there."""
    from workflow.archive.journal import ledger

    try:
        with ledger.reading(root) as led:
            booked = [led.files(led.head, part) for part in below]
            return any(
                _held(root / path) != led.blob(blob)
                for files in booked
                for path, blob in files.items()
            )
    except CaseworkError:
        return False


def _held(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None
