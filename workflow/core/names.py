"""Names of files: plain, and without collisions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

RESUME = "resume.md"
CONFLICT = "konflikt"  # the folder of another version that is to be chosen or not
_OF_A_CASE = re.compile(r"\d{4}/(\d{4}-[A-Z]?\d{4,})/")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def case_of(path: str) -> str:
    """Return the number of the case whose folder a path of the archive leads into, or nothing."""
    found = _OF_A_CASE.match(path)
    return found[1] if found else ""


def numbered(name: str, taken: Collection[str]) -> str:
    """Return the name, or with -2, -3 … behind it when it is taken."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def stems(paths: Collection[str]) -> frozenset[str]:
    """Return the paths without the ending of their last part."""
    return frozenset(path.rpartition(".")[0] for path in paths)


def slug(text: str) -> str:
    """Write words as a file's name: ASCII in lower case, with hyphens between."""
    words = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
