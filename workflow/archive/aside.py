"""Files that are no part of an archive, or can be made again: each put in its place whole."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def put(path: Path, content: bytes) -> None:
    """Put a file in its place whole; OSError leaves what was there, and nothing beside it."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.unlink(missing_ok=True)
        with temporary.open("xb") as file:  # never through a link that lies in wait
            file.write(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def keep(path: Path, content: bytes) -> None:
    """Keep what can be made again; where it cannot be written, or by a link, one does without."""
    with suppress(OSError):
        if not path.parent.is_symlink():
            path.parent.mkdir(exist_ok=True)
            put(path, content)
