"""Two versions of a case made into one, by field and by event and never by line.

What one side alone has changed is taken. What both have changed to the same is taken once. What
they have changed to different things is a clash, and then nothing is merged: both are kept, and
the adviser chooses. A value that is one statement is not put together from two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from workflow.core.changes import Path, changes, place, plain, point, step, worded
from workflow.core.interleaving import Versions, added, joined
from workflow.core.known_steps import SENT, STATED
from workflow.core.kontor import Kontor
from workflow.core.model import Haendelse, Klagepunkt, Sag
from workflow.core.rulebook import Rulebook

POINTS, COURSE = "klagepunkter", "forloeb"
WHOLE = ("haendt", "afgoerelse", "vurdering")
_NAMED = re.compile(r"\bklagepunkt(?:et|er|erne)?\s+(\d{1,6})\b", re.IGNORECASE)


class Clash(NamedTuple):
    """A place that both sides have changed, each in its way, in words."""

    sted: str
    faelles: str
    anden: str


class Merged(Struct, frozen=True):
    """The merged case, or where the versions clash; and the other side's klagepunkter renumbered.

    `omnummereret` has the new number of each klagepunkt that both sides gave the same number.
    """

    sag: Sag | None
    sammenstoed: tuple[Clash, ...] = ()
    omnummereret: Mapping[int, int] = field(default_factory=dict)


def merged(
    base: Sag | None,
    shared: Sag,
    other: Sag,
    rules: Rulebook,
    kontor: Kontor,
    tekster: Iterable[str] = (),
) -> Merged:
    """Merge two versions of a case that have grown from *base*; None when both have made it.

    *tekster* are the other side's texts that the shared side does not have as they are: a
    klagepunkt that one of them names keeps its number.
    """
    if other in (base, shared):
        return Merged(shared)
    if base is None:
        return Merged(None, (Clash("Sagen", *(f"{s.nummer}: {s.emne}" for s in (shared, other))),))
    if shared == base:
        return Merged(other)
    numbers = dict(_renumbering(base, shared, other))
    versions = Versions(base, shared, _renumbered(base, other, numbers), rules, kontor)
    clashes = [*_written_of(base, shared, other, numbers, tekster)]
    clashes += _of_statement(versions)
    facts = _facts(versions, clashes)
    forloeb = joined(versions, facts)
    if forloeb is None:
        clashes.append(_of_courses(versions))
    if clashes or forloeb is None:
        return Merged(None, tuple(clashes))
    return Merged(replace(facts, forloeb=forloeb), (), numbers)


def three_way(
    base: Mapping[Any, Any],
    shared: Mapping[Any, Any],
    other: Mapping[Any, Any],
    clashes: list[Clash],
    path: Path = (),
) -> dict[Any, Any]:
    """Merge groups key by key; where both have changed a value, add a clash and keep the shared."""
    return dict(_values(base, shared, other, clashes, path))


def _values(
    base: Mapping[Any, Any],
    shared: Mapping[Any, Any],
    other: Mapping[Any, Any],
    clashes: list[Clash],
    path: Path,
) -> Iterator[tuple[Any, Any]]:
    for key in dict.fromkeys([*base, *shared, *other]):
        sides: list[Any] = [part.get(key) for part in (base, shared, other)]
        old, here, there = sides
        if there in (old, here):
            value = here
        elif here == old:
            value = there
        elif key not in WHOLE and _are_groups(old, here, there):
            value = three_way(old, here, there, clashes, (*path, key))
        else:
            value = here
            clashes.append(Clash(place((*path, key)), worded(here), worded(there)))
        if value is not None:
            yield key, value


def _are_groups(*values: Any) -> bool:
    return all(isinstance(value, Mapping) for value in values)


def _facts(versions: Versions, clashes: list[Clash]) -> Sag:
    """Return all of the merged case but its course."""
    base, shared, other = map(_by_number, (versions.base, versions.shared, versions.other))
    data = three_way(base, shared, other, clashes)
    order = sorted(data[POINTS], key=lambda nr: (nr not in base[POINTS], nr))
    points = [data[POINTS][nr] for nr in order]
    course = plain(versions.shared)[COURSE]
    return msgspec.convert({**data, POINTS: points, COURSE: course}, Sag)


def _by_number(sag: Sag) -> dict[str, Any]:
    data = plain(sag)
    del data[COURSE]
    return {**data, POINTS: {punkt.nr: plain(punkt) for punkt in sag.klagepunkter}}


def _renumbering(base: Sag, shared: Sag, other: Sag) -> Iterator[tuple[int, int]]:
    """Yield the other side's klagepunkter whose number the shared side has given to another."""
    sides = (base, shared, other)
    taken = {punkt.nr for sag in sides for punkt in sag.klagepunkter}
    taken |= {nr for sag in sides for event in sag.forloeb for nr in event.punkter}
    for punkt in other.klagepunkter:
        there = shared.punkt(punkt.nr)
        if base.punkt(punkt.nr) is None and there not in (None, punkt):
            new = max(taken) + 1
            taken.add(new)
            yield punkt.nr, new


