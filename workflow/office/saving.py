"""Journalising what has been edited by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from workflow import PROGRAM
from workflow.archive import casefile, journal
from workflow.archive.journal import Journal
from workflow.archive.validate import Fault
from workflow.core.changes import changes, text_change
from workflow.core.entry import Entry
from workflow.core.model import Sag
from workflow.core.names import RESUME
from workflow.core.proof import made
from workflow.office import draft_views, drafts, gather, leaks
from workflow.office.desk import Office
from workflow.office.gather import Gathered

CORRECTED = "rettelse"


@journal.decided_anew
def save(
    office: Office, given: str, besked: str, now: datetime, *, correction: bool
) -> tuple[str, tuple[str, ...]]:
    """Check and journalise a case's edits; return its number and what to say of it."""
    nummer = gather.find(office, given)
    with journal.opened(office.root, command=f"gem {nummer}", who=office.who) as book:
        case = gather.read_for_step(office, nummer, book, correction=correction)
        entries = edits(case, book, now.date(), besked, correction=correction)
        shown = list(differences(case, entries, book))
        if entries:
            book.book(entries, now=now, program=PROGRAM)
        said = [*told_of(entries), *shown, *told_of_letters(case), *_told_of_drafts(case)]
        said += [*_told_of_resume(case), *book.notices]
    return nummer, tuple(said or ["Der er ingen rettelser at gemme."])


def edits(
    case: Gathered, book: Journal, today: date, besked: str = "", *, correction: bool
) -> list[Entry]:
    """Return the entries for what has been edited, that of a corrected forløb as a correction."""
    entries = gather.edit_entries(case, book, today, besked)
    booked = _booked(case, book)
    if correction and booked.forloeb != case.sag.forloeb:
        _refuse_future(case, today)
        entries[-1] = _correction(case, booked, entries[-1], today)
    return entries


def differences(case: Gathered, entries: Sequence[Entry], book: Journal) -> Iterator[str]:
    """Yield what is not as it was last booked, in words; for the screen, never for the journal."""
    for path, content in (pair for entry in entries for pair in entry.filer.items()):
        if path == f"{case.folder}/{casefile.NAME}":
            told = changes(_booked(case, book), case.sag, case.office.rules)
            yield from (f"  {line}" for line in told)
        else:
            name = path.removeprefix(f"{case.folder}/")
            yield f"  {name}: {text_change(book.content(path), content)}"


def told_of(entries: Sequence[Entry]) -> list[str]:
    """Say which edits have been journalised."""
    names = [path.rpartition("/")[2] for entry in entries for path in entry.filer]
    return [f"Dine rettelser er journaliseret: {', '.join(names)}."] if names else []


def told_of_letters(case: Gathered) -> list[str]:
    """Say which finished letters have been touched since, and what lies among them unmade."""
    letters = made(case.sag.forloeb)
    return [
        f"{path} er ændret eller slettet, efter at brevet var færdigt. Ændringen er ikke "
        "journaliseret: et færdigt brev ligger fast, som journalen har det. "
        f"{gather.BACK.format(nummer=case.sag.nummer)}"
        if Path(path).stem in letters
        else f"{path} ligger blandt de færdige breve, men er ikke lavet af et skridt og er ikke "
        "journaliseret. Hører den til sagen, så flyt den til bilag/; ellers slet den."
        for path in case.roerte_breve
    ]


def _told_of_drafts(case: Gathered) -> list[str]:
    """Say what is unfinished in the drafts among the edits; only their step minds."""
    edited = {path.removeprefix(f"{case.folder}/"): new for path, new in case.edits.items() if new}
    mine = {fil: new for fil, new in edited.items() if drafts.is_one(fil)}
    return [f"Endnu ikke klar: {fault}" for fault in draft_views.unfinished(case, mine)]


def _told_of_resume(case: Gathered) -> list[str]:
    """Say what may not leave the office in a resume among the edits: the report sets it."""
    fil = f"{case.folder}/{RESUME}"
    text = (case.edits.get(fil) or b"").decode("utf-8-sig", "replace")
    found = leaks.check(case.office, {fil: text}) if text else []
    return [f"Må ikke komme med i årsberetningen: {leak}" for leak in found]


def _refuse_future(case: Gathered, today: date) -> None:
    def faults() -> Iterator[Fault]:
        for index, event in enumerate(case.sag.forloeb):
            if event.dato > today:
                yield ("forloeb", index), "hændelsen ligger i fremtiden. Ret datoen."

    casefile.refuse(case.file.document, faults())


def _booked(case: Gathered, book: Journal) -> Sag:
    name = f"{case.folder}/{casefile.NAME}"
    content = book.content(name)
    return casefile.as_booked(name, content) if content else case.sag


def _correction(case: Gathered, booked: Sag, entry: Entry, today: date) -> Entry:
    """Let the journal say that the forløb itself was corrected, and from which state to which."""
    before = gather.state_of(case.office, booked)
    return Entry(
        entry.sag,
        CORRECTED,
        gather.entered(before),
        entry.til,
        today,
        f"{entry.sag}: Forløbet rettet i hånden",
        entry.filer,
        entry.tekst,
    )
