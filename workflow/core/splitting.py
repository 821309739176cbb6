"""Moving klagepunkter to a case of their own (enkeltsagsprincippet, domain §3.1).

The klagepunkt keeps its number in the old case, which letters have named; in the new case it
begins from 1, and brings along what the centre already knows of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from workflow.core.course import Course, latest, presented, replay, to_the_centre, unsent
from workflow.core.dates import spelled
from workflow.core.known_steps import (
    BROUGHT_ALONG,
    FORWARDED,
    FORWARDED_AGAIN,
    INVESTIGATED,
    REMINDED,
    STATED,
    STOPPED,
)
from workflow.core.model import Haendelse, Sag
from workflow.core.situation import Situation

WRITTEN = (FORWARDED, FORWARDED_AGAIN)


def may_move(s: Situation, told: Haendelse) -> Iterator[str]:
    """Yield why klagepunkter cannot be moved to a case of their own."""
    moved = {punkt.nr for punkt in s.punkter(told)}
    if told.punkter and not {punkt.nr for punkt in s.sag.behandlede} - moved:
        yield (
            "Sagen ville ikke have noget klagepunkt tilbage, der behandles. Lad mindst ét blive, "
            "eller ret sagen selv."
        )
    if latest(s.sag, STATED):
        yield "Udtalelsen er afgivet, og dens klagepunkter ligger fast (§ 7.d)."
    if s.course.i_bero:
        yield f"Sagen er i bero siden {spelled(s.course.i_bero)}. Tag den op med inv ophaev-bero."
    for nr in told.punkter:
        yield from _investigated(s, nr)
        yield from _unsent(s, nr)


def separated(s: Situation, told: Haendelse, emne: str) -> Sag:
    """Return the new case with the klagepunkter, their facts and what the centre knows of them."""
    sag, known = s.sag, _brought_along(s, told)
    points = (replace(punkt, nr=nr) for nr, punkt in enumerate(s.punkter(told), 1))
    return Sag(
        format=sag.format,
        nummer=told.sager[0],
        type=sag.type,
        modtaget=sag.modtaget,
        kanal=sag.kanal,
        emne=emne or sag.emne,
        borger=sag.borger,
        henvendelse=sag.henvendelse or sag.nummer,
        kompetence=sag.kompetence,
        klagepunkter=tuple(points),
        forloeb=(*sag.forloeb[:1], *([known] if known else [])),
    )


def _brought_along(s: Situation, told: Haendelse) -> Haendelse | None:
    """Return the new case's event of what the centre knows; None when it has not been asked.

    `slags` is the step by which the centre last had the klagepunkt.
    """
    known = presented(s.sag, s.rules)
    asked = {new: p.nr for new, p in enumerate(s.punkter(told), 1) if p.nr in known}
    course = _course(s)
    if not asked or course.tilstand is None:
        return None
    frist = course.frist
    return Haendelse(
        dato=told.dato,
        handling=BROUGHT_ALONG,
        punkter=tuple(asked),
        tilstand=course.tilstand.id,
        slags=_asked(s, next(iter(asked.values()))),
        frist=frist.dato if frist else None,
        hvilken=(frist.id or None) if frist else None,
        sager=(s.sag.nummer,),
    )


def _investigated(s: Situation, nr: int) -> Iterator[str]:
    later = s.sag.forloeb[len(_before_investigation(s)) :]
    if any(_concerns(event, nr) and _asks(s, event) for event in later):
        yield (
            f"Klagepunkt {nr} indgår i undersøgelsen. Indstil den med inv indstil, eller gør den "
            "færdig med inv afgiv-udtalelse."
        )


def _unsent(s: Situation, nr: int) -> Iterator[str]:
    waiting = set(unsent(s.sag.forloeb))
    for event in s.sag.forloeb:
        asking = event.handling in (*WRITTEN, REMINDED) and _concerns(event, nr)
        if asking and any(to_the_centre(name, s.rules) for name in waiting & set(event.breve)):
            yield (
                f"Brevet til centret af {spelled(event.dato)} nævner klagepunkt {nr} og er ikke "
                "registreret som sendt. Kør inv afsendt, eller tag det tilbage med inv fortryd."
            )


def _before_investigation(s: Situation) -> tuple[Haendelse, ...]:
    """Return the forløb until the investigation that is under way; all of it when none is."""
    row, begun = s.rules.handlinger.get(STOPPED), latest(s.sag, INVESTIGATED)
    if row is None or begun is None or not row.kan_ske_fra(s.tilstand):
        return s.sag.forloeb
    return s.sag.forloeb[: len(s.sag.forloeb) - 1 - s.sag.forloeb[::-1].index(begun)]


def _course(s: Situation) -> Course:
    """Return where the case is, apart from an investigation of other klagepunkter."""
    before = replace(s.sag, forloeb=_before_investigation(s))
    return s.course if before == s.sag else replay(before, s.rules, s.kalender)


def _asked(s: Situation, nr: int) -> str:
    """Return the step by which the centre last had a klagepunkt; a letter counts before a word."""
    own = [event for event in s.sag.forloeb if _concerns(event, nr)]
    letters = [event.handling for event in own if event.handling in (*WRITTEN, REMINDED)]
    if set(letters) & set(WRITTEN):
        return letters[-1]
    return [event.handling for event in own if _asks(s, event)][-1]


def _asks(s: Situation, event: Haendelse) -> bool:
    row = s.rules.handlinger.get(event.handling)
    return event.handling == INVESTIGATED or (row is not None and row.forelaegger)


def _concerns(event: Haendelse, nr: int) -> bool:
    return not event.punkter or nr in event.punkter
