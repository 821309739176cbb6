"""Git's own upkeep, done in a process apart: what lies loose is packed, the commits in a graph.

Every object is written into a pack, and the pack's name is on the disk to stay, before anything is
removed; and then only what has a copy in a newer pack. What nothing refers to is packed with the
rest, for a step at work may have just prepared it: nothing is ever thrown out.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from workflow.archive.journal import durable, lock, settings
from workflow.archive.journal.afterwards import DAY
from workflow.archive.journal.git import Git
from workflow.archive.journal.repository import places
from workflow.core.errors import CaseworkError

_REPACK = ("repack", "--geometric=2", "-l", "-n", "-q", "--no-write-bitmap-index")
_MODEST = ("-c", "pack.threads=1", "-c", "pack.windowMemory=64m")
_LEFT = ("pack/tmp_*", "pack/.tmp-*", "info/*.lock", "info/commit-graphs/*.lock")


def keep_up(root: Path) -> None:
    """Pack what lies loose and write the commit graph; ArchiveBusy if another process does."""
    found = places(root)
    settings.audit(found)
    with lock.held(found.upkeep, command="vedligehold", patience=0) as descriptor:
        git, objects = Git(found.root, descriptor), found.common / "objects"
        _clear(objects)
        git.run("commit-graph", "write", "--reachable", "--changed-paths")
        git.run(*_MODEST, *_REPACK)
        durable.sync([objects / "pack"])
        git.run(*_MODEST, *_REPACK, "-d")


def _clear(objects: Path) -> None:
    """Remove what an upkeep left that was killed more than a day ago."""
    for pattern in _LEFT:
        for left in objects.glob(pattern):
            if time.time() - left.stat().st_mtime > DAY:
                left.unlink()


def _step_back() -> None:
    """Let everything else on the machine go first; Windows was told so when we were begun."""
    if hasattr(os, "nice"):
        os.nice(19)


if __name__ == "__main__":
    _step_back()
    with suppress(CaseworkError, OSError):  # nobody is there to be told, and all is as it was
        keep_up(Path(sys.argv[1]))
