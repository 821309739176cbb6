"""Several years of cases that chance has made, with splits and more cases of a henvendelse."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date, timedelta

from courses import POINT, SAG, prose
from msgspec.structs import replace
from wandering import Wanderer

from workflow.core import splitting
from workflow.core.decide import decide
from workflow.core.errors import BadValue, NotAllowed
from workflow.core.options import event
from workflow.office import rehearsed

CENTRES = ("social", "borgerservice", "boern-og-unge")
CHANNELS = ("telefon", "telefon", "personligt", "brev", "digital-post", "email")
MEDHOLD = ("fuldt", "delvist", "intet", "uoplyst")
UDFALD = ("kritik", "kritik", "ingen-kritik", "kan-ikke-vurderes")
GRADES = ("", "uheldigt", "beklageligt", "kritisabelt")
KINDS = ("klagesag",) * 5 + ("vejledning", "vejvisning")


class Made:
    """Cases in the making: each wanders off on its own, and some are split."""

    def __init__(self, seed, kontor, rules, first=date(2024, 1, 3), last=date(2026, 11, 20)):
        self.chance = random.Random(seed)
        self.kontor, self.rules, self.first, self.last = kontor, rules, first, last
        self.wanderers = []

    def numbers(self, year):
        return sum(w.case.sag.nummer.startswith(f"{year}-") for w in self.wanderers)

    def number(self, year):
        return f"{year}-{self.numbers(year) + 1:04}"

    def wander(self, cases, steps=10):
        for _ in range(cases):
            wanderer = self.setting_out()
            self.wanderers.append(wanderer)
            if self.chance.random() < 0.6:
                self.walk_on(wanderer)
            for _ in range(self.chance.randrange(steps)):
                wanderer.step()
                if wanderer.today > self.last:
                    break
                if self.chance.random() < 0.04:
                    self.split(wanderer)
        return [wanderer.case.sag for wanderer in self.wanderers]

    def setting_out(self):
        chance = self.chance
        received = self.first + timedelta(chance.randrange((self.last - self.first).days))
        kind = chance.choice(KINDS)
        themes = list(self.rules.temaer)
        centres = chance.choice([CENTRES[:1], CENTRES[:1], CENTRES[:2], CENTRES[1:]])
        points = [
            POINT | {"center": chance.choice(centres), "tema": chance.choice(themes)}
            for _ in range(chance.choice((1, 1, 2, 3)) if kind == "klagesag" else 0)
        ]
        facts = {
            "type": kind,
            "modtaget": received.isoformat(),
            "nummer": self.number(received.year),
            "kanal": chance.choice(CHANNELS),
            "navn": f"Borger {chance.randrange(60)}",
        }
        if self.wanderers and chance.random() < 0.1:
            other = chance.choice(self.wanderers).case.sag
            facts |= {
                "henvendelse": other.henvendelse or other.nummer,
                "modtaget": other.modtaget.isoformat(),
                "nummer": self.number(other.modtaget.year),
            }
        points = [p | {"haendt": facts["modtaget"]} for p in points]
        case = rehearsed.begun(
            {"sag": SAG | facts, "klagepunkter": points}, self.kontor, self.rules
        )
        return Wanderer(case, chance, case.sag.modtaget)

    def walk_on(self, wanderer):
        """Bring a case along the usual way, as far as chance will have it."""
        for line in self.usual_way()[: self.chance.choice((2, 5, 6, 7, 12, 16, 18))]:
            wanderer.today += timedelta(self.chance.choice((1, 1, 3, 9, 30)))
            if wanderer.today > self.last:
                return
            for told in self.of_each(line, wanderer):
                with suppress(NotAllowed, BadValue):
                    rehearsed.do(wanderer.case, told, wanderer.today)

    def usual_way(self):
        """Return the steps of a complaint that is investigated and followed up."""
        chance, asked = self.chance, {"paa-borgerens-anmodning": self.chance.random() < 0.6}
        reminder = {"handling": "rykker", **({k: v for k, v in asked.items() if v})}
        return [
            {"handling": "kvitter"},
            {"handling": "videresend", "alligevel": True},
            {"handling": "afsendt"},
            *[reminder, {"handling": "afsendt"}] * chance.choice((0, 1, 1, 2)),
            {"handling": "centersvar", "medhold": chance.choice(MEDHOLD)},
            {"handling": "borger-fastholder"},
            {"handling": "undersoeg", "kriterium": "medhold", "alligevel": True},
            {"handling": "afsendt"},
            {"handling": "hoering", "spoergsmaal": "Hvorfor?"},
            {"handling": "hoeringssvar", "svar": "Derfor."},
            {"handling": "vurder"},
            {"handling": "skriv"},
            {"handling": "afgiv-udtalelse", "alligevel": True},
            {"handling": "afsendt"},
            {"handling": "tilbagemelding", "henstilling": chance.choice(("fulgt", "ikke-fulgt"))},
        ]

    def of_each(self, line, wanderer):
        """Yield what a line takes: an assessment for each klagepunkt, the prose by hand."""
        case = wanderer.case
        if line["handling"] == "skriv":
            case.udtalelse = prose(case, "Det er vurderet.")
        elif line["handling"] == "vurder":
            yield from (self.assessment(punkt.nr) for punkt in case.sag.behandlede)
        else:
            yield line

    def assessment(self, nr):
        """Assess a klagepunkt in one of the ways there are."""
        udfald = self.chance.choice(UDFALD)
        told = {"handling": "vurder", "punkt": nr, "udfald": udfald, "konstateret": "det tog tid"}
        if udfald == "kan-ikke-vurderes":
            return told | {"forbehold": "bevistvivl"}
        if udfald == "kritik" and (grade := self.chance.choice(GRADES)):
            told["grad"] = grade
        if self.chance.random() < 0.5:
            told["henstilling"] = "centret retter det"
        return told

    def split(self, wanderer):
        """Move a klagepunkt to a case of its own, as inv opdel does, if it may be."""
        case, today = wanderer.case, wanderer.today
        action, situation = self.rules.handlinger["opdel"], case.situation(today)
        nr = self.chance.choice([p.nr for p in case.sag.egne] or [1])
        number = self.number(case.sag.modtaget.year)
        try:
            told = event(action, {"punkt": str(nr)}, situation, today)
            plan = decide(situation, action, replace(told, sager=(number,)))
        except (NotAllowed, BadValue):
            return
        new = splitting.separated(situation, plan.event, "")
        case.sag = plan.after
        fresh = rehearsed.Rehearsal(new, self.kontor, self.rules)
        self.wanderers.append(Wanderer(fresh, self.chance, today))
        for _ in range(6):
            self.wanderers[-1].step()
