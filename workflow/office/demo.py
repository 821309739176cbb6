"""The demonstration: a made-up office's archive, built step by step as a user would."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from workflow import PROGRAM
from workflow.archive import journal
from workflow.archive.places import case_folder
from workflow.archive.recommendations import NAME, REPORTS
from workflow.core.errors import NotADemo
from workflow.core.kontor import Kontor
from workflow.core.reading import day
from workflow.office import (
    desk,
    gather,
    generated,
    generated_files,
    generated_work,
    older_cases,
    played,
)
from workflow.office.desk import Office

COURSES = Path(__file__).parents[1] / "demo"
OFFICE, BESIDE = "kontor.yaml", "arbejde.yaml"
LAST_REPORTS = tuple(f"{REPORTS}/{year}/{NAME}" for year in (2024, 2025))
FOUNDED = date(2026, 1, 2)
MORNING = date(2026, 6, 9)
Course = dict[str, Any]
Happening = tuple[date, int | str | None, Mapping[str, Any] | None]


class Shown(Struct, frozen=True):
    """A case of the demonstration: what it is about and where its letters are."""

    nummer: str
    navn: str
    mappe: Path


def build(root: Path, years: Sequence[int] = generated.YEARS) -> Iterator[Shown]:
    """Build the archive anew, day by day; an archive that is not ours is never removed.

    First the cases of some years before are brought in. It is built beside its place and put there
    when it is whole: half of one is never met.
    """
    if root.exists():
        _refuse_foreign(root)
    half, old = (root.with_name(f".{root.name}.{end}") for end in ("halv", "gammel"))
    _cleared(half)
    yield from _built(half, root, years)
    _cleared(old)
    if root.exists():
        root.rename(old)
    half.rename(root)
    _cleared(old)


def _built(half: Path, root: Path, years: Sequence[int]) -> Iterator[Shown]:
    office = played.made_up_office(half, played.read(COURSES / OFFICE), FOUNDED)
    older = _years_before(office, years) if years else []
    found, numbers = courses(), dict[int | str, str]()
    for today, index, line in _diary(found, older):
        if index is None:
            played.beside(office, line or {}, today)
            continue
        if line is not None or isinstance(index, str):
            played.do(office, numbers.get(index, str(index)), line or {}, today)
            continue
        nummer = numbers[index] = played.begin(office, found[index])
        yield Shown(nummer, str(found[index]["navn"]), root / case_folder(nummer))


def _years_before(office: Office, years: Sequence[int]) -> list[Happening]:
    """Bring in what was before Sagsgang, cases and recommendations; return what was to come."""
    sager = generated.cases(office.kontor, office.rules, years=years)
    older_cases.bring_in(office, generated_files.files(sager), played.at(FOUNDED))
    told = {path: (COURSES / "aar" / path).read_bytes() for path in LAST_REPORTS}
    told |= generated_work.files(generated_work.work(office.kontor, years=years))
    entry = gather.office_entry("arbejde uden sag og de sidste anbefalinger", told, FOUNDED)
    with journal.opened(office.root, command="inv demo", who=office.who) as book:
        book.book([entry], now=played.at(FOUNDED), program=PROGRAM)
    return list(generated.at_new_year(sager, office.kontor, office.rules, FOUNDED))


def _diary(found: list[Course], older: Sequence[Happening] = ()) -> list[Happening]:
    """Return what happens in all the courses, in older cases and beside them, day by day.

    First in each course, its case is opened; what is no case has no course.
    """
    work = played.read(COURSES / BESIDE)
    entries = [*older, *((day(line["dato"]), None, line) for line in work["forloeb"])]
    for index, course in enumerate(found):
        entries.append((day(course["sag"]["modtaget"]), index, None))
        entries += [(today, index, line) for today, line in played.days(course)]
    return sorted(entries, key=lambda entry: entry[0])


def courses() -> list[Course]:
    """Return the demonstration's courses in the order the cases came in."""
    found = [
        played.read(path) for path in COURSES.glob("*.yaml") if path.name not in (OFFICE, BESIDE)
    ]
    return sorted(found, key=lambda course: str(course["sag"]["modtaget"]))


def kontor() -> Kontor:
    """Return the demonstration's office, for whoever needs no archive."""
    own = played.read(COURSES / OFFICE)
    values = desk.start_values(own["kommune"])
    for key, value in own.items():
        values[key] = values[key] | value if isinstance(value, dict) else value
    return msgspec.convert(values, Kontor)


def _refuse_foreign(root: Path) -> None:
    """Only what says that it is the demonstration's own municipality may be removed."""
    made_up = str(played.read(COURSES / OFFICE)["kommune"])
    kontor = root / OFFICE
    if not kontor.is_file() or made_up not in kontor.read_text(encoding="utf-8"):
        raise NotADemo(sti=root)


def _cleared(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder, onerror=_writable)


def _writable(function: object, path: str, _: object) -> None:
    """Git writes its objects read-only, which Windows will not remove."""
    Path(path).chmod(0o700)
    function(path)  # type: ignore[operator]
