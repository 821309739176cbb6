"""What a case adds to the statistics: the facts of it that are counted, each with its day.

Nothing is registered for the statistics (domain §3): a fact is read off the case's forløb. A case
is seen as it stood on a day, so that what happened later does not change the figures of a year.

    henvendelse     one for all the cases opened from the same henvendelse
    sag             a case; its hovedsag
    foelgesag       each further klagepunkt, and each rykker that the citizen asked for
    klagepunkt      each klagepunkt that has not been moved to a case of its own
    forelagt        a klagepunkt that was forwarded to a centre, and what came of it
    svar            a centre's answer, and how many working days it took
    rykker, afvisning, undersoegelse, udtalelse, vurdering, henstilling     as they happened
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from msgspec.structs import replace

from workflow.core.calendar import Calendar
from workflow.core.course import Course, courses
from workflow.core.known_steps import (
    ANSWERED,
    FORWARDED,
    FORWARDED_AGAIN,
    INVESTIGATED,
    REJECTED,
    REMINDED,
    REPORTED,
    STATED,
    STOPPED,
)
from workflow.core.model import Haendelse, Klagepunkt, Sag
from workflow.core.rulebook import Rulebook

NONE = "-"
UNANSWERED, SILENT = "ubesvaret", "ingen-melding"
YES, NO = "ja", "nej"


class Fact(NamedTuple):
    """Something that is counted: its unit, its day, its case, and what it is divided by.

    `del_` is which part of the case it is: a klagepunkt's number (the hovedsag has its first), r1
    a rykker, s1 an answer. Facts of different units about the same part are thus known to be so.
    `antal` is how many it stands for; `maal` what is measured of it, in working days.
    """

    enhed: str
    dag: date
    sag: str
    led: Mapping[str, str]
    del_: str = ""
    antal: int = 1
    maal: int | None = None


@dataclass(frozen=True)
class Seen:
    """A case as it stood at the end of a day."""

    sag: Sag
    rules: Rulebook
    kalender: Calendar
    methods: Mapping[str, tuple[str, ...]]

    @cached_property
    def courses(self) -> list[tuple[Haendelse, Course]]:
        """Each event and where it led."""
        return list(courses(self.sag, self.rules, self.kalender))

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
        done = {
            event.handling
            for event in self.sag.forloeb
            if nr is None or not event.punkter or nr in event.punkter
        }
        fits = (name for name, steps in self.methods.items() if not steps or done & {*steps})
        return next(fits, NONE)

    @property
    def hoved(self) -> str:
        """The part that is the hovedsag: the first klagepunkt's number, if there is one."""
        return str(self.sag.egne[0].nr) if self.sag.egne else ""

    @property
    def faelles(self) -> dict[str, str]:
        """What every fact of the case can be divided by."""
        return {
            "type": self.sag.type,
            "kanal": self.sag.kanal,
            "center": self.center,
            "metode": self.metode(None),
        }

    @property
    def center(self) -> str:
        """The centre that the case is chiefly about (hovedmyndigheden)."""
        if self.sag.egne:
            return self.sag.egne[0].center
        return next((event.center for event in self.sag.forloeb if event.center), NONE)


def seen(sag: Sag, day: date, rules: Rulebook, kalender: Calendar) -> Seen | None:
    """Return a case as it stood on a day, or None when it had not been received."""
    if sag.modtaget > day:
        return None
    methods = {row.id: row.handlinger for row in rules.loesningsmetoder.values()}
    happened = tuple(event for event in sag.forloeb if event.dato <= day)
    return Seen(replace(sag, forloeb=happened), rules, kalender, methods)


def facts(case: Seen) -> Iterator[Fact]:
    """Yield everything about a case that is counted."""
    for counting in _COUNTED:
        yield from counting(case)


def openings(case: Seen) -> Iterator[tuple[date, bool]]:
    """Yield each day that opened or closed the case; it opens when it was received."""
    still = True
    yield case.sag.modtaget, still
    for event, course in case.courses:
        now = course.tilstand is None or course.tilstand.aaben
        if now is not still:
            still = now
            yield event.dato, still


def is_open(case: Seen, day: date) -> bool:
    """Tell whether the case was open at the end of a day."""
    known = [state for when, state in openings(case) if when <= day]
    return bool(known) and known[-1]


def _case(case: Seen) -> Iterator[Fact]:
    sag = case.sag
    if sag.henvendelse in (None, sag.nummer):
        yield Fact("henvendelse", sag.modtaget, sag.nummer, case.faelles, case.hoved)
    tema = sag.egne[0].tema if sag.egne else NONE
    yield Fact("sag", sag.modtaget, sag.nummer, {**case.faelles, "tema": tema}, case.hoved)


