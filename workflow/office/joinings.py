"""Where two journals meet: the run of entries that joins them, and what a joining still owes."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.archive.journal.ledger import Ledger, Line
from workflow.core.ancestry import Ancestry
from workflow.core.names import case_of
from workflow.core.proof import ARCHIVE
from workflow.core.proof_rules import OF_A_JOINING
from workflow.core.renumbering import KEPT, moved_from
from workflow.office import both_kept
from workflow.office.desk import Office
from workflow.office.kept_cases import Run

TWO = 2


class Joinings:
    """The joinings of a journal as it is gone through."""

    def __init__(self, office: Office, ledger: Ledger) -> None:
        """Begin with none."""
        self._office, self._ledger = office, ledger
        self._ancestry = Ancestry()
        self._runs: dict[str, Run] = {}
        self._renumbered = False
        self._begun_by: dict[str, str] = {}
        self._owed: dict[tuple[str, str], tuple[Line, list[str]]] = {}

    def __contains__(self, commit: object) -> bool:
        """Tell whether a commit is a joining or belongs to the run of one."""
        return commit in self._begun_by

    def join(self, line: Line) -> None:
        """Begin a joining: what it leaves out is owed by the entries of the cases that follow."""
        self._ancestry.add(line.commit, line.parents)
        self._begun_by[line.commit] = line.commit
        if len(line.parents) == TWO:
            run = self._runs[line.commit] = self._begun(line)
            for path in self._passed_over(run):
                owed = line.commit, case_of(path) or ARCHIVE
                self._owed.setdefault(owed, (line, []))[1].append(path)

    def follow(self, line: Line) -> None:
        """Go on with a joining, if an entry belongs to the run that it has begun."""
        self._ancestry.add(line.commit, line.parents)
        joining = next((self._begun_by[p] for p in line.parents if p in self._begun_by), None)
        booked = line.booked
        if joining is None or booked is None or booked.handling not in (*OF_A_JOINING[1:], KEPT):
            return
        self._begun_by[line.commit] = joining
        if joining in self._runs:
            run = self._runs[joining]
            run.end = line.commit
            run.cases.add(booked.sag)
            if old := moved_from(booked):
                run.moves[old], self._renumbered = booked.sag, True
        if booked.fletter:
            self._owed.pop((joining, booked.sag), None)

    def _begun(self, line: Line) -> Run:
        """Tell where the two histories of a joining parted, and what each has changed since."""
        base = self._ancestry.parting(*line.parents)
        if not base:
            return Run(line, line.commit)
        one, two = (self._ledger.differing(base, side) for side in line.parents)
        return Run(line, line.commit, base, (one, two))

    def _passed_over(self, run: Run) -> Iterator[str]:
        """Yield what one of two joined histories changed, and the joining commit has not.

        A folder below a year that both have changed is not looked into: its entries tell of it.
        """
        if not run.base:
            return
        one, two = run.changed
        kept, taken = (self._ledger.differing(side, run.line.commit) for side in run.line.parents)
        both = {*map(_folder, one)} & {*map(_folder, two)}
        lost = (one & kept) | (two & taken)
        yield from sorted(path for path in lost if _folder(path) not in both)

    def lost(self) -> Iterator[tuple[str, Line]]:
        """Yield each file that one journal had changed, and that nothing has joined."""
        for line, paths in self._owed.values():
            yield from ((path, line) for path in paths)
        told = {path for _, paths in self._owed.values() for path in paths}
        for run in self._runs.values():
            found = both_kept.lost(self._office, self._ledger, run, renumbered=self._renumbered)
            yield from ((path, run.line) for path in dict.fromkeys(found) if path not in told)


def _folder(path: str) -> str:
    """Return the folder below a year that a file lies in, or the file itself."""
    year, name, *rest = path.split("/")[:3] if path.count("/") > 1 else (path, "")
    return f"{year}/{name}" if rest and year.isdigit() else path
