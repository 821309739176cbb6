"""Synchronising with a shared archive: fetch, take in, hand over; each side keeps all it has."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from workflow import PROGRAM
from workflow.archive import casefile, journal, places
from workflow.archive.journal import Journal, Person, Sharing
from workflow.core.errors import (
    BadValue,
    CaseworkError,
    NotAnArchive,
    NotDelivered,
    OtherArchive,
    SharedRewritten,
)
from workflow.core.names import case_of
from workflow.office import gather, registers, renumbered, taking_in
from workflow.office.desk import Office
from workflow.office.meeting import Meeting, Side, case_path
from workflow.office.taking_in import Plan

_TRIES = 5
_NO_SERIES = "ingen"
_ANYONE = Person("Sagsgang", "sagsgang@localhost")


class Told(Struct, frozen=True):
    """What the user says with it: a place, a series letter, a case that is to be renumbered."""

    sted: str = ""
    serie: str = ""
    omnummerer: str = ""


class Synced(Struct):
    """What was done: cases taken over, cases handed over, and what there is to say."""

    sted: str = ""
    hentet: tuple[str, ...] = ()
    afleveret: tuple[str, ...] = ()
    meddelelser: list[str] = field(default_factory=list)


class _Overtaken(Exception):
    """Another desk has delivered since: what it has done is to be taken in as well."""


def synchronise(office: Office, told: Told, now: datetime) -> Synced:
    """Make this archive and the shared one the same, with nothing of either lost."""
    letter = _series(told.serie)
    with journal.opened(office.root, command="synk", who=office.who) as book:
        if letter is not None:
            journal.series(book, letter)
        place, done, decided = Sharing(book), Synced(), told.omnummerer
        if told.sted:
            place.move_to(told.sted)
        done.sted = place.sted.sted
        for _ in range(_TRIES):
            shared = place.fetch()
            _refuse_rewritten(place, book, shared, moved=bool(told.sted))
            try:
                _take_in(office, book, place, shared, decided, now, done)
            except _Overtaken:
                continue
            decided = ""
            place.remember()
            if shared == book.head or place.hand_over(book.head):
                place.agree()
                done.meddelelser += book.notices
                return done
    raise NotDelivered(sted=done.sted, fejl="andre pladser afleverer hele tiden")


def bring(root: Path, sted: str, serie: str = "") -> Path:
    """Bring a shared archive to this machine, into a folder that is empty or absent."""
    letter = _series(serie)
    if _brought_to_an_end(root):
        return root
    if root.exists() and any(path.name != ".git" for path in root.iterdir()):
        raise BadValue(fejl=f"{root} er ikke tom. Vælg et andet navn med --navn.")
    made = not root.exists()
    try:
        _fill(root, sted, letter or "")
    except CaseworkError:
        if made and not (root / casefile.OFFICE).exists():
            shutil.rmtree(root, ignore_errors=True)
        raise
    return root


def _brought_to_an_end(root: Path) -> bool:
    """Lay out the rest of an archive that was being brought when the program was killed."""
    if not journal.is_archive(root) or (root / casefile.OFFICE).exists():
        return False
    try:
        with journal.opened(root, command="hent", who=_ANYONE):
            return (root / casefile.OFFICE).exists()
    except NotAnArchive:
        return False


def _fill(root: Path, sted: str, letter: str) -> None:
    with journal.founded(root, command="hent", who=_ANYONE) as book:
        place = Sharing(book)
        place.name(sted)
        shared = place.fetch()
        if not shared:
            raise BadValue(fejl=f"Der er intet arkiv i {sted} endnu. Del det første gang med synk.")
        found = place.changes("", shared)
        journal.refuse_foreign(found)
        place.remember()
        if letter:
            journal.series(book, letter)
        book.advance(shared, {path: change.after for path, change in found.items()})
        place.agree()


def _take_in(
    office: Office,
    book: Journal,
    place: Sharing,
    shared: str,
    decided: str,
    now: datetime,
    done: Synced,
) -> None:
    """Take in what the shared side has and we have not; nothing is booked before all is planned."""
    base = place.common(shared) if shared else ""
    if shared and not base:
        raise OtherArchive(sted=place.sted.sted)
    if decided and base in (shared, book.head):
        raise renumbered.not_twice(decided)
    found = place.changes(base, shared) if shared else {}
    journal.refuse_foreign(found)
    _journalise(office, book, found, now, done)
    done.afleveret = _cases(place.changes(base, book.head)) if base != book.head else ()
    if base == shared:
        return
    done.hentet = _cases(found)
    if base == book.head:
        book.advance(shared, {path: change.after for path, change in found.items()})
        return
    plan = _plan(office, book, place, base, shared, decided, now)
    if _journalise(office, book, plan.paths, now, done):
        plan = _plan(office, book, place, base, shared, decided, now)
    deliver = partial(_deliver, place)
    book.book(plan.entries, now=now, program=PROGRAM, joined=plan.joined, first=deliver)
    done.meddelelser += plan.meddelelser


def _deliver(place: Sharing, commit: str) -> None:
    if not place.hand_over(commit):
        raise _Overtaken


def _plan(
    office: Office,
    book: Journal,
    place: Sharing,
    base: str,
    shared: str,
    decided: str,
    now: datetime,
) -> Plan:
    theirs, ours = (_side(place, base, commit) for commit in (shared, book.head))
    meeting = Meeting(office, book, place, base, theirs, ours, now.date())
    return taking_in.planned(meeting, decided)


def _side(place: Sharing, base: str, commit: str) -> Side:
    lines = tuple(place.ledger(commit).lines(base))
    return Side(commit, lines, place.changes(base, commit))


def _refuse_rewritten(place: Sharing, book: Journal, shared: str, *, moved: bool) -> None:
    """Refuse a history that no longer has in it what both sides have had."""
    known = place.agreed
    if not known:
        return
    if not place.contains(book.head, known):
        raise SharedRewritten(sted=book.root, hoved=known)
    if (shared or not moved) and not (shared and place.contains(shared, known)):
        raise SharedRewritten(sted=place.sted.sted, hoved=known)


def _journalise(
    office: Office, book: Journal, found: Collection[str], now: datetime, done: Synced
) -> bool:
    """Journalise the sound edits of what is about to change; BadFile when they are not sound."""
    touched = [nummer for nummer in _cases(found) if book.content(case_path(nummer)) is not None]
    edited = [nummer for nummer in touched if book.edited(places.case_folder(nummer))]
    for nummer in edited:
        gather.read_for_step(office, nummer, book)
    own = {path: content for path in found for path, content in _own_edits(book, path)}
    if own:
        registers.refuse_unsound(office, book, own)
        entry = gather.office_entry("Kontorets filer rettet i hånden", own, now.date())
        book.book([entry], now=now, program=PROGRAM)
    before = book.head
    for nummer in edited:
        case = gather.read_for_step(office, nummer, book)
        if entries := gather.edit_entries(case, book, now.date()):
            book.book(entries, now=now, program=PROGRAM)
            done.meddelelser.append(f"Dine rettelser i sag {nummer} er journaliseret.")
    return bool(own) or book.head != before


def _own_edits(book: Journal, path: str) -> Iterator[tuple[str, bytes | None]]:
    if not case_of(path) and book.content(path) is not None:
        yield from book.edited(path).items()


def _cases(paths: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted({nummer for path in paths if (nummer := case_of(path))}))


def _series(given: str) -> str | None:
    """Read a series letter; None when none was given."""
    if given and given != _NO_SERIES and not re.fullmatch(r"[A-Z]", given):
        raise BadValue(fejl=f"--serie: '{given}' er ikke et stort bogstav fra A til Z.")
    return ("" if given == _NO_SERIES else given) if given else None
