"""A command's work with an archive: first it is locked, mended and looked over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from workflow.archive.journal import (
    afterwards,
    booking,
    bundle,
    commits,
    edits,
    ending,
    index,
    latest,
    lock,
    meanwhile,
    preflight,
    putback,
    settings,
    trees,
)
from workflow.archive.journal.booking import Draft
from workflow.archive.journal.commits import Person
from workflow.archive.journal.git import Git
from workflow.archive.journal.latest import LastStep
from workflow.archive.journal.objects import Objects
from workflow.archive.journal.preflight import Head
from workflow.archive.journal.repository import Repository, at_work, places
from workflow.core.entry import FIRST, Booked, Entry, chain_value, event_hash, message
from workflow.core.errors import JournalFailed, NotAnArchive

PATIENCE = 30.0


class Joined(NamedTuple):
    """Another side's history, taken in by the first of the entries that are booked with it.

    Its last commit; each file, by its blob, that is to be as that side has it and not as we have;
    and what the next entry of each case follows, where that is not what we have last.
    """

    commit: str
    files: Mapping[str, str | None]
    chains: Mapping[str, str]


class Journal:
    """An archive that is ours alone until the command ends: what it holds, and how to add to it."""

    def __init__(self, repository: Repository, head: Head, who: Person) -> None:
        """Take over an archive that is locked and looked over."""
        self.root = repository.places.root
        self.notices: list[str] = []
        self._repository = repository
        self._head = head
        self._who = who
        self._known: dict[tuple[str, str], Booked | None] = {}

    @property
    def head(self) -> str:
        """The last commit."""
        return self._head.commit

    @property
    def repository(self) -> Repository:
        """The archive itself, for the journal's own modules."""
        return self._repository

    def content(self, path: str) -> bytes | None:
        """Return what a file holds as it was last booked, or None if there is no such file."""
        blob = trees.find(self._objects, self._tree, path)
        return self._objects.read(blob) if blob else None

    def listing(self, prefix: str) -> Mapping[str, str]:
        """Return each booked file at or below *prefix* and the id of what it holds."""
        return trees.files(self._objects, self._tree, prefix)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of what a booked folder holds."""
        return trees.names(self._objects, self._tree, folder)

    def edited(self, prefix: str) -> Mapping[str, bytes | None]:
        """Return the user's unbooked edits at or below *prefix*: new bytes, or None if removed."""
        return edits.unbooked(self._repository, self._tree, prefix)

    def put_back(self, held: Mapping[str, bytes | None], aside: str) -> str:
        """Give files their booked content; return where what they *held* has been laid aside."""
        booked = {path: self.content(path) for path in held}
        try:
            return putback.put_back(self._repository.places, held, booked, aside)
        except OSError as error:
            raise JournalFailed(sted=self.root, fejl=error) from error

    def lying(self) -> bundle.Lying:
        """Return every file as it lies, booked or not."""
        return bundle.lying(self._repository, self._tree)

    def bundle(self, target: Path) -> None:
        """Write the whole journal to a file."""
        bundle.write(self._repository, target)

    def last(self, sag: str, at: str = "") -> Booked | None:
        """Return the last entry of a case, or the last that an earlier commit had."""
        key = sag, at or self.head
        if key not in self._known:
            self._known[key] = next(latest.entries(self._repository, *key), None)
        return self._known[key]

    def look_ahead(self, sag: str) -> None:
        """Ask Git for what booking a case will need, while something else is waited for."""
        self.last(sag)
        _ = self._identity

    def steps(self, sag: str, handling: str | None = None) -> Iterator[LastStep]:
        """Yield what it takes to undo each entry of a case, newest first."""
        for booked in latest.entries(self._repository, sag, self.head):
            if handling in (None, booked.handling):
                yield latest.step(self._repository, booked)

    def book(
        self,
        entries: Sequence[Entry],
        *,
        now: datetime,
        program: str,
        joined: Joined | None = None,
        first: booking.First | None = None,
    ) -> str:
        """Make all entries true together, or none; return the last one's commit.

        *first* is what must be done with that commit, all of it stored, before it is ours.
        """
        self._end_the_last()
        signature = commits.signature(self._identity, now)
        files = {**joined.files} if joined else {}
        for entry in entries:
            files |= booking.named(entry.filer)
        with index.reserved(self._repository, files):
            self._head = meanwhile.followed(self._repository, self._head, files)
            drafts = list(self._drafts(entries, program, joined.chains if joined else {}))
            if joined:
                drafts[0] = drafts[0]._replace(joins=joined.commit, stored=joined.files)
            commit, notices = booking.book(self._repository, self._head, drafts, signature, first)
        self._head = Head(self._head.ref, commit)
        afterwards.remember(self._repository.places)
        self.notices += notices
        return commit

    def advance(self, commit: str, files: Mapping[str, str | None]) -> None:
        """Go on to a commit that ours leads to; *files* are the blobs in which it differs."""
        self._end_the_last()
        self.notices += booking.advance(self._repository, self._head, commit, files)
        afterwards.remember(self._repository.places)
        self._head = Head(self._head.ref, commit)

    def _end_the_last(self) -> None:
        if self._repository.places.intent.exists():
            self.notices += ending.mended(self._repository)

    def _drafts(
        self, entries: Sequence[Entry], program: str, known: Mapping[str, str]
    ) -> Iterator[Draft]:
        """Yield each entry's message, chained to the one before it in the same case."""
        chains = dict(known)
        for entry in entries:
            forrige = chains.get(entry.sag) or self._chain(entry.sag)
            chains[entry.sag] = event_hash(entry, forrige=forrige)
            yield Draft(message(entry, forrige=forrige, program=program), entry.filer)

    def _chain(self, sag: str) -> str:
        booked = self.last(sag)
        return chain_value(booked) if booked else FIRST

    @cached_property
    def _identity(self) -> Person:
        return settings.identity(self._git, self._who)

    @property
    def _objects(self) -> Objects:
        return self._repository.objects

    @property
    def _git(self) -> Git:
        return self._repository.git

    @property
    def _tree(self) -> str:
        return commits.parsed(self._objects.read(self.head)).tree


@contextmanager
def opened(
    root: Path, *, command: str, who: Person, patience: float = PATIENCE
) -> Iterator[Journal]:
    """Work with an archive, alone; *patience* is how long to wait for others, in seconds."""
    with begun(root, command, who, patience) as journal:
        if not journal.head:
            raise NotAnArchive(sted=journal.root)
        yield journal


@contextmanager
def begun(root: Path, command: str, who: Person, patience: float = PATIENCE) -> Iterator[Journal]:
    """Work with an archive that may still be without a journal."""
    found = places(root)
    settings.audit(found)
    with (
        lock.held(found.lock, command=command, patience=patience) as descriptor,
        at_work(found, descriptor) as repository,
    ):
        notices = ending.mended(repository)
        journal = Journal(repository, preflight.head(repository), who)
        journal.notices += notices
        yield journal
