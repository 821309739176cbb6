"""The forløb read as a course: the state, the running deadlines and the letters not yet sent.

Nothing here is stored in a case: it is the fold of `forloeb` over the table of actions
(design §3). A line that the table does not allow is a fault, never a silent step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from workflow.core import deadlines
from workflow.core.calendar import Calendar
from workflow.core.deadlines import Frist
from workflow.core.known_steps import PAUSED, RESUMED, SENT
from workflow.core.model import Haendelse, Sag
from workflow.core.rulebook import BROUGHT, ELSE, REOPENED, SAME, Action, Rulebook, State


class Course(Struct, frozen=True):
    """Where a forløb has led."""

    tilstand: State | None = None
    foer_lukning: State | None = None
    frister: tuple[Frist, ...] = ()
    i_bero: date | None = None
    fejl: tuple[str, ...] = ()

    @property
    def frist(self) -> Frist | None:
        """The deadline that the state itself waits for, if it has one."""
        return next((frist for frist in self.frister if frist.slutter == "tilstand"), None)


def replay(sag: Sag, rules: Rulebook, calendar: Calendar) -> Course:
    """Fold the forløb over the table of actions."""
    course = Course()
    for _, led in courses(sag, rules, calendar):
        course = led
    return course if list(unreported(sag)) else _reported(course)


def courses(sag: Sag, rules: Rulebook, calendar: Calendar) -> Iterator[tuple[Haendelse, Course]]:
    """Yield each event and where it has led."""
    course = Course()
    for number, event in enumerate(sag.forloeb, 1):
        course = further(course, number, event, rules, calendar)
        yield event, course


def further(
    course: Course, number: int, event: Haendelse, rules: Rulebook, calendar: Calendar
) -> Course:
    """Return where an event leads, the forløb's line of that number."""
    action = rules.handlinger.get(event.handling)
    if action is None:
        return _faulty(course, number, f"handlingen '{event.handling}' findes ikke")
    if not action.kan_ske_fra(course.tilstand):
        return _faulty(course, number, _impossible(action, course.tilstand))
    return _step(course, event, action, rules, calendar)


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
    if target == BROUGHT:
        target = event.tilstand or here
    return rules.tilstande[target]


def unsent(forloeb: Sequence[Haendelse]) -> tuple[str, ...]:
    """Return the finished letters that are not recorded as sent, oldest first."""
    sent = {letter for event in forloeb if event.handling == SENT for letter in event.breve}
    made = [letter for event in forloeb if event.handling != SENT for letter in event.breve]
    return tuple(letter for letter in made if letter not in sent)


def unreported(sag: Sag) -> Iterator[int]:
    """Yield the klagepunkter whose criticism or henstilling the centre has not reported on.

    Silence is not "fulgt" (design §7.8).
    """
    for punkt in sag.klagepunkter:
        found = punkt.vurdering
        waits = found and (found.udfald == "kritik" or found.henstilling)
        if waits and not reported(sag, punkt.nr):
            yield punkt.nr


def reported(sag: Sag, nr: int) -> str | None:
    """Return what the centre has last reported of a klagepunkt; without punkter it is of all."""
    told = (event for event in reversed(sag.forloeb) if not event.punkter or nr in event.punkter)
    return next((event.henstilling for event in told if event.henstilling), None)


def letter_id(name: str, rules: Rulebook) -> str:
    """Return which letter a file's name stands for: after its day, before any -2."""
    ident = name[len("2026-03-04-") :]
    return ident if ident in rules.breve else ident.rpartition("-")[0]


def to_the_centre(name: str, rules: Rulebook) -> bool:
    """Tell whether a letter may have gone to the centre: it is not for the citizen alone."""
    letter = rules.breve.get(letter_id(name, rules))
    return letter is None or letter.modtager != "borger"


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
    told = event.handling != SENT and any(_to_the_citizen(name, rules) for name in event.breve)
    over = deadlines.over(moved=moved, closed=closed, told=told)
    frister = tuple(frist for frist in course.frister if frist.slutter not in over)
    if event.handling == RESUMED:
        frister = deadlines.resumed(frister, event, course.i_bero, calendar)
    return Course(
        tilstand=state,
        foer_lukning=course.tilstand if closed and moved else course.foer_lukning,
        frister=deadlines.set_by(frister, event, action, rules),
        i_bero={PAUSED: event.dato, RESUMED: None}.get(event.handling, course.i_bero),
        fejl=course.fejl,
    )


def _to_the_citizen(name: str, rules: Rulebook) -> bool:
    letter = rules.breve.get(letter_id(name, rules))
    return letter is not None and letter.modtager in ("borger", "begge")


def _reported(course: Course) -> Course:
    kept = tuple(frist for frist in course.frister if frist.slutter != "tilbagemelding")
    return replace(course, frister=kept)


def _faulty(course: Course, number: int, fault: str) -> Course:
    return replace(course, fejl=(*course.fejl, f"forloeb, linje {number}: {fault}"))


def _impossible(action: Action, state: State | None) -> str:
    where = f"når sagen er '{state.titel}'" if state else "før sagen er registreret"
    return f"'{action.titel}' kan ikke ske, {where}"
