"""A bekræftelse: what an archive's journal was at one moment, as a text that a person can file.

The root is reckoned of nothing but each case's number and where its chain ends, so it does not
depend on commit ids. Who has those pairs can reckon it anew: also when the history has been
rewritten to erase a case, if the value where the erased case's chain ended then has been kept (it
is a hash, and says nothing of the case). It tells *that* something differs, not in which case.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from workflow.core.dates import NBSP, spelled
from workflow.core.entry import Booked, chain_value

FOLDER, TEXT, SIGNATURE = "bekraeftelser", ".txt", ".sig"

_TEXT = """\
BEKRÆFTELSE AF EN JOURNAL
{kommune}, borgerrådgiverens arkiv, {dag} kl. {tid:%H.%M}

Tallene nederst er regnet af hele arkivets journal, som den var på det tidspunkt.
Ændres eller fjernes noget i den del af journalen siden, passer de ikke mere, og
det siger Sagsgang, når bekræftelsen holdes op mod arkivet:

    inv tjek --bekraeftelse (denne fil)

Læg teksten og filen af samme navn, der ender på .sig, et sted, hvor den, der fører
arkivet, ikke selv kan ændre dem, fx i kommunens ESDH. Den indeholder ingen
personoplysninger. Er der ingen .sig-fil, er teksten ikke underskrevet.

{fakta}
"""
_FACTS = re.compile(
    r"Kommune: (?P<kommune>\S.*)\n"
    r"Arkiv: (?P<arkiv>[0-9a-f]{64})\n"
    r"Hoved: (?P<hoved>[0-9a-f]{40}|[0-9a-f]{64})\n"
    r"Poster: (?P<poster>[1-9][0-9]{0,9})\n"
    r"Rod: (?P<rod>[0-9a-f]{64})\n"
    r"Tidspunkt: (?P<tid>\S+)\n"
    r"Program: (?P<program>\S.*)"
)


class Standing(NamedTuple):
    """What is reckoned of a journal: its first entry, how many it has, and all cases' root."""

    arkiv: str
    poster: int
    rod: str


class Seal(Struct, frozen=True):
    """What a bekræftelse says: how a journal that ended with `hoved` stood."""

    kommune: str
    hoved: str
    tid: datetime
    program: str
    standing: Standing


class Tally:
    """A journal reckoned entry by entry, the oldest first."""

    def __init__(self) -> None:
        """Begin before the first entry."""
        self._first, self._count = "", 0
        self._ends: dict[str, str] = {}

    def add(self, booked: Booked) -> None:
        """Reckon with one more entry: it ends the chains that it goes on from."""
        value = chain_value(booked)
        for before in (booked.forrige, *booked.fletter):
            self._ends.pop(before, None)
        self._ends[value] = booked.sag
        self._first = self._first or value
        self._count += 1

    @property
    def standing(self) -> Standing:
        """What has been reckoned so far."""
        lines = sorted(f"{sag} {value}\n" for value, sag in self._ends.items())
        rod = hashlib.sha256("".join(lines).encode()).hexdigest()
        return Standing(self._first, self._count, rod)


def text(seal: Seal) -> str:
    """Return the bekræftelse as it is to be filed."""
    return _TEXT.format(
        kommune=_one_line(seal.kommune),
        dag=_day(seal),
        tid=seal.tid,
        fakta="\n".join(_facts(seal)),
    )


def parsed(text: str) -> Seal | None:
    """Read a bekræftelse back, or return None if its facts are not exactly as they are written."""
    facts = text.removesuffix("\n").rpartition("\n\n")[2]
    found = _FACTS.fullmatch(facts)
    tid = _time(found["tid"]) if found else None
    if not found or tid is None:
        return None
    standing = Standing(found["arkiv"], int(found["poster"]), found["rod"])
    seal = Seal(found["kommune"], found["hoved"], tid, found["program"], standing)
    return seal if "\n".join(_facts(seal)) == facts else None


def faults(seal: Seal, found: Standing | None) -> Iterator[str]:
    """Yield what does not agree with the journal up to the seal's end; None: it has no such end."""
    when = f"{_day(seal)} kl. {seal.tid:%H.%M}"
    if found is None:
        yield (
            f"journalen har ikke mere den ende, den havde {when} med {seal.standing.poster} "
            "poster. Den er skrevet om eller skåret af siden, eller det er et andet arkiv. Find en "
            "sikkerhedskopi fra dengang, og sammenlign."
        )
    elif found.arkiv != seal.standing.arkiv:
        yield "den hører til et andet arkiv."
    elif found != seal.standing:
        yield (
            f"den siger {seal.standing.poster} poster, og journalen har {found.poster} op til "
            "samme sted, eller sagernes kæder ender et andet sted. En af dem er ændret siden."
        )


def _day(seal: Seal) -> str:
    return spelled(seal.tid.date()).replace(NBSP, " ")


def _facts(seal: Seal) -> Iterator[str]:
    yield f"Kommune: {_one_line(seal.kommune)}"
    yield f"Arkiv: {seal.standing.arkiv}"
    yield f"Hoved: {seal.hoved}"
    yield f"Poster: {seal.standing.poster}"
    yield f"Rod: {seal.standing.rod}"
    yield f"Tidspunkt: {seal.tid.isoformat(timespec='seconds')}"
    yield f"Program: {_one_line(seal.program)}"


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "-"


def _time(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
