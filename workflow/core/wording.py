"""The udtalelse's conclusions, worded by the tables.

Every sentence of a conclusion is a row (kritikskala.yaml, konklusioner.yaml); this module only
picks the rows that a `vurdering` calls for. What is found is told as found, what the citizen
says as hers (design §5, domain §4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from workflow.core.dates import spelled
from workflow.core.model import Klagepunkt, Vurdering
from workflow.core.rulebook import Rulebook


def assessment_faults(punkt: Klagepunkt, rules: Rulebook) -> Iterator[str]:
    """Yield why a klagepunkt's vurdering cannot be worded (design §5, domain §4)."""
    v, who = punkt.vurdering, f"Klagepunkt {punkt.nr}"
    if v is None:
        yield f"{who} er ikke vurderet. Brug inv vurder med --punkt {punkt.nr}."
        return
    if v.udfald != "kan-ikke-vurderes" and not v.konstateret:
        yield f"{who}: 'konstateret' mangler. Skriv, hvad der er fundet, med inv vurder."
    if v.udfald != "kan-ikke-vurderes" and punkt.vedroerer == "afgoerelse":
        yield (
            f"{who} angår, hvad en afgørelse går ud på. Det kan ikke vurderes (§ 1, litra a); "
            "brug kan-ikke-vurderes med forbehold."
        )
    if v.udfald == "kan-ikke-vurderes" and not v.forbehold:
        yield (
            f"{who}: 'forbehold' mangler (bevistvivl, faglig-vurdering, gyldighed, kompetence). "
            "Sig, hvorfor klagepunktet ikke kan vurderes."
        )
    yield from _grade_off_scale(v, who, rules)
    if v.holdepunkter and not (v.udfald == "kritik" and "faglig-vurdering" in v.forbehold):
        yield f"{who}: 'holdepunkter' hører kun til kritik af en faglig vurdering."


def _grade_off_scale(v: Vurdering, who: str, rules: Rulebook) -> Iterator[str]:
    if v.grad and v.udfald != "kritik":
        yield f"{who}: en grad hører kun til kritik. Ret udfaldet, eller fjern graden."
    elif v.grad and rules.grad(v.grad) is None:
        steps = ", ".join(row.navn for row in rules.kritikskala.values())
        yield f"{who}: '{v.grad}' er ikke et trin på kritikskalaen: {steps}."


def conclusion(punkt: Klagepunkt, rules: Rulebook) -> tuple[str, ...]:
    """Word a klagepunkt's conclusion, sentence by sentence."""
    v = punkt.vurdering
    if v is None:
        return ()
    facts = _facts(punkt, v)
    named = [rules.konklusioner["paastand"].saetning, *_finding(v, rules)]
    named += [rules.konklusioner[row].saetning for row in _reservations(punkt, v)]
    return tuple(sentence.format_map(facts) for sentence in named)


def label(punkt: Klagepunkt, rules: Rulebook) -> str:
    """Return the conclusion in a word or two, for the statement's overview."""
    v = punkt.vurdering
    if v is None:
        return ""
    return v.grad or str(rules.konklusioner[v.udfald].titel)


def outcome(punkter: Sequence[Klagepunkt], center: str, rules: Rulebook) -> str:
    """Say in the statement's title how it ended."""
    results = [punkt.vurdering.udfald for punkt in punkter if punkt.vurdering]
    kritik, ingen = results.count("kritik"), results.count("ingen-kritik")
    if kritik:
        row = "resultat-kritik" if kritik == len(results) else "resultat-kritik-delvis"
    else:
        row = "resultat-ingen-kritik" if ingen else "resultat-ikke-vurderet"
    facts = {"center": center, "kritik": kritik, "antal": len(results)}
    return rules.konklusioner[row].saetning.format_map(facts)


def clause(text: str | None) -> str:
    """Make a that-clause of what was written: without 'at' in front and a full stop behind."""
    words = " ".join((text or "").split())
    return re.sub(r"^at\s+", "", words, flags=re.IGNORECASE).rstrip(".")


def _finding(v: Vurdering, rules: Rulebook) -> Iterator[str]:
    grade = rules.grad(v.grad)
    if v.udfald == "kan-ikke-vurderes" and v.konstateret:
        yield rules.konklusioner["konstateret"].saetning
    yield grade.saetning if grade else rules.konklusioner[v.udfald].saetning


def _reservations(punkt: Klagepunkt, v: Vurdering) -> Iterator[str]:
    extent = "helt" if v.udfald == "kan-ikke-vurderes" else "delvist"
    for name in v.forbehold:
        if name == "gyldighed":
            yield f"gyldighed-{extent}-{_stage(punkt)}"
        elif name == "faglig-vurdering" and v.holdepunkter:
            yield "faglig-vurdering-holdepunkter"
        else:
            yield f"{name}-{extent}"
    elsewhere = punkt.afgoerelse is not None and punkt.afgoerelse.klageinstans
    if elsewhere and set(v.forbehold) - {"bevistvivl"}:
        yield "klageinstans"


def _stage(punkt: Klagepunkt) -> str:
    """Tell sagens stade; a case that says nothing of an afgørelse has not said there is none."""
    if punkt.afgoerelse is None:
        return "uoplyst"
    return "truffet" if punkt.afgoerelse.truffet else "ikke-truffet"


def _facts(punkt: Klagepunkt, v: Vurdering) -> dict[str, str]:
    decision = punkt.afgoerelse
    return {
        "forhold": clause(punkt.forhold),
        "konstateret": clause(v.konstateret),
        "grad": v.grad or "",
        "holdepunkter": clause(v.holdepunkter),
        "truffet": f"den {spelled(decision.truffet)}" if decision and decision.truffet else "",
        "klageinstans": (decision.klageinstans if decision else None) or "",
    }
