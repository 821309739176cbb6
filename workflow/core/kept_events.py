"""Whether every event of two versions of a course is in what was made of them, as it was written.

Events are held against each other by all that they say. What a joining's own rule may change is in
an event that the other side has added: the numbers of its klagepunkter, and the number in the name
of its letters and note, where the shared side had taken them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from workflow.core.changes import key
from workflow.core.joining import unnumbered
from workflow.core.model import Haendelse, Sag

Events = Counter[str]


def holds_events(base: Sag | None, other: Sag, shared: Sag, end: Sag) -> bool:
    """Tell whether a course has each event of both sides in their order, and none besides."""
    course, loosely = (list(map(of, end.forloeb)) for of in (key, _loosely))
    here, there = _ordered(base, shared, other), _ordered(base, other, shared)
    return (
        _has_all(base, other, shared, end)
        and _in_order(list(map(key, here)), course)
        and _in_order(list(map(_loosely, there)), loosely)
    )


def _ordered(base: Sag | None, side: Sag, against: Sag) -> Sequence[Haendelse]:
    """Return the events of a side that a joining leaves in their order.

    Where only the other side has changed what both began with, that stands as the other has it.
    """
    begun = base.forloeb if base else ()
    kept, others = (sag.forloeb[: len(begun)] == begun for sag in (side, against))
    return side.forloeb[len(begun) :] if kept and not others else side.forloeb


def _has_all(base: Sag | None, other: Sag, shared: Sag, end: Sag) -> bool:
    old, one, two, now = (_events(sag.forloeb if sag else ()) for sag in (base, other, shared, end))
    if (two - (old - one)) - now:
        return False
    renamed = (one - (old - two)) - now
    if renamed & old or _alike(renamed, other) - _alike(now - two, end):
        return False
    return not now - (one + two) or not _alike(now - two, end) - _alike(one, other)


def _in_order(events: Sequence[str], course: Sequence[str]) -> bool:
    """Tell whether a side's events, but those that the other has removed, follow as they did."""
    often, now = Counter(events), Counter(course)
    rest = iter(course)
    return all(each in rest for each in events if now[each] >= often[each])


def _events(events: Iterable[Haendelse]) -> Events:
    return Counter(map(key, events))


def _alike(wanted: Events, sag: Sag) -> Events:
    """Return some of a case's events, each without the numbers that a joining may change."""
    known = {key(event): event for event in sag.forloeb}
    found = Events()
    for each, times in wanted.items():
        found[_loosely(known[each])] += times
    return found


def _loosely(event: Haendelse) -> str:
    """Return what an event says but the numbers that a joining may change."""
    loose = replace(
        event,
        punkter=(0,) * len(event.punkter),
        medhold=event.medhold and re.sub(r"\d+(?=\s*=)", "", event.medhold),
        breve=tuple(map(unnumbered, event.breve)),
        notat=event.notat and unnumbered(event.notat),
    )
    return key(loose)
