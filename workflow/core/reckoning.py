"""How each running deadline came to its day: every step that set, moved or stopped it.

A promised date is never reckoned again (design §3); what the rule and the holidays of today would
make of it is told beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from workflow.core.centres import called
from workflow.core.course import Course, courses, latest
from workflow.core.dates import spelled
from workflow.core.deadlines import Frist, usual
from workflow.core.known_steps import PAUSED, RESUMED
from workflow.core.model import Haendelse, Sag
from workflow.core.rulebook import Action
from workflow.core.situation import Situation
from workflow.core.timeline import PARTS

AWAITED = {**PARTS, "kontor": "dig"}
Slags = Literal["regnet", "givet", "forlaenget", "bero"]


class Leg(Struct, frozen=True):
    """A step of a deadline's way: from which day (day 0), over which days off, to which day."""

    slags: Slags
    event: Haendelse
    titel: str
    fra: date
    til: date
    arbejdsdage: int | None
    option: str = ""
    stopped: date | None = None
    reason: str | None = None


class Reckoning(Struct, frozen=True):
    """A running deadline, how it was reckoned, and what today's rule would make of it."""

    frist: Frist
    legs: tuple[Leg, ...]
    now: date
    reasons: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Tell whether today's rule would have promised another day."""
        return self.now != self.frist.dato


def reckonings(situation: Situation) -> Iterator[Reckoning]:
    """Yield each running deadline with its way."""
    running = situation.course.frister
    ways = _ways(situation) if running else {}
    for frist in running:
        way = ways[frist.id]
        now = _again(way, situation, _days(way[0], frist, situation))
        yield Reckoning(frist, way, now, tuple(_reasons(way, frist, situation)))


def skipped(situation: Situation, start: date, end: date) -> Iterator[tuple[date, str]]:
    """Yield each day off after *start* up to and including *end*, by its name."""
    day = start
    while day < end:
        day += timedelta(days=1)
        if name := situation.kalender.lukket(day):
            yield day, name


def left(situation: Situation, day: date) -> int:
    """Count the working days until *day*; below zero when it is over."""
    calendar, today = situation.kalender, situation.today
    return calendar.imellem(today, day) if day >= today else -calendar.imellem(day, today)


def _ways(situation: Situation) -> dict[str, tuple[Leg, ...]]:
    """Return each deadline's way so far, by its rule."""
    ways: dict[str, tuple[Leg, ...]] = {}
    before = Course()
    for event, course in courses(situation.sag, situation.rules, situation.kalender):
        earlier = {frist.id: frist for frist in before.frister}
        for frist in course.frister:
            old = earlier.get(frist.id)
            if frist == old:
                continue
            if old is not None and _moves(event, situation):
                leg = _moved(old, frist, event, before, situation)
                ways[frist.id] = (*ways[frist.id], leg)
            else:
                ways[frist.id] = (_begun(frist, event, situation),)
        before = course
    return ways


def _moves(event: Haendelse, situation: Situation) -> bool:
    action = situation.rules.handlinger[event.handling]
    return event.handling == RESUMED or (action.frist is None and event.frist is not None)


def _begun(frist: Frist, event: Haendelse, situation: Situation) -> Leg:
    action = situation.rules.handlinger[event.handling]
    slags: Slags = "regnet" if frist.arbejdsdage else "givet"
    return Leg(
        slags,
        event,
        action.titel,
        fra=event.dato,
        til=frist.dato,
        arbejdsdage=frist.arbejdsdage,
        option="" if frist.arbejdsdage else _option(action, frist),
    )


def _option(action: Action, frist: Frist) -> str:
    """Return the option that the day was given with."""
    promised = (option for option, rule in action.lover.items() if rule == frist.id)
    return f"--{next(promised, 'frist')}"


def _moved(old: Frist, new: Frist, event: Haendelse, before: Course, s: Situation) -> Leg:
    titel = s.rules.handlinger[event.handling].titel
    if event.handling == RESUMED and before.i_bero:
        stopped = max(before.i_bero, old.sat)
        stood = s.kalender.imellem(stopped, event.dato)
        why = _stopped_because(s.sag, event)
        return Leg("bero", event, titel, old.dato, new.dato, stood, stopped=stopped, reason=why)
    if event.dage:
        why = event.begrundelse
        return Leg("forlaenget", event, titel, old.dato, new.dato, event.dage, reason=why)
    return Leg(
        "givet", event, titel, old.dato, new.dato, None, option="--frist", reason=event.begrundelse
    )


def _stopped_because(sag: Sag, resumed: Haendelse) -> str | None:
    until = sag.forloeb[: sag.forloeb.index(resumed)]
    stop = next((event for event in reversed(until) if event.handling == PAUSED), None)
    return stop.begrundelse if stop else None


def _days(first: Leg, frist: Frist, situation: Situation) -> int | None:
    """Return the length that the office's rule gives today, where the rule set the deadline."""
    if first.slags == "regnet" and frist.regel:
        return usual(frist.regel, situation.kontor)
    return first.arbejdsdage


def _again(way: Sequence[Leg], situation: Situation, days: int | None) -> date:
    """Reckon the way anew with today's holidays; a day that was given stays as it was given."""
    calendar, first = situation.kalender, way[0]
    day = calendar.frem(first.fra, days) if days else first.til
    for leg in way[1:]:
        day = calendar.frem(day, leg.arbejdsdage) if leg.arbejdsdage is not None else leg.til
    return day


def _reasons(way: Sequence[Leg], frist: Frist, situation: Situation) -> Iterator[str]:
    then, now = way[0].arbejdsdage, _days(way[0], frist, situation)
    if then != now:
        yield f"kontorets frist er nu {now} arbejdsdage og var {then}"
    same = _again(way, situation, then)
    if same != frist.dato:
        yield f"med kalenderens fridage i dag ville den være {spelled(same)}"


def set_by(situation: Situation, frist: Frist) -> Haendelse | None:
    """Return the event that set a deadline as it runs."""
    events = reversed(situation.sag.forloeb)
    found = (e for e in events if (e.dato, e.handling) == (frist.sat, frist.handling))
    return next(found, latest(situation.sag, frist.handling))


def waits_on(situation: Situation, frist: Frist) -> str:
    """Return whom a deadline waits for: a centre by its name where there is one."""
    part = frist.regel.venter_paa if frist.regel else "kontor"
    event = set_by(situation, frist)
    if part == "center" and event is not None:
        centre = situation.centre(event)
        if len(centre) == 1:
            return called(situation.kontor, centre[0], situation.today)
    return AWAITED[part]
