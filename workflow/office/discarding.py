"""A case's files or the archive's own put back as journalised; what they held is laid aside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

from msgspec import Struct

from workflow.archive import journal, places
from workflow.archive.journal import Journal, Person
from workflow.archive.recommendations import REPORTS
from workflow.core.errors import BadValue
from workflow.core.model import NUMMER
from workflow.office import gather
from workflow.office.desk import Office

_YEAR = r"\d{4}"
_NOBODY = Person("", "")  # nothing is booked


class Discarded(Struct, frozen=True):
    """What was put back, where the discarded versions lie, and what was left alone."""

    nummer: str
    filer: tuple[str, ...]
    lagt: Path | None
    ladt: tuple[str, ...]
    meddelelser: tuple[str, ...]


def discard(office: Office, given: str, fil: str, now: datetime) -> Discarded:
    """Put a case's files back, or one of them; files that the journal has not are left alone."""
    with journal.opened(office.root, command=f"forkast {given}", who=office.who) as book:
        nummer = _case(office, given, book)
        folder = places.case_folder(nummer)
        edits = book.edited(folder)
        wanted = {_known(book, folder, fil)} if fil else set(book.listing(folder))
        held = {path: content for path, content in edits.items() if path in wanted}
        new = () if fil else tuple(path for path in edits if path not in wanted)
        aside = book.put_back(held, f"{nummer}/{now:%Y-%m-%d-%H%M%S}") if held else ""
        said = tuple(book.notices)
    return Discarded(nummer, tuple(held), office.root / aside if aside else None, new, said)


def discard_own(root: Path, fil: str, now: datetime) -> Discarded:
    """Put the archive's own files back, or one of them; no kontor.yaml need be readable for it."""
    with journal.opened(root, command=f"forkast {gather.OFFICE}", who=_NOBODY) as book:
        apart = () if fil else (REPORTS,)  # of a report being written, one file at a time
        names = (name for name in book.names("") if name not in apart)
        tops = [name for name in names if not re.fullmatch(_YEAR, name)]
        booked = [path for top in tops for path in book.listing(top)]
        wanted = {_one_of(booked, fil)} if fil else set(booked)
        edits = {path: new for top in tops for path, new in book.edited(top).items()}
        held = {path: content for path, content in edits.items() if path in wanted}
        new = () if fil else tuple(path for path in edits if path not in wanted)
        aside = book.put_back(held, f"{gather.OFFICE}/{now:%Y-%m-%d-%H%M%S}") if held else ""
        said = tuple(book.notices)
    return Discarded(gather.OFFICE, tuple(held), root / aside if aside else None, new, said)


def _one_of(booked: Collection[str], fil: str) -> str:
    """Return the path of one of the archive's own files, as it is called in the archive."""
    path = PurePosixPath(fil.replace("\\", "/")).as_posix()
    if path not in booked:
        raise BadValue(
            fejl=f"--fil: journalen har ingen {path} blandt arkivets egne filer. Den har: "
            f"{', '.join(sorted(booked))}."
        )
    return path


def _case(office: Office, given: str, book: Journal) -> str:
    """Return the case that is meant; a whole number may be of one whose folder is gone."""
    if re.fullmatch(NUMMER, given) and given in book.names(given[:4]):
        return given
    if not places.cases_called(office.root, given):
        gone = [*places.meant(given, _booked(book))]
        if len(gone) == 1:
            return gone[0]
    return gather.find(office, given)


def _booked(book: Journal) -> Iterator[str]:
    """Yield each case that the journal has."""
    for year in (name for name in book.names("") if re.fullmatch(_YEAR, name)):
        yield from (name for name in book.names(year) if re.fullmatch(NUMMER, name))


def _known(book: Journal, folder: str, fil: str) -> str:
    """Return the path of a file of the case, as it is called there or in the archive."""
    named = PurePosixPath(fil.replace("\\", "/")).as_posix()
    path = named if named.startswith(f"{folder}/") else f"{folder}/{named}"
    booked = book.listing(folder)
    if path not in booked:
        known = ", ".join(sorted(name.removeprefix(f"{folder}/") for name in booked))
        raise BadValue(
            fejl=f"--fil: journalen har ingen {path}, så der er intet at lægge tilbage. Af sagens "
            f"filer har den: {known}."
        )
    return path
