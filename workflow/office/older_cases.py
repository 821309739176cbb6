"""Cases from an older register, brought in whole: each a sag.yaml, its letters are elsewhere.

They are held to all that a case's file is held to, and booked together or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from workflow import PROGRAM
from workflow.archive import casefile, journal, places, yamlfile
from workflow.archive.journal import Journal
from workflow.core import older
from workflow.core.entry import NONE, Entry
from workflow.core.errors import BadFile, BadValue
from workflow.core.model import Sag
from workflow.core.older import BROUGHT_IN
from workflow.core.proof import made
from workflow.core.proof_links import broken, missing_rows
from workflow.office import gather, recall
from workflow.office.desk import Office

Files = Mapping[str, bytes]
Told = dict[str, list[str]]


class BroughtIn(Struct, frozen=True):
    """The cases that were brought in, how many of their letters are elsewhere, and what to know."""

    sager: tuple[Sag, ...]
    breve: int
    meddelelser: tuple[str, ...] = ()


def found(sted: str) -> Files:
    """Return the files of a place, each by its name there; BadValue when there are none."""
    place = places.home(sted)
    if place.is_dir():
        paths = sorted(path for path in place.rglob("*.yaml") if path.is_file())
        files = {path.relative_to(place).as_posix(): path.read_bytes() for path in paths}
        if not files:
            raise BadValue(fejl=f"Der er ingen filer, der ender på .yaml, i {sted}.")
        return files
    if not place.is_file():
        raise BadValue(fejl=f"Der er ingen fil eller mappe, der hedder '{sted}'.")
    return {place.name: place.read_bytes()}


@journal.decided_anew
def bring_in(office: Office, files: Files, now: datetime) -> BroughtIn:
    """Check the cases of some files and book them together; BadFile with every fault."""
    with journal.opened(office.root, command=BROUGHT_IN, who=office.who) as book:
        cases = _read(office, files, now.date())
        told = _misfits(office, book, cases)
        told |= _unlinked(office, cases, files) if not any(told.values()) else {}
        _refuse(told)
        entries = [_entry(office, sag, files[fil], now.date()) for fil, sag in cases.items()]
        book.book(entries, now=now, program=PROGRAM)
    letters = sum(len(made(sag.forloeb)) for sag in cases.values())
    return BroughtIn(tuple(cases.values()), letters, tuple(book.notices))


def _read(office: Office, files: Files, today: date) -> Mapping[str, Sag]:
    """Read every file as a case in its place; BadFile with the faults of them all."""
    cases, told = dict[str, Sag](), Told()
    for fil, content in files.items():
        try:
            sag = casefile.in_bulk(fil, content, office.schema)
            folder = places.case_folder(sag.nummer)
            course = gather.course_of(office, sag)
            amiss = [*gather.out_of_place(folder, sag, course), *older.faults(sag, today)]
            if amiss:
                document = yamlfile.read(fil, content)
                casefile.refuse(document, iter(amiss))
        except BadFile as fault:
            told[fil] = str(fault).splitlines()
        else:
            cases[fil] = sag
    _refuse(told)
    return cases


def _misfits(office: Office, book: Journal, cases: Mapping[str, Sag]) -> Told:
    """Tell of the cases whose number is taken, in the archive or by another of the files."""
    known, told = set(places.numbers(office.root)), Told()
    booked = {year: {*book.names(year)} for year in {sag.nummer[:4] for sag in cases.values()}}
    first: dict[str, str] = {}
    for fil, sag in cases.items():
        if sag.nummer in known or sag.nummer in booked[sag.nummer[:4]]:
            told[fil] = [f"{fil}: arkivet har en sag {sag.nummer} i forvejen. Ret nummeret."]
        elif sag.nummer in first:
            told[fil] = [f"{fil}: {first[sag.nummer]} har også nummeret {sag.nummer}. Ret det ene."]
        first.setdefault(sag.nummer, fil)
    return told


def _unlinked(office: Office, cases: Mapping[str, Sag], files: Files) -> Told:
    """Tell of the links that lead to no case, and of the rows that no table has."""
    kept = {nr: sag for nr, sag in recall.every(office).items() if isinstance(sag, Sag)}
    every = {**kept, **{sag.nummer: sag for sag in cases.values()}}
    told = Told()
    for fil, sag in cases.items():
        wrong = [*broken(sag, every, every.keys()), *missing_rows(sag, office.rules)]
        if wrong:
            document = yamlfile.read(fil, files[fil])
            told[fil] = yamlfile.lines(document, iter(wrong))
    return told


def _refuse(told: Told) -> None:
    lines = [line for lines in told.values() for line in lines]
    if lines:
        raise BadFile(fejl="\n".join([*lines, "Intet er indlæst."]))


def _entry(office: Office, sag: Sag, content: bytes, today: date) -> Entry:
    state = gather.entered(gather.state_of(office, sag))
    path = f"{places.case_folder(sag.nummer)}/{casefile.NAME}"
    title = f"{sag.nummer}: Indlæst fra et ældre register"
    return Entry(sag.nummer, BROUGHT_IN, NONE, state, today, title, {path: content})
