"""The texts of every case, read fast for searching; no link is followed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from workflow.core.model import NUMMER
from workflow.core.names import CONFLICT

BILAG = "bilag"
_TEXTS = (".md", ".yaml", ".txt")


class CaseTexts(NamedTuple):
    """A case's texts by their files, the names of its bilag, and what could not be read."""

    nummer: str
    texts: dict[str, bytes]
    bilag: tuple[str, ...]
    ulaeselige: tuple[str, ...]


def cases(root: Path) -> Iterator[CaseTexts]:
    """Yield the texts of every case, the newest case first."""
    for year in _newest(root, r"\d{4}"):
        for case in _newest(year, NUMMER):
            yield _texts(case)


def content(path: str) -> bytes:
    """Return what one of very many files holds: to make its Path would take as long as to read."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def _newest(folder: Path | os.DirEntry[str], pattern: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        folders = [f for f in found if re.fullmatch(pattern, f.name) and _is_folder(f)]
    return sorted(folders, key=lambda found: found.name, reverse=True)


def _is_folder(found: os.DirEntry[str]) -> bool:
    junction = getattr(found, "is_junction", lambda: False)  # new in Python 3.12
    return found.is_dir(follow_symlinks=False) and not junction()


def _texts(case: os.DirEntry[str]) -> CaseTexts:
    texts, bilag, unreadable = dict[str, bytes](), list[str](), list[str]()
    for fil, path in _files(case, ""):
        if fil.startswith(f"{CONFLICT}/"):
            continue
        if fil.startswith(f"{BILAG}/"):
            bilag.append(fil)
        if fil.endswith(_TEXTS):
            try:
                texts[fil] = content(path)
            except OSError:
                unreadable.append(f"{case.name}/{fil}")
    return CaseTexts(case.name, texts, tuple(bilag), tuple(unreadable))


def _files(folder: os.DirEntry[str], above: str) -> Iterator[tuple[str, str]]:
    """Yield each file below a folder: its name as seen from the case, and where it is."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if _is_folder(entry):
            yield from _files(entry, f"{above}{entry.name}/")
        elif entry.is_file(follow_symlinks=False):
            yield f"{above}{entry.name}", entry.path
