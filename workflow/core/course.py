"""The forløb read as a course: the state, the running deadline and the letters not yet sent.

Nothing here is stored in a case: it is the fold of `forloeb` over the table of actions
(design §3). A line that the table does not allow is a fault, never a silent step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from workflow.core.calendar import Calendar
from workflow.core.model import Haendelse, Sag
from workflow.core.rulebook import ELSE, REOPENED, SAME, Action, Deadline, Rulebook, State

SENT = "afsendt"
PAUSED = "saet-i-bero"
RESUMED = "ophaev-bero"


@dataclass(frozen=True, slots=True)
class Frist:
    """A deadline that runs: whom it waits for, the day it was set, and the day promised."""

    regel: Deadline | None
    sat: date
    dato: date
    handling: str


@dataclass(frozen=True, slots=True)
class Course:
    """Where a forløb has led."""

    tilstand: State | None = None
    foer_lukning: State | None = None
    frist: Frist | None = None
    i_bero: date | None = None
    fejl: tuple[str, ...] = ()


def replay(sag: Sag, rules: Rulebook, calendar: Calendar) -> Course:
    """Fold the forløb over the table of actions."""
    course = Course()
    for number, event in enumerate(sag.forloeb, 1):
        action = rules.handlinger.get(event.handling)
        if action is None:
            course = _faulty(course, number, f"handlingen '{event.handling}' findes ikke")
        elif not action.kan_ske_fra(course.tilstand):
            course = _faulty(course, number, _impossible(action, course.tilstand))
        else:
            course = _step(course, event, action, rules, calendar)
    return course


def next_state(action: Action, event: Haendelse, course: Course, rules: Rulebook) -> State | None:
    """Return the state the action leads to from here."""
    here = course.tilstand.id if course.tilstand else ""
    target = action.til
    if event.punkter and action.til_med_punkt:
        target = action.til_med_punkt
    if isinstance(target, dict):
        target = target.get(here) or target.get(ELSE, SAME)
    if target == SAME:
        return course.tilstand
    if target == REOPENED:
        return course.foer_lukning
    return rules.tilstande[target]


def unsent(forloeb: Sequence[Haendelse]) -> tuple[str, ...]:
    """Return the finished letters that are not recorded as sent, oldest first."""
    sent = {letter for event in forloeb if event.handling == SENT for letter in event.breve}
    made = [letter for event in forloeb if event.handling != SENT for letter in event.breve]
    return tuple(letter for letter in made if letter not in sent)


def letter_id(name: str, rules: Rulebook) -> str:
    """Return which letter a file's name stands for: after its day, before any -2."""
    ident = name[len("2026-03-04-") :]
    return ident if ident in rules.breve else ident.rpartition("-")[0]


def latest(sag: Sag, *handlinger: str) -> Haendelse | None:
    """Return the last event of one of these actions."""
    return next((e for e in reversed(sag.forloeb) if e.handling in handlinger), None)


def presented(sag: Sag, rules: Rulebook) -> frozenset[int]:
    """Return the klagepunkter a centre has been asked about or has answered.

    An event without `punkter` concerned all klagepunkter.
    """
    every = frozenset(punkt.nr for punkt in sag.klagepunkter)
    points: set[int] = set()
    for event in sag.forloeb:
        action = rules.handlinger.get(event.handling)
        if action is not None and action.forelaegger:
            points |= set(event.punkter) or every
    return frozenset(points)


def _step(
    course: Course, event: Haendelse, action: Action, rules: Rulebook, calendar: Calendar
) -> Course:
    state = next_state(action, event, course, rules)
    closed = state is not None and not state.aaben
    moved = state is not course.tilstand
    course = replace(
        course,
        tilstand=state,
        foer_lukning=course.tilstand if closed and moved else course.foer_lukning,
        frist=None if moved else course.frist,
    )
    return _deadline(_pause(course, event, calendar), event, action, rules)


def _pause(course: Course, event: Haendelse, calendar: Calendar) -> Course:
    if event.handling == PAUSED:
        return replace(course, i_bero=event.dato)
    if event.handling == RESUMED:
        return replace(course, i_bero=None, frist=_after_pause(course, event.dato, calendar))
    return course


def _after_pause(course: Course, day: date, calendar: Calendar) -> Frist | None:
    """Move the deadline by the working days that it stood still."""
    frist = course.frist
    if frist is None or course.i_bero is None:
        return frist
    stood = calendar.imellem(max(course.i_bero, frist.sat), day)
    return replace(frist, dato=calendar.frem(frist.dato, stood))


def _deadline(course: Course, event: Haendelse, action: Action, rules: Rulebook) -> Course:
    if event.frist is None:
        return course
    kept = course.frist.regel if course.frist else None
    rule = rules.frister[action.frist] if action.frist else kept
    return replace(course, frist=Frist(rule, event.dato, event.frist, action.id))


def _faulty(course: Course, number: int, fault: str) -> Course:
    return replace(course, fejl=(*course.fejl, f"forloeb, linje {number}: {fault}"))


def _impossible(action: Action, state: State | None) -> str:
    where = f"når sagen er '{state.titel}'" if state else "før sagen er registreret"
    return f"'{action.titel}' kan ikke ske, {where}"
