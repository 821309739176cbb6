"""The links between cases: each names a case that there is, and that one says the same.

A link is told with the path of its value in sag.yaml, so that the office can find its line.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from workflow.core.course import letter_id
from workflow.core.known_steps import BROUGHT_ALONG, SPLIT
from workflow.core.model import Haendelse, Sag
from workflow.core.rulebook import Rulebook

Path = tuple[str | int, ...]
Broken = tuple[Path, str]
_OTHER_END = {SPLIT: BROUGHT_ALONG, BROUGHT_ALONG: SPLIT}


def broken(sag: Sag, cases: Mapping[str, Sag], there: Container[str]) -> Iterator[Broken]:
    """Yield each wrong link of a case; of one that is *there* and cannot be read, no more."""
    if sag.henvendelse:
        yield from _first(sag, sag.henvendelse, cases, there)
    for index, punkt in enumerate(sag.klagepunkter):
        path: Path = ("klagepunkter", index, "flyttet_til")
        if punkt.flyttet_til:
            yield from _there(sag, punkt.flyttet_til, path, there)
        moved = {nr for event in sag.forloeb if event.handling == SPLIT for nr in event.punkter}
        if punkt.status == "flyttet" and not (punkt.flyttet_til or punkt.nr in moved):
            yield path[:2], f"klagepunkt {punkt.nr} er flyttet, men der står ikke hvorhen"
    for index, event in enumerate(sag.forloeb):
        for other in event.sager:
            path = ("forloeb", index, "sager")
            yield from _there(sag, other, path, there)
            yield from _answered(sag, event, other, path, cases)


def missing_rows(sag: Sag, rules: Rulebook) -> Iterator[Broken]:
    """Yield what the forløb refers to and no table has; its schema tells of the rest."""
    for index, event in enumerate(sag.forloeb):
        for name in event.breve:
            if letter_id(name, rules) not in rules.breve:
                yield ("forloeb", index, "breve"), f"brevet {name} er ikke en række i breve.yaml"
        for key, table in (("hvilken", rules.frister), ("myndighed", rules.myndigheder)):
            value = getattr(event, key)
            if value and value not in table:
                yield ("forloeb", index, key), f"'{value}' er ikke en række i tabellen"


def _first(
    sag: Sag, other: str, cases: Mapping[str, Sag], there: Container[str]
) -> Iterator[Broken]:
    path: Path = ("henvendelse",)
    yield from _there(sag, other, path, there)
    if other in cases and cases[other].henvendelse not in (None, other):
        yield path, f"{other} er ikke den første sag fra henvendelsen; den henviser selv videre"


def _there(sag: Sag, other: str, path: Path, there: Container[str]) -> Iterator[Broken]:
    if other not in there:
        yield path, f"der er ingen sag {other}"
    elif other == sag.nummer and path != ("henvendelse",):
        yield path, "sagen henviser til sig selv"


def _answered(
    sag: Sag, event: Haendelse, other: str, path: Path, cases: Mapping[str, Sag]
) -> Iterator[Broken]:
    """Let a case divided off that the centre knew of say from which, and that one where to."""
    wanted = _OTHER_END.get(event.handling)
    if wanted is None or other not in cases:
        return
    found = cases[other]
    back = any(e.handling == wanted and sag.nummer in e.sager for e in found.forloeb)
    if not back and not (event.handling == SPLIT and found.henvendelse):
        yield path, f"{other} siger ikke det samme"
