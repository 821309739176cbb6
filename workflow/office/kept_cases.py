"""What both sides of a joining have of a case, held against what its entries have made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct, field

from workflow.archive import casefile, places
from workflow.archive.journal.ledger import Ledger, Line
from workflow.core.errors import BadFile
from workflow.core.keeping_both import holds_case
from workflow.core.model import Sag
from workflow.core.names import case_of
from workflow.core.proof import ARCHIVE
from workflow.core.renumbering import Numbers, reworded, rewritten, unsent_letters
from workflow.office.gather import LETTERS
from workflow.office.meeting import case_path, moved
from workflow.office.renumbered import DRAFTS

OTHER, SHARED = range(2)
_SET = (".docx", ".pdf")


class Run(Struct):
    """A joining, its last entry, the cases that its entries are of, and those that it moved.

    `base` is where the two sides parted, empty where they have nothing in common; `changed` are
    the paths that each has changed since.
    """

    line: Line
    end: str
    base: str = ""
    changed: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    cases: set[str] = field(default_factory=set)
    moves: dict[str, str] = field(default_factory=dict)


class Version(NamedTuple):
    """A case as one commit has it: what it is called there, and its files' blobs."""

    commit: str
    nummer: str
    files: Mapping[str, str]


class Parted(Struct, frozen=True, dict=True):
    """What a joining has made of the cases of its two sides."""

    ledger: Ledger
    run: Run
    renumbered: bool

    @cached_property
    def numbers(self) -> tuple[Numbers, Numbers]:
        """What each side's cases are called now: the other's, and those of the shared side."""
        known: Mapping[str, str] = {}
        if self.renumbered:
            ledger = self.ledger.as_of(self.run.line.parents[SHARED])
            known = moved(self.ledger, self.run.base, [*ledger.lines(self.run.base, files=False)])
        other, shared = (
            {old: new for old, new in self.run.moves.items() if self._mover(old) == side}
            for side in (OTHER, SHARED)
        )
        return {**known, **other}, shared

    def lost(self) -> Iterator[str]:
        """Yield each file of a case that is not at the end what the two sides come to."""
        for old in self.run.moves:
            if not self._is_twice(old):
                yield case_path(old)
        for nummer in sorted(self._judged()):
            yield from self._of_case(nummer)

    def _judged(self) -> Iterator[str]:
        """Yield the cases that both sides have changed, or that name or are a case moved."""
        one, two = ({*map(case_of, paths)} for paths in self.run.changed)
        naming = (
            case
            for cases, numbers in zip((one, two), self.numbers, strict=True)
            for case in (*(cases if numbers else ()), *numbers, *numbers.values())
        )
        yield from {*naming, *(one & two), *self.run.cases} - {"", ARCHIVE}

    def _of_case(self, nummer: str) -> Iterator[str]:
        base, other, shared = self._versions(nummer)
        end = self._version(self.run.end, nummer)
        missing = [*self._missing(OTHER, base, other, shared, end)]
        missing += self._missing(SHARED, base, shared, other, end)
        for path in (*self._foreign((other, shared), end), *missing):
            yield f"{places.case_folder(nummer)}/{path}"
        if not self._holds(base, other, shared, end):
            yield case_path(nummer)

    def _versions(self, nummer: str) -> tuple[Version, Version, Version]:
        """Return a case where the sides parted, on the other side and on the shared one."""
        commits = self.run.line.parents
        other, shared = (
            self._version(commits[side], self._called(side, nummer)) for side in (OTHER, SHARED)
        )
        return self._version(self.run.base, other.nummer), other, shared

    def _foreign(self, sides: tuple[Version, Version], end: Version) -> Iterator[str]:
        """Yield what the end has and neither side had."""
        brought = {blob for version in sides for blob in version.files.values()}
        for path, blob in end.files.items():
            made = path == casefile.NAME or any(
                self._reworded(side, version, path, end) for side, version in enumerate(sides)
            )
            if blob not in brought and not made:
                yield path

    def _missing(
        self, side: int, base: Version, version: Version, against: Version, end: Version
    ) -> Iterator[str]:
        """Yield what a version has and the end has not, but what the other side alone changed."""
        blobs = {*end.files.values()}
        for path, blob in version.files.items():
            theirs = blob == base.files.get(path) and against.files.get(path) != blob
            known = path == casefile.NAME or blob in blobs or (theirs and against.files)
            if not known and not self._reworded(side, version, path, end):
                yield path

    def _holds(self, base: Version, other: Version, shared: Version, end: Version) -> bool:
        wanted = {version.files.get(casefile.NAME) for version in (other, shared)} - {None}
        if len(wanted) > 1 and wanted <= {*end.files.values()}:
            return True  # both are kept, and the adviser chooses
        now = self._sag(end, {})
        if now is None:
            return not wanted or wanted <= {*end.files.values()}
        before = self._sag(base, {base.nummer: end.nummer})
        one, two = (self._sag(v, of) for v, of in zip((other, shared), self.numbers, strict=True))
        still, also = (
            before if version.files.get(casefile.NAME) == base.files.get(casefile.NAME) else sag
            for version, sag in ((other, one), (shared, two))
        )  # a side that has not changed the case need not name others anew in it
        return any(holds_case(before, *sides, now) for sides in ((one, two), (still, also)))

    def _reworded(self, side: int, version: Version, path: str, end: Version) -> bool:
        """Tell whether a text that had not left the office names cases anew, or is set anew."""
        if version.nummer not in self.run.moves or path not in end.files:
            return False
        stem, dot, ending = path.rpartition(".")
        text = f"{stem}.md" if f"{dot}{ending}" in _SET else path
        if text not in version.files or not self._is_unsent(version, text):
            return False
        was = self.ledger.blob(version.files[text]).decode("utf-8", "surrogateescape")
        new = reworded(was, self.numbers[side])
        held = self.ledger.blob(end.files[text]) if text in end.files else b""
        return new != was and new.encode("utf-8", "surrogateescape") == held

    def _is_unsent(self, version: Version, text: str) -> bool:
        """Tell whether a text is a draft, or a letter that had not left the office."""
        sag, name = self._sag(version, {}), text.removeprefix(f"{LETTERS}/").removesuffix(".md")
        unsent = sag is not None and name in unsent_letters(sag, [name])
        return text.startswith(DRAFTS) or (text == f"{LETTERS}/{name}.md" and unsent)

    def _called(self, side: int, nummer: str) -> str:
        """Return what a side calls a case, or nothing where it has not that case."""
        numbers = self.numbers[side]
        before = [old for old, new in numbers.items() if new == nummer]
        return before[0] if before else "" if nummer in numbers else nummer

    def _version(self, commit: str, nummer: str) -> Version:
        files = self.ledger.tree(commit, places.case_folder(nummer)) if nummer else {}
        return Version(commit, nummer, files)

    def _sag(self, version: Version, numbers: Numbers) -> Sag | None:
        """Read a version of a case, if it is there and sound."""
        path = case_path(version.nummer)
        try:
            content = self.ledger.blob(version.files[casefile.NAME])
            sag = casefile.as_booked(path, content)
        except (KeyError, BadFile):
            return None
        return rewritten(sag, numbers)

    def _mover(self, old: str) -> int:
        """Return which side's case got another number: the one that is not in place any more."""
        joining, other, shared = (
            self.ledger.files(commit, case_path(old))
            for commit in (self.run.line.commit, *self.run.line.parents)
        )
        return SHARED if joining == other != shared else OTHER

    def _is_twice(self, old: str) -> bool:
        """Tell whether both sides have opened a case of a number."""
        path = case_path(old)
        sides = (self.ledger.files(parent, path) for parent in self.run.line.parents)
        return all(sides) and not self.ledger.files(self.run.base, path)
