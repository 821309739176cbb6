"""What a case adds to the statistics: the facts of it that are counted, each with its day.

Nothing is registered for the statistics (domain §3): a fact is read off the case's forløb. A case
is seen as it stood on a day (`hindsight`), so that what happened later does not change the figures
of a year.

    henvendelse     one for all the cases opened from the same henvendelse
    sag             a case; its hovedsag
    foelgesag       each further klagepunkt, and each rykker that the citizen asked for
    klagepunkt      each klagepunkt that has not been moved to a case of its own
    forelagt        a klagepunkt that was forwarded to a centre, and what came of it
    svar            a centre's answer, and how many working days it took
    rykker, afvisning, undersoegelse, udtalelse, vurdering, henstilling     as they happened
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from workflow.core.course import Course, reported
from workflow.core.hindsight import TREATED
from workflow.core.known_steps import (
    ANSWERED,
    FORWARDED,
    FORWARDED_AGAIN,
    INVESTIGATED,
    REJECTED,
    REMINDED,
    STATED,
    STOPPED,
)
from workflow.core.model import Haendelse, Klagepunkt
from workflow.core.seen import NONE, Seen

UNANSWERED, UNTOLD, SILENT = "ubesvaret", "uoplyst", "ingen-melding"
CRITICAL = "kritik"
ASKED = (FORWARDED, FORWARDED_AGAIN)
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


def facts(case: Seen) -> Iterator[Fact]:
    """Yield everything about a case that is counted."""
    for counting in _COUNTED:
        yield from counting(case)


def _case(case: Seen) -> Iterator[Fact]:
    sag = case.sag
    if case.stood.foerste:
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
        led = {**case.faelles, "center": case.asked(event), "anmodning": asked}
        yield Fact(REMINDED, event.dato, case.sag.nummer, led, f"r{number}")
        if event.paa_borgerens_anmodning:
            led = {**led, "art": REMINDED}
            yield Fact("foelgesag", event.dato, case.sag.nummer, led, f"r{number}")


def _presented(case: Seen) -> Iterator[Fact]:
    told: set[int] = set()
    for number, event in enumerate(case.history):
        for punkt in case.punkter(event) if event.handling == FORWARDED else ():
            if punkt.nr not in told:
                told.add(punkt.nr)
                answered = _is_answered(punkt, case.history[number:])
                result = (punkt.medhold or UNTOLD) if answered else UNANSWERED
                led = {**case.faelles, **_of(punkt), "resultat": result}
                yield Fact("forelagt", event.dato, case.sag.nummer, led, str(punkt.nr))


def _is_answered(punkt: Klagepunkt, after: Iterable[Haendelse]) -> bool:
    answers = (event for event in after if event.handling == ANSWERED)
    return any(not event.punkter or punkt.nr in event.punkter for event in answers)


def _answers(case: Seen) -> Iterator[Fact]:
    asked, promised = _waited_for(case.stood.arvet)
    before, number = Course(), 0
    for event, course in case.courses:
        running = before.frist.dato if before.frist else None
        if event.handling in ASKED:
            asked, promised = event, None
        elif event.handling == REMINDED:
            promised = promised or running
        elif event.handling == ANSWERED and asked is not None:
            number += 1
            late = event.dato > (promised or running or event.dato)
            yield _answer(case, asked, event, number, late=late)
            asked = promised = None
        before = course


def _answer(case: Seen, asked: Haendelse, event: Haendelse, number: int, *, late: bool) -> Fact:
    center, over = case.asked(asked), YES if late else NO
    led = {**case.faelles, "center": center, "over_frist": over}
    days = case.kalender.imellem(asked.dato, event.dato)
    return Fact("svar", event.dato, case.sag.nummer, led, f"s{number}", maal=days)


def _waited_for(events: Iterable[Haendelse]) -> tuple[Haendelse | None, date | None]:
    """Return the letter that the centre had not answered when the case was split off.

    And its deadline, if the centre had been reminded: a reminder's new one forgives nothing.
    """
    asked, promised = None, None
    for event in events:
        if event.handling in ASKED:
            asked, promised = event, None
        elif event.handling == REMINDED and asked is not None:
            promised = promised or asked.frist
        elif event.handling == ANSWERED:
            asked = promised = None
    return asked, promised


def _rejected(case: Seen) -> Iterator[Fact]:
    for event in case.events(REJECTED):
        led = {**case.faelles, "grund": event.grund or NONE}
        points = [p for p in case.punkter(event) if event.punkter or p.status == TREATED]
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
        critical = any(p.vurdering and p.vurdering.udfald == CRITICAL for p in _assessed(case))
        led = {**case.faelles, "fase": "udtalelse", "kritik": YES if critical else NO}
        yield Fact("undersoegelse", event.dato, nummer, led, part)


def _assessed(case: Seen) -> list[Klagepunkt]:
    """Return the klagepunkter that a statement assessed; the rejected and dropped are not in it."""
    return [punkt for punkt in case.sag.behandlede if punkt.vurdering is not None]


def _assessments(case: Seen) -> Iterator[Fact]:
    for event in case.events(STATED):
        for punkt in _assessed(case):
            found = punkt.vurdering
            assert found is not None
            led = {**case.faelles, **_of(punkt), "udfald": found.udfald, "grad": found.grad or NONE}
            yield Fact("vurdering", event.dato, case.sag.nummer, led, str(punkt.nr))
            if found.henstilling:
                led = {**case.faelles, **_of(punkt), "opfoelgning": _followed(case, punkt.nr)}
                yield Fact("henstilling", event.dato, case.sag.nummer, led, str(punkt.nr))


def _followed(case: Seen, nr: int) -> str:
    """Return what the centre last reported; silence is not "fulgt" (design §7.8)."""
    return reported(case.sag, nr) or SILENT


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
