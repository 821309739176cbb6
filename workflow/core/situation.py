"""Everything a decision rests on, gathered before it is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct, field

from workflow.core.calendar import Calendar, calendar
from workflow.core.course import Course, replay
from workflow.core.kontor import Center, Kontor
from workflow.core.model import Haendelse, Klagepunkt, Sag
from workflow.core.rulebook import Rulebook, State


class Situation(Struct, frozen=True, dict=True):
    """A case, its office, the rules and what day it is."""

    sag: Sag
    kontor: Kontor
    rules: Rulebook
    today: date
    udtalelse: str | None = None
    filer: frozenset[str] = frozenset()
    dokumenter: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def kalender(self) -> Calendar:
        """The office's working days."""
        return calendar(self.rules.helligdage.values(), self.kontor.fridage)

    @cached_property
    def course(self) -> Course:
        """Where the forløb has led."""
        return replay(self.sag, self.rules, self.kalender)

    @property
    def tilstand(self) -> State | None:
        """The state of the case."""
        return self.course.tilstand

    def punkter(self, told: Haendelse) -> tuple[Klagepunkt, ...]:
        """Return the klagepunkter a step concerns: those it names, or all that are dealt with."""
        if not told.punkter:
            return self.sag.behandlede
        return tuple(punkt for punkt in self.sag.klagepunkter if punkt.nr in told.punkter)

    def centre(self, told: Haendelse) -> tuple[str, ...]:
        """Return the ids of the centres a step concerns: the one it names, or the punkters'."""
        if told.center:
            return (told.center,)
        return tuple(dict.fromkeys(punkt.center for punkt in self.punkter(told)))

    def center(self, told: Haendelse) -> Center | None:
        """Return the one centre a step concerns, as it is called on the day of the step."""
        centre = self.centre(told)
        return self.kontor.center(centre[0], told.dato) if len(centre) == 1 else None
