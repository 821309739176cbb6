"""The first step of a use case: the case as it stands, and what has been edited by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct

from workflow.archive import casefile, papers, places
from workflow.archive.casefile import CaseFile
from workflow.archive.journal import Journal
from workflow.archive.validate import Fault
from workflow.core.course import Course, replay
from workflow.core.entry import NONE, Entry
from workflow.core.errors import BadFile, BadValue, CaseworkError, OpenConflict
from workflow.core.filing import COMPLAINT
from workflow.core.markdown import without_comments
from workflow.core.model import Sag
from workflow.core.names import CONFLICT
from workflow.core.rulebook import State
from workflow.core.situation import Situation
from workflow.core.statement import FILE as STATEMENT
from workflow.office.desk import OWN_RULES, OWN_TEMPLATES, Office

LETTERS, NOTES = "breve", "notater"
EDITED, OFFICE = "redigering", "arkiv"
BACK = "Journalens udgave lægges tilbage med inv forkast {nummer}; din egen lægges til side."
PROSE = (STATEMENT, COMPLAINT)
OWN = (casefile.OFFICE, OWN_RULES, OWN_TEMPLATES)


class Gathered(Struct, frozen=True):
    """A case as it stands in its folder, and the edits that are not journalised yet."""

    office: Office
    folder: str
    file: CaseFile
    texts: Mapping[str, str]
    edits: Mapping[str, bytes | None]
    roerte_breve: tuple[str, ...] = ()

    @property
    def sag(self) -> Sag:
        """The case itself."""
        return self.file.sag

    def situation(self, today: date) -> Situation:
        """Return all that a decision about the case rests on."""
        return Situation(
            sag=self.sag,
            kontor=self.office.kontor,
            rules=self.office.rules,
            today=today,
            udtalelse=self.texts.get(STATEMENT),
            filer=frozenset(self._files()),
            dokumenter=held(self.office, self.folder, self.henvendelse),
        )

    @property
    def henvendelse(self) -> str:
        """The citizen's own text, without the program's remarks; empty when there is none yet."""
        return without_comments(self.texts.get(COMPLAINT, "")).strip()

    def _files(self) -> Iterator[str]:
        """Yield the letters and notes that lie in the folder, whoever put them there."""
        home = self.office.root / self.folder
        for folder in (LETTERS, NOTES):
            yield from (path.relative_to(home).as_posix() for path in home.glob(f"{folder}/*"))


def find(office: Office, given: str) -> str:
    """Return the one case that 2026-0012 or 12 means; BadValue if there is none, or two."""
    found = places.cases_called(office.root, given)
    if not found and not any(places.numbers(office.root)):
        raise BadValue(fejl="Der er ingen sager endnu. Opret den første: inv hjaelp ny")
    if not found:
        raise BadValue(
            fejl=f"Der er ingen sag, der hedder '{given}'. Skriv nummeret som 12 eller 2026-0012."
        )
    return found[0] if len(found) == 1 else _among_open(office, given, found)


def held(office: Office, folder: str, complaint: str) -> dict[str, str]:
    """Return what a case holds beside its letters, with marks of what its texts say."""
    lying = papers.lying(office.root, folder)
    if complaint:
        lying[COMPLAINT] = papers.mark(complaint.encode())
    return lying


def lying(office: Office, nummer: str) -> dict[str, str]:
    """Return what a case holds beside its letters, from its folder alone."""
    folder = places.case_folder(nummer)
    texts = _texts({COMPLAINT: papers.content(office.root, f"{folder}/{COMPLAINT}")})
    return held(office, folder, without_comments(texts.get(COMPLAINT, "")).strip())


def read(office: Office, nummer: str) -> Gathered:
    """Read a case from its folder alone, for showing it."""
    folder, file = places.case_folder(nummer), case_file(office, nummer)
    texts = {name: papers.content(office.root, f"{folder}/{name}") for name in PROSE}
    return Gathered(office, folder, file, _texts(texts), {})


def case_file(office: Office, nummer: str) -> CaseFile:
    """Read a case's sag.yaml from its folder, and nothing else of it."""
    return sound(office, places.case_folder(nummer), content(office, nummer))


def content(office: Office, nummer: str) -> bytes | None:
    """Return what a case's sag.yaml holds in its folder, or None if there is none."""
    return papers.content(office.root, f"{places.case_folder(nummer)}/{casefile.NAME}")


def read_for_step(
    office: Office,
    nummer: str,
    journal: Journal,
    *,
    correction: bool = False,
    settling: bool = False,
) -> Gathered:
    """Read a case with its unjournalised edits; BadFile when they are not sound.

    Finished letters are frozen: what has been done to them is never an edit of the case. While two
    versions of it clash there is no step but the one that is *settling* which holds.
    """
    folder = places.case_folder(nummer)
    if not settling and journal.names(f"{folder}/{CONFLICT}"):
        raise OpenConflict(nummer=nummer, mappe=folder)
    edited, letters = journal.edited(folder), f"{folder}/{LETTERS}/"
    edits = {path: new for path, new in edited.items() if not path.startswith(letters)}
    name = f"{folder}/{casefile.NAME}"
    booked = journal.content(name)
    try:
        file = sound(office, folder, edits.get(name, booked))
    except BadFile as fault:
        way_back = [BACK.format(nummer=nummer)] if booked is not None and name in edits else []
        raise BadFile(fejl="\n".join([str(fault), *way_back])) from None
    texts = _texts({n: edits.get(f"{folder}/{n}", journal.content(f"{folder}/{n}")) for n in PROSE})
    gathered = Gathered(office, folder, file, texts, edits, tuple(sorted(edited.keys() - edits)))
    if booked is not None and name in edits and not correction:
        _refuse_foreign_course(gathered, casefile.as_booked(name, booked))
    return gathered


