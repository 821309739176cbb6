"""Writing that survives a power cut: content first, then the name, then the folder."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

_PATIENCE = 5.0


def write(target: Path, content: bytes, *, scratch: Path) -> None:
    """Give *target* the content, all of it or none; *scratch* is on the same disk."""
    with scratch.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    replace(scratch, target)


def replace(source: Path, target: Path) -> None:
    """Give *source* the name of *target*, waiting where another program holds it a moment."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def sync(folders: Iterable[Path]) -> None:
    """Make the names in *folders* last; Windows does so by itself and cannot be asked to."""
    if os.name == "nt":
        return
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
