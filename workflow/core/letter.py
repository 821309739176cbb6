"""What a letter is told: the values its template may use, made from the plan (design §7.2).

Templates choose words; they never decide a rule. A value that is absent is refused by
`documents.compose` with the file and field that `SOURCES` names for its type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflow.core import notes, statement, wording
from workflow.core.competence import extent, year
from workflow.core.course import SENT, latest
from workflow.core.dates import happened
from workflow.core.decide import Plan
from workflow.core.filing import FILED
from workflow.core.kontor import Borgerraadgiver, Center, Databeskyttelse, Kontor, Vedtaegt
from workflow.core.limits import Graense, in_letter, of_case, of_punkt, verdict
from workflow.core.model import Borger, Haendelse, Klagepunkt, Periode, Sag
from workflow.core.rulebook import Authority, Letter
from workflow.core.situation import Situation

CHANNELS = {
    "telefon": "telefonisk",
    "personligt": "personligt",
    "aaben-raadgivning": "i den åbne rådgivning",
    "brev": "i et brev",
    "digital-post": "med Digital Post",
    "email": "i en e-mail",
}


class Told(dict[str, Any]):
    """What the step was told, by name; None for what it was not."""


@dataclass(frozen=True, slots=True)
class Punkt:
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
    dag: date | None
    periode: Periode | None
    etaar_graense: date
    kompetence: str
    graenser: tuple[Graense, ...]


@dataclass(frozen=True, slots=True)
class Konklusion:
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


@dataclass(frozen=True, slots=True)
class Henstilling:
    """A numbered henstilling: to whom, and when it is followed up."""

    nr: int
    punkt: int
    tekst: str
    center: str
    frist: date | None


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


def context(plan: Plan, situation: Situation, henvendelse: str | None) -> dict[str, Any]:
    """Return every value the step's letters may use."""
    sag, told = plan.after, plan.told
    concerned = set(told.punkter) or {punkt.nr for punkt in situation.sag.behandlede}
    points = [_punkt(punkt, situation, told.dato) for punkt in sag.egne]
    ground = situation.rules.kompetence.get(told.grund or "")
    return {
        "sag": sag,
        "borger": sag.borger,
        "kanal_tekst": CHANNELS[sag.kanal],
        "kontor": situation.kontor,
        "raadgiver": situation.kontor.borgerraadgiver,
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
        "oplysning": _told(told, situation),
        "sprog": _language(sag),
        "afvisningsgrund": in_letter(ground, "ja", _language(sag)) if ground else None,
        "sagens_graenser": of_case(situation, _language(sag)),
        "senest": {ident: latest(situation.sag, ident) for ident in situation.rules.handlinger},
        "antal": _counts(situation),
        "dage_over": _days_over(situation, told),
        "henvendelse": henvendelse,
        **_statement(plan, situation),
    }


def address(letter: Letter, sag: Sag, center: Center | None) -> tuple[str, ...]:
    """Return the lines of the recipient's address, as few as are known."""
    if letter.modtager == "borger" and letter.form != "klageudkast":
        return (sag.borger.navn, *_lines(sag.borger.adresse))
    if letter.modtager in ("center", "borger") and center is not None:
        return (center.navn, *_lines(center.adresse))
    return ()


def sender(letter: Letter, sag: Sag) -> tuple[str, ...]:
    """Return who writes in the office's place: the citizen, in a complaint of her own."""
    if letter.form != "klageudkast":
        return ()
    borger = sag.borger
    contact = [
        f"{word}: {value}"
        for word, value in (("Telefon", borger.telefon), ("E-mail", borger.email))
        if value
    ]
    return (borger.navn, *_lines(borger.adresse), *contact)


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _punkt(punkt: Klagepunkt, situation: Situation, day: date) -> Punkt:
    center = situation.kontor.center(punkt.center, day)
    decision, language = punkt.afgoerelse, _language(situation.sag)
    held = year(punkt, situation.sag.modtaget, situation.kontor.etaarsregel)
    found = of_punkt(punkt, situation, language)
    return Punkt(
        nr=punkt.nr,
        tema=situation.rules.temaer[punkt.tema].paa(language, "navn"),
        forhold=wording.clause(punkt.forhold),
        haendt=happened(punkt.haendt),
        vedroerer=punkt.vedroerer,
        status=punkt.status,
        medhold=punkt.medhold,
        center=center.navn if center else punkt.center,
        omfang=extent(punkt),
        etaar=held.resultat,
        afgoerelse_truffet=decision.truffet if decision else None,
        klageinstans=decision.klageinstans if decision else None,
        klagefrist=decision.klagefrist if decision else None,
        dag=punkt.haendt if isinstance(punkt.haendt, date) else None,
        periode=punkt.haendt if isinstance(punkt.haendt, Periode) else None,
        etaar_graense=held.graense,
        kompetence=verdict(found),
        graenser=found,
    )


def _language(sag: Sag) -> str:
    return sag.borger.sprog or "da"


def _told(told: Haendelse, situation: Situation) -> Told:
    """Return what the step was told, with rows in place of their ids."""
    values = Told({field: getattr(told, field) or None for field in told.__struct_fields__})
    for option in situation.rules.oplysninger.values():
        key = option.id.replace("-", "_")
        if option.slags == "raekke" and values.get(key):
            values[key] = getattr(situation.rules, option.tabel or "")[values[key]]
    return values


def _counts(situation: Situation) -> dict[str, int]:
    happened_ = [event.handling for event in situation.sag.forloeb]
    return {ident: happened_.count(ident) for ident in situation.rules.handlinger}


def _days_over(situation: Situation, told: Haendelse) -> int:
    frist = situation.course.frist
    return situation.kalender.imellem(frist.dato, told.dato) if frist else 0


def _statement(plan: Plan, situation: Situation) -> dict[str, Any]:
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
        "skala": list(rules.kritikskala.values()),
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
