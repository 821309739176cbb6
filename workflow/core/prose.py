"""A report's prose cut into paragraphs and sentences that know their line, and its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from workflow.core.markdown import comments_blanked
from workflow.core.marks import without
from workflow.core.sentence_start import SHORT

Kind = Literal["hul", "modsigelse", "bemærkning"]
GAP: Kind = "hul"
CONTRADICTION: Kind = "modsigelse"
REMARK: Kind = "bemærkning"
_STRUCTURE = re.compile(r"[#|>]|:::|---|```|[ \t]*([-*+]|\d+[.)]|[a-zæøå]\))[ \t]")
_ITEM = re.compile(r"[ \t]*([-*+]|\d+[.)]|[a-zæøå]\))[ \t]+")
_QUOTE = re.compile(r"(?m)^>[ \t]?")
# A full stop ends a sentence when a capital follows, and no abbreviation or ordinal stands before.
_END = re.compile(r"(?<=[.!?])[”»\")]?\s+(?=[A-ZÆØÅ\d])")
_SHORT = re.compile(rf"(?:\b{SHORT}|\b\d+)\.$")
NUMBER = r"(?<![\w.,/§-])(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\w/-]|[.,]\d)"
_WORDS = ("to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")
NUMERAL = {word: number for number, word in enumerate(_WORDS, 2)}
SPOKEN = rf"(?:{NUMBER}|\b(?:{'|'.join(NUMERAL)})\b)"


class Finding(NamedTuple):
    """Something in the prose to look at: which kind it is, its line, and what it is."""

    linje: int
    slags: Kind
    tekst: str

    @property
    def stopper(self) -> bool:
        """Tell whether the report is not to be set with it."""
        return self.slags != REMARK


class Passage(NamedTuple):
    """A piece of prose and the line that it begins in; `punkt` when it is a list's item."""

    linje: int
    tekst: str
    punkt: bool = False

    def at(self, place: int) -> int:
        """Return the line of a place in the text."""
        return self.linje + self.tekst.count("\n", 0, place)


def seen(text: str) -> str:
    """Return the text as it is checked: without comments and marks, every line in its place."""
    return without(comments_blanked(text))


def paragraphs(text: str) -> Iterator[Passage]:
    """Yield the running text: no headings, tables and fences; a list's items one by one."""
    begun, lines, item = 0, list[str](), False
    for number, line in enumerate([*_QUOTE.sub("", seen(text)).splitlines(), ""], 1):
        starts = bool(_ITEM.match(line))
        if lines and (not line.strip() or _STRUCTURE.match(line)):
            yield Passage(begun, "\n".join(lines), item)
            lines = []
        if line.strip() and (starts or not _STRUCTURE.match(line)):
            if not lines:
                begun, item = number, starts
            lines.append(_ITEM.sub("", line) if starts else line)


def sentences(passage: Passage) -> Iterator[Passage]:
    """Yield the sentences of a paragraph."""
    begun = 0
    for end in _END.finditer(passage.tekst):
        if not _SHORT.search(passage.tekst[: end.start()]):
            yield Passage(passage.at(begun), passage.tekst[begun : end.start()])
            begun = end.end()
    yield Passage(passage.at(begun), passage.tekst[begun:])


def value(text: str) -> float:
    """Return the number that is written, in figures or as a word."""
    if text.casefold() in NUMERAL:
        return NUMERAL[text.casefold()]
    return float(text.replace(".", "").replace(",", "."))


def shown(number: float) -> str:
    """Return a number as it is written."""
    whole = f"{number:,.0f}".replace(",", ".")
    return whole if float(number).is_integer() else f"{number:.1f}".replace(".", ",")
