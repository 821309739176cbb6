"""Whether a journal keeps to itself: an archive from elsewhere may be made to lead out of it.

A link in the journal's own folder would let a booking write in whatever file it points to, another
place for its objects would lend it the content of others, and a pipe would never be read to its
end. None of it comes of ordinary use.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from workflow.archive.journal.repository import Places
from workflow.core.errors import JournalLeadsOut

_LOOKED_THROUGH = (
    *("info", "logs", "refs", "reftable", "sagsgang", "worktrees"),
    *("objects/info", "objects/pack"),
)
_NEVER_USED = ("hooks",)
_ELSEWHERE = ("objects/info/alternates", "objects/info/http-alternates", "info/grafts")


def refuse_leading_out(places: Places) -> None:
    """Refuse a journal with links, pipes or borrowed parts, before anything in it is used."""
    if places.common == places.git:
        _refuse_borrowed(places)
    else:
        _refuse_unknown_folder(places)
    for path in _named(places):
        if not _is_plain(path):
            raise JournalLeadsOut(fil=path)
    for name in _ELSEWHERE:
        if (places.common / name).exists():
            raise JournalLeadsOut(fil=places.common / name)


def _refuse_borrowed(places: Places) -> None:
    named = places.root / ".git"
    if named.is_symlink() or not named.is_dir():
        raise JournalLeadsOut(fil=named)


def _refuse_unknown_folder(places: Places) -> None:
    """Refuse a second working folder that the journal it names does not know of."""
    named, back = places.root / ".git", places.git / "gitdir"
    told = back.read_text("utf-8", "replace").strip() if _is_file(back) else ""
    if named.is_dir() or not told or Path(places.git, told).resolve() != named.resolve():
        raise JournalLeadsOut(fil=named)


def _named(places: Places) -> Iterator[Path]:
    """Yield what a command reads and writes, the many objects themselves apart."""
    for folder in dict.fromkeys((places.common, places.git)):
        yield from (path for path in folder.iterdir() if path.name not in _NEVER_USED)
        yield from (folder / "objects").glob("*")
        for name in _LOOKED_THROUGH:
            for where, folders, files in os.walk(folder / name):
                yield from (Path(where, found) for found in (*folders, *files))


def _is_plain(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return True  # Git at work elsewhere has just removed it.
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
