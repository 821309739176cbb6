"""Ending a conflict: two versions shown against each other, and the one kept that is chosen.

The version in place is the one that both sides have; what the other side has otherwise lies in
`konflikt/` beside it. Whichever is chosen, the journal keeps the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from workflow import PROGRAM
from workflow.archive import casefile, journal, papers, places
from workflow.archive.casefile import CaseFile
from workflow.archive.journal import Journal, ledger
from workflow.core.changes import changes, text_change
from workflow.core.entry import NONE, Entry
from workflow.core.errors import BadFile, CaseworkError, NotAllowed
from workflow.core.names import CONFLICT
from workflow.core.reading import of, one
from workflow.core.title import title
from workflow.office import gather
from workflow.office.desk import Office

COMMAND = "afklar"
THIS, OTHER = "denne", "anden"
CHOSEN = {THIS: "versionen i mappen er beholdt", OTHER: "den anden version er taget"}

Files = Mapping[str, bytes]


def waiting(office: Office, numbers: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield which of some cases has two versions to choose between, and what to do about it.

    The archive's own files are looked at too.
    """
    where = {gather.OFFICE: ""} | {nummer: places.case_folder(nummer) for nummer in numbers}
    for name in sorted(where):
        if _lies_open(office, where[name]):
            yield name, remark(name)


def _lies_open(office: Office, folder: str) -> bool:
    """Tell whether a case has two versions; what cannot be looked at hides no other case."""
    try:
        lies = papers.has_other(office.root, folder)
        return lies and bool(papers.other_version(office.root, folder))
    except (CaseworkError, OSError):
        return True


def remark(name: str) -> str:
    """Say that two versions wait to be chosen between."""
    return f"Ændret to steder på måder, der ikke kan forenes. Vælg en version: inv {COMMAND} {name}"


def of_case(office: Office, nummer: str) -> tuple[str, ...]:
    """Return the files of a case that have two versions, by where they stand or would stand."""
    return tuple(papers.other_version(office.root, places.case_folder(nummer)))


def show(office: Office, given: str) -> str:
    """Return how the two versions differ, in the terms of a case, and how one is chosen."""
    name, folder = _place(office, given)
    with ledger.reading(office.root) as book:
        booked = book.files(book.head, _beside(folder))
        other = {path: book.blob(blob) for path, blob in booked.items()}
    other = _within(folder, other) | (papers.other_version(office.root, folder) if other else {})
    _refuse_none(name, other)
    lines = [
        heading(office, name),
        f"'{THIS}' står i {folder or 'arkivet'}, og '{OTHER}' ligger i {_beside(folder)}.",
        "",
        f"Sådan er '{OTHER}', set i forhold til '{THIS}':",
        *(f"- {line}" for line in _differences(office, folder, other)),
        "",
        f"Behold '{THIS}': inv {COMMAND} {name} --behold {THIS}",
        f"Tag '{OTHER}':   inv {COMMAND} {name} --behold {OTHER}",
        f"Skal noget af begge med, så ret først i {folder or 'arkivet'}, og behold '{THIS}'.",
        "Den version, du ikke vælger, bliver i journalen.",
    ]
    return "\n".join(lines)


def settle(office: Office, given: str, behold: str, now: datetime) -> tuple[str, ...]:
    """End a conflict with one of the versions, which must be sound; return what to say of it."""
    from workflow.office import saving

    kept = one("behold", behold, of((THIS, OTHER)))
    name, folder = _place(office, given)
    with journal.opened(office.root, command=f"{COMMAND} {name}", who=office.who) as book:
        if folder:
            edits, entry = _of_case(office, name, kept, book, now.date())
        else:
            edits, entry = _of_archive(office, kept, book, now.date())
        book.book([*edits, entry], now=now, program=PROGRAM)
        said = (*saving.told_of(edits), *book.notices)
    left = [remark(name)] if _lies_open(office, folder) else []
    return (heading(office, name), f"Afklaret: {CHOSEN[kept]}.", *left, *said)


def _place(office: Office, given: str) -> tuple[str, str]:
    """Return what it is called and where it lies: the archive itself, or a case."""
    if given == gather.OFFICE:
        return given, ""
    nummer = gather.find(office, given)
    return nummer, places.case_folder(nummer)


def heading(office: Office, name: str) -> str:
    """Return what a case is called, also one that cannot be read; or the office's own files."""
    if name == gather.OFFICE:
        return "Kontorets egne filer"
    try:
        return title(gather.read(office, name).sag)
    except BadFile:
        return f"Sag {name}"


