"""How a case's deadlines were reckoned, as a page to read or as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from workflow.archive import journal
from workflow.core.calendar import WEEKEND
from workflow.core.dates import spans, spelled
from workflow.core.decide import title
from workflow.core.reckoning import Led, Regning, left, reckonings, skipped, waits_on
from workflow.core.situation import Situation
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
    for regning in found:
        lines += ["", *_told(regning, situation, who)]
    return "\n".join(lines if found else [*lines, NONE])


def data(office: Office, given: str, today: date) -> list[dict[str, Any]]:
    """Return how each running deadline was reckoned, as --json gives it."""
    situation, found, who = _reckoned(office, given, today)
    return [
        {
            "id": regning.frist.id,
            "titel": regning.frist.titel,
            "dato": regning.frist.dato.isoformat(),
            "arbejdsdage_endnu": left(situation, regning.frist.dato),
            "i_bero": situation.course.i_bero is not None,
            "venter_paa": waits_on(situation, regning.frist),
            "led": [_led(led, situation, who) for led in regning.led],
            "efter_reglen_i_dag": regning.nu.isoformat(),
            "afviger_fordi": list(regning.grunde) if regning.afviger else [],
        }
        for regning in found
    ]


Who = dict[tuple[str, date], str]


def _reckoned(office: Office, given: str, today: date) -> tuple[Situation, list[Regning], Who]:
    """Read a case and reckon; who moved a deadline is asked of the journal only when one was."""
    nummer = gather.find(office, given)
    situation = gather.read(office, nummer).situation(today)
    found = list(reckonings(situation))
    moved = any(len(regning.led) > 1 for regning in found)
    entries = journal.history(office.root, nummer) if moved else ()
    return situation, found, {(entry.handling, entry.dato): entry.who for entry in entries}


def _led(led: Led, situation: Situation, who: Who) -> dict[str, Any]:
    off = skipped(situation, led.fra, led.til) if led.arbejdsdage is not None else ()
    return {
        "slags": led.slags,
        "dato": led.event.dato.isoformat(),
        "handling": led.event.handling,
        "dag_0": led.fra.isoformat(),
        "arbejdsdage": led.arbejdsdage,
        "sprunget_over": [{"dato": day.isoformat(), "navn": name} for day, name in off],
        "resultat": led.til.isoformat(),
        "givet_med": led.option or None,
        "stoppet": led.stoppet.isoformat() if led.stoppet else None,
        "begrundelse": led.grund,
        "af": who.get((led.event.handling, led.event.dato)),
    }


def _told(regning: Regning, situation: Situation, who: Who) -> Iterator[str]:
    frist = regning.frist
    yield f"{frist.titel}: {spelled(frist.dato)}{remaining(situation, frist.dato)}"
    yield f"  Venter på {waits_on(situation, frist)}."
    for led in regning.led:
        yield f"  {spelled(led.event.dato)}: {_step(led)}{_by(led, who)}."
        yield from (f"    {line}" for line in _count(led, situation))
        if led.grund:
            yield f"    Begrundelse: {led.grund}"
    if regning.afviger:
        yield f"  Efter reglen i dag ville den være {spelled(regning.nu)}: "
        yield f"    {'; '.join(regning.grunde)}. Den lovede dato står ved magt."


def _step(led: Led) -> str:
    if led.slags == "bero" and led.stoppet:
        return f"{led.titel}; stoppet {spelled(led.stoppet)}"
    return led.titel


def _by(led: Led, who: Who) -> str:
    name = who.get((led.event.handling, led.event.dato))
    return f" (af {name})" if name else ""


def _count(led: Led, situation: Situation) -> Iterator[str]:
    """Yield the reckoning of one step: day 0, the days off by name, the days counted, the day."""
    if led.arbejdsdage is None:
        yield f"Datoen er givet med {led.option}: {spelled(led.til)}."
        return
    if led.slags == "bero":
        yield f"Fristen stod stille i {working_days(led.arbejdsdage)}."
    yield f"Dag 0 er {spelled(led.fra)}."
    off = list(skipped(situation, led.fra, led.til))
    weekend = [day for day, name in off if name in WEEKEND.values()]
    if weekend:
        yield f"Sprunget over, lørdage og søndage: {spans(weekend)}."
    if named := [f"{name} {spans([day])}" for day, name in off if day not in weekend]:
        yield f"Sprunget over, fridage: {', '.join(named)}."
    yield f"{working_days(led.arbejdsdage)} efter dag 0 er {spelled(led.til)}."
    counted = situation.kalender.imellem(led.fra, led.til)
    if counted != led.arbejdsdage:
        yield f"Fridagene er ændret siden: i dag er der {working_days(counted)} imellem."
