"""A specimen of every letter: the first that a course of the demonstration makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workflow.core.course import letter_id
from workflow.core.decide import Plan
from workflow.core.errors import BadValue, NotAllowed
from workflow.core.kontor import Kontor
from workflow.core.letter import context
from workflow.core.rulebook import Rulebook
from workflow.core.situation import Situation
from workflow.core.statement import FILE
from workflow.documents.compose import Desk
from workflow.documents.escape import block
from workflow.office import played, rehearsed


@dataclass(frozen=True, slots=True)
class Specimen:
    """A letter as it is written in a case."""

    emne: str
    tekst: str


def specimens(
    courses: list[dict[str, Any]], kontor: Kontor, rules: Rulebook, templates: Path
) -> dict[str, Specimen]:
    """Play the courses and return the first of each letter, in the order they are written.

    A course is left where it cannot be played in the head: a command that moves a case's parts to
    another takes an archive. What is not shown for that reason is seen in the catalogue.
    """
    found: dict[str, Specimen] = {}
    desk = Desk((templates,))
    for course in courses:
        with suppress(BadValue, NotAllowed, ValueError):
            for ident, specimen in _of(course, kontor, rules, desk):
                found.setdefault(ident, specimen)
    return found


def _of(
    course: Mapping[str, Any], kontor: Kontor, rules: Rulebook, desk: Desk
) -> Iterator[tuple[str, Specimen]]:
    case = rehearsed.begun(course, kontor, rules)
    complaint = block(course["henvendelse"]) if course.get("henvendelse") else None
    for today, line in played.days(course):
        situation = case.situation(today)
        plan = rehearsed.do(case, line, today)
        if plan is None:
            continue
        facts = context(plan, situation, complaint)
        if FILE in plan.action.filer:
            case.udtalelse = desk.plain(plan.action.filer[FILE], facts)
        yield from _written(plan, situation, facts, desk)


def _written(
    plan: Plan, situation: Situation, facts: Mapping[str, Any], desk: Desk
) -> Iterator[tuple[str, Specimen]]:
    for name, letter in plan.breve:
        text = desk.compose(letter.fil, {**facts, "modtager": letter.modtager})
        yield letter_id(name, situation.rules), Specimen(plan.after.emne, text)
