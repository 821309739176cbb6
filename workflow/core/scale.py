"""The check of the adviser's own words against the kritikskala (design §7.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from workflow.core.model import Klagepunkt
from workflow.core.rulebook import Rulebook
from workflow.core.statement import ABOUT_A_POINT, COMMON, FILE, Section, sections

_QUOTED = re.compile(
    r"»[^«»]*«|«[^»«]*»|›[^‹›]*‹|[\"“”„][^\"“”„]*[\"“”„]|‘[^’‘]*’"
    r"|(?<!\w)(?:'[^'\n]*'|’[^’\n]*’)(?!\w)"
)
_BLOCKQUOTE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_SENTENCE = re.compile(r"(?:[^.!?\n]|(?<=\d)\.(?=\s[a-zæøå])|\n(?![ \t]*\n))+[.!?]?")
_OWN = re.compile(r"\b(?:jeg|mig|min|mit|mine)\b", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:borgeren|klageren|centret|kommunen|forvaltningen|ombudsmanden|ankestyrelsen|hun|han|de)\b"
    r"(?:\W+\w+){0,3}?\W+(?:skriv|skrev|oplys|men(?=er|te)|anfør|udtal|erkend|beklag|sig(?=er)"
    r"|sagde|kald|betegn|find|fandt)(?:er|te|ede|et|t)?\b",
    re.IGNORECASE,
)


def grade_faults(text: str, punkter: Sequence[Klagepunkt], rules: Rulebook) -> Iterator[str]:
    """Yield each place where the prose uses another step of the scale than the one given.

    Words in quotation marks or quoted blocks and sentences that report what others said do not
    count, nor do the sections for the centre's and the citizen's own words.
    """
    found = sections(text)
    given = {punkt.nr: _given(punkt) for punkt in punkter}
    for nr, grade in given.items():
        for title in ABOUT_A_POINT.values():
            yield from _other_steps(found.get((f"Klagepunkt {nr}", title)), {grade}, rules)
    yield from _other_steps(found.get((COMMON["resume"],)), set(given.values()), rules)


def _given(punkt: Klagepunkt) -> str | None:
    return punkt.vurdering.grad if punkt.vurdering else None


def _other_steps(section: Section | None, given: set[str | None], rules: Rulebook) -> Iterator[str]:
    if section is None:
        return
    own = _own_words(section.tekst)
    steps = {
        " ".join(form.lower().split()): row.navn
        for row in rules.kritikskala.values()
        for form in (row.navn, *row.former)
    }
    for match in _any_of(tuple(steps)).finditer(own):
        step = steps[" ".join(match[0].lower().split())]
        if step not in given:
            line = section.linje + 1 + own.count("\n", 0, match.start())
            yield _fault(line, match[0], section, given)


def _fault(line: int, word: str, section: Section, given: set[str | None]) -> str:
    steps = " eller ".join(sorted(f"'{step}'" for step in given if step)) or "ingen grad"
    return (
        f"{FILE}, linje {line}: '{' '.join(word.split())}' er et andet trin på kritikskalaen end "
        f"det givne ({steps}) i '{' / '.join(section.overskrift)}'. Ret teksten eller vurderingen, "
        "sæt ordet i anførselstegn, hvis det er andres, eller brug --alligevel."
    )


def _own_words(text: str) -> str:
    """Blank out what others said, keeping every line where it is."""
    for others in (_BLOCKQUOTE, _QUOTED):
        text = others.sub(_blank, text)
    return _SENTENCE.sub(lambda s: _blank(s) if _reports(s[0]) else s[0], text)


def _reports(sentence: str) -> bool:
    return bool(_REPORTED.search(sentence)) and not _OWN.search(sentence)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


@cache
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    words = "|".join(r"\s+".join(map(re.escape, form.split())) for form in longest_first)
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
