"""Dividing a case: klagepunkter moved to a case of their own, both booked together or neither."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from workflow import PROGRAM
from workflow.archive import casefile, journal, places
from workflow.core import filing, splitting
from workflow.core.decide import Plan, decide
from workflow.core.entry import NONE, Entry
from workflow.core.known_steps import SPLIT
from workflow.core.model import Haendelse
from workflow.core.options import event
from workflow.core.reading import one, optional, words
from workflow.core.situation import Situation
from workflow.office import gather, opening, saving
from workflow.office.desk import Office
from workflow.office.gather import Gathered

_TELL_THEM = (
    "Centret har fået klagepunktet under det gamle sagsnummer. Fortæl borgeren og centret det nye."
)


class Divided(Struct, frozen=True):
    """The old case, the new one, where it is, and what the adviser should know."""

    plan: Plan
    ny: Situation
    mappe: Path
    meddelelser: tuple[str, ...]


@journal.decided_anew
def divide(office: Office, given: str, punkt: str, emne: str, dato: date, now: datetime) -> Divided:
    """Move klagepunkter to a case of their own; NotAllowed with every reason why not."""
    action, nummer = office.rules.handlinger[SPLIT], gather.find(office, given)
    emne = one("emne", emne, optional(words)) or ""
    with journal.opened(office.root, command=f"{action.id} {nummer}", who=office.who) as book:
        case = gather.read_for_step(office, nummer, book)
        situation = case.situation(now.date())

        year = case.sag.modtaget.year
        fresh = places.next_number(office.root, year, book.names(str(year)), journal.series(book))
        told = replace(event(action, {"punkt": punkt}, situation, dato), sager=(fresh,))
        plan = decide(situation, action, told)
        sag = splitting.separated(situation, plan.event, emne)
        new = Situation(sag, office.kontor, office.rules, now.date())

        edits = gather.edit_entries(case, book, now.date())
        entries = [*edits, _left(plan, case), _opened(new, plan.event, case)]
        book.book(entries, now=now, program=PROGRAM)
        said = [*saving.told_of(edits), *saving.told_of_letters(case), *book.notices]
        said += [_TELL_THEM] if len(new.sag.forloeb) > 1 else []
    return Divided(plan, new, office.root / places.case_folder(fresh), tuple(said))


def _left(plan: Plan, case: Gathered) -> Entry:
    here = gather.entered(plan.til)
    files = {f"{case.folder}/{casefile.NAME}": casefile.written(case.file, plan.after)}
    return Entry(
        case.sag.nummer, plan.action.id, here, here, plan.event.dato, plan.overskrift, files
    )


def _opened(new: Situation, told: Haendelse, old: Gathered) -> Entry:
    sag, here = new.sag, gather.entered(new.tilstand)
    begun = new.rules.handlinger[sag.forloeb[-1].handling]
    files = opening.files(sag, old.texts.get(filing.COMPLAINT, "").rstrip("\n"))
    headline = f"{sag.nummer}: Skilt ud fra {old.sag.nummer}"
    return Entry(sag.nummer, begun.id, NONE, here, told.dato, headline, files)
