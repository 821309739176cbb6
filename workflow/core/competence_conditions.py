"""The named conditions about competence that rows of handlinger.yaml refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflow.core.competence import Year, year
from workflow.core.competence_rows import Ground
from workflow.core.model import Haendelse, Klagepunkt
from workflow.core.options import rows_in_force
from workflow.core.situation import Situation


def _grund_kan_afvise(s: Situation, told: Haendelse) -> Iterator[str]:
    ground = _ground(s, told)
    if ground is not None and not ground.afvisning:
        known = rows_in_force(s.rules.kompetence, told.dato)
        grounds = ", ".join(row.id for row in known if row.afvisning)
        yield f"'{ground.navn}' er ikke en grund til at afvise en borger. Vælg mellem: {grounds}."


def _etaarsfrist_overskredet(s: Situation, told: Haendelse) -> Iterator[str]:
    """Without a date there is only a question; a computed result may be set aside knowingly."""
    ground = _ground(s, told)
    if ground is None or ground.beregnes is None:
        return
    if not s.punkter(told):
        yield (
            f"'{ground.navn}' regnes ud af et klagepunkts dato, og sagen har intet klagepunkt. "
            "Spørg borgeren, hvornår det skete, og tilføj det med inv klagepunkt."
        )
    for punkt in s.punkter(told):
        held = year(punkt, s.sag.modtaget, s.kontor.etaarsregel)
        if held.resultat == "ukendt" or (held.resultat != "for-gammelt" and not told.alligevel):
            yield f"Klagepunkt {punkt.nr}: {_why(held)} ({ground.paragraf})."


def _why(held: Year) -> str:
    reckoned, result = held.forklaring[-2:]
    way_out = (
        "" if held.resultat == "ukendt" else " Skal det alligevel afvises, så brug --alligevel"
    )
    return f"{reckoned} {result}{way_out}"


def _sendes_videre(s: Situation, told: Haendelse) -> Iterator[str]:
    ground = _ground(s, told)
    if ground is not None and ground.sendes_videre:
        yield (
            f"'{ground.navn}': klagen skal videre til centret, så fristen ikke løber ud. Brug inv "
            "videreformidl i en sag for sig (§ 7.d)."
        )


def _svarene_passer(s: Situation, told: Haendelse) -> Iterator[str]:
    """Hold a rejection against what a human has answered; the computed row speaks for itself."""
    ground = _ground(s, told)
    if ground is None or ground.beregnes or not ground.afvisning:
        return
    for punkt in s.punkter(told):
        if warning := _unlike(punkt, ground):
            yield warning


def _unlike(punkt: Klagepunkt, ground: Ground) -> str | None:
    svar = punkt.kompetence.get(ground.id)
    if svar == "ja":
        return None
    told = f"Klagepunkt {punkt.nr} er afvist som '{ground.navn}', men"
    if svar is None:
        return f"{told} spørgsmålet er ikke besvaret. Svar på det, før du afviser (inv kompetence)."
    asked = f"svaret på '{ground.spoergsmaal}'"
    return f"{told} {asked} er {svar}. Er grunden forkert, så tag den tilbage med inv fortryd."


def _ground(s: Situation, told: Haendelse) -> Ground | None:
    return s.rules.kompetence.get(told.grund or "")


CONDITIONS: dict[str, Callable[[Situation, Haendelse], Iterator[str]]] = {
    "grund-kan-afvise": _grund_kan_afvise,
    "etaarsfrist-overskredet": _etaarsfrist_overskredet,
    "sendes-videre": _sendes_videre,
    "svarene-passer": _svarene_passer,
}
