"""What can be done with a case now, what cannot and why, and which deadlines run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from workflow.core import limits
from workflow.core.course import unsent
from workflow.core.decide import blocked, far_off
from workflow.core.known_steps import ACKNOWLEDGED, EXPLAINED, PASSED_ON, STATED
from workflow.core.model import Haendelse, Sag
from workflow.core.options import offered
from workflow.core.proof import LETTERS
from workflow.core.reckoning import left, waits_on
from workflow.core.rulebook import Action, Option
from workflow.core.situation import Situation
from workflow.core.timeline import timeline


class Step(Struct, frozen=True):
    """An action as it stands to a case: open when there are no reasons against it."""

    action: Action
    grunde: tuple[str, ...]
    venter_paa: str = ""

    @property
    def mulig(self) -> bool:
        """Tell whether the action may happen now."""
        return not self.grunde

    @property
    def taet_paa(self) -> bool:
        """Tell whether it could happen in this state, but for its reasons."""
        return bool(self.grunde) and not self.venter_paa


def steps(situation: Situation) -> Iterator[Step]:
    """Yield every action that has a command of its own, and why the closed ones are closed."""
    for action in situation.rules.handlinger.values():
        if action.kommando is None:
            blank = Haendelse(dato=situation.today, handling=action.id)
            yield Step(action, tuple(blocked(situation, action, blank)), far_off(situation, action))


def lacking(situation: Situation) -> Iterator[str]:
    """Yield what the case lacks, though nothing stops without it yet; a closed one, its letters."""
    sag = situation.sag
    if situation.tilstand is None or situation.tilstand.aaben:
        yield from _lacking_while_open(situation)
    if waiting := unsent(sag.forloeb):
        yield f"Breve, der ikke er registreret som sendt: {', '.join(waiting)} (inv afsendt)."
    yield from unaccounted_told(sag, unaccounted(sag, situation.filer))


def unaccounted(sag: Sag, filer: Iterable[str]) -> list[str]:
    """Return the finished letters that no event of the case has, as when an old file was saved."""
    told = {f"{LETTERS}/{name}.md" for event in sag.forloeb for name in event.breve}
    letters = {fil for fil in filer if fil.startswith(f"{LETTERS}/") and fil.endswith(".md")}
    return sorted(letters - told)


def unaccounted_told(sag: Sag, names: Sequence[str]) -> Iterator[str]:
    """Say it, and where to look."""
    if names:
        yield (
            f"Forløbet nævner ikke {', '.join(names)}. Er sag.yaml en gammel udgave, der er gemt "
            f"oven i en nyere? Se forløbet med inv journal {sag.nummer}."
        )


def _lacking_while_open(situation: Situation) -> Iterator[str]:
    sag = situation.sag
    if sag.type == "klagesag" and not sag.klagepunkter:
        yield "Sagen har ingen klagepunkter. Tilføj dem med inv klagepunkt."
    done = {event.handling for event in sag.forloeb}
    if ACKNOWLEDGED not in done:
        yield "Borgeren har ikke fået en kvittering (inv kvitter)."
    if sag.type == "klagesag" and EXPLAINED not in done:
        yield "Forventningerne er ikke afstemt med borgeren (inv forventningsafstem)."
    if sag.type == "klagesag" and (asked := limits.unanswered(situation)):
        yield f"{_about(asked)} (inv kompetence)."
    yield from _to_be_passed_on(situation)
    yield from _unassessed(situation)
    for punkt in sag.behandlede:
        if punkt.haendt is None:
            yield f"Klagepunkt {punkt.nr} har ingen dato (haendt), som etårsreglen kan regnes fra."


def _unassessed(situation: Situation) -> Iterator[str]:
    """Yield the klagepunkter still to be assessed, from where a statement can be given."""
    row = situation.rules.handlinger.get(STATED)
    if row and row.kan_ske_fra(situation.tilstand):
        for punkt in situation.sag.behandlede:
            if punkt.vurdering is None:
                yield f"Klagepunkt {punkt.nr} er ikke vurderet (inv vurder)."


def _about(asked: Iterable[limits.Question]) -> str:
    things = dict.fromkeys(
        f"klagepunkt {question.punkt.nr}" if question.punkt else "sagen" for question in asked
    )
    return f"Der er ubesvarede spørgsmål om, hvad du kan se på: {', '.join(things)}"


def _to_be_passed_on(situation: Situation) -> Iterator[str]:
    """Remind of a klage over en afgørelse: only the centre can take it, and its klagefrist runs."""
    row = situation.rules.handlinger.get(PASSED_ON)
    if row is None or not row.kan_ske_fra(situation.tilstand):
        return
    points = situation.sag.behandlede
    for punkt in points:
        if punkt.vedroerer == "afgoerelse":
            way = "inv videreformidl"
            if any(other.vedroerer != punkt.vedroerer for other in points):
                way = f"inv opdel --punkt {punkt.nr}, og derefter {way} i den nye sag"
            yield (
                f"Klagepunkt {punkt.nr} er en klage over en afgørelse. Send den til centret samme "
                f"dag, for klagefristen løber ({way}, § 7.d)."
            )
            if punkt.afgoerelse is None or punkt.afgoerelse.klagefrist is None:
                yield f"Klagefristen mangler for klagepunkt {punkt.nr} (afgoerelse.klagefrist)."


def as_data(situation: Situation) -> dict[str, Any]:
    """Return the computed part of a case for --json (design §4, contract)."""
    found = list(steps(situation))
    return {
        "tilstand": situation.tilstand.id if situation.tilstand else None,
        "mulige": [_open(step.action, situation) for step in found if step.mulig],
        "spaerret": [
            {"id": step.action.id, "titel": step.action.titel, "grunde": list(step.grunde)}
            for step in found
            if not step.mulig
        ],
        "frister": list(_deadlines(situation)),
        "tidslinje": msgspec.to_builtins(tuple(timeline(situation))),
    }


def _open(action: Action, situation: Situation) -> dict[str, Any]:
    options = [situation.rules.oplysninger[name] for name in action.oplysninger]
    needed = {name for need in action.kraever for name in need.split("|")}
    return {
        "id": action.id,
        "titel": action.titel,
        "oplysninger": [
            {
                "navn": option.id,
                "slags": option.slags,
                "vaerdier": values(option, situation),
                "kraeves": option.id in needed,
            }
            for option in options
        ],
    }


def values(option: Option, situation: Situation) -> list[str]:
    """Return what an option can be, when it is one of a list."""
    if option.slags == "raekke":
        return list(offered(situation.rules, option, situation.today))
    if option.slags == "center":
        return [center.id for center in situation.kontor.centre_paa(situation.today)]
    if option.slags == "punkter":
        return [str(punkt.nr) for punkt in situation.sag.egne]
    return list(option.vaerdier)


def _deadlines(situation: Situation) -> Iterator[dict[str, Any]]:
    for frist in situation.course.frister:
        yield {
            "id": frist.id,
            "titel": frist.titel,
            "handling": frist.handling,
            "sat": frist.sat.isoformat(),
            "dato": frist.dato.isoformat(),
            "overskredet": situation.today > frist.dato and situation.course.i_bero is None,
            "arbejdsdage_endnu": left(situation, frist.dato),
            "venter_paa": waits_on(situation, frist),
        }
