"""What a letter is told: the values its template may use, made from the plan (design §7.2).

Templates choose words; they never decide a rule. A value that is absent is refused by
`documents.compose` with the file and field that `SOURCES` names for its type.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from workflow.core import findings, notes, wording
from workflow.core.centres import called
from workflow.core.competence import extent, year
from workflow.core.competence_rows import Authority
from workflow.core.course import latest
from workflow.core.decide import Plan
from workflow.core.kontor import Borgerraadgiver, Center, Databeskyttelse, Kontor, Vedtaegt
from workflow.core.language import DANISH, Language
from workflow.core.limits import Graense, in_letter, of_case, of_punkt, verdict
from workflow.core.model import Borger, Haendelse, Klagepunkt, Sag
from workflow.core.recipient import reached, representative
from workflow.core.row import Row
from workflow.core.situation import Situation


class Told(dict[str, Any]):
    """What the step was told, by name; None for what it was not."""


class Punkt(Struct, frozen=True):
    """A klagepunkt as a letter tells it."""

    nr: int
    tema: str
    forhold: str
    haendt: str | None
    vedroerer: str
    status: str
    medhold: str | None
    center: str
    omfang: str
    etaar: str
    afgoerelse_truffet: date | None
    klageinstans: str | None
    klagefrist: date | None
    etaar_graense: date
    kompetence: str
    graenser: tuple[Graense, ...]


SOURCES: Mapping[type, tuple[str, str]] = {
    Borger: ("sag.yaml", "borger"),
    Sag: ("sag.yaml", ""),
    Punkt: ("sag.yaml", "klagepunkter"),
    Kontor: ("kontor.yaml", ""),
    Borgerraadgiver: ("kontor.yaml", "borgerraadgiver"),
    Vedtaegt: ("kontor.yaml", "vedtaegt"),
    Databeskyttelse: ("kontor.yaml", "databeskyttelse"),
    Center: ("kontor.yaml", "centre"),
    Authority: ("regler/myndigheder.yaml", ""),
    Graense: ("regler/kompetence.yaml", ""),
    Told: ("kommandoen", "--"),
}


def context(
    plan: Plan, situation: Situation, henvendelse: str | None, sprog: str = DANISH
) -> dict[str, Any]:
    """Return every value the step's letters may use, in the language they are written in."""
    sag, told, language = plan.after, plan.told, situation.rules.sprog[sprog]
    concerned = set(told.punkter) or {punkt.nr for punkt in situation.sag.behandlede}
    points = [_punkt(punkt, situation, told.dato, language) for punkt in sag.egne]
    ground = situation.rules.kompetence.get(told.grund or "")
    return {
        "sag": sag,
        "borger": sag.borger,
        "borgers_kontakt": reached(sag.borger),
        "repraesentant": representative(sag.borger),
        "sprog": language,
        "kanal_tekst": language.kanaler.tekst(sag.kanal),
        "kontor": situation.kontor,
        "raadgiver": situation.kontor.borgerraadgiver.i_oversaettelse(sprog),
        "vedtaegt": situation.kontor.vedtaegt,
        "databeskyttelse": situation.kontor.databeskyttelse,
        "center": situation.center(told),
        "klagepunkter": [punkt for punkt in points if punkt.nr in concerned],
        "alle_klagepunkter": points,
        "dato": told.dato,
        "skrevet": situation.today,
        "notat_titel": notes.titel(told, situation.rules),
        "notat_sent": notes.late(told, situation),
        "frist": told.frist,
        "handling": plan.action,
        "oplysning": _told(told, situation, sprog),
        "afvisningsgrund": in_letter(ground, "ja", sprog) if ground else None,
        "sagens_graenser": of_case(situation, sprog),
        "senest": {ident: latest(situation.sag, ident) for ident in situation.rules.handlinger},
        "antal": _counts(situation),
        "dage_over": _days_over(situation, told),
        "henvendelse": henvendelse,
        "opfoelgning": list(findings.followed_up(plan, situation)),
        **findings.outcome(plan, situation),
    }


def _punkt(punkt: Klagepunkt, situation: Situation, day: date, sprog: Language) -> Punkt:
    decision = punkt.afgoerelse
    held = year(punkt, situation.sag.modtaget, situation.kontor.etaarsregel)
    found = of_punkt(punkt, situation, sprog.id)
    return Punkt(
        nr=punkt.nr,
        tema=situation.rules.temaer[punkt.tema].paa(sprog.id, "navn"),
        forhold=wording.clause(punkt.forhold),
        haendt=sprog.tidspunkt(punkt.haendt),
        vedroerer=punkt.vedroerer,
        status=punkt.status,
        medhold=punkt.medhold,
        center=called(situation.kontor, punkt.center, day),
        omfang=extent(punkt),
        etaar=held.resultat,
        afgoerelse_truffet=decision.truffet if decision else None,
        klageinstans=decision.klageinstans if decision else None,
        klagefrist=decision.klagefrist if decision else None,
        etaar_graense=held.graense,
        kompetence=verdict(found),
        graenser=found,
    )


def _told(told: Haendelse, situation: Situation, sprog: str) -> Told:
    """Return what the step was told, with rows in the letter's language in place of their ids."""
    values = Told({field: getattr(told, field) or None for field in told.__struct_fields__})
    for option in situation.rules.oplysninger.values():
        key = option.id.replace("-", "_")
        if option.slags == "raekke" and values.get(key):
            row: Row = getattr(situation.rules, option.tabel or "")[values[key]]
            values[key] = row.i_oversaettelse(sprog)
    return values


def _counts(situation: Situation) -> dict[str, int]:
    happened_ = [event.handling for event in situation.sag.forloeb]
    return {ident: happened_.count(ident) for ident in situation.rules.handlinger}


def _days_over(situation: Situation, told: Haendelse) -> int:
    frist = situation.course.frist
    return situation.kalender.imellem(frist.dato, told.dato) if frist else 0
