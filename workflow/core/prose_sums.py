"""Sums and percentages that the prose itself gives the parts of.

40 klagesager, 30 vejledninger og 25 vejvisninger, i alt 96          does not add up
95 henvendelser: 40 klagesager, 30 vejledninger og 24 vejvisninger   does not add up
12 af 48 klager (30 pct.)                                            does not match
a table typed by hand whose last line is I alt                       column by column
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workflow.core.prose import (
    CONTRADICTION,
    NUMBER,
    SPOKEN,
    Finding,
    Passage,
    paragraphs,
    seen,
    sentences,
    shown,
    value,
)

_SOME = r"(?:[ \t\n]+(?!i alt\b|og\b|heraf\b|mod\b|af\b)[^\s\d,;:.()]+){0,4}"
_PART = rf"{SPOKEN}{_SOME}"
_PARTS = rf"{_PART}(?:,\s+{_PART})*,?\s+og\s+{_PART}"
_AFTER = re.compile(
    rf"(?P<dele>{_PARTS}),?\s+(?:i alt|tilsammen|sammenlagt)\s+(?P<sum>{SPOKEN})", re.IGNORECASE
)
_BEFORE = re.compile(
    rf"(?P<sum>{SPOKEN}){_SOME}(?::|,?\s+(?:fordelt på|nemlig))\s+(?P<dele>{_PARTS})(?=\s*[.;]|$)",
    re.IGNORECASE,
)
PERCENT = rf"(?P<procent>{NUMBER})\s*(?:%|pct\b\.?|procent\b)"
_OF = re.compile(
    rf"(?P<del>{SPOKEN}){_SOME}\s+(?:ud\s+)?af\s+(?:de\s+|i alt\s+)?(?P<base>{SPOKEN})"
    rf"[^.;\d]{{0,40}}?(?:\(|,|svarende til|eller|=|dvs\.)[^.;\d]{{0,20}}?{PERCENT}",
    re.IGNORECASE,
)
_OF_BEHIND = re.compile(
    rf"{PERCENT}\s*\(\s*(?P<del>{SPOKEN}){_SOME}\s+(?:ud\s+)?af\s+(?P<base>{SPOKEN})", re.IGNORECASE
)
_SPOKEN = re.compile(SPOKEN, re.IGNORECASE)
_CELL = re.compile(r"^\**([\d.]*\d(?:,\d+)?)\**$")
_TOTAL = re.compile(r"^\**(?:i alt|total|sum)\**$", re.IGNORECASE)
_RULE = re.compile(r"^[\s|:+=-]+$")
_HALF = 0.5001


def sums(text: str) -> Iterator[Finding]:
    """Yield each sum that does not add up, and each percentage that does not match its numbers."""
    for passage in paragraphs(text):
        for sentence in sentences(passage):
            yield from _added(sentence)
            yield from _shares(sentence)
    yield from _tables(seen(text))


def _added(sentence: Passage) -> Iterator[Finding]:
    for pattern in (_AFTER, _BEFORE):
        for found in pattern.finditer(sentence.tekst):
            parts = [value(part) for part in _SPOKEN.findall(found["dele"])]
            yield from _sum(sentence.at(found.start()), parts, value(found["sum"]))


def _sum(line: int, parts: Sequence[float], told: float, where: str = "") -> Iterator[Finding]:
    if abs(sum(parts) - told) > 1e-6:  # noqa: PLR2004  # no more than what floats lose
        adding = " + ".join(map(shown, parts))
        text = f"{where}{adding} er {shown(sum(parts))}, ikke {shown(told)}"
        yield Finding(line, CONTRADICTION, text)


def _shares(sentence: Passage) -> Iterator[Finding]:
    for pattern in (_OF, _OF_BEHIND):
        for found in pattern.finditer(sentence.tekst):
            part, whole, told = (value(found[name]) for name in ("del", "base", "procent"))
            if not whole:
                continue
            right = 100 * part / whole
            decimals = len(found["procent"].partition(",")[2])
            if abs(right - told) > _HALF / 10**decimals:
                numbers = f"{shown(part)} af {shown(whole)}"
                text = f"{numbers} er {shown(round(right, 1))} pct., ikke {found['procent']}"
                yield Finding(sentence.at(found.start()), CONTRADICTION, text)


def _tables(text: str) -> Iterator[Finding]:
    """Yield each column of a table typed by hand that does not add up to its last line."""
    rows = list[tuple[int, list[str]]]()
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip().startswith("|"):
            if not _RULE.match(line):
                rows.append((number, [c.strip() for c in line.strip().strip("|").split("|")]))
            continue
        if rows and _TOTAL.match(rows[-1][1][0]):
            yield from _columns(rows)
        rows = []


def _columns(rows: Sequence[tuple[int, list[str]]]) -> Iterator[Finding]:
    line, total = rows[-1]
    for at, told in enumerate(total):
        parts = [_CELL.match(cells[at]) for _, cells in rows[:-1] if at < len(cells)]
        numbers = [value(part[1]) for part in parts if part]
        if (last := _CELL.match(told)) and numbers and len(numbers) >= len(rows) - 2:
            yield from _sum(line, numbers, value(last[1]), f"kolonne {at + 1}: ")
