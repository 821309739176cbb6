"""Every letter of the catalogue, composed in the course of made-up cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from letter_sample import TEMPLATES
from made_up import PROSE, Walk, punkt, sag
from msgspec.structs import replace

from workflow.core.decide import Plan
from workflow.core.kontor import Kontor
from workflow.core.letter import context
from workflow.core.model import Afgoerelse, Borger, Periode
from workflow.core.rulebook import Rulebook
from workflow.core.situation import Situation
from workflow.documents.compose import Desk, letter
from workflow.office import front
from workflow.office.writing import versions

ADDRESS = "Vejgade 1\n2635 Ishøj"
BEHALF = "Mette Lund\nSkovvej 2\n2635 Ishøj"
MORE = (
    {"forhold": "en medarbejder var uvenlig i telefonen", "tema": "optraeden"},
    {"forhold": "brevet ikke var begrundet.", "tema": "begrundelse"},
)
REASON = "Centret har svaret på det, du klagede over."


@dataclass(frozen=True)
class Kind:
    """What kind of citizen and complaint the letters are about."""

    punkter: int = 1
    repraesentant: str | None = None
    adresse: str | None = ADDRESS
    sprog: str | None = None


def letters(kind: Kind, kontor: Kontor, rules: Rulebook) -> dict[str, str]:
    """Return every letter there is, by its id and the step that writes it."""
    found = {}
    for walk, plan in plans(kind, kontor, rules):
        for name, markdown in written(plan, walk.situation(str(plan.told.dato))):
            found[f"{plan.action.id}: {name[len('2026-03-04-') :]}"] = markdown
    return found


def written(plan: Plan, situation: Situation) -> Iterator[tuple[str, str]]:
    """Compose the letters of one step."""
    facts = partial(context, plan, situation, "Jeg har ventet siden november.")
    desk = Desk((TEMPLATES,))
    for version in versions(desk, facts, plan):
        before = front.of_letter(version.letter, version.facts, plan)
        yield version.navn, letter(before, desk.compose(version.fil, version.facts))


def plans(kind: Kind, kontor: Kontor, rules: Rulebook) -> Iterator[tuple[Walk, Plan]]:
    """Yield a plan for each step that writes letters, with the case it belongs to."""
    begin = partial(_begun, kind, kontor, rules)
    yield from _dialogue(begin())
    yield from _investigation(begin(), kind)
    yield from _other_ends(begin)


def _begun(kind: Kind, kontor: Kontor, rules: Rulebook, **facts: Any) -> Walk:
    borger = Borger(
        navn="Øjvind Åse",
        adresse=kind.adresse,
        sprog=kind.sprog,
        repraesentant=kind.repraesentant,
    )
    points = [
        punkt(nr, vedroerer="betjening" if nr > 1 else "sagsbehandling", **_point(nr))
        for nr in range(1, kind.punkter + 1)
    ]
    return Walk(sag(*points, borger=borger, **facts), kontor, rules)


def _point(nr: int) -> Mapping[str, Any]:
    if nr > 1:
        return MORE[nr - 2]
    begun = sag().modtaget.replace(month=1)
    decision = Afgoerelse(klageinstans="Ankestyrelsen", klagefrist=begun.replace(month=4))
    return {"haendt": Periode(fra=begun), "afgoerelse": decision}


def _dialogue(walk: Walk) -> Iterator[tuple[Walk, Plan]]:
    yield _done(walk, "kvitter", "2026-03-02", forventet="2026-04-01")
    yield _planned(walk, "formuler", "2026-03-02", tekst="at få et svar")
    yield _done(walk, "forventningsafstem", "2026-03-03")
    yield _done(walk, "videresend", "2026-03-04")
    walk.sent("2026-03-04")
    yield _done(walk, "rykker", "2026-04-07", paa_borgerens_anmodning=True)
    yield _done(walk, "underret", "2026-04-08", venter_paa="centrets svar", forventet="2026-04-20")
    walk.step("centersvar", "2026-04-10", medhold="delvist")
    walk.step("borger-fastholder", "2026-04-11", bemaerkninger="Det er ikke rigtigt.")
    yield _planned(walk, "ingen-undersoegelse", "2026-04-12", begrundelse=REASON)
    yield _done(walk, "genfremsend", "2026-04-12", bemaerkninger="Svar på, hvorfor det tog tid.")
    yield _done(walk, "frafald", "2026-04-13", begrundelse=REASON, brev=True)


def _investigation(walk: Walk, kind: Kind) -> Iterator[tuple[Walk, Plan]]:
    walk.held_on_to()
    yield _done(walk, "undersoeg", "2026-03-18", kriterium="medhold")
    yield _done(walk, "hoering", "2026-03-19", spoergsmaal="Hvad skete der?\nHvornår?")
    walk.step("hoeringssvar", "2026-03-25", svar="Der var travlt.")
    yield _done(walk, "partshoering", "2026-03-26", tekst="Se side 2.")
    walk.step("bemaerkninger", "2026-04-01", bemaerkninger="Jeg er uenig.")
    yield _planned(walk, "indstil", "2026-04-02", begrundelse=REASON)
    for nr in range(1, kind.punkter + 1):
        walk.assess(
            nr,
            udfald="kritik",
            konstateret="der gik otte måneder.",
            grad="beklageligt",
            henstilling="at centret undskylder." if nr == 1 else None,
        )
    walk.udtalelse = PROSE + "".join(_prose(nr) for nr in range(2, kind.punkter + 1))
    yield _done(walk, "afgiv-udtalelse", "2026-04-07")
    walk.sent("2026-04-07")
    yield _done(walk, "foelg-op", "2026-06-08")


def _prose(nr: int) -> str:
    return PROSE[PROSE.index("# Klagepunkt 1") :].replace("punkt 1", f"punkt {nr}")


def _other_ends(begin: Any) -> Iterator[tuple[Walk, Plan]]:
    yield _planned(begin(), "afvis", "2026-03-03", grund="udsigtsloes", begrundelse=REASON)
    yield _planned(begin(), "videreformidl", "2026-03-03", center="social")
    asked = begin(type="vejledning", klagepunkter=(), kanal="digital-post")
    yield _planned(asked, "vejled", "2026-03-03", tekst="Du kan klage.", brev=True)
    asked = begin(type="vejvisning", klagepunkter=(), kanal="aaben-raadgivning")
    yield _planned(asked, "henvis", "2026-03-03", center="social", tekst="De hjælper.")
    yield _planned(_with_a_telephone(asked), "henvis", "2026-03-04", myndighed="ankestyrelsen")


def _with_a_telephone(walk: Walk) -> Walk:
    """Let the office have filled in where an authority is reached."""
    row = replace(walk.rules.myndigheder["ankestyrelsen"], telefon="00 00 00 11")
    known = replace(walk.rules, myndigheder={**walk.rules.myndigheder, row.id: row})
    return Walk(walk.sag, walk.kontor, known)


def _planned(walk: Walk, handling: str, dato: str, **told: Any) -> tuple[Walk, Plan]:
    return Walk(walk.sag, walk.kontor, walk.rules, walk.udtalelse), walk.plan(
        handling, dato, **told
    )


def _done(walk: Walk, handling: str, dato: str, **told: Any) -> tuple[Walk, Plan]:
    """Plan a step as the case stands, and take it."""
    before, plan = _planned(walk, handling, dato, **told)
    walk.sag = plan.after
    return before, plan
