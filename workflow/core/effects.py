"""The named effects that rows of handlinger.yaml refer to: what a step changes in the case.

An effect takes the case and the event and returns both, changed or not. A new kind of
consequence is one function here and its name in a row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from workflow.core.course import presented
from workflow.core.deadlines import chosen, resumed
from workflow.core.model import Haendelse, Klagepunkt, Sag
from workflow.core.names import numbered, stems
from workflow.core.options import medhold as read_medhold
from workflow.core.situation import Situation

Change = tuple[Sag, Haendelse]
Effect = Callable[[Sag, Haendelse, Situation], Change]


def _punkter(sag: Sag, event: Haendelse, s: Situation) -> Change:
    """Write down which klagepunkter the step concerns, so that later ones are told apart."""
    if event.punkter:
        return sag, event
    dealt_with = tuple(punkt.nr for punkt in sag.behandlede)
    known = tuple(nr for nr in dealt_with if nr in presented(sag, s.rules))
    answer = "medhold" in s.rules.handlinger[event.handling].virkninger
    return sag, replace(event, punkter=known if answer and known else dealt_with)


def _medhold(sag: Sag, event: Haendelse, s: Situation) -> Change:
    given = read_medhold(event.medhold or "", s.rules.oplysninger["medhold"].vaerdier)
    concerned = set(event.punkter) if None in given else set(given)
    points = tuple(
        replace(punkt, medhold=given.get(punkt.nr, given.get(None)))
        if punkt.nr in concerned
        else punkt
        for punkt in sag.klagepunkter
    )
    answered = (
        event if None in given else replace(event, punkter=tuple(sorted(set(given) - {None})))
    )
    return replace(sag, klagepunkter=points), answered


def _fasthold(sag: Sag, event: Haendelse, s: Situation) -> Change:
    dropped = [p.nr for p in sag.behandlede if p.nr not in event.punkter]
    return _with_status(sag, dropped, "ikke-fastholdt"), event


def _afvis_punkter(sag: Sag, event: Haendelse, s: Situation) -> Change:
    return _with_status(sag, list(event.punkter), "afvist"), event


def _forlaeng(sag: Sag, event: Haendelse, s: Situation) -> Change:
    """Write down which deadline is moved, and the day it is moved to."""
    kept = chosen(s.course.frister, event.hvilken)
    if kept is None:
        return sag, event
    moved = s.kalender.frem(kept.dato, event.dage) if event.dage else event.frist
    return sag, replace(event, hvilken=kept.id or None, frist=moved)


def _genoptag_frister(sag: Sag, event: Haendelse, s: Situation) -> Change:
    """Write down the dates that the deadlines run on to, so that no rule moves them later."""
    running = resumed(s.course.frister, event, s.course.i_bero, s.kalender)
    return sag, replace(event, frister={frist.id: frist.dato for frist in running if frist.id})


def _klagesag(sag: Sag, event: Haendelse, s: Situation) -> Change:
    return replace(sag, type="klagesag"), event


def _notat(sag: Sag, event: Haendelse, s: Situation) -> Change:
    """Move what the note says out of the case file; the note itself is a file of its own."""
    if event.tekst is None:
        return sag, event
    written = s.today if s.today != event.dato else None
    earlier = {past.notat for past in sag.forloeb if past.notat}
    name = numbered(
        f"notater/{event.dato}-{event.slags or event.handling}", stems(earlier | s.filer)
    )
    moved = {"tekst": None, "deltagere": None, "aftalt": None}
    return sag, replace(event, **moved, skrevet=written, notat=f"{name}.md")


def _flyt(sag: Sag, event: Haendelse, s: Situation) -> Change:
    """Leave the klagepunkt under the number that sent letters have; its vurdering goes along."""

    def left(punkt: Klagepunkt) -> Klagepunkt:
        if punkt.nr not in event.punkter:
            return punkt
        return replace(punkt, status="flyttet", flyttet_til=event.sager[0], vurdering=None)

    return replace(sag, klagepunkter=tuple(map(left, sag.klagepunkter))), event


def _with_status(sag: Sag, numbers: list[int], status: Any) -> Sag:
    def changed(punkt: Klagepunkt) -> Klagepunkt:
        return replace(punkt, status=status) if punkt.nr in numbers else punkt

    return replace(sag, klagepunkter=tuple(map(changed, sag.klagepunkter)))


EFFECTS: dict[str, Effect] = {
    "punkter": _punkter,
    "medhold": _medhold,
    "fasthold": _fasthold,
    "afvis-punkter": _afvis_punkter,
    "klagesag": _klagesag,
    "flyt": _flyt,
    "notat": _notat,
    "forlaeng": _forlaeng,
    "genoptag-frister": _genoptag_frister,
}
