"""How a case's deadlines were reckoned, as a page to read or as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from workflow.archive import journal
from workflow.core.calendar import WEEKEND
from workflow.core.dates import spans, spelled
from workflow.core.reckoning import Leg, Reckoning, left, reckonings, skipped, waits_on
from workflow.core.situation import Situation
from workflow.core.title import title
from workflow.office import gather
from workflow.office.chronicle import remaining, working_days
from workflow.office.desk import Office

NONE = "Ingen frist løber i sagen."


def page(office: Office, given: str, today: date) -> str:
    """Return how each running deadline was reckoned, as a page to read."""
    situation, found, who = _reckoned(office, given, today)
    lines = [title(situation.sag)]
    if since := situation.course.i_bero:
        stood = situation.kalender.imellem(since, today)
        lines.append(
            f"I bero siden {spelled(since)}: fristerne har stået stille i {working_days(stood)}."
        )
    for way in found:
        lines += ["", *_told(way, situation, who)]
    return "\n".join(lines if found else [*lines, NONE])


def data(office: Office, given: str, today: date) -> list[dict[str, Any]]:
    """Return how each running deadline was reckoned, as --json gives it."""
    situation, found, who = _reckoned(office, given, today)
    return [
        {
            "id": way.frist.id,
            "titel": way.frist.titel,
            "dato": way.frist.dato.isoformat(),
            "arbejdsdage_endnu": left(situation, way.frist.dato),
            "i_bero": situation.course.i_bero is not None,
            "venter_paa": waits_on(situation, way.frist),
            "led": [_leg(leg, situation, who) for leg in way.legs],
            "efter_reglen_i_dag": way.now.isoformat(),
            "afviger_fordi": list(way.reasons) if way.differs else [],
        }
        for way in found
    ]


Who = dict[tuple[str, date], str]


def _reckoned(office: Office, given: str, today: date) -> tuple[Situation, list[Reckoning], Who]:
    """Read a case and reckon; who moved a deadline is asked of the journal only when one was."""
    nummer = gather.find(office, given)
    situation = gather.read(office, nummer).situation(today)
    found = list(reckonings(situation))
    moved = any(len(way.legs) > 1 for way in found)
    entries = journal.history(office.root, nummer) if moved else ()
    return situation, found, {(entry.handling, entry.dato): entry.who for entry in entries}


def _leg(leg: Leg, situation: Situation, who: Who) -> dict[str, Any]:
    off = skipped(situation, leg.fra, leg.til) if leg.arbejdsdage is not None else ()
    return {
        "slags": leg.slags,
        "dato": leg.event.dato.isoformat(),
        "handling": leg.event.handling,
        "dag_0": leg.fra.isoformat(),
        "arbejdsdage": leg.arbejdsdage,
        "sprunget_over": [{"dato": day.isoformat(), "navn": name} for day, name in off],
        "resultat": leg.til.isoformat(),
        "givet_med": leg.option or None,
        "stoppet": leg.stopped.isoformat() if leg.stopped else None,
        "begrundelse": leg.reason,
        "af": who.get((leg.event.handling, leg.event.dato)),
    }


def _told(found: Reckoning, situation: Situation, who: Who) -> Iterator[str]:
    frist = found.frist
    yield f"{frist.titel}: {spelled(frist.dato)}{remaining(situation, frist.dato)}"
    yield f"  Venter på {waits_on(situation, frist)}."
    for leg in found.legs:
        yield f"  {spelled(leg.event.dato)}: {_step(leg)}{_by(leg, who)}."
        yield from (f"    {line}" for line in _count(leg, situation))
        if leg.reason:
            yield f"    Begrundelse: {leg.reason}"
    if found.differs:
        yield f"  Efter reglen i dag ville den være {spelled(found.now)}: "
        yield f"    {'; '.join(found.reasons)}. Den lovede dato står ved magt."


def _step(leg: Leg) -> str:
    if leg.slags == "bero" and leg.stopped:
        return f"{leg.titel}; stoppet {spelled(leg.stopped)}"
    return leg.titel


def _by(leg: Leg, who: Who) -> str:
    name = who.get((leg.event.handling, leg.event.dato))
    return f" (af {name})" if name else ""


def _count(leg: Leg, situation: Situation) -> Iterator[str]:
    """Yield the reckoning of one step: day 0, the days off by name, the days counted, the day."""
    if leg.arbejdsdage is None:
        yield f"Datoen er givet med {leg.option}: {spelled(leg.til)}."
        return
    if leg.slags == "bero":
        yield f"Fristen stod stille i {working_days(leg.arbejdsdage)}."
    yield f"Dag 0 er {spelled(leg.fra)}."
    off = list(skipped(situation, leg.fra, leg.til))
    weekend = [day for day, name in off if name in WEEKEND.values()]
    if weekend:
        yield f"Sprunget over, lørdage og søndage: {spans(weekend)}."
    if named := [f"{name} {spans([day])}" for day, name in off if day not in weekend]:
        yield f"Sprunget over, fridage: {', '.join(named)}."
    yield f"{working_days(leg.arbejdsdage)} efter dag 0 er {spelled(leg.til)}."
    counted = situation.kalender.imellem(leg.fra, leg.til)
    if counted != leg.arbejdsdage:
        yield f"Fridagene er ændret siden: i dag er der {working_days(counted)} imellem."
