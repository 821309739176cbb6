"""Two cases of one number: which of them keeps it, the number that the other one gets, and how.

A case whose letters have gone out keeps its number. Of two that have sent nothing, the one that is
in the shared archive keeps it: other desks know it by that number already. Only one side can come
first there, so both sides see the same answer. Where both have sent letters, the adviser decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from msgspec.structs import replace

from workflow.core.entry import Booked
from workflow.core.known_steps import SENT
from workflow.core.model import Haendelse, Klagepunkt, Sag

RENUMBERED, KEPT = "omnummereret", "nummer-beholdt"
Side = Literal["shared", "other"]
Numbers = Mapping[str, str]

_PARTS = re.compile(r"(\d{4}-)([A-Z]?)(\d{4,})")
_SUBJECT = re.compile(r"(\S+): Omnummereret fra (\S+)")


def to_renumber(*, shared_sent: bool, other_sent: bool, decided: bool) -> Side | None:
    """Return whose case gets another number, or None when only the adviser can decide.

    *decided* says that she has, for the case on this side.
    """
    if decided or not other_sent:
        return "other"
    return None if shared_sent else "shared"


def has_sent(sag: Sag) -> bool:
    """Tell whether a letter of the case has gone out."""
    return any(event.handling == SENT for event in sag.forloeb)


def following(number: str, taken: Iterable[str]) -> str:
    """Return the next number of the same year and series that neither side has."""
    year, letter, _ = _split(number)
    serials = [serial for y, _, serial in map(_split, taken) if y == year]
    return f"{year}{letter}{max(serials, default=0) + 1:04d}"


def subject(new: str, old: str) -> str:
    """Return what the journal says of a case that got another number."""
    return f"{new}: Omnummereret fra {old}"


def moved_from(booked: Booked) -> str:
    """Return the number that an entry says that its case had before, or nothing."""
    found = _SUBJECT.fullmatch(booked.overskrift)
    right = booked.handling == RENUMBERED and found and found[1] == booked.sag
    return found[2] if found and right else ""


def rewritten(sag: Sag, numbers: Numbers) -> Sag:
    """Let a case have its new number, and name other cases by theirs."""

    def of_event(event: Haendelse) -> Haendelse:
        return replace(event, sager=tuple(numbers.get(nr, nr) for nr in event.sager))

    def of_point(punkt: Klagepunkt) -> Klagepunkt:
        return replace(punkt, flyttet_til=numbers.get(punkt.flyttet_til or "", punkt.flyttet_til))

    return replace(
        sag,
        nummer=numbers.get(sag.nummer, sag.nummer),
        henvendelse=numbers.get(sag.henvendelse or "", sag.henvendelse),
        forloeb=tuple(map(of_event, sag.forloeb)),
        klagepunkter=tuple(map(of_point, sag.klagepunkter)),
    )


def reworded(text: str, numbers: Numbers) -> str:
    """Let a text that has not left the office name cases by their new numbers."""
    if not numbers:
        return text
    wanted = "|".join(map(re.escape, numbers))
    return re.sub(rf"(?<![\w-])({wanted})(?![\w-])", lambda found: numbers[found[1]], text)


def unsent_letters(sag: Sag, names: Collection[str]) -> frozenset[str]:
    """Return which of the finished letters of that name have not gone out."""
    sent = {name for event in sag.forloeb if event.handling == SENT for name in event.breve}
    return frozenset(names) - sent


def _split(number: str) -> tuple[str, str, int]:
    found = _PARTS.fullmatch(number)
    return (found[1], found[2], int(found[3])) if found else ("", "", 0)