def _of_case(
    office: Office, nummer: str, kept: str, book: Journal, today: date
) -> tuple[list[Entry], Entry]:
    """Return the entries for what is edited in a case, and the one that ends its conflict."""
    from workflow.office import saving

    case = gather.read_for_step(office, nummer, book, correction=True, settling=True)
    other = _other(book, case.folder)
    _refuse_none(nummer, other)
    edits = saving.edits(case, book, today, correction=True)
    before = after = case.sag
    if kept == OTHER and casefile.NAME in other:
        after = _sound(office, case.folder, other[casefile.NAME]).sag
    fra, til = (gather.entered(gather.state_of(office, sag)) for sag in (before, after))
    headline = f"{nummer}: Konflikt afklaret, {CHOSEN[kept]}"
    files = _settled(case.folder, other, kept)
    return edits, Entry(nummer, COMMAND, fra, til, today, headline, files)


def _of_archive(office: Office, kept: str, book: Journal, today: date) -> tuple[list[Entry], Entry]:
    """Return the entries for the office's own files that are edited, and the one that ends it."""
    from workflow.office.conflict_of_office import refuse_unsound

    other = _other(book, "")
    _refuse_none(gather.OFFICE, other)
    if kept == OTHER:
        refuse_unsound(office, other)
    edits = gather.own_entries(book, today, (*gather.OWN, CONFLICT))
    headline = f"{gather.OFFICE}: Konflikt afklaret, {CHOSEN[kept]}"
    files = _settled("", other, kept)
    return edits, Entry(gather.OFFICE, COMMAND, NONE, NONE, today, headline, files)


def _other(book: Journal, folder: str) -> dict[str, bytes]:
    """Return the other version: as it is booked, with what has been edited in it since.

    Removing a file of it by hand is no choice.
    """
    booked = {path: book.content(path) or b"" for path in book.listing(_beside(folder))}
    edited = book.edited(_beside(folder)) if booked else {}
    return _within(folder, booked | {path: new for path, new in edited.items() if new is not None})


def _beside(folder: str) -> str:
    return f"{folder}/{CONFLICT}".lstrip("/")


def _within(folder: str, files: Files) -> dict[str, bytes]:
    """Name the files of the other version by where they would stand."""
    return {path.removeprefix(f"{_beside(folder)}/"): held for path, held in files.items()}


def _settled(folder: str, other: Files, kept: str) -> dict[str, bytes | None]:
    """Return the files as they are when the conflict is over.

    A further version, which a third side has brought, lies inside the other one and takes its
    place.
    """
    above = f"{folder}/" if folder else ""
    gone: dict[str, bytes | None] = {f"{_beside(folder)}/{path}": None for path in other}
    further = {f"{above}{path}": held for path, held in other.items() if _is_further(path)}
    taken = {f"{above}{path}": held for path, held in other.items() if not _is_further(path)}
    return gone | further | (taken if kept == OTHER else {})


def _is_further(path: str) -> bool:
    return path.startswith(f"{CONFLICT}/")


def _sound(office: Office, folder: str, content: bytes) -> CaseFile:
    file = casefile.read(f"{folder}/{CONFLICT}/{casefile.NAME}", content, office.schema)
    course = gather.course_of(office, file.sag)
    casefile.refuse(file.document, gather.out_of_place(folder, file.sag, course))
    return file


def _differences(office: Office, folder: str, other: Files) -> Iterator[str]:
    for path, there in other.items():
        if _is_further(path):
            continue
        here = papers.content(office.root, f"{folder}/{path}".lstrip("/"))
        if folder and path == casefile.NAME and here is not None:
            yield from _of_cases(office, folder, here, there)
        else:
            yield f"{path}: {text_change(here, there)}"


def _of_cases(office: Office, folder: str, here: bytes, there: bytes) -> Iterator[str]:
    try:
        this = casefile.read(f"{folder}/{casefile.NAME}", here, office.schema).sag
        other = _sound(office, folder, there).sag
    except BadFile as fault:
        yield from str(fault).splitlines()
    else:
        yield from changes(this, other, office.rules)


def _refuse_none(name: str, other: Files) -> None:
    if not other:
        what = "Arkivet" if name == gather.OFFICE else f"Sag {name}"
        raise NotAllowed(
            sag=what,
            handling="Afklar",
            grunde="- Der er ikke to versioner at vælge imellem. Alt er afklaret.",
        )
