"""Tell which characters the look's fonts can show, and mark the others so that a reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from workflow.documents.escape import legible
from workflow.documents.look import Look

# What any font for a Danish text has; it saves reading the fonts for nearly every letter.
_COMMON = re.compile(
    r"[\n\t -~\u00a0-\u00ac\u00ae-\u00ff\u2013\u2014\u2018-\u201a\u201c-\u201e•…€]*"
)
# The text may be Markdown, to which "[x]:" and "[x](" are a reference and a link.
_TAKEN_FOR_MARKUP = re.compile(r"(\[U\+[0-9A-F]{4,6}\])(?=[:({\[])")
_LAYOUT = frozenset("\n\t")


def showable(text: str, look: Look) -> tuple[str, tuple[str, ...]]:
    """Put [U+1F600] for each character that no font has, and tell which they were."""
    text = legible(text)
    if _COMMON.fullmatch(text):
        return text, ()
    known = _characters(look.fonts())
    missing = dict.fromkeys(c for c in text if c not in _LAYOUT and ord(c) not in known)
    marked = text.translate({ord(c): mark(c) for c in missing})
    return _TAKEN_FOR_MARKUP.sub(r"\1 ", marked), tuple(missing)


def mark(character: str) -> str:
    """Make the visible mark that stands for a character."""
    return f"[U+{ord(character):04X}]"


@cache
def _characters(folders: tuple[Path, ...]) -> frozenset[int]:
    """Gather what at least one face can draw: Typst takes a glyph from any of ours."""
    return frozenset(point for font in _files(folders) for point in _drawn(font))


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix in (".otf", ".ttf"))


def _drawn(path: Path) -> Iterator[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        yield from font.getBestCmap()
