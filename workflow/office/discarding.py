"""A case's files put back as the journal has them; what they held is laid aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from workflow.archive import journal, places
from workflow.archive.journal import Journal
from workflow.core.errors import BadValue
from workflow.core.model import NUMMER
from workflow.office import gather
from workflow.office.desk import Office


@dataclass(frozen=True, slots=True)
class Discarded:
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


def _case(office: Office, given: str, book: Journal) -> str:
    """Return the case that is meant; a whole number may be of one whose folder is gone."""
    if re.fullmatch(NUMMER, given) and given in book.names(given[:4]):
        return given
    return gather.find(office, given)


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
