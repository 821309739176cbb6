"""Searching in words: what is looked for, and the lines it stands on.

Large and small letters are alike, and æ, ø and å are the same as ae, oe and aa. A phrase may run
over the end of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from workflow.core.model import Afgoerelse, Borger, Haendelse, Klagepunkt, Periode, Sag, Vurdering

WIDTH = 100

_PHRASE = re.compile(r"\"([^\"]+)\"|»([^»«]+)«|“([^“”]+)”|(?<!\S)'([^']+)'(?!\S)|(\S+)")
# What æ, ø and å may be written as, wholly or, where a phrase begins or ends, in part.
_TWO = re.compile(r"[aeo]{2,}|^[aeo]|[aeo]$|\s")
_ASCII = re.compile(r"[!-~]+")
_KINDS = (Sag, Borger, Klagepunkt, Periode, Afgoerelse, Vurdering, Haendelse)
_KEYS = sorted({name for kind in _KINDS for name in kind.__struct_encode_fields__})
_KEY = re.compile(rf"(^[ -]*|[{{,] ?)(?:{'|'.join(_KEYS)}):(?=\s|$)", re.MULTILINE)


class Term(Struct, frozen=True):
    """A word or a phrase that is looked for; *kerne* stands in the bytes of whatever has it."""

    moenster: re.Pattern[str]
    kerne: bytes


class Hit(Struct, frozen=True):
    """A line that has what was looked for; line 0 is the name of a file."""

    fil: str
    linje: int
    tekst: str


def terms(query: str) -> tuple[Term, ...]:
    """Read a query: its words, and its phrases in quotation marks."""
    found = ("".join(groups) for groups in _PHRASE.findall(fold(query)))
    return tuple(_term(phrase) for phrase in dict.fromkeys(found) if phrase.strip())


def fold(text: str) -> str:
    """Make texts alike that a reader takes for the same."""
    low = unicodedata.normalize("NFC", text).lower()
    return low.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")


def possible(contents: Sequence[bytes], wanted: Iterable[Term]) -> bool:
    """Tell, fast, whether the texts of a case may have all that is looked for."""
    low = b"\0".join(contents).lower()
    return all(term.kerne in low for term in wanted)


def without(text: str, comments: Iterable[str]) -> str:
    """Return a sag.yaml without the comments that every new one has."""
    for comment in comments:
        text = text.replace(comment, "")
    return text


def values(text: str) -> str:
    """Blank the keys of a sag.yaml, so that only its values are found."""
    return _KEY.sub(r"\1", text)


def has_all(folded: Collection[str], wanted: Iterable[Term]) -> bool:
    """Tell whether each thing that is looked for stands in one of the folded texts."""
    return all(any(term.moenster.search(text) for text in folded) for term in wanted)


def lines(folded: str, wanted: Iterable[Term]) -> list[int]:
    """Return each line of a folded text where something that is looked for begins, from 0."""
    starts = {match.start() for term in wanted for match in term.moenster.finditer(folded)}
    found, number, counted = dict[int, None](), 0, 0
    for start in sorted(starts):
        number += folded.count("\n", counted, start)
        counted = start
        found[number] = None
    return list(found)


def around(line: str, wanted: Iterable[Term]) -> str:
    """Return a line, cut to what stands round the first term in it when it is long."""
    line = unicodedata.normalize("NFC", line).strip()
    if len(line) <= WIDTH:
        return line
    found = [match.start() for t in wanted if (match := t.moenster.search(fold(line)))]
    start = max(0, _place(line, min(found, default=0)) - WIDTH // 3)
    end = start + WIDTH
    return f"{'…' if start else ''}{line[start:end].strip()}{'…' if end < len(line) else ''}"


def _term(phrase: str) -> Term:
    parts = _ASCII.findall(_TWO.sub("\0", phrase))
    pattern = r"\s+".join(re.escape(word) for word in phrase.split())
    return Term(re.compile(pattern), max(parts, key=len, default="").encode())


def _place(line: str, folded: int) -> int:
    """Return where in a line the place is that folding has moved."""
    for place, letter in enumerate(line):
        folded -= len(fold(letter))
        if folded < 0:
            return place
    return 0
