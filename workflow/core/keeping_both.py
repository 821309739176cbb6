"""Whether both sides' changes of a case, a register or the office are in what was made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from workflow.core.changes import plain
from workflow.core.kept_events import holds_events
from workflow.core.merge import COURSE, POINTS, WHOLE, Clash, three_way
from workflow.core.model import Sag
from workflow.core.register_joining import Line, joined

Fields = Mapping[str, Any]


def holds_case(base: Sag | None, other: Sag | None, shared: Sag | None, end: Sag) -> bool:
    """Tell whether *end* is what two versions of a case come to, and nothing else.

    A version that is the only one is taken as it is. Where there are two, what the joining's own
    rule may change is that the other side's new klagepunkter and letters have another number.
    """
    if other is None or shared is None:
        return end in (other, shared)
    old, one, two, now = (_fields(sag) for sag in (base, other, shared, end))
    return (
        holds_events(base, other, shared, end)
        and not _lost(old, one, two, now)
        and _points_kept(base, other, shared, end)
    )


def holds_lines(
    base: Sequence[Line], one: Sequence[Line], two: Sequence[Line], end: Sequence[Line]
) -> bool:
    """Tell whether a register is the two joined, whatever numbers its lines have."""
    lines, clashes = joined(base, one, two)
    return not clashes and Counter(map(_line, lines)) == Counter(map(_line, end))


def holds_fields(base: Fields, one: Fields, two: Fields, end: Fields) -> bool:
    """Tell whether *end* is the two merged by field."""
    clashes: list[Clash] = []
    return three_way(base, one, two, clashes) == three_way(end, end, end, []) and not clashes


def _fields(sag: Sag | None) -> dict[str, Any]:
    """Return a case without its course; its points by number."""
    if sag is None:
        return {POINTS: {}}
    data = plain(sag)
    points = {punkt["nr"]: punkt for punkt in data.get(POINTS, ())}
    return {**{key: value for key, value in data.items() if key != COURSE}, POINTS: points}


def _lost(base: Fields, one: Fields, two: Fields, end: Fields) -> bool:
    """Tell whether a value is not as the side that changed it has it; new points are apart."""
    for key in {*base, *one, *two, *end}:
        if isinstance(key, int) and key not in base:
            continue
        old, here, there, now = sides = [part.get(key) for part in (base, one, two, end)]
        if key not in WHOLE and all(isinstance(value, Mapping) for value in sides):
            if _lost(*sides):  # type: ignore[arg-type]
                return True
        elif any(value != now for value in [v for v in (here, there) if v != old] or [old]):
            return True
    return False


def _points_kept(base: Sag | None, other: Sag, shared: Sag, end: Sag) -> bool:
    one, two, now = (_new_points(base, sag) for sag in (other, shared, end))
    return not (one - now or two - now or now - (one + two))


def _new_points(base: Sag | None, side: Sag) -> Counter[str]:
    known = {punkt.nr for punkt in base.klagepunkter} if base else set()
    return Counter(
        _point(punkt) for punkt in plain(side).get(POINTS, ()) if punkt["nr"] not in known
    )


def _point(punkt: Fields) -> str:
    return repr(sorted((key, value) for key, value in punkt.items() if key != "nr"))


def _line(line: Line) -> str:
    return repr(replace(line, nr=0))
