"""Where two journals meet: the run of entries that joins them, and what a joining still owes."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.archive.journal.ledger import Ledger, Line
from workflow.core.names import case_of
from workflow.core.proof import ARCHIVE
from workflow.core.proof_rules import OF_A_JOINING
from workflow.core.renumbering import KEPT

TWO = 2


class Joinings:
    """The joinings of a journal as it is gone through."""

    def __init__(self, ledger: Ledger) -> None:
        """Begin with none."""
        self._ledger = ledger
        self._begun_by: dict[str, str] = {}
        self._owed: dict[tuple[str, str], tuple[Line, list[str]]] = {}

    def __contains__(self, commit: object) -> bool:
        """Tell whether a commit is a joining or belongs to the run of one."""
        return commit in self._begun_by

    def join(self, line: Line) -> None:
        """Begin a joining: what it leaves out is owed by the entries of the cases that follow."""
        self._begun_by[line.commit] = line.commit
        if len(line.parents) == TWO:
            for path in self._ledger.passed_over(line):
                owed = line.commit, case_of(path) or ARCHIVE
                self._owed.setdefault(owed, (line, []))[1].append(path)

    def follow(self, line: Line) -> None:
        """Go on with a joining, if an entry belongs to the run that it has begun."""
        joining = next((self._begun_by[p] for p in line.parents if p in self._begun_by), None)
        booked = line.booked
        if joining is None or booked is None or booked.handling not in (*OF_A_JOINING[1:], KEPT):
            return
        self._begun_by[line.commit] = joining
        if booked.fletter:
            self._owed.pop((joining, booked.sag), None)

    def lost(self) -> Iterator[tuple[str, Line]]:
        """Yield each file that one journal had changed, and that nothing has joined."""
        for line, paths in self._owed.values():
            yield from ((path, line) for path in paths)
