"""Whether a case's files are as they were: told by the file system, as Git's index does it.

A stamp holds the time, size and number of each file and folder that a case is read from. It says
nothing of a file that was changed so shortly before it was looked at that a later change could bear
the same time: such a case has no stamp, and is read again. The time is the disk's own, for the
machine's may be another, and may be set back.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from workflow.archive import aside, casefile, papers, places
from workflow.core.filing import COMPLAINT

TICK = 3_000_000_000  # ns; the coarsest file systems tell time in steps of two seconds
_FILES = (f"/{casefile.NAME}", f"/{COMPLAINT}")

Stamp = tuple[str, ...]


def now(beside: Path) -> int:
    """Return what time it is on the disk; 0, which is before all, where that cannot be told."""
    with suppress(OSError):
        probe = beside.with_name(f".{beside.name}.{os.getpid()}.tid")
        try:
            aside.put(probe, b"")
            return probe.stat().st_mtime_ns
        finally:
            probe.unlink(missing_ok=True)
    return 0


def taken(root: Path, nummer: str, moment: int) -> Stamp:
    """Return a case's stamp, empty where it would not tell of a change; take it before reading."""
    home = f"{root}{os.sep}{places.case_folder(nummer)}"
    try:
        names = ["", *(name for name in _FILES if os.path.lexists(home + name)), *_below(home)]
        return tuple(_line(name, _stat(home + name), moment) for name in names)
    except (OSError, ValueError):
        return ()


def holds(root: Path, nummer: str, stamp: Stamp) -> bool:
    """Tell whether all is as it was when a case's stamp was taken."""
    home = f"{root}{os.sep}{places.case_folder(nummer)}"
    for line in stamp:
        name, _, known = line.partition("\0")
        if _told(_stat(home + name)) != known:
            return False
    return bool(stamp)


def _below(home: str) -> list[str]:
    """Return all that lies in the folders whose papers count; a folder tells who comes and goes."""
    found = []
    for folder in papers.folders(home):
        for place, folders, files in os.walk(f"{home}/{folder}"):
            here = place[len(home) :]
            found += [here, *(f"{here}/{name}" for name in (*folders, *files))]
    return found


def _line(name: str, found: os.stat_result | None, moment: int) -> str:
    if found is not None and max(found.st_mtime_ns, found.st_ctime_ns) + TICK > moment:
        raise ValueError
    name.encode()  # a name that is no text has no place in the copy
    return f"{name}\0{_told(found)}"


def _stat(path: str) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _told(found: os.stat_result | None) -> str:
    if found is None:
        return "-"
    return f"{found.st_mtime_ns} {found.st_ctime_ns} {found.st_size} {found.st_ino} {found.st_mode}"
