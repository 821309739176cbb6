"""Files that a sync program or another system has left behind, found by their names alone."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Container, Iterable, Iterator
from functools import lru_cache
from pathlib import Path

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
# OneDrive: sag-DESKTOP-1.yaml; a letter's -2 is ours.
_OF_A_MACHINE = re.compile(r"-(?=[A-Z][A-Z0-9-]+$)")
_AS_THEY_CAME = "/bilag/"  # what others sent keeps the name it had
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud")
_OFFLINE = 0x1000 | 0x400000  # Windows: the file's content lies with the service


def faults(where: str, entries: Collection[os.DirEntry[str]]) -> Iterator[str]:
    """Yield a folder's files that are another's version of one, are not here, or clash by name."""
    names = {entry.name for entry in entries}
    for entry in entries if not f"/{where}".endswith(_AS_THEY_CAME) else ():
        if told := _told(entry, names):
            yield f"{where}{entry.name} {told}"
    for one, other in _twins(sorted(names)):
        yield f"{where}{one} og {other} er samme navn på andre maskiner. Omdøb den ene."


def place(root: Path) -> Iterator[str]:
    """Yield a remark when the archive lies where a sync program keeps its files."""
    for part in root.resolve().parts:
        if part.casefold().startswith(_SYNCED):
            yield (
                f"Arkivet ligger i {part}. Et synkroniseringsprogram kan flytte, låse og fordoble "
                "filer midt i et skridt. Læg arkivet på maskinens egen disk, og tag sikkerhedskopi."
            )
            return


def _told(entry: os.DirEntry[str], beside: Container[str]) -> str:
    if _is_conflict(entry.name) or _is_of_a_machine(entry.name, beside):
        return (
            "ser ud til at være en anden udgave, som et synkroniseringsprogram har lagt. "
            "Sammenlign den med filen ved siden af, flyt det rigtige dertil, og slet den."
        )
    if entry.name.endswith(_PLACEHOLDERS) or _is_elsewhere(entry):
        return (
            "er kun en henvisning; selve filen ligger hos en tjeneste på nettet. Hent den ned, og "
            "læg arkivet på maskinens egen disk."
        )
    return "" if _is_readable(entry) else "kan ikke læses. Se efter, om du har adgang til filen."


@lru_cache(4096)
def _is_conflict(name: str) -> bool:
    return _CONFLICT.search(name) is not None


def _is_of_a_machine(name: str, beside: Container[str]) -> bool:
    """Tell whether a name is that of a file beside it with a machine's name put to it."""
    stem, dot, ending = name.rpartition(".")
    found = _OF_A_MACHINE.finditer(stem) if stem else ()
    return any(name[: machine.start()] + dot + ending in beside for machine in found)


def _is_elsewhere(entry: os.DirEntry[str]) -> bool:
    if os.name != "nt":
        return False
    facts = entry.stat(follow_symlinks=False)
    return bool(getattr(facts, "st_file_attributes", 0) & _OFFLINE)


def _is_readable(entry: os.DirEntry[str]) -> bool:
    """Tell whether a file may be read, without opening it: that would fetch what is elsewhere."""
    return entry.is_symlink() or os.access(entry.path, os.R_OK)


def _twins(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield two names that are one where case, or the form of æøå, makes no difference."""
    seen: dict[str, str] = {}
    for name in names:
        plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        if plain in seen:
            yield seen[plain], name
        seen[plain] = name
