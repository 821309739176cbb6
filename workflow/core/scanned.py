"""A text as it is searched for what may not leave: no spelling, sign or line end hides a word.

Full-width and other digits become ASCII ones, invisible characters and loose accents go, and every
kind of space and hyphen becomes one; a line keeps its number.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "đ": "d", "ł": "l"})
_PLAIN = re.compile("[ -~æøåÆØÅéÉ§»«’]*")
_GAP = "\u200b"
_WORD = re.compile(rf"(\d+|[^\W\d_]+(?:{_GAP}+[^\W\d_]+)*)(?:['’`´]s(?![^\W_]))?")
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－⁃"), "-")
_RAISED = dict.fromkeys((*range(0x2070, 0x208F), 0xB2, 0xB3, 0xB9), " ")
_SPACES = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029\t"), " ")
_CONTROL = dict.fromkeys((*range(9), *range(0x0E, 0x1C), 0x7F), "")
_SIGNS = _HYPHENS | _RAISED | _SPACES | _CONTROL
_UNSEEN = frozenset(("Cc", "Cf", "Mn", "Me"))
_BROKEN = re.compile(r"-[ ]*\n[ ]*(?=[a-zæøå])")


class Word(NamedTuple):
    """A word or a number: folded, where it stands, and how it was begun."""

    key: str
    start: int
    end: int
    stor: bool


class Scanned:
    """A text made plain, its lines and its words."""

    def __init__(self, text: str) -> None:
        """Make a text plain, line by line."""
        self.lines = [_plain(line) for line in text.split("\n")]
        self.flat = "\n".join(self.lines)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = list[int](), 0
        for line in self.lines:
            starts.append(at)
            at += len(line) + 1
        return starts

    def line(self, at: int) -> int:
        """Return the number of the line that a place is in, from 1."""
        return bisect_right(self._starts, at)

    @cached_property
    def words(self) -> list[Word]:
        """The words of the text, as they follow each other."""
        return list(_words(self.flat))

    @cached_property
    def mended(self) -> list[Word]:
        """The words once more, those that a line end divided put together; none if there is none.

        What divides them is written over by something no text has left, so that no place moves.
        """
        whole = _BROKEN.sub(lambda gap: _GAP * len(gap[0]), self.flat)
        return list(_words(whole)) if whole != self.flat else []


def fold(word: str) -> str:
    """Write a word as it is compared: small letters, no accents, æ, ø and å as two letters."""
    return _fold(unicodedata.normalize("NFC", word))


def keys(text: str) -> tuple[str, ...]:
    """Return the words of a short text, as they are compared."""
    return tuple(word.key for word in Scanned(text).words)


@lru_cache(maxsize=100_000)
def _fold(word: str) -> str:
    low = word.lower().translate(_LETTERS)
    if low.isascii():
        return low
    apart = unicodedata.normalize("NFKD", low)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _words(text: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        word = found[1].replace(_GAP, "")
        yield Word(_fold(word), found.start(), found.end(), word[:1].isupper())


def _plain(line: str) -> str:
    if line.isascii():
        return line.translate(_SPACES | _CONTROL)
    if _PLAIN.fullmatch(line):
        return line
    line = unicodedata.normalize("NFKC", line.translate(_SIGNS)).translate(_SIGNS)
    return line if line.isascii() else "".join(map(_character, line))


def _character(letter: str) -> str:
    if letter.isascii():
        return letter
    category = unicodedata.category(letter)
    if category in _UNSEEN:
        return ""
    if category == "Nd":
        return str(unicodedata.digit(letter))
    return " " if category == "Zs" else letter
