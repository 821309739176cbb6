"""Cases as they stood on a day: without what came later, with what a split brought along.

What happened after a period must not change its figures. A klagepunkt that was moved to a case of
its own later is still in the old one, a medhold that was given later is not given yet, and a case
that was split off later is not there. Of a klagepunkt that moved earlier, the new case knows what
the old one had been through with it.

What has no day of its own is taken as it is now: a klagepunkt that was added or corrected by hand,
and the type of a case that became a klagesag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from workflow.core.known_steps import ANSWERED, HELD_ON_TO, REJECTED, SPLIT
from workflow.core.model import Haendelse, Klagepunkt, Medhold, Sag
from workflow.core.options import medhold

TREATED = "behandles"


class Stood(Struct, frozen=True):
    """A case as it stood: since when it was one of its own, and what it took over from another.

    `foerste` tells the case that stands for a henvendelse that several cases came from.
    """

    sag: Sag
    begyndt: date
    arvet: tuple[Haendelse, ...] = ()
    foerste: bool = True


def stood(sager: Iterable[Sag], day: date) -> Iterator[Stood]:
    """Yield the cases that there were at the end of a day, as they stood then."""
    return (case for case, _ in stood_on(sager, [day]))


def stood_on(sager: Iterable[Sag], days: Iterable[date]) -> Iterator[tuple[Stood, frozenset[date]]]:
    """Yield the cases as they stood at the end of some days, and the days they stood so.

    A case is told once for all the days that nothing happened to it between.
    """
    asked = sorted({*days})
    known = {sag.nummer: sag for sag in sager}
    splits = {new: (sag, event) for sag in known.values() for new, event in _splits(sag)}
    roots = _first_of_each({nummer: _root(nummer, known) for nummer in known}, known)
    for nummer, sag in known.items():
        begun = max(sag.modtaget, splits[nummer][1].dato) if nummer in splits else sag.modtaget
        inherited = tuple(_inherited(nummer, splits, frozenset()))
        for alike in _alike(sag, [day for day in asked if begun <= day]):
            then = _as_it_was(sag, alike[0])
            yield Stood(then, begun, inherited, nummer in roots), frozenset(alike)


def _alike(sag: Sag, days: Iterable[date]) -> list[list[date]]:
    """Return the days in groups: those by which the same had happened to a case."""
    groups: dict[int, list[date]] = {}
    for day in days:
        happened = sum(event.dato <= day for event in sag.forloeb)
        groups.setdefault(happened, []).append(day)
    return list(groups.values())


def _splits(sag: Sag) -> Iterator[tuple[str, Haendelse]]:
    return ((new, event) for event in sag.forloeb if event.handling == SPLIT for new in event.sager)


def _root(nummer: str, known: Mapping[str, Sag]) -> str:
    """Return the case that the henvendelse is known by; it need not be in the archive any more."""
    passed = {nummer}
    while (sag := known.get(nummer)) and sag.henvendelse and sag.henvendelse not in passed:
        nummer = sag.henvendelse
        passed.add(nummer)
    return nummer


def _first_of_each(roots: Mapping[str, str], known: Mapping[str, Sag]) -> frozenset[str]:
    """Return the case that stands for each henvendelse: the one it is known by, or the oldest."""
    first: dict[str, str] = {}
    for nummer in sorted(roots, key=lambda nummer: (known[nummer].modtaget, nummer)):
        first.setdefault(roots[nummer], nummer)
    return frozenset(root if root in known else first[root] for root in first)


def _inherited(
    nummer: str, splits: Mapping[str, tuple[Sag, Haendelse]], passed: frozenset[str]
) -> Iterator[Haendelse]:
    """Yield what had happened to the klagepunkter of a case before they were moved to it."""
    if nummer not in splits or nummer in passed:
        return
    old, split = splits[nummer]
    moved = [punkt.nr for punkt in old.klagepunkter if punkt.nr in split.punkter]
    renumbered = {nr: new for new, nr in enumerate(moved, 1)}
    before = old.forloeb[: old.forloeb.index(split)]
    for event in (*_inherited(old.nummer, splits, passed | {nummer}), *before):
        points = tuple(renumbered[nr] for nr in event.punkter if nr in renumbered)
        if points or not event.punkter:
            yield replace(event, punkter=points)


def _as_it_was(sag: Sag, day: date) -> Sag:
    """Return a case without what happened after a day."""
    later = [event for event in sag.forloeb if event.dato > day]
    if not later:
        return sag
    happened = tuple(event for event in sag.forloeb if event.dato <= day)
    points = (_point(punkt, happened, later) for punkt in sag.klagepunkter)
    return replace(sag, forloeb=happened, klagepunkter=tuple(points))


def _point(punkt: Klagepunkt, happened: Iterable[Haendelse], later: list[Haendelse]) -> Klagepunkt:
    """Return a klagepunkt without what later events have made of it."""
    if any(_closed(punkt, event) for event in later):
        punkt = replace(punkt, status=TREATED, flyttet_til=None)
    if any(_answered(punkt, event) for event in later):
        earlier = [event for event in happened if _answered(punkt, event)]
        punkt = replace(punkt, medhold=_given(punkt, earlier[-1]) if earlier else None)
    return punkt


def _closed(punkt: Klagepunkt, event: Haendelse) -> bool:
    """Tell whether this event gave the klagepunkt the status that it has."""
    named = punkt.nr in event.punkter
    return {
        "flyttet": event.handling == SPLIT and named,
        "afvist": event.handling == REJECTED and named,
        "ikke-fastholdt": event.handling == HELD_ON_TO and not named,
    }.get(punkt.status, False)


def _answered(punkt: Klagepunkt, event: Haendelse) -> bool:
    return event.handling == ANSWERED and (not event.punkter or punkt.nr in event.punkter)


def _given(punkt: Klagepunkt, answer: Haendelse) -> str | None:
    """Return what an answer gave the citizen for a klagepunkt."""
    try:
        given = medhold(answer.medhold or "", get_args(Medhold))
    except ValueError:
        return None
    return given.get(punkt.nr, given.get(None))
