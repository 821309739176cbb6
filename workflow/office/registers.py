"""The two registers, work that is no case and calls to return: read, changed and booked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Generic

from msgspec import Struct

from workflow import PROGRAM
from workflow.archive import journal, registers
from workflow.archive.journal import Journal
from workflow.archive.registers import CALLS, WORK, Line, Register, Year
from workflow.core.entry import NONE, Entry
from workflow.core.errors import BadFile
from workflow.core.register import Call, Work
from workflow.core.schema import Schema, calls_schema, log_schema
from workflow.office import gather, saving, way_back
from workflow.office.desk import TEMPLATES, Office


class Held(Struct, Generic[Line], frozen=True):
    """A register as it stands, and what has been edited in it by hand."""

    office: Office
    register: Register[Line]
    years: Mapping[int, Year[Line]]
    edits: Mapping[str, bytes | None]

    def of(self, year: int) -> Year[Line]:
        """Return a year, a new one if it has no file yet."""
        if year in self.years:
            return self.years[year]
        skeleton = self.register.skeleton(TEMPLATES)
        form = schema(self.office, self.register)
        return registers.read(self.register, self.register.fil(year), skeleton, form)


class Change(Struct, Generic[Line], frozen=True):
    """What a command does to a register: how the journal names it, and the line as it becomes."""

    handling: str
    titel: str
    dato: date
    line: Callable[[Held[Line]], tuple[Line, Sequence[Line]]]


class Noted(Struct, Generic[Line], frozen=True):
    """A line that was written, and what else there is to say."""

    linje: Line
    meddelelser: tuple[str, ...]


def activities(office: Office) -> tuple[Work, ...]:
    """Return all work that is no case, the oldest year first."""
    return _lines(office, WORK)


def calls(office: Office) -> tuple[Call, ...]:
    """Return every call that was noted, the oldest year first."""
    return _lines(office, CALLS)


@journal.decided_anew
def write(
    office: Office, register: Register[Line], change: Change[Line], now: datetime
) -> Noted[Line]:
    """Change a register and book it, after what was edited in it by hand."""
    with journal.opened(office.root, command=change.handling, who=office.who) as book:
        held = _held(office, register, book)
        edits = _edits(held, now.date())
        line, entry = _changed(held, change)
        book.book([*edits, entry], now=now, program=PROGRAM)
        return Noted(line, (*saving.told_of(edits), *book.notices))


def _changed(held: Held[Line], change: Change[Line]) -> tuple[Line, Entry]:
    line, lines = change.line(held)
    year = held.of(line.dato.year)
    files = {year.document.fil: registers.written(held.register, year, lines)}
    title = f"{held.register.navn}: {change.titel.format(nr=line.nr)}"
    return line, Entry(gather.OFFICE, change.handling, NONE, NONE, change.dato, title, files)


def _lines(office: Office, register: Register[Line]) -> tuple[Line, ...]:
    files = registers.on_disk(office.root, register)
    with way_back.shown(office.root, register.navn):
        years = registers.read_all(register, files, schema(office, register))
    return tuple(line for year in years.values() for line in year.lines)


def _held(office: Office, register: Register[Line], book: Journal) -> Held[Line]:
    """Read a register with its unjournalised edits; BadFile when they are not sound."""
    edited = book.edited(register.navn)
    edits = {fil: content for fil, content in edited.items() if register.year(fil) is not None}
    if gone := [fil for fil, content in edits.items() if content is None]:
        raise BadFile(
            fejl="\n".join(
                f"{fil} mangler. Læg filen tilbage, eller hent den fra en kopi." for fil in gone
            )
        )
    contents = {fil: book.content(fil) for fil in book.listing(register.navn)} | edits
    known = {fil: content for fil, content in contents.items() if content is not None}
    with way_back.shown(office.root, register.navn):
        years = registers.read_all(register, known.items(), schema(office, register))
    return Held(office, register, years, edits)


def refuse_unsound(office: Office, book: Journal, edited: Mapping[str, bytes | None]) -> None:
    """Raise BadFile when a register among these edits is not sound."""
    if any(WORK.year(fil) is not None for fil in edited):
        _held(office, WORK, book)
    if any(CALLS.year(fil) is not None for fil in edited):
        _held(office, CALLS, book)


def _edits(held: Held[Line], today: date) -> list[Entry]:
    title = f"{held.register.navn.capitalize()} rettet i hånden"
    return [gather.office_entry(title, held.edits, today)] if held.edits else []


def schema(office: Office, register: Register[Line]) -> Schema:
    """Return the schema of a register's files in this office."""
    if register.kind is CALLS.kind:
        return calls_schema()
    return log_schema(office.rules, office.kontor)
