"""Two versions of a year's register made into one, line by line.

A line is known by its number. One that both sides have added under one number is two lines: the
other side's gets the next number. Where both have counted on in one line, both counts are in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, cast

from msgspec.structs import replace

from workflow.core.register import MOST, Call, Work, next_nr

Line = TypeVar("Line", bound=Work | Call)


def joined(
    base: Sequence[Line], shared: Sequence[Line], other: Sequence[Line]
) -> tuple[tuple[Line, ...], tuple[int, ...]]:
    """Return the lines, and the numbers of those that both sides have changed differently."""
    old, here, there = ({line.nr: line for line in lines} for lines in (base, shared, other))
    lines, clashes = dict(here), list[int]()
    for nr in sorted({*old, *there}):
        kept = _one(old.get(nr), here.get(nr), there.get(nr))
        if nr not in old and nr in here:
            new = replace(there[nr], nr=next_nr([*lines.values(), *there.values()]))
            lines[new.nr] = new
        elif kept is _CLASH:
            clashes.append(nr)
        elif kept is not None:
            lines[nr] = cast(Line, kept)
        else:
            lines.pop(nr, None)
    return tuple(lines[nr] for nr in sorted(lines)), tuple(clashes)


_CLASH = object()


def _one(old: Line | None, here: Line | None, there: Line | None) -> Line | object | None:
    if there == old:
        return here
    if here == old:
        return there
    return _counted(old, here, there)


def _counted(old: object, here: object, there: object) -> object:
    """Add both sides' counts, if nothing else of the line was changed; like counts are two."""
    if isinstance(old, Work) and isinstance(here, Work) and isinstance(there, Work):
        only_counts = replace(here, antal=1) == replace(there, antal=1) == replace(old, antal=1)
        count = here.antal + there.antal - old.antal
        if only_counts and count <= MOST:
            return replace(here, antal=count)
    return here if here == there else _CLASH
