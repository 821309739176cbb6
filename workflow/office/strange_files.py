"""Files that do not belong in an archive: links, programs, names of one system only, doubles.

Every folder is looked into once, and no file is opened.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterator
from functools import lru_cache
from pathlib import Path

from workflow.archive import papers
from workflow.office import doubles

_SETTINGS = {".vscode", ".idea"}

Entries = list[os.DirEntry[str]]


def faults(root: Path, hidden: Container[str]) -> Iterator[str]:
    """Yield what could make a program run, lead out of the archive, or be another on a machine.

    What is *hidden* at the top is left out (design §2).
    """
    for where, entries in _folders(str(root), hidden):
        for entry in entries:
            if fault := _of_link(entry) or _of_name(entry.name, at_root=not where):
                yield f"{where}{entry.name} {fault}"
        yield from doubles.faults(where, entries)


def _folders(
    folder: str, hidden: Container[str] = (), where: str = ""
) -> Iterator[tuple[str, Entries]]:
    """Yield each folder, as the user writes it, with what it holds; what is hidden is left out."""
    with os.scandir(folder) as found:
        seen = [entry for entry in found if entry.name not in hidden]
    entries = sorted(seen, key=lambda entry: entry.name)
    yield where, entries
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _folders(entry.path, where=f"{where}{entry.name}/")


def _of_link(entry: os.DirEntry[str]) -> str:
    if not entry.is_symlink():
        return ""
    return "er en genvej (et link), og dem følger arkivet ikke. Læg selve filen dér."


@lru_cache(4096)
def _of_name(name: str, *, at_root: bool) -> str:
    """Say what is wrong with a name; most names stand in every case."""
    if not papers.is_portable(name):
        return "kan ikke hedde sådan på alle maskiner. Giv den et andet navn."
    if name.lower().endswith((".py", ".pyc")):
        return "er et program. inv kunne komme til at køre det; det hører ikke til i et arkiv."
    if name in _SETTINGS or (name == ".gitattributes" and not at_root):
        return "er indstillinger til et program. De hører ikke til i et arkiv. Flyt dem ud."
    return ""
