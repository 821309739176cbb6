"""What belongs to no case, where both sides have changed it: the office, tables, registers."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from workflow.archive import casefile, registers
from workflow.archive.registers import CALLS, WORK, Line, Register, Year
from workflow.core import joining
from workflow.core.errors import BadFile
from workflow.core.names import CONFLICT
from workflow.core.register import Call
from workflow.core.register_joining import joined
from workflow.core.renumbering import Numbers
from workflow.core.schema import office_schema
from workflow.office import joined_office
from workflow.office.desk import TEMPLATES
from workflow.office.gather import OFFICE
from workflow.office.meeting import Meeting
from workflow.office.registers import schema


class Settled(Struct, frozen=True):
    """The files that are merged, and what the other side has that clashes and is put aside."""

    flettet: Mapping[str, bytes]
    konflikt: Mapping[str, bytes]


def settled(meeting: Meeting, shared: Numbers, other: Numbers) -> Settled:
    """Join what both sides have changed; *shared* and *other* are cases' new numbers there.

    A register is joined line by line, kontor.yaml by field, all else is one or the other.
    """
    merged, apart = dict[str, bytes](), dict[str, bytes]()
    changed = {*meeting.shared.cases.get(OFFICE, ()), *meeting.other.cases.get(OFFICE, ())}
    for path in sorted(changed):
        both = meeting.both_changed(path) or _counted_twice(meeting, path)
        content = _joined(meeting, path, shared, other) if both or shared or other else None
        if content is not None and content != meeting.held(meeting.in_place(path)):
            merged[path] = content
        elif content is None and both:
            aside = meeting.held(meeting.other.changes[path].after)
            apart |= {} if aside is None else {_aside(meeting, path): aside}
    return Settled(merged, apart)


def _counted_twice(meeting: Meeting, path: str) -> bool:
    """Tell whether both sides have written in a register; to write the same is to write twice."""
    register = WORK.year(path) is not None or CALLS.year(path) is not None
    return register and path in meeting.shared.changes and path in meeting.other.changes


def _aside(meeting: Meeting, path: str) -> str:
    """Return where the other side's version lies; an earlier conflict may still be there."""
    taken = meeting.place.tree(meeting.shared.commit, CONFLICT)
    return joining.aside(path, {f"{CONFLICT}/{name}" for name in taken})


def _joined(meeting: Meeting, path: str, shared: Numbers, other: Numbers) -> bytes | None:
    """Return what a file says with both sides in it, or None where it cannot be put so."""
    if path == casefile.OFFICE:
        return joined_office.merged(meeting, office_schema(meeting.office.rules))
    if WORK.year(path) is not None:
        return _register(meeting, WORK, path, (shared, other))
    if CALLS.year(path) is not None:
        return _register(meeting, CALLS, path, (shared, other))
    return None


def _register(
    meeting: Meeting, register: Register[Line], path: str, numbers: tuple[Numbers, Numbers]
) -> bytes | None:
    try:
        base, shared, other = (
            _year(meeting, register, path, content) for content in meeting.versions(path)
        )
    except BadFile:
        return None
    sides = (called(year.lines, of) for year, of in zip((shared, other), numbers, strict=True))
    lines, clashes = joined(base.lines, *sides)
    here = shared if path in meeting.shared.changes else other
    return None if clashes else registers.written(register, here, lines)


def _year(
    meeting: Meeting, register: Register[Line], path: str, content: bytes | None
) -> Year[Line]:
    held = register.skeleton(TEMPLATES) if content is None else content
    return registers.read(register, path, held, schema(meeting.office, register))


def called(lines: tuple[Line, ...], numbers: Numbers) -> tuple[Line, ...]:
    """Let calls name their cases by the numbers that these have now."""
    return tuple(
        replace(line, sag=numbers[line.sag or ""])
        if isinstance(line, Call) and line.sag in numbers
        else line
        for line in lines
    )
