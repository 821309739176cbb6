"""A made-up case walked through its steps by the pure core, as a test tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from msgspec.structs import replace

from workflow.core import options
from workflow.core.course import unsent
from workflow.core.decide import Plan, decide
from workflow.core.errors import NotAllowed
from workflow.core.kontor import Kontor
from workflow.core.model import Borger, Haendelse, Klagepunkt, Sag, Vurdering
from workflow.core.rulebook import Rulebook
from workflow.core.situation import Situation

RECEIVED = "2026-03-02"
PROSE = """\
# Resumé

Klagen angår ventetid.

# Sagsfremstilling

Borgeren klagede i marts.

# Centrets udtalelse

Centret har ikke svaret.

# Retsgrundlag

God forvaltningsskik.

# Klagepunkt 1

## Faktiske forhold

Der gik otte måneder.

## Regler

Der skal svares inden for rimelig tid.

## Vurdering

Det gik ikke hurtigt nok.
"""


def day(text: str) -> date:
    """Read a day as a test writes it."""
    return date.fromisoformat(text)


def punkt(nr: int = 1, **facts: Any) -> Klagepunkt:
    """Make a klagepunkt that says what most tests need."""
    usual = {
        "tema": "sagsbehandlingstid",
        "center": "social",
        "forhold": "centret ikke har svaret",
        "vedroerer": "sagsbehandling",
    }
    return Klagepunkt(nr=nr, **{**usual, **facts})


def sag(*klagepunkter: Klagepunkt, **facts: Any) -> Sag:
    """Make a case that has just been registered."""
    usual: dict[str, Any] = {
        "format": 1,
        "nummer": "2026-0012",
        "type": "klagesag",
        "modtaget": day(RECEIVED),
        "kanal": "telefon",
        "emne": "Ventetid på hjælpemiddel",
        "borger": Borger(navn="Øjvind Åse"),
        "forloeb": (Haendelse(dato=day(RECEIVED), handling="registrer"),),
    }
    return Sag(**{**usual, "klagepunkter": klagepunkter, **facts})


@dataclass
class Walk:
    """A case on its way: each step is decided by the core, and the case goes on from there."""

    sag: Sag
    kontor: Kontor
    rules: Rulebook
    udtalelse: str | None = None

    def situation(self, today: str) -> Situation:
        """Return the case as it stands on a day."""
        return Situation(self.sag, self.kontor, self.rules, day(today), self.udtalelse)

    def plan(self, handling: str, dato: str, *, today: str = "", **told: Any) -> Plan:
        """Decide a step without taking it; `venter_paa` is the option --venter-paa."""
        situation, action = self.situation(today or dato), self.rules.handlinger[handling]
        words = {name.replace("_", "-"): value for name, value in told.items()}
        return decide(situation, action, options.event(action, words, situation, day(dato)))

    def step(self, handling: str, dato: str, **told: Any) -> Plan:
        """Take a step."""
        plan = self.plan(handling, dato, **told)
        self.sag = plan.after
        return plan

    def sent(self, dato: str, *letters: str) -> None:
        """Record that the finished letters, or some of them, went out."""
        action = self.rules.handlinger["afsendt"]
        names = letters or unsent(self.sag.forloeb)
        event = Haendelse(dato=day(dato), handling="afsendt", breve=names)
        self.sag = decide(self.situation(dato), action, event).after

    def refused(self, handling: str, dato: str, **told: Any) -> list[str]:
        """Return every reason why a step may not happen; none when it may."""
        try:
            self.plan(handling, dato, **told)
        except NotAllowed as error:
            return str(error.facts["grunde"]).splitlines()
        return []

    def state(self) -> str | None:
        """Return the id of the state that the steps have led to."""
        state = self.situation("2026-12-31").tilstand
        return state.id if state else None

    def deadline(self) -> str | None:
        """Return the running deadline's day."""
        course = self.situation("2026-12-31").course
        frist = course.frist or next(iter(course.frister), None)
        return frist.dato.isoformat() if frist else None

    def add(self, klagepunkt: Klagepunkt) -> None:
        """Add a klagepunkt, as the adviser may at any time."""
        self.sag = replace(self.sag, klagepunkter=(*self.sag.klagepunkter, klagepunkt))

    def assess(self, nr: int = 1, **facts: Any) -> None:
        """Assess a klagepunkt, or take the assessment away when nothing is said."""
        vurdering = Vurdering(**facts) if facts else None
        points = (
            replace(p, vurdering=vurdering) if p.nr == nr else p for p in self.sag.klagepunkter
        )
        self.sag = replace(self.sag, klagepunkter=tuple(points))

    def held_on_to(self) -> Walk:
        """Bring the case to where the citizen has had an answer and is not content with it."""
        self.step("videresend", "2026-03-04")
        self.sent("2026-03-04")
        self.step("centersvar", "2026-03-16", medhold="intet")
        self.step("borger-fastholder", "2026-03-17")
        return self

    def investigated(self) -> Walk:
        """Bring the case into an investigation with a klagepunkt assessed and the prose written."""
        self.held_on_to().step("undersoeg", "2026-03-18", kriterium="medhold")
        self.sent("2026-03-18")
        self.assess(udfald="kritik", konstateret="der gik otte måneder", grad="beklageligt")
        self.udtalelse = PROSE
        return self
