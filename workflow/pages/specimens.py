"""A specimen of every letter: the first that a course of the demonstration makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from workflow.core.course import letter_id
from workflow.core.decide import Plan
from workflow.core.kontor import Kontor
from workflow.core.language import DANISH
from workflow.core.letter import context
from workflow.core.rulebook import Rulebook
from workflow.core.situation import Situation
from workflow.core.statement import FILE
from workflow.documents.compose import Desk
from workflow.documents.escape import block
from workflow.office import played, rehearsed

Facts = Callable[..., Mapping[str, Any]]


class Specimen(Struct, frozen=True):
    """A letter as it is written in a case, and the same in other languages, by their ids."""

    emne: str
    tekst: str
    oversat: Mapping[str, str]


def specimens(
    courses: list[dict[str, Any]], kontor: Kontor, rules: Rulebook, templates: Path
) -> dict[str, Specimen]:
    """Play the courses and return the first of each letter, in the order they are written."""
    found: dict[str, Specimen] = {}
    desk = Desk((templates,))
    for course in courses:
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
        facts = partial(context, plan, situation, complaint)
        if FILE in plan.action.filer:
            case.udtalelse = desk.plain(plan.action.filer[FILE], facts())
        yield from _written(plan, situation, facts, desk)


def _written(
    plan: Plan, situation: Situation, facts: Facts, desk: Desk
) -> Iterator[tuple[str, Specimen]]:
    for name, letter in plan.breve:
        files = {DANISH: letter.fil}
        for sprog in situation.rules.sprog:
            if sprog != DANISH and desk.has(letter.fil_paa(sprog)):
                files[sprog] = letter.fil_paa(sprog)
        texts = {
            sprog: desk.compose(fil, {**facts(sprog), "modtager": letter.modtager})
            for sprog, fil in files.items()
        }
        text = texts.pop(DANISH)
        yield letter_id(name, situation.rules), Specimen(plan.after.emne, text, texts)
