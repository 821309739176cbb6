"""The whole journal replayed and held against the tables: each entry with its case on both sides.

The journal streams by. Of each case only its last version is kept, and its forløb is gone through
from where that ended, so that a long journal costs one reading and little memory. Where two
histories run side by side, what is known of the one says nothing of the other and is forgotten.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct, field

from workflow.archive import casefile
from workflow.archive.journal.ledger import Ledger, Line, Touched
from workflow.core.entry import CASE_FILE, Booked, told
from workflow.core.errors import BadFile
from workflow.core.joining import SYNCHRONISED
from workflow.core.model import Sag
from workflow.core.names import case_of
from workflow.core.proof import ARCHIVE, Fault, File, Step, Version, version, where
from workflow.core.proof_chain import Chains
from workflow.core.proof_rules import judged, unfiled
from workflow.core.schema import plain_case_schema
from workflow.office.desk import Office
from workflow.office.joinings import TWO, Joinings

_BATCH = 200

Tell = Callable[[int], None]


class Held(Struct, frozen=True):
    """What a blob holds: its hash, and the case when it is a sag.yaml (text: what is wrong)."""

    sha256: str
    sag: Sag | str | None = None


class Proof(Struct):
    """What the replay has come to."""

    fejl: list[Fault] = field(default_factory=list)
    bemaerkninger: list[Fault] = field(default_factory=list)
    kendte: set[str] = field(default_factory=set)
    commits: set[str] = field(default_factory=set)
    poster: int = 0
    hoved: str = ""
    uden_filer: dict[str, frozenset[str]] = field(default_factory=dict)


class Replay:
    """A journal being replayed."""

    def __init__(self, office: Office, ledger: Ledger) -> None:
        """Begin at its beginning."""
        self.proof = Proof(hoved=ledger.head)
        self._office, self._ledger = office, ledger
        self._schema = plain_case_schema()
        self._chains = Chains()
        self._current: dict[str, tuple[str | None, Version | None]] = {}
        self._held: Mapping[str, Held] = {}
        self._latest: dict[str, tuple[bytes, Sag]] = {}
        self._previous = ""
        self._ends: set[str] = set()
        self._joinings = Joinings(office, ledger)

    def run(self, tell: Tell) -> Proof:
        """Replay all of it; *tell* is told now and then how many entries have been seen."""
        for lines in _batches(self._ledger.lines()):
            self._held = dict(self._read(lines))
            for line in lines:
                self.proof.poster += 1
                self._take(line)
            tell(self.proof.poster)
        for path, line in self._joinings.lost():
            self._fault(path, "den ene journals ændring er gået tabt, hvor de to mødes", line)
        for sag, tekst in self._chains.ends():
            self.proof.fejl.append(Fault(sag, tekst))
        return self.proof

    def _read(self, lines: Iterable[Line]) -> Iterator[tuple[str, Held]]:
        """Read what the lines' files held afterwards, each blob once."""
        touched = [(file.after, file.path) for line in lines for file in line.files if file.after]
        cases = {ident: path for ident, path in touched if _is_case_file(path)}
        wanted = list(dict(touched))
        for ident, content in zip(wanted, self._ledger.blobs(wanted), strict=True):
            path = cases.get(ident)
            sag = self._case(path, content) if path else None
            yield ident, Held(hashlib.sha256(content).hexdigest(), sag)

    def _case(self, path: str, content: bytes) -> Sag | str:
        """Read a case as the model has it; rows may have left the tables since."""
        try:
            known = self._latest.get(path)
            if known:
                sag = casefile.further(path, content, known, self._schema)
            else:
                sag = casefile.in_bulk(path, content, self._schema)
        except BadFile as fault:
            return str(fault)
        self._latest[path] = content, sag
        return sag

    def _take(self, line: Line) -> None:
        self.proof.commits.add(line.commit)
        alone = self._follow(line)
        if line.booked:
            for tekst in self._chains.add(line.booked, alone=alone):
                self._fault(_place(line.booked.sag), tekst, line)
        if len(line.parents) > 1:
            self._joined(line)
            return
        self._joinings.follow(line)
        for sag, files in _by_case(line).items():
            self._judge(self._step(line, sag, files))

    def _follow(self, line: Line) -> bool:
        """Go on to a line, and tell whether no other history runs beside it."""
        if line.parents != ((self._previous,) if self._previous else ()):
            self._current.clear()
            if not line.parents:
                self._fault("journalen", "den har to begyndelser", line)
        self._previous = line.commit
        self._ends -= set(line.parents)
        self._ends.add(line.commit)
        return len(self._ends) == 1 and len(line.parents) < TWO

    def _joined(self, line: Line) -> None:
        """Judge a line where two histories meet; a case's own entry may yet join what it left."""
        if len(line.parents) > TWO or not line.booked or line.booked.handling != SYNCHRONISED:
            self._fault("journalen", "to journaler er ført sammen uden om inv synk", line)
        for touched in line.files:
            self._fault(touched.path, "filen er som i ingen af de to journaler, der mødes", line)
        self._joinings.join(line)

    def _fault(self, sted: str, tekst: str, line: Line) -> None:
        step = Step(sted, line.when.date(), line.who, line.booked, (), None, None)
        self.proof.kendte.add(sted)
        self.proof.fejl.append(Fault(sted, tekst, where(step)))

    def _judge(self, step: Step) -> None:
        self.proof.uden_filer |= unfiled(step, self.proof.uden_filer)
        for fault in judged(step, self._office.rules):
            self.proof.kendte.add(fault.sted)
            self.proof.fejl.append(fault)

    def _step(self, line: Line, sag: str, files: Sequence[Touched]) -> Step:
        before = after = None
        if sag != ARCHIVE:
            before, after = self._sides(line, sag, files)
        touched = tuple(_file(found, self._held) for found in files)
        untouched = self._named(line, touched) if line.booked else {}
        day = line.when.date()
        joined = line.commit in self._joinings
        return Step(sag, day, line.who, line.booked, touched, before, after, untouched, joined)

    def _sides(
        self, line: Line, sag: str, files: Sequence[Touched]
    ) -> tuple[Version | None, Version | None]:
        """Return the case before and after a line; one that cannot be read is as it last could."""
        path = f"{_place(sag)}/{CASE_FILE}"
        changed = next((found for found in files if found.path == path), None)
        before = self._before(line, sag, path, changed)
        if changed is None:
            return before, before
        after = self._version(sag, path, changed.after, before, line)
        self._current[sag] = changed.after, after
        return before, after

    def _before(self, line: Line, sag: str, path: str, changed: Touched | None) -> Version | None:
        known = self._current.get(sag)
        if known and (changed is None or known[0] == changed.before):
            return known[1]
        if changed and changed.before is None:
            return None
        content = self._ledger.content(line.parents[0], path) if line.parents else None
        read = self._case(path, content) if content is not None else None
        found = self._of(read, None) if isinstance(read, Sag) else None
        self._current[sag] = (changed.before if changed else None), found
        return found

    def _version(
        self, sag: str, path: str, blob: str | None, before: Version | None, line: Line
    ) -> Version | None:
        read = self._held[blob].sag if blob else None
        if isinstance(read, str):
            tekst = read.replace(f"{path}, ", "").replace("\n", " ")
            if line.booked:
                self._fault(path, f"sagen kan ikke læses som booket: {tekst}", line)
            else:
                step = Step(sag, line.when.date(), line.who, None, (), None, None)
                said = f"sagen kunne ikke læses: {tekst}"
                self.proof.bemaerkninger.append(Fault(path, said, where(step)))
            return before
        return self._of(read, before) if isinstance(read, Sag) else None

    def _of(self, sag: Sag, before: Version | None) -> Version:
        return version(sag, before, self._office.rules, self._office.kalender)

    def _named(self, line: Line, files: Sequence[File]) -> dict[str, str]:
        """Return the documents that an entry names and did not touch, with what they held."""
        booked: Booked | None = line.booked
        touched = {told(file.path) for file in files if file.after}
        found: dict[str, str] = {}
        for path in booked.dokumenter.keys() - touched if booked else ():
            content = self._ledger.content(line.commit, path)
            if content is not None:
                found[path] = hashlib.sha256(content).hexdigest()
        return found


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while batch := list(islice(lines, _BATCH)):
        yield batch


def _by_case(line: Line) -> Mapping[str, Sequence[Touched]]:
    """Return what an entry touched under its case; what was changed without one, case by case."""
    if line.booked:
        return {line.booked.sag: line.files}
    cases: dict[str, list[Touched]] = defaultdict(list)
    for touched in line.files:
        cases[case_of(touched.path) or ARCHIVE].append(touched)
    return cases


def _file(touched: Touched, held: Mapping[str, Held]) -> File:
    sha256 = held[touched.after].sha256 if touched.after else ""
    return File(touched.path, touched.before, touched.after, sha256)


def _is_case_file(path: str) -> bool:
    return path.endswith(f"/{CASE_FILE}") and path == f"{_place(case_of(path))}/{CASE_FILE}"


def _place(sag: str) -> str:
    return f"{sag[:4]}/{sag}" if case_of(f"{sag[:4]}/{sag}/") else sag
