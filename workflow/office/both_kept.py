"""What both sides of a joining have changed, held against what its entries have made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from workflow.archive import casefile, registers
from workflow.archive.journal.ledger import Ledger, Line
from workflow.archive.registers import CALLS, WORK, Register
from workflow.archive.registers import Line as Written
from workflow.core.errors import BadFile
from workflow.core.keeping_both import holds_case, holds_fields, holds_lines
from workflow.core.model import Sag
from workflow.core.names import CONFLICT, case_of
from workflow.core.schema import office_schema, plain_case_schema
from workflow.office import joined_office
from workflow.office.desk import TEMPLATES, Office
from workflow.office.meeting import case_path
from workflow.office.registers import schema


@dataclass(frozen=True, slots=True)
class Meant:
    """Where two journals parted, how each ends, and the last entry of what joins them."""

    office: Office
    ledger: Ledger
    base: str
    sides: tuple[str, str]
    end: str

    def versions(self, path: str) -> tuple[bytes | None, ...]:
        """Return what a file held at the base, on each side and at the end."""
        commits = (self.base, *self.sides, self.end)
        return tuple(self.ledger.content(commit, path) for commit in commits)

    def sag(self, commit: str, nummer: str) -> Sag | None:
        """Read a version of a case, if it is there and sound."""
        content = self.ledger.content(commit, case_path(nummer))
        try:
            return casefile.in_bulk(case_path(nummer), content or b"", plain_case_schema())
        except BadFile:
            return None


def lost(
    office: Office,
    ledger: Ledger,
    line: Line,
    end: str,
    renumbered: Collection[str],
    *,
    moved: bool,
) -> Iterator[str]:
    """Yield each file of which one side's change is not in the end of a joining.

    The cases in *renumbered* are not looked into; where cases were *moved*, texts name them anew.
    """
    base, *sides = ledger.parted(line)
    if not base:
        return
    meant = Meant(office, ledger, base, (line.parents[0], line.parents[1]), end)
    one, two = sides
    for path in sorted(path for path in one & two if not case_of(path)):
        if not _own_kept(meant, path):
            yield path
    if moved:
        return
    for nummer in sorted(({*map(case_of, one)} & {*map(case_of, two)}) - {"", *renumbered}):
        for commit, paths in zip(meant.sides, (one, two), strict=True):
            mine = {path for path in paths if case_of(path) == nummer}
            yield from _of_case(meant, nummer, commit, mine)


def _of_case(meant: Meant, nummer: str, commit: str, paths: Collection[str]) -> Iterator[str]:
    """Yield what a side has changed in a case and is in no file of it at the end."""
    sagfil = case_path(nummer)
    folder = sagfil.rpartition("/")[0]
    there = {*meant.ledger.files(meant.end, folder).values()}
    brought = meant.ledger.files(commit, folder)
    for path in sorted(paths):
        blob = brought.get(path)
        if blob is None or blob in there:
            continue
        if path != sagfil or not _merged(meant, nummer, commit):
            yield path


def _merged(meant: Meant, nummer: str, commit: str) -> bool:
    """Tell whether what one side has done to a sag.yaml is in it at the end."""
    base, side, end = (meant.sag(place, nummer) for place in (meant.base, commit, meant.end))
    return side is not None and end is not None and holds_case(base, side, end)


def _own_kept(meant: Meant, path: str) -> bool:
    """Tell whether a file of no case has both sides in it, or one lies aside."""
    base, one, two, end = meant.versions(path)
    aside = meant.ledger.files(meant.end, CONFLICT).values()
    beside = {end, *(meant.ledger.blob(blob) for blob in aside)}
    register = WORK.year(path) is not None or CALLS.year(path) is not None
    if {one, two} - {None} <= beside and not (register and one == two):
        return True
    try:
        return _joined(meant.office, path, (base, one, two, end))
    except BadFile:
        return True  # what the tables of today cannot read is not judged


def _joined(office: Office, path: str, held: tuple[bytes | None, ...]) -> bool:
    if path == casefile.OFFICE:
        form = office_schema(office.rules)
        return holds_fields(*(joined_office.fields(content or b"", form) for content in held))
    if WORK.year(path) is not None:
        return holds_lines(*_years(office, WORK, path, held))
    if CALLS.year(path) is not None:
        return holds_lines(*_years(office, CALLS, path, held))
    return False


def _years(
    office: Office, register: Register[Written], path: str, held: tuple[bytes | None, ...]
) -> Iterator[tuple[Written, ...]]:
    for content in held:
        known = register.skeleton(TEMPLATES) if content is None else content
        yield registers.read(register, path, known, schema(office, register)).lines
