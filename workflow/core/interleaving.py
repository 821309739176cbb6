"""Two courses that have grown from one, made into one in which every event has its place.

The events keep the order that each side gave them. Of the few orders that are tried, the first is
taken in which no step stands where a rule forbids it that did not forbid it where it was taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from workflow.core.changes import key
from workflow.core.decide import blocked
from workflow.core.known_steps import SENT
from workflow.core.kontor import Kontor
from workflow.core.model import Haendelse, Sag
from workflow.core.rulebook import Rulebook
from workflow.core.situation import Situation

Events = tuple[Haendelse, ...]
Before = Callable[[Haendelse, Haendelse], bool]


class Versions(Struct, frozen=True):
    """The version that two have grown from, and those two; with what their steps are judged by."""

    base: Sag
    shared: Sag
    other: Sag
    rules: Rulebook
    kontor: Kontor

    @property
    def kept(self) -> tuple[bool, bool]:
        """Whether each side still has every event that both began with."""
        length = len(self.base.forloeb)
        shared, other = (side.forloeb[:length] for side in (self.shared, self.other))
        return shared == self.base.forloeb, other == self.base.forloeb

    @property
    def begin(self) -> int:
        """How many events at the beginning all three have."""
        length = 0
        for events in zip(self.base.forloeb, self.shared.forloeb, self.other.forloeb, strict=False):
            if events.count(events[0]) < len(events):
                break
            length += 1
        return length

    def situation(self, sag: Sag, length: int, day: date) -> Situation:
        """Return a case as it was after so many of its events."""
        return Situation(replace(sag, forloeb=sag.forloeb[:length]), self.kontor, self.rules, day)


def added(versions: Versions) -> tuple[Events, Events]:
    """Return the events that each side has and the other cannot know of."""
    begin, length = versions.begin, len(versions.base.forloeb)
    shared, other = (
        side.forloeb[length if kept else begin :]
        for side, kept in zip((versions.shared, versions.other), versions.kept, strict=True)
    )
    return shared, other


def joined(versions: Versions, facts: Sag) -> Events | None:
    """Return the course of both for the case with the merged *facts*; None if there is none.

    The same comes out whichever side is called the shared one.
    """
    if versions.shared.forloeb == versions.other.forloeb:
        return versions.shared.forloeb
    if not any(versions.kept):
        return None
    begin = versions.base.forloeb[: versions.begin]
    for order in _orders(*sorted(added(versions), key=_keys)):
        if _lawful(replace(facts, forloeb=begin + order), versions):
            return begin + order
    return None


def _orders(one: Events, two: Events) -> Iterator[Events]:
    """Yield the orders that are tried, the likeliest first; none when they contradict each other.

    What both sides have, because the same was done on both, stands once.
    """
    common, again = _common(one, two), _common(two, one)
    if common != again:
        return
    for before in (_by_day, _one_on_a_day, _two_on_a_day, _one_first, _two_first):
        parts = zip(_split(one, common), _split(two, common), strict=True)
        whole = [event for a, b in parts for event in (*_merged(a[:-1], b[:-1], before), a[-1])]
        yield tuple(event for event in whole if event is not _END)


_END = Haendelse(dato=date.max, handling="")


def _common(one: Events, two: Events) -> Events:
    """Return the events of *one* that *two* has as well, each as often as both have it."""
    left = Counter(map(key, two))
    found = []
    for event in one:
        if left[key(event)] > 0:
            left[key(event)] -= 1
            found.append(event)
    return tuple(found)


def _split(events: Events, common: Events) -> Iterator[Events]:
    """Yield the runs of events up to and with each common one, and the rest with an end."""
    begin = 0
    for anchor in common:
        end = events.index(anchor, begin) + 1
        yield events[begin:end]
        begin = end
    yield (*events[begin:], _END)


def _merged(one: Events, two: Events, before: Before) -> Iterator[Haendelse]:
    a, b = list(one), list(two)
    while a and b:
        yield (a if before(a[0], b[0]) else b).pop(0)
    yield from (*a, *b)


def _by_day(one: Haendelse, two: Haendelse) -> bool:
    return (one.dato, key(one)) <= (two.dato, key(two))


def _one_on_a_day(one: Haendelse, two: Haendelse) -> bool:
    return one.dato <= two.dato


def _two_on_a_day(one: Haendelse, two: Haendelse) -> bool:
    return one.dato < two.dato


def _one_first(one: Haendelse, two: Haendelse) -> bool:
    return True


def _two_first(one: Haendelse, two: Haendelse) -> bool:
    return False


def _lawful(merged: Sag, versions: Versions) -> bool:
    """Tell whether a course can have happened so: by the table, the rules and its letters."""
    whole = versions.situation(merged, len(merged.forloeb), date.max)
    return (
        not whole.course.fejl
        and _letters_fit(merged.forloeb)
        and _promises_kept(merged, versions)
        and _as_allowed(merged, versions)
    )


def _as_allowed(merged: Sag, versions: Versions) -> bool:
    """Tell whether nothing speaks against a step here that did not where it was taken."""
    told: dict[str, set[str]] = {}
    for side in (versions.shared, versions.other):
        for event, reasons in _against(side, versions):
            told.setdefault(key(event), set()).update(reasons)
    return all(reasons <= told[key(event)] for event, reasons in _against(merged, versions))


def _against(sag: Sag, versions: Versions) -> Iterator[tuple[Haendelse, set[str]]]:
    """Yield each event since the versions parted, and what speaks against it where it stands."""
    known = {punkt.nr for punkt in sag.klagepunkter}
    for number in range(versions.begin, len(sag.forloeb)):
        event = sag.forloeb[number]
        situation = versions.situation(sag, number, event.dato)
        action = versions.rules.handlinger.get(event.handling)
        reasons = {f"{nr}" for nr in event.punkter if nr not in known}
        yield event, reasons.union(blocked(situation, action, event) if action else ())


def _letters_fit(forloeb: Events) -> bool:
    """Tell whether each letter is made once, and sent once and only when it is made."""
    made, sent = set[str](), set[str]()
    for event in forloeb:
        to = sent if event.handling == SENT else made
        if to & set(event.breve) or (to is sent and not set(event.breve) <= made):
            return False
        to |= set(event.breve)
    return True


def _promises_kept(merged: Sag, versions: Versions) -> bool:
    """Tell whether each running deadline has the date that the side that set it promised."""
    now = _promised(merged, versions)
    base, shared, other = (
        _promised(side, versions) for side in (versions.base, versions.shared, versions.other)
    )
    for ident in shared.keys() & other.keys():
        if len({base.get(ident), shared[ident], other[ident]}) == len((base, shared, other)):
            return False
    return all(
        day in _expected(base.get(ident), shared.get(ident), other.get(ident))
        for ident, day in now.items()
    )


def _expected(base: date | None, shared: date | None, other: date | None) -> Sequence[date | None]:
    if other == base:
        return (shared,)
    return (other,) if shared == base else (shared, other)


def _promised(sag: Sag, versions: Versions) -> Mapping[str, date]:
    course = versions.situation(sag, len(sag.forloeb), date.max).course
    return {frist.id: frist.dato for frist in course.frister}


def _keys(events: Events) -> list[str]:
    return [key(event) for event in events]