def _points(case: Seen) -> Iterator[Fact]:
    sag = case.sag
    for number, punkt in enumerate(sag.egne):
        led = {**case.faelles, **_of(punkt), "metode": case.metode(punkt.nr)}
        yield Fact("klagepunkt", sag.modtaget, sag.nummer, led, str(punkt.nr))
        if number:
            yield Fact(
                "foelgesag", sag.modtaget, sag.nummer, {**led, "art": "klagepunkt"}, str(punkt.nr)
            )


def _reminders(case: Seen) -> Iterator[Fact]:
    for number, event in enumerate(case.events(REMINDED), 1):
        asked = YES if event.paa_borgerens_anmodning else NO
        led = {**case.faelles, "center": event.center or case.center, "anmodning": asked}
        yield Fact("rykker", event.dato, case.sag.nummer, led, f"r{number}")
        if event.paa_borgerens_anmodning:
            led = {**led, "art": "rykker"}
            yield Fact("foelgesag", event.dato, case.sag.nummer, led, f"r{number}")


def _presented(case: Seen) -> Iterator[Fact]:
    told: set[int] = set()
    for event in case.events(FORWARDED):
        for punkt in case.punkter(event):
            if punkt.nr not in told:
                told.add(punkt.nr)
                led = {**case.faelles, **_of(punkt), "resultat": _result(case, event, punkt)}
                yield Fact("forelagt", event.dato, case.sag.nummer, led, str(punkt.nr))


def _result(case: Seen, asked: Haendelse, punkt: Klagepunkt) -> str:
    """Return what the centre's last answer gave the citizen, or that there is none yet."""
    after = case.sag.forloeb[case.sag.forloeb.index(asked) :]
    answered = any(
        event.handling == ANSWERED and (not event.punkter or punkt.nr in event.punkter)
        for event in after
    )
    return (punkt.medhold or "uoplyst") if answered else UNANSWERED


def _answers(case: Seen) -> Iterator[Fact]:
    asked: Haendelse | None = None
    before, number = Course(), 0
    for event, course in case.courses:
        if event.handling in (FORWARDED, FORWARDED_AGAIN):
            asked = event
        elif event.handling == ANSWERED and asked is not None:
            frist = before.frist
            late = YES if frist is not None and event.dato > frist.dato else NO
            led = {**case.faelles, "center": asked.center or case.center, "over_frist": late}
            days = case.kalender.imellem(asked.dato, event.dato)
            number += 1
            yield Fact("svar", event.dato, case.sag.nummer, led, f"s{number}", maal=days)
            asked = None
        before = course


def _rejected(case: Seen) -> Iterator[Fact]:
    for event in case.events(REJECTED):
        led = {**case.faelles, "grund": event.grund or NONE}
        points = [p for p in case.punkter(event) if event.punkter or p.status != "ikke-fastholdt"]
        for punkt in points:
            yield Fact(
                "afvisning", event.dato, case.sag.nummer, {**led, **_of(punkt)}, str(punkt.nr)
            )
        if not points:
            yield Fact("afvisning", event.dato, case.sag.nummer, led, case.hoved)


def _investigations(case: Seen) -> Iterator[Fact]:
    nummer, part = case.sag.nummer, case.hoved
    for event in case.events(INVESTIGATED):
        yield Fact("undersoegelse", event.dato, nummer, {**case.faelles, "fase": "ivaerksat"}, part)
    for event in case.events(STOPPED):
        led = {**case.faelles, "fase": "indstillet"}
        yield Fact("undersoegelse", event.dato, nummer, led, part)
    for event in case.events(STATED):
        critical = any(p.vurdering and p.vurdering.udfald == "kritik" for p in case.sag.egne)
        led = {**case.faelles, "fase": "udtalelse", "kritik": YES if critical else NO}
        yield Fact("undersoegelse", event.dato, nummer, led, part)


def _assessments(case: Seen) -> Iterator[Fact]:
    for event in case.events(STATED):
        for punkt in case.sag.egne:
            found = punkt.vurdering
            if found is None or not punkt.behandles:
                continue
            led = {**case.faelles, **_of(punkt), "udfald": found.udfald, "grad": found.grad or NONE}
            yield Fact("vurdering", event.dato, case.sag.nummer, led, str(punkt.nr))
            if found.henstilling:
                led = {**case.faelles, **_of(punkt), "opfoelgning": _followed(case, punkt.nr)}
                yield Fact("henstilling", event.dato, case.sag.nummer, led, str(punkt.nr))


def _followed(case: Seen, nr: int) -> str:
    """Return what the centre last reported; silence is not "fulgt" (design §7.8)."""
    told = [e.henstilling for e in case.events(REPORTED) if not e.punkter or nr in e.punkter]
    return (told[-1] or SILENT) if told else SILENT


def _of(punkt: Klagepunkt) -> dict[str, str]:
    return {"center": punkt.center, "tema": punkt.tema, "vedroerer": punkt.vedroerer}


_COUNTED: tuple[Callable[[Seen], Iterator[Fact]], ...] = (
    _case,
    _points,
    _reminders,
    _presented,
    _answers,
    _rejected,
    _investigations,
    _assessments,
)
