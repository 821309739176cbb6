"""Cases that take whatever steps chance offers: the options are made from the tables themselves."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from typing import Any

from courses import POINT, SAG, prose

from workflow.core.decide import Plan, decide
from workflow.core.errors import BadValue, NotAllowed
from workflow.core.kontor import Kontor
from workflow.core.options import event
from workflow.core.outlook import values
from workflow.core.rulebook import SAME, Action, Option, Rulebook
from workflow.core.situation import Situation
from workflow.office import rehearsed
from workflow.office.rehearsed import Rehearsal

Told = dict[str, Any]
BY_HAND = (*["afsendt"] * 3, *["vurder"] * 4, *["skriv"] * 2, "klagepunkt")
NO_WAY_OUT = frozenset(("frafald", "afvis"))
CLOSED = "afsluttet"
DEPTH = 3


@dataclass
class Wanderer:
    """A case and the steps it has taken, with the state that each of them promised."""

    case: Rehearsal
    chance: random.Random
    today: date
    taken: list[tuple[str, str]] = field(default_factory=list)

    def step(self) -> Plan | None:
        """Try a step; None when it is refused or is no step of the table."""
        self.today += timedelta(days=self.chance.choice((0, 0, 1, 1, 8, 30)))
        name = self.chance.choice([*BY_HAND, *self._near()])
        action = self.case.rules.handlinger.get(name)
        line = chance_told(action, self) if action and name not in BY_HAND else by_hand(name, self)
        before = self.case.sag
        try:
            plan = rehearsed.do(self.case, {"handling": name, **line}, self.today)
        except (NotAllowed, BadValue):
            assert self.case.sag == before
            return None
        if plan is not None:
            self.taken.append((name, plan.til.id if plan.til else ""))
        return plan

    def _near(self) -> Iterator[str]:
        """Yield the steps there are from here, those that lead on in an open case more often."""
        situation = self.case.situation(self.today)
        for action in situation.rules.handlinger.values():
            fits = not action.typer or situation.sag.type in action.typer
            if fits and action.kommando is None and action.kan_ske_fra(situation.tilstand):
                often = 8 if action.til not in (SAME, CLOSED) else 3 if action.til_med_punkt else 1
                yield from [action.id] * often


def setting_out(chance: random.Random, kontor: Kontor, rules: Rulebook) -> Wanderer:
    """Register a case of any type, with klagepunkter of one centre or two."""
    kind = chance.choice(("klagesag", "klagesag", "klagesag", "vejledning", "vejvisning"))
    centre = chance.choice((("social",), ("social",), ("social", "borgerservice")))
    count = chance.randint(1, 3) if kind == "klagesag" else 0
    points = [POINT | {"center": chance.choice(centre)} for _ in range(count)]
    course = {"sag": SAG | {"type": kind}, "klagepunkter": points}
    case = rehearsed.begun(course, kontor, rules)
    return Wanderer(case, chance, case.sag.modtaget)


def by_hand(name: str, wanderer: Wanderer) -> Told:
    """Say what a line of a course says that is no row of the table."""
    chance, sag = wanderer.chance, wanderer.case.sag
    unassessed = [punkt.nr for punkt in sag.behandlede if punkt.vurdering is None]
    if name == "skriv":
        wanderer.case.udtalelse = prose(wanderer.case, "Det er vurderet.")
        return {"udtalelse": {}}
    if name == "klagepunkt":
        return POINT | {"center": chance.choice([*(p.center for p in sag.klagepunkter), "social"])}
    if name == "vurder":
        return {
            "punkt": unassessed[0] if unassessed else 1,
            "udfald": "kritik",
            "konstateret": "x",
            "henstilling": "y",
        }
    return {}


def chance_told(action: Action, wanderer: Wanderer) -> Told:
    """Tell a step something of each kind it needs, and perhaps of those it can be told."""
    chance, case = wanderer.chance, wanderer.case
    situation = case.situation(wanderer.today)
    names = [chance.choice(need.split("|")) for need in action.kraever]
    names += [name for name in action.oplysninger if chance.choice((True, False, False))]
    given = {n for name in names for n in (name, *action.kraever_ved.get(name, ()))}
    told = {
        name: chance.choice(some(case.rules.oplysninger[name], situation)) for name in sorted(given)
    }
    return {**told, "alligevel": chance.choice((True, False, False))}


def some(option: Option, situation: Situation) -> Sequence[Any]:
    """Return things an option can be."""
    if option.slags == "punkter":
        numbers = values(option, situation)
        return [*numbers, ",".join(numbers)] if numbers else ["1"]
    later = (situation.today + timedelta(days=14)).isoformat()
    free: Mapping[str, Sequence[Any]] = {"flag": [True], "dato": [later], "tal": ["5"]}
    return free.get(option.slags) or values(option, situation) or ["Noget"]


def ways(action: Action, situation: Situation) -> Iterator[Told]:
    """Yield ways to tell a step what it needs, for all klagepunkter or for one of them."""
    options = situation.rules.oplysninger
    needed = [
        [(name, v) for name in need.split("|") for v in some(options[name], situation)[:3]]
        for need in action.kraever
    ]
    points = [str(punkt.nr) for punkt in situation.sag.behandlede] if "punkt" in action.kan else []
    for told in product(*needed):
        yield dict(told)
        yield from ({**dict(told), "punkt": nr} for nr in points)


def moves(situation: Situation) -> Iterator[Plan]:
    """Yield the steps that bring a case to another state, those that close it first."""
    steps = situation.rules.handlinger.values()
    for action in sorted(steps, key=lambda action: action.til != CLOSED):
        if action.til == SAME or action.kommando or action.id in NO_WAY_OUT:
            continue
        if not action.kan_ske_fra(situation.tilstand):
            continue
        for told in ways(action, situation):
            try:
                yield decide(situation, action, event(action, told, situation, situation.today))
            except (NotAllowed, BadValue):
                continue


def can_be_closed(situation: Situation, depth: int = DEPTH) -> bool:
    """Tell whether some steps close the case, other than frafald and afvis."""
    if situation.tilstand is not None and not situation.tilstand.aaben:
        return True
    return depth > 0 and any(
        can_be_closed(
            Situation(plan.after, situation.kontor, situation.rules, situation.today), depth - 1
        )
        for plan in moves(situation)
    )