def edit_entries(gathered: Gathered, journal: Journal, today: date, text: str = "") -> list[Entry]:
    """Return the entries for what has been edited by hand: the office's own files, the case's."""
    entries = own_entries(journal, today, OWN)
    if gathered.edits:
        entries.append(_case_entry(gathered, today, text))
    return entries


def own_entries(journal: Journal, today: date, prefixes: Iterable[str]) -> list[Entry]:
    """Return the entry for what has been edited of the office's own files, if there is any."""
    own = {path: new for prefix in prefixes for path, new in journal.edited(prefix).items()}
    return [office_entry("Kontorets oplysninger rettet", own, today)] if own else []


def office_entry(title: str, files: Mapping[str, bytes | None], today: date) -> Entry:
    """Return an entry of the archive itself, which belongs to no case."""
    return Entry(OFFICE, EDITED, NONE, NONE, today, f"{OFFICE}: {title}", files)


def _case_entry(gathered: Gathered, today: date, text: str) -> Entry:
    here = entered(gathered.situation(today).tilstand)
    title = f"{gathered.sag.nummer}: Rettelser i sagens filer"
    return Entry(gathered.sag.nummer, EDITED, here, here, today, title, gathered.edits, text)


def sound(office: Office, folder: str, content: bytes | None) -> CaseFile:
    """Return a case by what its file holds; BadFile unless it is sound and where it belongs."""
    return followed(office, folder, content)[0]


def followed(office: Office, folder: str, content: bytes | None) -> tuple[CaseFile, Course]:
    """Return a case as `sound` does, and where its forløb has led."""
    name = f"{folder}/{casefile.NAME}"
    if content is None:
        raise BadFile(fejl=f"{name} mangler. Læg filen tilbage, eller hent den fra en kopi.")
    file = casefile.read(name, content, office.schema)
    course = course_of(office, file.sag)
    if amiss := [*out_of_place(folder, file.sag, course)]:
        casefile.refuse(file.document, iter(amiss))
    return file, course


def course_of(office: Office, sag: Sag) -> Course:
    """Return where a case's forløb has led, which is the same whatever day it is."""
    return replay(sag, office.rules, office.kalender)


def out_of_place(folder: str, sag: Sag, course: Course) -> Iterator[Fault]:
    """Yield what is wrong with a sound file where it lies: its number, a course that is none."""
    if not folder.endswith(sag.nummer):
        yield ("nummer",), f"nummeret er {sag.nummer}, men mappen hedder {folder}. Ret nummeret."
    for fault in course.fejl:
        yield ("forloeb",), f"{fault}. Linjer i forloeb skrives kun af inv."


def _refuse_foreign_course(gathered: Gathered, booked: Sag) -> None:
    """Catch a stale editor window that has saved an old file over a newer one (design §3)."""
    if gathered.sag.forloeb != booked.forloeb:
        document, last = gathered.file.document, booked.forloeb[-1]
        raise BadFile(
            fejl=f"{document.fil}, linje {document.linje(('forloeb',))}: 'forloeb' er ikke som "
            "journalen har det. Det sker, når et gammelt vindue i editoren gemmes oven i en nyere "
            f"fil. Journalens seneste linje er {last.dato} {last.handling}. "
            f"Fortryd i editoren. {BACK.format(nummer=booked.nummer)} Skal forløbet virkelig "
            "ændres, så brug inv gem med --rettelse."
        )


def _texts(contents: Mapping[str, bytes | None]) -> dict[str, str]:
    """Read the case's prose; bytes that are no text are shown as such, never lost."""
    return {
        n: held.decode("utf-8-sig", "replace") for n, held in contents.items() if held is not None
    }


def _among_open(office: Office, given: str, found: tuple[str, ...]) -> str:
    """Refuse to guess while two cases of the number are open; otherwise the newest is meant."""
    still_open = [nummer for nummer in found if _is_open(office, nummer)]
    if len(still_open) > 1:
        names = " og ".join(still_open)
        raise BadValue(
            fejl=f"'{given}' kan være både {names}, der begge er åbne. Skriv hele nummeret."
        )
    return found[0]


def _is_open(office: Office, nummer: str) -> bool:
    """Tell whether a case is open; one that cannot be read may well be."""
    try:
        state = state_of(office, case_file(office, nummer).sag)
    except CaseworkError:
        return True
    return state is not None and state.aaben


def entered(state: State | None) -> str:
    """Return how a journal entry names a state; a case that does not exist yet has none."""
    return state.id if state else NONE


def state_of(office: Office, sag: Sag) -> State | None:
    """Return the state of a case that is not read from its folder."""
    return course_of(office, sag).tilstand