def _renumbered(base: Sag, other: Sag, numbers: Mapping[int, int]) -> Sag:
    """Give klagepunkter their new numbers, and the new events that name them."""

    def of_point(punkt: Klagepunkt) -> Klagepunkt:
        return replace(punkt, nr=numbers.get(punkt.nr, punkt.nr))

    def of_event(event: Haendelse) -> Haendelse:
        points = tuple(numbers.get(nr, nr) for nr in event.punkter)
        return replace(event, punkter=points, medhold=_medhold(event.medhold, numbers))

    known = base.forloeb if numbers else other.forloeb
    events = (event if event in known else of_event(event) for event in other.forloeb)
    return replace(
        other, klagepunkter=tuple(map(of_point, other.klagepunkter)), forloeb=tuple(events)
    )


def _medhold(given: str | None, numbers: Mapping[int, int]) -> str | None:
    """Renumber what was told of each klagepunkt: 1=fuldt,2=intet."""
    if given is None or "=" not in given:
        return given
    pairs = (pair.partition("=") for pair in given.split(","))
    new = {str(old): str(nr) for old, nr in numbers.items()}
    return ",".join(f"{new.get(nr.strip(), nr)}={word}" for nr, _, word in pairs)


def _written_of(
    base: Sag, shared: Sag, other: Sag, numbers: Mapping[int, int], tekster: Iterable[str]
) -> Iterator[Clash]:
    """Yield the klagepunkter that keep their number, since a letter or a text may have named it."""
    named = {int(nr) for tekst in tekster for nr in _NAMED.findall(tekst)}
    letters = [
        event
        for event in other.forloeb
        if event not in base.forloeb and event.breve and event.handling != SENT
    ]
    for nr in numbers:
        in_letters = any(nr in event.punkter or not event.punkter for event in letters)
        if in_letters or nr in named:
            here, there = (_named(sag, nr) for sag in (shared, other))
            yield Clash(place((POINTS, nr)), here, there)


def _of_statement(versions: Versions) -> Iterator[Clash]:
    """Yield what one side has changed of that on which the other's new statement rests."""
    base, sides = versions.base, (versions.shared, versions.other)
    for number, (side, events) in enumerate(zip(sides, added(versions), strict=True)):
        against = sides[1 - number]
        given = [step(e, versions.rules) for e in events if e.handling == STATED]
        if given and against.klagepunkter not in (base.klagepunkter, side.klagepunkter):
            changed = replace(base, klagepunkter=against.klagepunkter)
            told = (given[0], "; ".join(changes(base, changed, versions.rules)))
            yield Clash("Udtalelsens klagepunkter", *(told[::-1] if number else told))


def _named(sag: Sag, nr: int) -> str:
    punkt = sag.punkt(nr)
    return point(punkt) if punkt else worded(None)


def _of_courses(versions: Versions) -> Clash:
    """Say what each side has done that cannot stand in one course."""
    shared, other = (
        ", ".join(step(event, versions.rules) for event in events) or _removed(versions, side)
        for side, events in zip((versions.shared, versions.other), added(versions), strict=True)
    )
    return Clash("Forløbene kan ikke forenes", shared, other)


def _removed(versions: Versions, side: Sag) -> str:
    gone = [event for event in versions.base.forloeb if event not in side.forloeb]
    told = ", ".join(step(event, versions.rules) for event in gone)
    return f"uden {told}" if told else "intet nyt skridt"
