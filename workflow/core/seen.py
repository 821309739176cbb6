"""A case as it is read for counting: its forløb, and what its klagepunkter have been through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from workflow.core.calendar import Calendar
from workflow.core.course import Course, courses
from workflow.core.hindsight import Stood
from workflow.core.model import Haendelse, Klagepunkt, Sag
from workflow.core.rulebook import Rulebook

NONE = "-"


class Seen(Struct, frozen=True, dict=True):
    """A case as it stood at the end of a day."""

    stood: Stood
    rules: Rulebook
    kalender: Calendar
    methods: Mapping[str, tuple[str, ...]]

    @property
    def sag(self) -> Sag:
        """The case itself."""
        return self.stood.sag

    @cached_property
    def history(self) -> tuple[Haendelse, ...]:
        """What has happened to its klagepunkter, also before they were moved to it."""
        return (*self.stood.arvet, *self.sag.forloeb)

    @cached_property
    def courses(self) -> list[tuple[Haendelse, Course]]:
        """Each event and where it led."""
        return list(courses(self.sag, self.rules, self.kalender))

    @cached_property
    def openings(self) -> list[tuple[date, bool]]:
        """Each day that opened or closed the case; it opens when it came to be one."""
        still = True
        moved = [(self.stood.begyndt, still)]
        for event, course in self.courses:
            now = course.tilstand is None or course.tilstand.aaben
            if now is not still:
                still = now
                moved.append((event.dato, still))
        return moved

    @cached_property
    def sidst(self) -> date:
        """The last day that anything happened to it; what is counted of it has none later."""
        happened = (event.dato for event in self.history)
        return max(self.stood.begyndt, self.sag.modtaget, *happened)

    def events(self, *handlinger: str) -> Iterator[Haendelse]:
        """Yield the events of these actions, oldest first."""
        return (event for event in self.sag.forloeb if event.handling in handlinger)

    def punkter(self, event: Haendelse) -> Iterator[Klagepunkt]:
        """Yield the klagepunkter that an event concerned: those it names, or all."""
        for punkt in self.sag.egne:
            if not event.punkter or punkt.nr in event.punkter:
                yield punkt

    def metode(self, nr: int | None) -> str:
        """Return how a klagepunkt (None: the case) was dealt with: the first method that fits."""
        own = {punkt.nr for punkt in self.sag.egne} if nr is None else {nr}
        done = {
            event.handling
            for event in self.history
            if not event.punkter or not own or own & {*event.punkter}
        }
        fits = (name for name, steps in self.methods.items() if not steps or done & {*steps})
        return next(fits, NONE)

    def asked(self, event: Haendelse) -> str:
        """Return the centre that an event is about: the one it names, or its klagepunkter's."""
        if event.center:
            return event.center
        named = (p.center for p in self.sag.klagepunkter if p.nr in event.punkter)
        return next(named, self.center)

    @cached_property
    def hoved(self) -> str:
        """The part that is the hovedsag: the first klagepunkt's number, if there is one."""
        return str(self.sag.egne[0].nr) if self.sag.egne else ""

    @cached_property
    def faelles(self) -> Mapping[str, str]:
        """What every fact of the case can be divided by."""
        return {
            "type": self.sag.type,
            "kanal": self.sag.kanal,
            "center": self.center,
            "metode": self.metode(None),
        }

    @cached_property
    def center(self) -> str:
        """The centre that the case is chiefly about (hovedmyndigheden)."""
        if self.sag.egne:
            return self.sag.egne[0].center
        return next((event.center for event in self.sag.forloeb if event.center), NONE)
