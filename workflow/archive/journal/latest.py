"""A case's entries, newest first, and what it would take to undo each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import NamedTuple

from workflow.archive.journal import commits
from workflow.archive.journal.repository import Repository
from workflow.archive.journal.witness import SYNCHRONISED
from workflow.core.entry import Booked, parse


class LastStep(NamedTuple):
    """A case's last entry, and what its files held before and after it (None: no file)."""

    booked: Booked
    before: Mapping[str, bytes | None]
    after: Mapping[str, bytes | None]


def entries(repository: Repository, sag: str, at: str) -> Iterator[Booked]:
    """Yield the entries that a case has in the history of the commit *at* (empty: none)."""
    order = _order(repository)
    for skipped in count() if at else ():
        commit = _mentioning(repository, sag, skipped, (*order, at))
        if not commit:
            return
        booked = _booked(repository, commit)
        if booked and booked.sag == sag:
            yield booked


def step(repository: Repository, booked: Booked) -> LastStep:
    """Return what it takes to undo an entry."""
    pairs = list(_changed_by(repository, booked.commit))
    before = {path: _blob(repository, old) for path, old, _ in pairs}
    after = {path: _blob(repository, new) for path, _, new in pairs}
    return LastStep(booked, before, after)


def _order(repository: Repository) -> tuple[str, ...]:
    """How the last entry is found: no clock can be trusted where histories have been joined."""
    return ("--topo-order",) if repository.objects.find(SYNCHRONISED) else ()


def _mentioning(repository: Repository, sag: str, skipped: int, where: tuple[str, ...]) -> str:
    wanted = ("--fixed-strings", f"--grep=Sag: {sag}")
    told = repository.git.run("rev-list", "-1", f"--skip={skipped}", *wanted, *where)
    return told.decode().strip()


def _booked(repository: Repository, commit: str) -> Booked | None:
    read = commits.parsed(repository.objects.read(commit))
    return parse(read.message, commit, read.who, read.when)


def _changed_by(repository: Repository, commit: str) -> Iterator[tuple[str, str, str]]:
    """Yield each path that a commit changed, and its blobs before and after."""
    told = repository.git.run("diff-tree", "-r", "-z", "--root", "--no-renames", commit)
    _, *parts = told.decode("utf-8", "surrogateescape").rstrip("\0").split("\0")
    for facts, path in zip(parts[::2], parts[1::2], strict=True):
        yield path, facts.split()[2], facts.split()[3]


def _blob(repository: Repository, ident: str) -> bytes | None:
    return repository.objects.read(ident) if ident.strip("0") else None
