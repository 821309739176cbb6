"""What a statement and its follow-up are told: conclusions, henstillinger, what to answer to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from workflow.core import statement, wording
from workflow.core.decide import Plan
from workflow.core.known_steps import FILED, SENT
from workflow.core.model import Klagepunkt
from workflow.core.options import rows_in_force
from workflow.core.situation import Situation


class Konklusion(Struct, frozen=True):
    """A klagepunkt's part of the statement."""

    nr: int
    tema: str
    forhold: str
    udfald: str
    sammenfatning: str
    saetninger: tuple[str, ...]
    henstilling: str | None
    fakta: str
    regler: str
    vurdering: str


class Henstilling(Struct, frozen=True):
    """A numbered henstilling: to whom, and when it is followed up."""

    nr: int
    punkt: int
    tekst: str
    center: str
    frist: date | None


class Opfulgt(Struct, frozen=True):
    """What a statement said of a klagepunkt that the centre is asked about afterwards."""

    nr: int
    tema: str
    kritik: str | None
    henstilling: str | None


def followed_up(plan: Plan, situation: Situation) -> Iterator[Opfulgt]:
    """Yield the klagepunkter that were criticised or got a henstilling, as the statement said."""
    center, rules = situation.center(plan.told), situation.rules
    for punkt in situation.punkter(plan.told):
        found = punkt.vurdering
        if found and (found.udfald == "kritik" or found.henstilling):
            yield Opfulgt(
                nr=punkt.nr,
                tema=rules.temaer[punkt.tema].navn,
                kritik=wording.conclusion(punkt, rules)[1] if found.udfald == "kritik" else None,
                henstilling=_asked(punkt, center.navn if center else "centret", situation)
                if found.henstilling
                else None,
            )


def outcome(plan: Plan, situation: Situation) -> dict[str, Any]:
    """Return what only the udtalelse uses; nothing when the step makes none."""
    if not any(letter.form == "udtalelse" for _, letter in plan.breve):
        return {}
    points = situation.punkter(plan.told)
    text, rules = situation.udtalelse or "", situation.rules
    center = situation.center(plan.told)
    name = center.navn if center else ""
    asked = [punkt for punkt in points if punkt.vurdering and punkt.vurdering.henstilling]
    return {
        "resultat": wording.outcome(points, name, rules),
        "konklusioner": [_konklusion(punkt, text, situation) for punkt in points],
        "henstillinger": [
            Henstilling(nr, punkt.nr, _asked(punkt, name, situation), name, plan.told.frist)
            for nr, punkt in enumerate(asked, 1)
        ],
        "skala": rows_in_force(rules.kritikskala, plan.told.dato),
        "skala_forklaring": rules.forklaringer.get("kritikskala"),
        "prosa": statement.prose(text),
        "aktliste": [
            (event.dato, rules.handlinger[event.handling].titel)
            for event in sorted(plan.after.forloeb, key=lambda event: event.dato)
            if event.handling in rules.handlinger and event.handling not in (SENT, FILED)
        ],
    }


def _konklusion(punkt: Klagepunkt, text: str, situation: Situation) -> Konklusion:
    return Konklusion(
        nr=punkt.nr,
        tema=situation.rules.temaer[punkt.tema].navn,
        forhold=wording.clause(punkt.forhold),
        udfald=punkt.vurdering.udfald if punkt.vurdering else "",
        sammenfatning=wording.label(punkt, situation.rules),
        saetninger=wording.conclusion(punkt, situation.rules),
        henstilling=punkt.vurdering.henstilling if punkt.vurdering else None,
        **statement.prose_of(text, punkt.nr),
    )


def _asked(punkt: Klagepunkt, center: str, situation: Situation) -> str:
    asked = wording.clause(punkt.vurdering.henstilling if punkt.vurdering else None)
    sentence = situation.rules.konklusioner["henstilling"].saetning
    return sentence.format_map({"center": center, "henstilling": f"at {asked}"})
