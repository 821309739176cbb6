"""What is begun when a command has told all: now and then the upkeep, for which nobody waits."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from workflow import apart
from workflow.archive.journal.repository import Places, places
from workflow.core.errors import CaseworkError

LOOSE = 6000  # objects; Git itself, in an editor, begins at 6,700, and the user waits
PACKS = 50
DAY = 86_400.0  # seconds from one upkeep to the next, whatever came of it

_UPKEEP = "workflow.archive.journal.upkeep"
_FOLDERS = 256  # that loose objects lie in, evenly: one of them tells of all, as to Git
_booked = set[Path]()


def remember(found: Places) -> None:
    """Note that an archive has been added to."""
    _booked.add(found.root)


def begin_where_due(root: Path) -> None:
    """Begin the upkeep of an archive that this process has added to, if it is due.

    It fails in silence: what the user asked for is done, and a later step tries again.
    """
    with suppress(CaseworkError, OSError):
        found = places(root)
        if found.root in _booked and is_due(found):
            begin(found)
        _booked.discard(found.root)


def is_due(found: Places, loose: int = LOOSE, packs: int = PACKS) -> bool:
    """Tell whether more lies about than so many, and no upkeep has begun for a day."""
    objects = found.common / "objects"
    reckoned = _FOLDERS * sum(1 for _ in objects.glob("17/*"))
    many = reckoned > loose or sum(1 for _ in objects.glob("pack/*.pack")) > packs
    return many and not _is_recent(found.upkeep)


def begin(found: Places) -> subprocess.Popen[bytes]:
    """Begin the upkeep of an archive, in a process that outlives this one and its terminal."""
    return subprocess.Popen(
        apart.command(_UPKEEP, str(found.root)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=apart.environment(),
        **_detached(),
    )


def _is_recent(path: Path) -> bool:
    return path.exists() and abs(time.time() - path.stat().st_mtime) < DAY


def _detached() -> dict[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.IDLE_PRIORITY_CLASS}
    return {"start_new_session": True}
