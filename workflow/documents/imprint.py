"""What letters are made by, named so that a difference can be told from another version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from workflow.documents.look import LETTER, STATIONERY, Look

PROGRAMS = ("pypandoc_binary", "typst")
_LENGTH = 12


def imprint(look: Look) -> str:
    """Name the look by a fingerprint of its files, and the two programs by their versions."""
    told = [f"udseende {_fingerprint(look)}"]
    told += [f"{package} {_version(package)}" for package in PROGRAMS]
    return "; ".join(told)


def _fingerprint(look: Look) -> str:
    """Return what changes when the office's look does, or the way that we set letters."""
    found = hashlib.sha256()
    for path in _files(look):
        found.update(f"{path.name} {path.stat().st_size}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:_LENGTH]


def _files(look: Look) -> Iterator[Path]:
    """Yield the look's files, and ours that make letters of it."""
    yield from (look.file(name) for name in (LETTER, STATIONERY))
    for folder in look.fonts():
        yield from sorted(path for path in folder.iterdir() if path.is_file())
    ours = Path(__file__).parent.iterdir()
    yield from sorted(path for path in ours if path.suffix in (".py", ".lua"))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "ukendt"
