"""Slips of the pen in a report: a sentence that breaks off, a doubled stop or word, a strange name.

All are remarks: a human decides. What is no slip though it looks like one is left alone: a line
that may be a heading, the words that Danish does say twice, three dots.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from workflow.core.prose import REMARK, Finding, Passage, paragraphs, seen

_DOUBLED = re.compile(r"(?<!\.)\.[ \t]*\.(?=\s|$)|,[ \t]*,|[,;:]\.(?!\.)|\.,")
_TWICE = re.compile(r"\b([^\W\d_]+)[ \t\n]+\1\b", re.IGNORECASE)
_SAID_TWICE = frozenset(["der", "det", "den", "de", "så", "som", "er"])
_ENDED = re.compile(r"[.!?:…][”»\"')*_\]]*\s*$|[”»\")\]□]\s*$|\\\s*$")
_LEFT_HANGING = frozenset(
    (
        *("og", "eller", "men", "at", "som", "der", "om", "af", "i", "på", "til", "for", "med"),
        *("ved", "fra", "den", "det", "de", "en", "et", "samt", "fx", "hvor", "når", "hvis"),
    )
)
_LOWER = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+(?=[a-zæøå])")
_HEADING = 70
_LINES = "\\\n"  # an address, a signature: lines that stand as they are
_WORD = re.compile(r"[\wæøåÆØÅ]+")


def slips(text: str) -> Iterator[Finding]:
    """Yield the slips of a chapter."""
    whole = Passage(1, seen(text))
    for found in _DOUBLED.finditer(whole.tekst):
        yield _remark(whole.at(found.start()), f"to tegn efter hinanden: '{found[0]}'")
    for passage in paragraphs(text):
        for found in _TWICE.finditer(passage.tekst):
            if found[1].casefold() not in _SAID_TWICE:
                yield _remark(passage.at(found.start()), f"ordet '{found[1]}' står to gange")
        yield from _broken(passage)


def strangers(text: str, names: Mapping[str, re.Pattern[str]], what: str) -> Iterator[Finding]:
    """Yield each name that may come from another place's report, once."""
    whole = Passage(1, seen(text))
    for name, written in names.items():
        if found := written.search(whole.tekst):
            yield _remark(whole.at(found.start()), f"{what.format(navn=name)}")


def as_words(spellings: Iterable[str]) -> re.Pattern[str]:
    """Return what finds a name as a word of its own, with or without a genitive's s."""
    either = "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in spellings)
    return re.compile(rf"(?<![\w-])(?:{either})s?(?![\w-])")


def _broken(passage: Passage) -> Iterator[Finding]:
    """Yield where a sentence breaks off, or one begins as if something were gone before it."""
    for found in _LOWER.finditer(passage.tekst):
        if not _abbreviated(passage.tekst[: found.start()]):
            line = passage.at(found.end())
            begun = " ".join(passage.tekst[found.end() :].split()[:4])
            yield _remark(line, f"en sætning begynder med lille bogstav: '{begun}'")
    words = _WORD.findall(passage.tekst)
    if not words or _LINES in passage.tekst or _ENDED.search(passage.tekst):
        return
    hangs = words[-1].casefold() in _LEFT_HANGING or (
        passage.tekst.rstrip().endswith(",") and not passage.punkt
    )
    if hangs or not (passage.punkt or _may_be_heading(passage.tekst)):
        end = " ".join(passage.tekst.split()[-4:])
        line = passage.at(len(passage.tekst.rstrip()))
        yield _remark(line, f"sætningen bryder af: '… {end}'")


_ABBREVIATED: Callable[[str], re.Match[str] | None] = re.compile(
    r"\b(?:fx|pct|mv|osv|bl|stk|evt|inkl|ekskl|hhv|ifm|vedr|kap|afs|eks|m\.v|f\.eks|dvs|jf|litra)\.$",
    re.IGNORECASE,
).search


def _abbreviated(before: str) -> bool:
    return bool(_ABBREVIATED(before))


def _may_be_heading(text: str) -> bool:
    """Tell whether a line without a stop can be a heading, or stand in bold type as one."""
    line = text.strip()
    return "\n" not in line and len(line) <= _HEADING and not line[0].islower()


def _remark(line: int, text: str) -> Finding:
    return Finding(line, REMARK, text)
