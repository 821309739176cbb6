"""Noting: work that is no case, a missed call or a message, and that it was returned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import get_args

from msgspec.structs import replace

from workflow.archive.registers import CALLS, WORK
from workflow.core.dates import spelled
from workflow.core.deadlines import usual
from workflow.core.errors import AlreadyReturned, BadValue
from workflow.core.model import Kanal
from workflow.core.options import in_force
from workflow.core.reading import Reader, choice, count, of, optional, past, values, words
from workflow.core.register import Call, Work, added, center_faults, next_nr, waiting
from workflow.office import gather
from workflow.office.desk import Office
from workflow.office.registers import Change, Held, Noted, write

SMALL = "smaa-henvendelse"
CALL_BACK = "tilbageringning"

Told = Mapping[str, str]


def work(office: Office, told: Told, now: datetime) -> Noted[Work]:
    """Note work that is no case; BadValue with every fault of what was told."""
    new = _work(office, told, now.date())

    def line(held: Held[Work]) -> tuple[Work, tuple[Work, ...]]:
        before = held.of(new.dato.year).lines
        after = added(before, new)
        return next(line for line in after if line not in before), after

    return write(office, WORK, Change("aktivitet", "Aktivitet {nr} noteret", new.dato, line), now)


def small(office: Office, told: Told, now: datetime) -> Noted[Work]:
    """Count a small enquiry, which gives no case."""
    return work(office, {**told, "slags": SMALL}, now)


def call(office: Office, told: Told, now: datetime) -> Noted[Call]:
    """Note a missed call or a message, with the day by which it is to be returned."""
    new = _call(office, told, now.date())

    def line(held: Held[Call]) -> tuple[Call, tuple[Call, ...]]:
        before = held.of(new.dato.year).lines
        numbered = replace(new, nr=next_nr(before))
        return numbered, (*before, numbered)

    return write(office, CALLS, Change("opkald", "Opkald {nr} noteret", new.dato, line), now)


def returned(office: Office, given: str, told: Told, now: datetime) -> Noted[Call]:
    """Note that a call was returned; AlreadyReturned when it has been."""
    case = _case_of(office)
    facts = values(told, dato=past(now.date()), resultat=optional(words), sag=case)
    ringet = facts.pop("dato")

    def line(held: Held[Call]) -> tuple[Call, tuple[Call, ...]]:
        old = _called(held, given)
        _refuse_return(old, ringet, held.register.fil(old.dato.year))
        new = replace(old, ringet=ringet, **{k: fact for k, fact in facts.items() if fact})
        lines = held.of(old.dato.year).lines
        return new, tuple(new if other.nr == old.nr else other for other in lines)

    change = Change("ringet", "Opkald {nr} ringet tilbage", ringet, line)
    return write(office, CALLS, change, now)


def _work(office: Office, told: Told, today: date) -> Work:
    """Make a piece of work of what was told; it gets its number when it is written."""
    facts = values(
        told,
        dato=past(today),
        slags=lambda raw: _kind(office, raw, today),
        center=optional(str),
        antal=lambda raw: count(raw) if raw else 1,
        emne=optional(words),
        kanal=optional(of(get_args(Kanal))),
    )
    new = Work(nr=1, **facts)
    kind = office.rules.aktiviteter[new.slags]
    if faults := list(center_faults(new, kind, office.kontor)):
        raise BadValue(fejl="\n".join(f"--center {fault}" for fault in faults))
    return new


def _call(office: Office, told: Told, today: date) -> Call:
    facts = values(
        told,
        dato=past(today),
        navn=words,
        telefon=words,
        besked=optional(words),
        sag=_case_of(office),
    )
    days = usual(office.rules.frister[CALL_BACK], office.kontor)
    return Call(nr=1, senest=office.kalender.frem(facts["dato"], days), **facts)


def _called(held: Held[Call], given: str) -> Call:
    """Return the call that 3 or 2026-3 means: the newest year's, unless two of them wait."""
    match = re.fullmatch(r"(?:([0-9]{4})-)?([0-9]{1,6})", given.strip())
    found = [
        call
        for year, year_held in sorted(held.years.items(), reverse=True)
        for call in year_held.lines
        if match and call.nr == int(match[2]) and match[1] in (None, str(year))
    ]
    if not found:
        raise BadValue(
            fejl=f"Der er intet opkald, der hedder '{given}'. Se dem, der venter: inv opkaldsliste"
        )
    if len(still := waiting(found)) > 1:
        names = " og ".join(call.nummer for call in still)
        raise BadValue(fejl=f"'{given}' kan være både {names}, der begge venter. Skriv årstallet.")
    return found[0]


def _refuse_return(call: Call, ringet: date, fil: str) -> None:
    if call.ringet is not None:
        raise AlreadyReturned(nummer=call.nummer, dag=spelled(call.ringet), fil=fil)
    if ringet < call.dato:
        raise BadValue(fejl=f"--dato: opkaldet kom først den {spelled(call.dato)}.")


def _case_of(office: Office) -> Reader:
    return optional(lambda raw: gather.find(office, raw))


def _kind(office: Office, raw: str, today: date) -> str:
    kinds = in_force(office.rules.aktiviteter, today)
    if not raw:
        raise ValueError(f"mangler. Vælg mellem: {', '.join(kinds)}.")
    return choice(raw, kinds)
