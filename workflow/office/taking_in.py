"""Another side's history taken into ours: one joining entry, and one for each case it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from workflow.archive.journal import Joined
from workflow.core.entry import NONE, Entry
from workflow.core.joining import CONFLICTING, MERGED, SYNCHRONISED
from workflow.core.names import case_of
from workflow.office import joined_archive, joined_cases, joined_office, renumbered
from workflow.office.gather import OFFICE
from workflow.office.joined_archive import Settled
from workflow.office.meeting import Meeting, case_path
from workflow.office.renumbered import Booking, Taken

_CLASH = "Kontorets filer er ændret to steder på måder, der ikke kan flettes. Vælg med inv afklar "


class Plan(Struct, frozen=True):
    """What is to be booked, all of it together, and what to tell the adviser."""

    entries: tuple[Entry, ...]
    joined: Joined
    meddelelser: tuple[str, ...]

    @property
    def paths(self) -> frozenset[str]:
        """Every file that will be changed."""
        return frozenset({*self.joined.files, *(path for e in self.entries for path in e.filer)})


def planned(meeting: Meeting, decided: str) -> Plan:
    """Plan how the shared side's history is taken in; nothing is changed yet.

    NumberTakenTwice when *decided* does not say which case gets a new number, and must.
    """
    meeting = joined_office.reading(meeting)
    taken = renumbered.taken_twice(meeting, decided)
    bookings = [*_cases(meeting, taken), *_renumberings(meeting, taken)]
    settled = joined_archive.settled(meeting, taken.shared, {**meeting.moved, **taken.other})
    follows, fletter = meeting.met(OFFICE)
    title = f"{OFFICE}: Synkroniseret med det fælles arkiv"
    first = Entry(OFFICE, SYNCHRONISED, NONE, NONE, meeting.today, title, {}, fletter=fletter)
    chains = {booking.entry.sag: booking.follows for booking in bookings}
    entries = (first, *_archive(meeting, settled), *(booking.entry for booking in bookings))
    told = [line for booking in bookings for line in booking.meddelelser]
    told += [f"{_CLASH}{OFFICE}."] if settled.konflikt else []
    joined = Joined(meeting.shared.commit, _files(meeting, taken), {**chains, OFFICE: follows})
    return Plan(entries, joined, tuple(told))


def _both(meeting: Meeting, taken: Taken) -> Iterator[tuple[str, str]]:
    """Yield each case that both sides have written of: its number, and what ours calls it."""
    for nummer in sorted(meeting.other.written - {OFFICE, *taken.shared, *taken.other}):
        now = meeting.moved.get(nummer, nummer)
        if now != nummer or nummer in meeting.shared.written:
            yield now, nummer


def _cases(meeting: Meeting, taken: Taken) -> Iterator[Booking]:
    numbers = {**meeting.moved, **taken.other}
    for now, earlier in _both(meeting, taken):
        case = joined_cases.gathered(meeting, now, earlier, taken.shared, numbers)
        found = joined_cases.outcome(meeting, case)
        if not (found.entry.filer or found.entry.fletter):
            continue
        yield Booking(found.entry, found.follows, found.meddelelser)


def _renumberings(meeting: Meeting, taken: Taken) -> Iterator[Booking]:
    shared, other = meeting.shared, meeting.other
    both = {nummer for pair in _both(meeting, taken) for nummer in pair}
    ours = {**meeting.moved, **taken.other}
    for old in taken.other:
        yield renumbered.moves(meeting, other, old, ours)
        yield renumbered.keeps(meeting, shared, old, taken.other[old], taken.shared)
    for old in taken.shared:
        yield renumbered.moves(meeting, shared, old, taken.shared)
        yield renumbered.keeps(meeting, other, old, taken.shared[old], ours)
    for old in meeting.moved:
        if old in other.written and meeting.place.tree(shared.commit, case_path(old)):
            yield renumbered.keeps(meeting, shared, old, meeting.moved[old], taken.shared)
    yield from renumbered.referring(meeting, other, ours, {*both, *taken.shared, *taken.other})
    yield from renumbered.referring(
        meeting, shared, taken.shared, {*both, *taken.shared, *taken.other}
    )


def _archive(meeting: Meeting, settled: Settled) -> Iterator[Entry]:
    """Yield the archive's own entries: what was merged, and what was put aside."""
    titles = {
        MERGED: (settled.flettet, "Kontorets filer flettet"),
        CONFLICTING: (settled.konflikt, "Kontorets filer i to udgaver; begge er bevaret"),
    }
    for handling, (files, title) in titles.items():
        if files:
            yield Entry(OFFICE, handling, NONE, NONE, meeting.today, f"{OFFICE}: {title}", files)


def _files(meeting: Meeting, taken: Taken) -> dict[str, str | None]:
    """Return the files that the joining changes in ours: all that the shared side has otherwise.

    A case that both have changed is the shared side's at first; its own entry follows.
    """
    shared, other = meeting.shared.changes, meeting.other.changes
    both = {earlier for _, earlier in _both(meeting, taken)} | {*taken.other}
    restored = ((path, change.before) for path, change in other.items() if case_of(path) in both)
    brought = ((path, change.after) for path, change in shared.items())
    return {
        path: blob for path, blob in chain(restored, brought) if case_of(path) not in taken.shared
    }
