"""The day's work, over all cases: read, laid out as a page, as data or as a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from workflow import PROGRAM
from workflow.archive import aside, places
from workflow.archive.registers import CALLS
from workflow.core import filing, ics, register
from workflow.core.dates import spans, spelled
from workflow.core.errors import BadValue, CaseworkError
from workflow.core.model import Sag
from workflow.core.overview import Line, OnDesk, Resting, Section, Unread, as_of
from workflow.core.reckoning import AWAITED
from workflow.core.sections import ONLY_WHEN_ALL, sections
from workflow.office import conflicts, drafts, recall, registers
from workflow.office.chronicle import working_days
from workflow.office.desk import Office

NOTHING = "Intet venter."
RED, YELLOW, BOLD, PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[0m"
COLOURS = {"overskredet": RED, "ulaest": RED, "konflikt": RED, "i-dag": YELLOW, "kald": YELLOW}


def page(office: Office, day: date, *, every: bool, colour: bool) -> str:
    """Return the day's work as a page to read; empty sections are left out."""
    found = desk(office, day)
    shown = [part for part in _sections(office, found, every=every) if part.linjer]
    still_open = sum(case.aaben for case in found.cases)
    head = f"{office.kontor.kommune}, {spelled(day)}. Åbne sager: {still_open}."
    body = (line for part in shown for line in _told(part, day, colour=colour))
    return "\n".join([head, *(body if shown else ["", NOTHING])])


def data(office: Office, day: date, *, every: bool) -> dict[str, Any]:
    """Return the day's work as --json gives it, with every section."""
    found = desk(office, day)
    return {
        "dato": day.isoformat(),
        "aabne": sum(case.aaben for case in found.cases),
        "afsnit": msgspec.to_builtins(tuple(_sections(office, found, every=every))),
    }


def calendar(office: Office, day: date, fil: str, now: datetime) -> Path:
    """Write the running deadlines as a calendar; BadValue when the file is not one to write."""
    path = _calendar_file(office, fil)
    cases = desk(office, day).cases
    found = [appointment for case in cases for appointment in _appointments(case)]
    name = places.folder_name(office.kontor.kommune)
    aside.put(path, ics.written(found, office=name, program=PROGRAM, now=now))
    return path


class Desk(Struct, frozen=True):
    """Every case as it stands on a day, those that rest, and those that cannot be read.

    `apart` are those that may have two versions.
    """

    cases: list[OnDesk] = field(default_factory=list)
    resting: list[Resting] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)


def desk(office: Office, day: date) -> Desk:
    """Read every case as it stands on *day*; one that rests is not looked into."""
    found = Desk()
    for nummer, known in recall.noted(office).items():
        if isinstance(known, tuple) or known.konflikt:
            found.apart.append(nummer)
        if isinstance(known, tuple):
            found.unread.append(Unread(nummer, known))
        elif known.hviler and known.hviler.sidst <= day:
            found.resting.append(known.hviler)
        elif sag := as_of(known.read(), day):
            try:
                found.cases.append(_on_the_desk(office, sag, day))
            except (CaseworkError, OSError) as fault:
                found.unread.append(Unread(nummer, tuple(str(fault).splitlines())))
    return found


def _on_the_desk(office: Office, sag: Sag, day: date) -> OnDesk:
    situation = recall.situation(office, sag, day)
    case = OnDesk(situation, unfiled=filing.lacking(situation))
    return replace(case, udkast=drafts.waiting(office, sag.nummer)) if case.aaben else case


def _sections(office: Office, found: Desk, *, every: bool) -> Iterator[Section]:
    unread = found.unread
    try:
        calls = registers.calls(office)
    except (CaseworkError, OSError) as fault:
        calls, unread = (), [Unread(CALLS.navn, tuple(str(fault).splitlines())), *unread]
    told = conflicts.waiting(office, found.apart)
    waits = tuple(Line(nummer=name, hvad=what) for name, what in told)
    yield Section("konflikt", "Vælg mellem to versioner", waits)
    asked = register.waiting(calls)
    for part in sections(found.cases, unread, asked, found.resting, every=every):
        if every or part.id not in ONLY_WHEN_ALL:
            yield part


def _told(part: Section, day: date, *, colour: bool) -> Iterator[str]:
    tint = COLOURS.get(part.id, "") if colour else ""
    yield ""
    yield f"{BOLD}{tint}{part.titel}{PLAIN}" if colour else part.titel
    for line in part.linjer:
        first, *rest = _rows(line, day)
        yield f"  {tint}{first}{PLAIN}" if tint else f"  {first}"
        yield from (f"  {' ' * len(line.nummer)}  {row}" for row in rest)


def _rows(line: Line, day: date) -> tuple[str, ...]:
    """Return a line's rows: whose case it is, and what waits, till when and for whom."""
    who = f"{line.navn}: {line.emne}" if line.emne else line.navn
    between = ". " if line.venter_paa else " "
    what = between.join(filter(None, (line.hvad + _when(line, day), _waits(line, day))))
    head = "  ".join(filter(None, (line.nummer, who)))
    return (head, what) if who else (f"{line.nummer}  {what}".strip(),)


def _when(line: Line, day: date) -> str:
    if line.dato is None:
        return ""
    days = f" ({left})" if (left := _days(line, day)) else ""
    return f": {_near(line.dato, day)}{days}"


def _days(line: Line, day: date) -> str:
    if line.arbejdsdage is None or line.dato is None or line.dato == day:
        return ""
    return f"{working_days(abs(line.arbejdsdage))} {'over' if line.dato < day else 'endnu'}"


def _waits(line: Line, day: date) -> str:
    since = f"siden {_near(line.siden, day)}" if line.siden else ""
    since += f" ({working_days(line.ventet)})" if line.ventet else ""
    whom = f"Venter på {line.venter_paa}" if line.venter_paa else ""
    return " ".join(filter(None, (whom, since)))


def _near(day: date, seen: date) -> str:
    """Write a day, without its year when it is the year that is looked from."""
    return spans([day]) if day.year == seen.year else spelled(day)


def _appointments(case: OnDesk) -> Iterator[ics.Appointment]:
    situation = case.situation
    for frist in () if situation.course.i_bero else situation.course.frister:
        whom = AWAITED[frist.regel.venter_paa] if frist.regel else AWAITED["kontor"]
        nummer = situation.sag.nummer
        yield ics.Appointment(nummer, frist.id or "frist", frist.titel, whom, frist.dato)


def _calendar_file(office: Office, fil: str) -> Path:
    path = places.home(fil).absolute()
    fault = ""
    if path.suffix.lower() != ".ics":
        fault = "er ikke en kalenderfil. Giv et navn, der ender på .ics."
    elif path.resolve().is_relative_to(office.root.resolve()):
        fault = "ligger i arkivet. Læg kalenderen et andet sted."
    elif path.is_dir() or not path.parent.is_dir():
        fault = "kan ikke skrives: mappen findes ikke, eller navnet er en mappe."
    if fault:
        raise BadValue(fejl=f"--ics: {fil} {fault}")
    return path
