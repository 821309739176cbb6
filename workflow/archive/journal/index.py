"""Git's index: the next one is made aside and, linked as Git's own lock, keeps others out."""

from __future__ import annotations

import filecmp
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from workflow.archive.journal import durable
from workflow.archive.journal.repository import Places, Repository, refuse_held
from workflow.core.errors import JournalFailed

_PATIENCE = 5.0
_BETWEEN_TRIES = 0.1
_NO_BLOB = "0" * 40


def reserve(repository: Repository, files: Mapping[str, str | None]) -> None:
    """Make the next index with *files* in it, and take Git's lock with it, if we do not hold it."""
    places, deadline = repository.places, time.monotonic() + _PATIENCE
    if is_ours(places):
        return None
    while True:
        seen = _state(places.index)
        _make(repository, files)
        durable.sync([places.stage])  # a lock that outlives a power cut must be known as ours
        _link(places, deadline)
        if _state(places.index) == seen:
            return durable.sync([places.git])
        withdraw(places)


@contextmanager
def reserved(repository: Repository, files: Mapping[str, str | None]) -> Iterator[None]:
    """Keep other programs from committing while a step is booked; give back what is not used."""
    places = repository.places
    try:
        reserve(repository, files)
        yield
    except BaseException as error:
        if not places.intent.exists():
            withdraw(places)
        if isinstance(error, OSError):
            raise JournalFailed(sted=places.root, fejl=error) from error
        raise


def put(repository: Repository, files: Mapping[str, str | None]) -> None:
    """Put the next index in place; if someone has removed our lock by hand, make it again."""
    places = repository.places
    if not places.next_index.exists():
        return
    if not is_ours(places):
        reserve(repository, files)
    durable.replace(places.index_lock, places.index)
    durable.sync([places.git])
    places.next_index.unlink()


def withdraw(places: Places) -> None:
    """Give back Git's lock, if it is ours, and forget the next index."""
    if is_ours(places):
        places.index_lock.unlink()
        with suppress(OSError):  # where the disk refuses, that has been told already
            durable.sync([places.git])  # before what the lock is known by is gone
    places.next_index.unlink(missing_ok=True)


def is_ours(places: Places) -> bool:
    """Tell whether Git's lock is the index that we have made."""
    made, lock = places.next_index, places.index_lock
    if not (made.exists() and lock.exists()):
        return False
    return made.samefile(lock) or filecmp.cmp(made, lock, shallow=False)


def _make(repository: Repository, files: Mapping[str, str | None]) -> None:
    places = repository.places
    places.next_index.unlink(missing_ok=True)
    if places.index.exists():
        shutil.copyfile(places.index, places.next_index)
    lines = "".join(_line(path, blob) for path, blob in files.items())
    own = {"GIT_INDEX_FILE": str(places.next_index)}
    repository.git.run("update-index", "-z", "--index-info", data=lines.encode(), more=own)


def _line(path: str, blob: str | None) -> str:
    return f"100644 {blob}\t{path}\0" if blob else f"0 {_NO_BLOB}\t{path}\0"


def _link(places: Places, deadline: float) -> None:
    while True:
        try:
            return _link_or_copy(places.next_index, places.index_lock)
        except FileExistsError:
            if time.monotonic() > deadline:
                refuse_held(places.index_lock)
        time.sleep(_BETWEEN_TRIES)


def _link_or_copy(source: Path, target: Path) -> None:
    """Link, so that the lock is whole at birth; where a disk has no links, copy."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        with target.open("xb") as copy:
            copy.write(source.read_bytes())


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
