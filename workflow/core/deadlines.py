"""The deadlines of a case: set by a step, moved, stopped and restarted, and when they are over.

A deadline keeps the date that was promised (design §3). What a step reckons, from the office's
usual length or from exact days, is written in its event; nothing promised is reckoned again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from workflow.core.calendar import Calendar
from workflow.core.kontor import Kontor
from workflow.core.model import Haendelse
from workflow.core.rulebook import Action, Deadline, Rulebook


class Frist(Struct, frozen=True):
    """A deadline that runs: its rule, the day it was set, the day promised, and by what step."""

    regel: Deadline | None
    sat: date
    dato: date
    handling: str
    arbejdsdage: int | None = None

    @property
    def id(self) -> str:
        """The id of its rule."""
        return self.regel.id if self.regel else ""

    @property
    def titel(self) -> str:
        """What it is called."""
        return self.regel.titel if self.regel else "Frist"

    @property
    def slutter(self) -> str:
        """What ends it."""
        return self.regel.slutter if self.regel else "tilstand"


def usual(rule: Deadline, kontor: Kontor) -> int:
    """Return the office's length of a deadline, in working days."""
    return kontor.frister.get(rule.id, rule.standard)


def reckoned(
    event: Haendelse, action: Action, rules: Rulebook, kontor: Kontor, calendar: Calendar
) -> Haendelse:
    """Return the event with the deadline that its action sets, by the office's usual length."""
    if action.frist is None or action.frist_valgfri or event.frist:
        return event
    days = usual(rules.frister[action.frist], kontor)
    return replace(event, frist=calendar.frem(event.dato, days), arbejdsdage=days)


@cache
def over(*, moved: bool, closed: bool, told: bool) -> frozenset[str]:
    """Return what kinds of deadline an event ends: a new state, a closing, a letter to the citizen.

    What waits for a tilbagemelding is ended by the klagepunkter alone (`course.unreported`).
    """
    ended = {"tilstand": moved, "afslutning": closed, "brev-til-borger": told or closed}
    return frozenset(kind for kind, true in ended.items() if true)


def set_by(
    running: Sequence[Frist], event: Haendelse, action: Action, rules: Rulebook
) -> tuple[Frist, ...]:
    """Return the running deadlines with those that an event sets; one of a kind at a time."""
    for new in _new(running, event, action, rules):
        running = [new, *(old for old in running if not _replaces(new, old))]
    return tuple(running)


def resumed(
    running: Sequence[Frist], event: Haendelse, stopped: date | None, calendar: Calendar
) -> tuple[Frist, ...]:
    """Return the deadlines as they run on: on the dates the event has, else as they are reckoned.

    A deadline is moved by the working days that it stood still.
    """
    if stopped is None:
        return tuple(running)
    return tuple(
        replace(frist, dato=event.frister.get(frist.id) or _after(frist, stopped, event, calendar))
        for frist in running
    )


def _new(
    running: Sequence[Frist], event: Haendelse, action: Action, rules: Rulebook
) -> Iterator[Frist]:
    for option, rule in action.lover.items():
        if promised := getattr(event, option.replace("-", "_")):
            yield Frist(rules.frister[rule], event.dato, promised, action.id)
    if event.frist is not None:
        kept = chosen(running, event.hvilken)
        ident = action.frist or event.hvilken
        rule_ = rules.frister.get(ident) if ident else kept.regel if kept else None
        yield Frist(rule_, event.dato, event.frist, action.id, event.arbejdsdage)


def chosen(running: Sequence[Frist], hvilken: str | None) -> Frist | None:
    """Return the running deadline of that rule; without one, the state's own or the only one."""
    if hvilken:
        return next((frist for frist in running if frist.id == hvilken), None)
    own = [frist for frist in running if frist.slutter == "tilstand"]
    if own or len(running) != 1:
        return own[0] if own else None
    return running[0]


def _replaces(new: Frist, old: Frist) -> bool:
    """Tell whether a deadline takes another's place: a state waits for one thing at a time."""
    return old.id == new.id or (old.slutter == new.slutter == "tilstand")


def _after(frist: Frist, stopped: date, event: Haendelse, calendar: Calendar) -> date:
    stood = calendar.imellem(max(stopped, frist.sat), event.dato)
    return calendar.frem(frist.dato, stood)
