"""Text that no program gets through: told with its line before anything is made of it.

pandoc tries every way to understand a bracket that is never closed, twice as many for each within
it, and reads all that follows again for each `&`, `` ` `` and `>` of a long row; Typst holds a
word in memory many times over. An honest letter has none of it, and what a citizen has written is
escaped: of that, only what is too long counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LONGEST, LONGEST_WORD, ROW, MARKERS, COLUMNS = 300_000, 25_000, 200, 30, 100
OPEN_BRACKETS, AFTER_A_BRACKET, OPEN_FIELDS, ACCENTS = 3, 2000, 20, 30

_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)
_ROW = re.compile(rf"(?<!\\)(?:[&>`][ \t]?+){{{ROW}}}")
_MARKERS = re.compile(rf"[ \t]*+(?:(?:[-+*]|\d{{1,9}}[.)])[ \t]++|>[ \t]*+){{{MARKERS}}}")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_REMEDY = "Luk den med ], eller skriv \\[ for selve tegnet."


def tangles(text: str) -> Iterator[tuple[int, str]]:
    """Yield what would keep the programs busy without end: the line, counted from 0, and what."""
    if len(text) > LONGEST:
        yield 0, f"teksten er over {LONGEST} tegn. Læg den som bilag, og skriv kort, hvad den er."
        return
    fields = 0
    for number, line in enumerate(text.split("\n")):
        if line.startswith(":::"):
            fields += 1 if line.strip(": ") else -1
        if fault := _of_line(line, fields):
            yield number, fault
            return
    yield from _of_brackets(text)


def _of_line(line: str, fields: int) -> str:
    if _ROW.search(line):
        return f"{ROW} tegn som & > ` står i en række. Del rækken, eller slet den."
    if _MARKERS.match(line):
        return f"linjen begynder med {MARKERS} punkttegn i hinanden. Slet de overflødige."
    if line.count("|") - line.count("\\|") > COLUMNS:
        return f"tabellen har over {COLUMNS} kolonner. Del den i flere."
    if fields > OPEN_FIELDS:
        return f"over {OPEN_FIELDS} felter (:::) er åbne på én gang. Luk dem med :::"
    if len(line) > LONGEST_WORD and _longest_word(line) > LONGEST_WORD:
        return f"et ord er over {LONGEST_WORD} tegn. Del det, eller læg det som bilag."
    return _of_accents(line)


def _longest_word(line: str) -> int:
    """Count the signs of a line's longest word, without the backslashes that make it literal."""
    return max((len(word) - word.count("\\") for word in line.split()), default=0)


def _of_accents(line: str) -> str:
    if line.isascii():
        return ""
    row = 0
    for character in line:
        row = row + 1 if unicodedata.category(character).startswith("M") else 0
        if row > ACCENTS:
            return f"et bogstav har over {ACCENTS} accenter oven på hinanden. Slet dem."
    return ""


def _of_brackets(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for paragraph in _PARAGRAPH.split(text):
        at = text.index(paragraph, at)
        for place, fault in _of_paragraph(paragraph):
            yield text.count("\n", 0, at + place), fault
        at += len(paragraph)


def _of_paragraph(paragraph: str) -> Iterator[tuple[int, str]]:
    """Yield the first bracket of a paragraph that is one too many, or is never closed."""
    still = list[int]()
    for found in _BRACKETS.finditer(paragraph):
        if found[0] == "[":
            still.append(found.start())
            if len(still) > OPEN_BRACKETS:
                yield found.start(), f"over {OPEN_BRACKETS} [ er åbne på én gang. {_REMEDY}"
                return
        elif found[0] == "]" and still:
            still.pop()
    if still and len(paragraph) - still[0] > AFTER_A_BRACKET:
        yield still[0], f"en [ bliver aldrig lukket. {_REMEDY}"
