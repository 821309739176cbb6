"""What both sides of a joining have changed, held against what its entries have made of it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from workflow.archive import casefile, registers
from workflow.archive.journal.ledger import Ledger
from workflow.archive.registers import CALLS, WORK, Register
from workflow.archive.registers import Line as Written
from workflow.core.errors import BadFile
from workflow.core.keeping_both import holds_fields, holds_lines
from workflow.core.names import CONFLICT, case_of
from workflow.core.renumbering import Numbers
from workflow.core.schema import office_schema
from workflow.office import joined_office
from workflow.office.desk import TEMPLATES, Office
from workflow.office.joined_archive import called
from workflow.office.kept_cases import Parted, Run
from workflow.office.registers import schema

_NOTHING: tuple[Numbers, ...] = ({}, {}, {}, {})


class Own(Struct, frozen=True):
    """A file of no case: at the base, on each side and at the end; and what lies aside."""

    office: Office
    path: str
    held: tuple[bytes | None, ...]
    aside: frozenset[bytes]
    numbers: tuple[Numbers, ...]

    @property
    def is_register(self) -> bool:
        """Tell whether it has a year's lines."""
        return WORK.year(self.path) is not None or CALLS.year(self.path) is not None

    def kept(self) -> bool:
        """Tell whether the file has both sides in it, or one lies aside."""
        _, one, two, end = self.held
        both = {one, two} - {None}
        certain = self.is_register and (one == two or self.numbers != _NOTHING)
        if both <= {end, *self.aside} and (both & self.aside or not certain):
            return True
        try:
            return self._joined()
        except BadFile:
            return True  # what the tables of today cannot read is not judged

    def _joined(self) -> bool:
        if self.path == casefile.OFFICE:
            form = office_schema(self.office.rules)
            return holds_fields(*(joined_office.fields(held or b"", form) for held in self.held))
        if WORK.year(self.path) is not None:
            return holds_lines(*self._years(WORK))
        if CALLS.year(self.path) is not None:
            return holds_lines(*self._years(CALLS))
        return False

    def _years(self, register: Register[Written]) -> Iterator[tuple[Written, ...]]:
        form = schema(self.office, register)
        for content, numbers in zip(self.held, self.numbers, strict=True):
            known = register.skeleton(TEMPLATES) if content is None else content
            yield called(registers.read(register, self.path, known, form).lines, numbers)


def lost(office: Office, ledger: Ledger, run: Run, *, renumbered: bool) -> Iterator[str]:
    """Yield each file of which one side's change is not in the end of a joining.

    *renumbered* says that a case of the journal has got another number, here or before.
    """
    if not run.base:
        return
    one, two = run.changed
    parted = Parted(ledger, run, renumbered)
    commits = (run.base, *run.line.parents, run.end)
    blobs = ledger.files(run.end, CONFLICT).values()
    aside = frozenset(map(ledger.blob, blobs))
    numbers: tuple[Numbers, ...] = ({}, *parted.numbers, {})
    either = one | two if any(numbers) else one & two
    for path in sorted(path for path in either if not case_of(path)):
        held = tuple(ledger.content(commit, path) for commit in commits)
        own = Own(office, path, held, aside, numbers)
        if (path in one & two or own.is_register) and not own.kept():
            yield path
    yield from parted.lost()
