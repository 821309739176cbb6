"""Cases that know each other: of the same henvendelse, or of the same citizen.

There is no index, so the bytes of every sag.yaml are searched, and only likely ones are read.
Nothing found here is written into another case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from msgspec import Struct

from workflow.archive import casefile, places, texts
from workflow.core import citizens, filing
from workflow.core.errors import CaseworkError
from workflow.core.known_steps import HELD_ON_TO, TAKEN_UP_AGAIN
from workflow.core.model import Sag
from workflow.core.rulebook import State
from workflow.office import gather
from workflow.office.desk import Office

_OF_THE_CITIZEN = ("navn", "adresse", "email", "telefon", "sprog", "repraesentant")
_ADVICE = {
    HELD_ON_TO: "Er det samme forhold, og fastholder borgeren klagen efter centrets svar, "
    "så brug inv borger-fastholder {nummer}.",
    TAKEN_UP_AGAIN: "Er det samme forhold, så tag den sag op igen med inv genoptag {nummer}, og "
    "derefter inv borger-fastholder, hvis centret havde svaret.",
}
_STILL_OPEN = "Er det samme forhold, så hører det til i den sag."
_OTHERWISE = "Andre forhold er en sag for sig (enkeltsagsprincippet, § 6.a)."


class Kin(Struct, frozen=True):
    """Another case, and where it is."""

    sag: Sag
    tilstand: State | None


def of_enquiry(office: Office, sag: Sag) -> list[Kin]:
    """Return the other cases that were opened from the same henvendelse."""
    first = first_of(sag)
    named = re.compile(rb"henvendelse:\s*[\"']?" + first.encode() + rb"\b")
    found = _found(
        office, sag.nummer, lambda nummer, text: nummer == first or named.search(text), first[:4]
    )
    return [kin for kin in found if first_of(kin.sag) == first]


def first_of(sag: Sag) -> str:
    """Return the number of the first case opened from a case's henvendelse."""
    return sag.henvendelse or sag.nummer


def pointed_out(office: Office, sag: Sag, center: str = "") -> list[str]:
    """Say which other cases the citizen has, at that centre if one is named, and what to do."""
    words = citizens.folded(sag.borger.navn).split()

    def likely(_: str, text: bytes) -> bool:
        folded = citizens.folded(text.decode("utf-8", "replace"))
        return all(word in folded for word in words)

    others = [
        kin
        for kin in _found(office, sag.nummer, likely)
        if citizens.same(kin.sag.borger, sag.borger) and first_of(kin.sag) != first_of(sag)
    ]
    told = [_told(office, kin) for kin in others if not center or center in _centres(kin.sag)]
    return [*told, _OTHERWISE] if told else []


def inherited(office: Office, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was told of a new case, and for the rest what its first case says.

    Where another citizen is named, nothing of how the first one is reached is hers.
    """
    if not told.get("henvendelse"):
        return dict(told)
    case = gather.read(office, gather.find(office, told["henvendelse"]))
    sag, borger = case.sag, case.sag.borger
    own = () if told.get("navn") else _OF_THE_CITIZEN
    facts: dict[str, Any] = {name: getattr(borger, name) for name in own}
    facts |= {"modtaget": sag.modtaget.isoformat(), "kanal": sag.kanal}
    facts |= {"tekst": case.texts.get(filing.COMPLAINT, "").rstrip("\n")}
    given = {name: value for name, value in told.items() if value}
    return {**told, **facts, **given, "henvendelse": first_of(sag)}


def _found(
    office: Office, but: str, likely: Callable[[str, bytes], object], since: str = ""
) -> Iterator[Kin]:
    """Yield the other cases whose bytes are likely, of a year and later.

    One that cannot be read is not known.
    """
    for nummer in sorted(places.numbers(office.root, since)):
        path = f"{office.root}/{places.case_folder(nummer)}/{casefile.NAME}"
        with suppress(CaseworkError, OSError):
            if nummer != but and likely(nummer, texts.content(path)):
                case = gather.read(office, nummer)
                yield Kin(case.sag, case.situation(date.max).tilstand)


def _told(office: Office, kin: Kin) -> str:
    sag, rows = kin.sag, office.rules.handlinger
    facts = [sag.emne, *_centres(sag), kin.tilstand.titel if kin.tilstand else ""]
    open_ = [name for name in _ADVICE if name in rows and rows[name].kan_ske_fra(kin.tilstand)]
    advice = _ADVICE[open_[0]].format(nummer=sag.nummer) if open_ else _STILL_OPEN
    named = "; ".join(fact for fact in facts if fact)
    return f"Samme borger har også sag {sag.nummer} ({named}). {advice}"


def _centres(sag: Sag) -> list[str]:
    return list(dict.fromkeys(punkt.center for punkt in sag.egne))
