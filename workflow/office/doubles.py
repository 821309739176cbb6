"""Files that a sync program or another system has left behind, found by their names alone."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

# What OneDrive, Dropbox, Google Drive, Nextcloud, iCloud and Syncthing call the other's version.
_CONFLICT = re.compile(
    r"""\((?:[^()]*\ )?conflicted\ copy[^()]*\)      # Dropbox, Nextcloud
      | \([^()]*(?:modstridende|konflikt)[^()]*\)     # the same in Danish
      | \.sync-conflict-\d{8}                         # Syncthing
      | \ \(\d{1,2}\)(?=\.\w+$)                       # Google Drive, a browser: sag (1).yaml
      | \ -\ (?:Copy|Kopi)(?:\ \(\d+\))?(?=\.\w+$)    # Windows: sag - Kopi.yaml
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PLACEHOLDERS = (".icloud", ".cloud", ".cloudf")
_OF_A_MACHINE = r"-[A-Z][A-Z0-9-]+"  # OneDrive: sag-DESKTOP-1.yaml; a letter's -2 is ours
_AS_THEY_CAME = "bilag"  # what others sent keeps the name it had
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud")
_OFFLINE = 0x1000 | 0x400000  # Windows: the file's content lies with the service


def faults(root: Path, hidden: Iterable[str]) -> Iterator[str]:
    """Yield the files that are another's version of one, are not here, or clash by their names."""
    for folder, names in _folders(root, frozenset(hidden)):
        where = folder.relative_to(root)
        for name in names:
            if told := _told(folder / name, names):
                yield f"{(where / name).as_posix()} {told}"
        for one, other in _twins(names):
            yield (
                f"{(where / one).as_posix()} og {other} er samme navn på andre maskiner. "
                "Giv den ene et andet navn."
            )


def place(root: Path) -> Iterator[str]:
    """Yield a remark when the archive lies where a sync program keeps its files."""
    for part in root.resolve().parts:
        if part.casefold().startswith(_SYNCED):
            yield (
                f"Arkivet ligger i {part}. Et synkroniseringsprogram kan flytte, låse og fordoble "
                "filer midt i et skridt. Læg arkivet på maskinens egen disk, og tag sikkerhedskopi."
            )
            return


def _folders(root: Path, hidden: frozenset[str]) -> Iterator[tuple[Path, list[str]]]:
    for where, folders, files in os.walk(root):
        here = Path(where)
        unseen = hidden if here == root else (_AS_THEY_CAME,)
        folders[:] = sorted(name for name in folders if name not in unseen)
        yield here, sorted((*folders, *files))


def _told(path: Path, beside: Iterable[str]) -> str:
    if _CONFLICT.search(path.name) or _is_of_a_machine(path.name, beside):
        return (
            "ser ud til at være en anden udgave, som et synkroniseringsprogram har lagt. "
            "Sammenlign den med filen ved siden af, flyt det rigtige dertil, og slet den."
        )
    if path.name.endswith(_PLACEHOLDERS) or _is_elsewhere(path):
        return (
            "er kun en henvisning; selve filen ligger hos en tjeneste på nettet. Hent den ned, og "
            "læg arkivet på maskinens egen disk."
        )
    return "" if _is_readable(path) else "kan ikke læses. Se efter, om du har adgang til filen."


def _is_of_a_machine(name: str, beside: Iterable[str]) -> bool:
    """Tell whether a name is that of a file beside it with a machine's name put to it."""
    ending = PurePosixPath(name).suffix
    stems = [PurePosixPath(other).stem for other in beside if other.endswith(ending)]
    stem = PurePosixPath(name).stem
    return any(s != stem and re.fullmatch(re.escape(s) + _OF_A_MACHINE, stem) for s in stems)


def _is_elsewhere(path: Path) -> bool:
    return bool(getattr(path.lstat(), "st_file_attributes", 0) & _OFFLINE)


def _is_readable(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return True
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError:
        return False
    return True


def _twins(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield two names that are one where case, or the form of æøå, makes no difference."""
    seen: dict[str, str] = {}
    for name in names:
        plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        if plain in seen:
            yield seen[plain], name
        seen[plain] = name
