"""Where things lie: the archives below cases/, the cases below an archive."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from workflow.archive import aside
from workflow.core.errors import BadValue, NoArchive
from workflow.core.model import NUMMER
from workflow.core.names import slug

CASES = "cases"
CHOSEN = ".valgt"
OFFICE = "kontor.yaml"
RULES = "regler"
TEMPLATES = "templates"
VARIABLE = "SAGSGANG_ARKIV"
SCHEMAS = ".skema"
_JOURNAL = ".git"


def templates(program: Path) -> Path:
    """Return where the shipped templates lie: in the installed program, or beside its source."""
    installed = program / TEMPLATES
    return installed if installed.is_dir() else program.parent / TEMPLATES


def cases(beside: Path) -> Path:
    """Return where archives lie: beside the program's source; installed, in the user's own home."""
    if (beside / TEMPLATES).is_dir():
        return beside / CASES
    return home("~/sagsgang") / CASES


def here() -> Path | None:
    """Return the folder that the command was given in, unless it is gone."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        return None


def archive(cases: Path, environment: Mapping[str, str], here: Path | None = None) -> Path:
    """Return the archive to work on: the one named, else the one that *here* lies in.

    Else it is the chosen one, or the only one there is.
    """
    if named := environment.get(VARIABLE):
        return _existing(home(named), f"{VARIABLE} peger på {named}")
    if found := around(here):
        return found
    known = list(archives(cases))
    chosen = cases / CHOSEN
    if chosen.is_file():
        name = chosen.read_text(encoding="utf-8", errors="replace").strip()
        return _existing(cases / name, f"inv vaelg har valgt '{name}'")
    if len(known) == 1:
        return known[0]
    if not known:
        raise NoArchive(
            fejl='Der er intet arkiv endnu. Opret et: inv arkiv --kommune "Ishøj Kommune"'
        )
    names = ", ".join(path.name for path in known)
    raise NoArchive(fejl=f"Der er flere arkiver: {names}. Vælg et med: inv vaelg NAVN")


def new_archive(cases: Path, kommune: str, environment: Mapping[str, str]) -> Path:
    """Return where a municipality's archive is to be made."""
    if not folder_name(kommune):
        raise BadValue(fejl="--kommune mangler. Skriv kommunens navn, fx: Ishøj Kommune")
    named = environment.get(VARIABLE)
    return home(named) if named else cases / folder_name(kommune)


def fetched_archive(cases: Path, sted: str, navn: str, environment: Mapping[str, str]) -> Path:
    """Return where an archive that is shared at *sted* is to be brought to."""
    if named := environment.get(VARIABLE):
        return home(named)
    last = re.split(r"[/\\:]", sted.rstrip("/\\"))[-1].removesuffix(".git")
    name = folder_name(navn or last)
    if not name:
        raise BadValue(fejl="--navn mangler. Skriv, hvad arkivet skal hedde her, fx: ishoej")
    return cases / name


def own_rules(cases: Path, environment: Mapping[str, str], here: Path | None = None) -> Path | None:
    """Return the folder of the office's own tables, if an archive can be told and has one."""
    try:
        own = archive(cases, environment, here) / RULES
    except NoArchive:
        return None
    return own if own.is_dir() else None


def archives(cases: Path) -> Iterator[Path]:
    """Yield the archives one level below *cases*."""
    if cases.is_dir():
        yield from sorted(filter(is_archive, cases.iterdir()))


def is_archive(folder: Path) -> bool:
    """Tell whether a folder is an archive, also one whose kontor.yaml has been deleted."""
    ours = (folder / SCHEMAS).is_dir() and (folder / _JOURNAL).exists()
    return ours or (folder / OFFICE).is_file()


def choose(cases: Path, name: str) -> Path:
    """Remember which archive to work on from now."""
    known = {path.name: path for path in archives(cases)}
    found = known.get(name) or known.get(folder_name(name))
    if found is None:
        names = ", ".join(known) or "ingen"
        raise BadValue(fejl=f"Der er intet arkiv, der hedder '{name}'. Der findes: {names}.")
    aside.put(cases / CHOSEN, f"{found.name}\n".encode())
    return found


def folder_name(kommune: str) -> str:
    """Make a folder's name of a municipality's: Ishøj Kommune becomes ishoej."""
    return slug(re.sub(r"\bkommune\b", "", kommune, flags=re.IGNORECASE))


def case_folder(nummer: str) -> str:
    """Return a case's folder, seen from the archive."""
    return f"{nummer[:4]}/{nummer}"


def cases_called(root: Path, given: str) -> tuple[str, ...]:
    """Return the numbers that 2026-0012 or 12 can mean, the newest year first."""
    if re.fullmatch(NUMMER, given):
        return (given,) if (root / case_folder(given)).is_dir() else ()
    return tuple(sorted(meant(given, numbers(root)), reverse=True))


def meant(given: str, known: Iterable[str]) -> Iterator[str]:
    """Yield those of some cases that a running number alone, as 12, can mean."""
    if re.fullmatch(r"[0-9]{1,9}", given):
        ends = str(int(given))
        likely = (nummer for nummer in known if nummer.endswith(ends))
        yield from (nummer for nummer in likely if serial(nummer) == int(given))


def numbers(root: Path, since: str = "") -> Iterator[str]:
    """Yield the number of every case of the archive, or of those from a year on."""
    for year in root.glob("[0-9][0-9][0-9][0-9]"):
        if year.name >= since and year.is_dir():
            with os.scandir(year) as entries:
                found = [entry.name for entry in entries if entry.is_dir()]
            yield from filter(re.compile(NUMMER).fullmatch, found)


def serial(nummer: str) -> int:
    """Return the running number without year and series letter."""
    return int(re.sub(r"^\d{4}-[A-Z]?", "", nummer))


def next_number(root: Path, year: int, booked: Iterable[str] = (), serie: str = "") -> str:
    """Return the year's next number, of the desk's series, that neither folder nor journal has."""
    known = (*numbers(root), *(name for name in booked if re.fullmatch(NUMMER, name)))
    taken = [serial(number) for number in known if number.startswith(f"{year}-")]
    return f"{year}-{serie}{max(taken, default=0) + 1:04d}"


def home(named: str) -> Path:
    """Return the path that a user wrote; ~ is her own folder, and ~nobody is only a name."""
    try:
        return Path(named).expanduser()
    except RuntimeError:
        return Path(named)


def around(here: Path | None) -> Path | None:
    """Return the archive that a folder lies in, if it has a journal of its own."""
    for folder in (here, *here.parents) if here else ():
        if (folder / _JOURNAL).exists() and is_archive(folder):
            return folder
    return None


def _existing(path: Path, why: str) -> Path:
    if not is_archive(path):
        raise NoArchive(
            fejl=f"{why}, men der er intet arkiv med en {OFFICE}. Opret det med inv arkiv, "
            "eller vælg et andet."
        )
    return path
