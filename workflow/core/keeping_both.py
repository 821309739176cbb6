"""Whether both sides' changes of a case, a register or the office are in what was made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from workflow.core.changes import plain
from workflow.core.merge import COURSE, POINTS, Clash, three_way
from workflow.core.model import Haendelse, Sag
from workflow.core.register import Call
from workflow.core.register_joining import Line, joined

Fields = Mapping[str, Any]


def holds_case(base: Sag | None, side: Sag, end: Sag) -> bool:
    """Tell whether what one side has done to a case is in *end*; its numbers may be others."""
    old, new, now = (_fields(sag) for sag in (base, side, end))
    return not (
        _events(side.forloeb, base) - Counter(map(_event, end.forloeb))
        or _lost(old, new, now)
        or _new_points(base, side) - Counter(_point(punkt) for punkt in plain(end)[POINTS])
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
    points = {punkt["nr"]: punkt for punkt in data[POINTS]}
    return {**{key: value for key, value in data.items() if key != COURSE}, POINTS: points}


def _lost(base: Fields, side: Fields, end: Fields) -> bool:
    """Tell whether a value that one side has changed is as before; new points are seen to apart."""
    for key in base.keys() | (side.keys() - set(side if _is_points(side) else ())):
        old, new, now = (part.get(key) for part in (base, side, end))
        if new == old:
            continue
        if all(isinstance(value, Mapping) for value in (old, new, now)):
            if _lost(old, new, now):  # type: ignore[arg-type]
                return True
        elif now == old:
            return True
    return False


def _is_points(group: Mapping[Any, Any]) -> bool:
    return any(isinstance(key, int) for key in group)


def _events(events: Iterable[Haendelse], base: Sag | None) -> Counter[tuple[object, str]]:
    return Counter(map(_event, events)) - Counter(map(_event, base.forloeb if base else ()))


def _event(event: Haendelse) -> tuple[object, str]:
    return event.dato, event.handling


def _new_points(base: Sag | None, side: Sag) -> Counter[str]:
    known = {punkt.nr for punkt in base.klagepunkter} if base else set()
    return Counter(_point(punkt) for punkt in plain(side)[POINTS] if punkt["nr"] not in known)


def _point(punkt: Fields) -> str:
    return repr(sorted((k, v) for k, v in punkt.items() if k not in ("nr", "flyttet_til")))


def _line(line: Line) -> str:
    return repr(replace(line, nr=0, sag=None) if isinstance(line, Call) else replace(line, nr=0))
