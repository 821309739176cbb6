"""A course played in the head: every step is decided by the core, and nothing is written anywhere.

The tests and the letter catalogue play the same courses as `played` does, without an archive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from workflow.core import limits
from workflow.core.course import unsent
from workflow.core.decide import Plan, decide
from workflow.core.filing import COMPLAINT
from workflow.core.known_steps import FILED, REGISTERED, SENT, SPLIT
from workflow.core.kontor import Kontor
from workflow.core.model import FORMAT, Borger, Haendelse, Sag
from workflow.core.options import event
from workflow.core.reading import choice
from workflow.core.rulebook import Rulebook
from workflow.core.situation import Situation
from workflow.office import competence, facts
from workflow.office.played import filled

Line = Mapping[str, Any]
_ANOTHER = "2026-0002"
_USUAL = {"nummer": "2026-0001", "kanal": "telefon"}
_SAID_OF_THE_LINE = ("dato", "handling", "saa", "afvises")


class Rehearsal(Struct):
    """A case on its way: what it is now, and the statement's prose as far as it is written."""

    sag: Sag
    kontor: Kontor
    rules: Rulebook
    udtalelse: str | None = None

    def situation(self, today: date) -> Situation:
        """Return the case as it stands on a day."""
        return Situation(self.sag, self.kontor, self.rules, today, self.udtalelse)

    def take(self, told: Haendelse) -> Plan:
        """Decide a step and go on from there; NotAllowed, and nothing has changed."""
        action = self.rules.handlinger[told.handling]
        plan = decide(self.situation(told.dato), action, told)
        self.sag = plan.after
        return plan


def begun(course: Line, kontor: Kontor, rules: Rulebook) -> Rehearsal:
    """Return a course's case as it has been registered, with its klagepunkter."""
    case = unregistered(course, kontor, rules)
    case.take(Haendelse(dato=case.sag.modtaget, handling=REGISTERED))
    for point in course.get("klagepunkter", ()):
        do(case, {**point, "handling": "klagepunkt"}, case.sag.modtaget)
    return case


def do(case: Rehearsal, line: Line, today: date) -> Plan | None:
    """Do one line of a course; return its plan, when it is a step of the table."""
    told = {key: value for key, value in line.items() if key not in _SAID_OF_THE_LINE}
    name = choice(line["handling"], (*_BY_HAND, *case.rules.handlinger))
    if name in _BY_HAND:
        return _BY_HAND[name](case, told, today)
    strings = {key: v if isinstance(v, bool) else str(v) for key, v in told.items()}
    return case.take(event(case.rules.handlinger[name], strings, case.situation(today), today))


def unregistered(course: Line, kontor: Kontor, rules: Rulebook) -> Rehearsal:
    """Return a course's case before anything has happened in it."""
    told = course["sag"]
    person = {key: told[key] for key in Borger.__struct_fields__ if key in told}
    case = {key: told[key] for key in Sag.__struct_fields__ if key in told}
    values = {"format": FORMAT, **_USUAL, **case, "borger": person, "forloeb": ()}
    return Rehearsal(msgspec.convert(values, Sag), kontor, rules)


def _send(case: Rehearsal, told: Line, today: date) -> Plan:
    letters = (told["brev"],) if "brev" in told else unsent(case.sag.forloeb)
    return case.take(Haendelse(dato=today, handling=SENT, breve=letters))


def _divide(case: Rehearsal, told: Line, today: date) -> Plan:
    """Move a klagepunkt out of the case; the case it goes to is no part of the rehearsal."""
    action = case.rules.handlinger[SPLIT]
    moved = event(action, {"punkt": str(told["punkt"])}, case.situation(today), today)
    return case.take(replace(moved, sager=(_ANOTHER,)))


def _file(case: Rehearsal, told: Line, today: date) -> Plan:
    """File the complaint; what lies in a case's folder is no part of the rehearsal."""
    case.sag = replace(case.sag, esdh=told.get("esdh", case.sag.esdh))
    return case.take(Haendelse(dato=today, handling=FILED, dokumenter=(COMPLAINT,)))


def _add_point(case: Rehearsal, told: Line, today: date) -> None:
    case.sag = facts.with_point(_strings(told), case.situation(today))


def _assess(case: Rehearsal, told: Line, today: date) -> None:
    case.sag = facts.with_assessment(_strings(told), case.situation(today))


def _answer(case: Rehearsal, told: Line, today: date) -> None:
    situation = case.situation(today)
    answers = competence.told(situation, str(told.get("punkt", "")), told["svar"])
    case.sag = limits.answered(case.sag, answers)


def _write(case: Rehearsal, told: Line, today: date) -> None:
    case.udtalelse = filled(case.udtalelse or "", told["udtalelse"])


def _strings(told: Line) -> dict[str, str]:
    return {key: str(value) for key, value in told.items()}


_BY_HAND: Mapping[str, Callable[[Rehearsal, Line, date], Plan | None]] = {
    SENT: _send,
    SPLIT: _divide,
    FILED: _file,
    "klagepunkt": _add_point,
    "vurder": _assess,
    "kompetence": _answer,
    "skriv": _write,
}
