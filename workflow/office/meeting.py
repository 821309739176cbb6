"""Two histories of one archive that are to become one: where they parted, what each has done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from msgspec import Struct

from workflow.archive import casefile, places
from workflow.archive.casefile import CaseFile
from workflow.archive.journal import Change, Journal, Sharing
from workflow.archive.journal.ledger import Line
from workflow.core import renumbering
from workflow.core.entry import FIRST, chain_value
from workflow.core.names import case_of
from workflow.office.desk import Office
from workflow.office.gather import OFFICE

Changes = Mapping[str, Change]


class Past(Protocol):
    """Where what was booked can be looked up."""

    def tree(self, commit: str, folder: str) -> Mapping[str, str]:
        """Return each file below a folder as of a commit, by its path inside, and its blob."""

    def contains(self, commit: str, other: str) -> bool:
        """Tell whether a commit has another in its history."""


class Side(Struct, frozen=True, dict=True):
    """What one side has done since they parted: its last commit, its entries, its files."""

    commit: str
    lines: tuple[Line, ...]
    changes: Changes

    @cached_property
    def tips(self) -> Mapping[str, str]:
        """What the next entry of each case that the side has written of must follow."""
        told = (line.booked for line in self.lines)
        return {booked.sag: chain_value(booked) for booked in told if booked}

    @cached_property
    def cases(self) -> Mapping[str, tuple[str, ...]]:
        """The paths that the side has changed, by case; those of no case under the archive."""
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.changes:
            found[case_of(path) or OFFICE].append(path)
        return {nummer: tuple(paths) for nummer, paths in found.items()}

    @property
    def written(self) -> frozenset[str]:
        """The cases that the side has changed, or has an entry of."""
        return frozenset({*self.cases, *self.tips})

    @property
    def opened(self) -> Iterator[str]:
        """The cases that the side has opened."""
        for nummer in self.cases:
            file = self.changes.get(case_path(nummer))
            if file and file.before is None and file.after is not None:
                yield nummer


class Meeting(Struct, frozen=True, dict=True):
    """The two sides, ours and what was fetched, and the office that reads their cases."""

    office: Office
    book: Journal
    place: Sharing
    base: str
    shared: Side
    other: Side
    today: date

    def in_place(self, path: str) -> str | None:
        """Return the blob of a file after the joining: the shared one where both changed it."""
        change = self.shared.changes.get(path) or self.other.changes[path]
        return change.after

    def content(self, blob: str) -> bytes:
        """Return what a blob holds."""
        return self.book.repository.objects.read(blob)

    def held(self, blob: str | None) -> bytes | None:
        """Return what a file holds, if there is one."""
        return None if blob is None else self.content(blob)

    def both_changed(self, path: str) -> bool:
        """Tell whether both sides have changed a file, each in its way."""
        here, there = (side.changes.get(path) for side in (self.shared, self.other))
        return here is not None and there is not None and here.after != there.after

    def versions(self, path: str) -> tuple[bytes | None, ...]:
        """Return what a file held where the sides parted, on the shared side and on the other."""
        changes = [side.changes.get(path) for side in (self.shared, self.other)]
        base = next(change.before for change in changes if change)
        return tuple(self.held(c.after if c else base) for c in (None, *changes))

    def case(self, nummer: str, blob: str) -> CaseFile:
        """Read a version of a case; BadFile when it is not sound."""
        return casefile.read(case_path(nummer), self.content(blob), self.office.schema)

    def met(self, nummer: str, earlier: str = "") -> tuple[str, tuple[str, ...]]:
        """Return what an entry must follow where both sides have written of a case.

        That is the shared side's last value, and the other side's if it has one of its own there;
        *earlier* is the number that the other side knows the case by.
        """
        ours = self.other.tips.get(earlier or nummer)
        theirs = self.shared.tips.get(nummer)
        if theirs is None and ours is not None and not earlier:
            return ours, ()
        known = theirs or self._tip_at_base(nummer)
        return known, (ours,) if ours and ours != known else ()

    def tip(self, side: Side, nummer: str) -> str:
        """Return what a case's next entry would follow if there were only that side."""
        return side.tips.get(nummer) or self._tip_at_base(nummer)

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """The cases that both sides knew, whose number the shared side has changed since."""
        return moved(self.place, self.base, self.shared.lines)

    def _tip_at_base(self, nummer: str) -> str:
        booked = self.book.last(nummer, self.base)
        return chain_value(booked) if booked else FIRST


def case_path(nummer: str) -> str:
    """Return where a case's file is, seen from the archive."""
    return f"{places.case_folder(nummer)}/{casefile.NAME}"


def moved(past: Past, base: str, lines: Sequence[Line]) -> Mapping[str, str]:
    """Return the cases known at *base* whose number some entries since have changed, and to what.

    The number may belong to another case there now. Which of the two got a new one is seen from the
    joining entry: the side whose version is not in place there is the one that moved.
    """
    parents = {line.commit: line.parents for line in lines}
    now: dict[str, tuple[str, str]] = {}
    for line in lines:
        old = renumbering.moved_from(line.booked) if line.booked else ""
        for nummer, (called, known) in {old: (old, base), **now}.items():
            if not (old and called == old and line.booked and past.tree(base, case_path(old))):
                continue
            if _left(past, old, known, line.commit, parents):
                now[nummer] = (line.booked.sag, line.commit)
    return {nummer: called for nummer, (called, _) in now.items()}


def _left(
    past: Past, old: str, known: str, joining: str, parents: Mapping[str, tuple[str, ...]]
) -> bool:
    while len(parents.get(joining, ())) == 1:
        (joining,) = parents[joining]
    path = case_path(old)
    kept = past.tree(joining, path)
    gone = [p for p in parents.get(joining, ()) if past.tree(p, path) not in (kept, {})]
    return any(past.contains(parent, known) for parent in gone)
