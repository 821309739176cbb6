"""What a step was told on the command line, made into an event or refused, all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from workflow.core.errors import BadValue
from workflow.core.model import Haendelse
from workflow.core.reading import choice, count, day
from workflow.core.row import Row
from workflow.core.rulebook import Action, Option, Rulebook
from workflow.core.situation import Situation

Kind = TypeVar("Kind", bound=Row)
Told = Mapping[str, str | bool | None]


def event(action: Action, told: Told, situation: Situation, dato: date) -> Haendelse:
    """Make the event of *action* from what was told; BadValue with every fault."""
    rows = situation.rules.oplysninger
    usual = {name: rows[name].standard for name in action.oplysninger}
    given = {name: raw for name, raw in told.items() if raw}
    untold = {name: raw for name, raw in usual.items() if raw and name not in given}
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, raw in {**given, **untold}.items():
        if name not in action.oplysninger and name != "alligevel":
            faults.append(f"--{name} kendes ikke af {action.id}.")
            continue
        try:
            values[_key(name)] = _value(rows[name], raw, situation, dato)
        except ValueError as fault:
            faults.append(f"--{name}: {fault}")
    if faults:
        raise BadValue(fejl="\n".join(faults))
    return Haendelse(dato=dato, handling=action.id, **values)


def numbers(raw: str, situation: Situation) -> tuple[int, ...]:
    """Read klagepunkternes numre, fx 1,3; each must exist in the case."""
    moved = {str(p.nr): p.flyttet_til for p in situation.sag.klagepunkter if p.flyttet_til}
    known = {punkt.nr for punkt in situation.sag.egne}
    found = []
    for part in raw.split(","):
        if part.strip() in moved:
            raise ValueError(f"klagepunkt {part.strip()} er flyttet til {moved[part.strip()]}.")
        if part.strip() not in map(str, known):
            has = ", ".join(map(str, sorted(known))) or "ingen"
            raise ValueError(f"klagepunkt '{part.strip()}' findes ikke i sagen, der har: {has}.")
        found.append(int(part))
    return tuple(dict.fromkeys(found))


def medhold(raw: str, choices: Iterable[str]) -> dict[int | None, str]:
    """Read medhold for all klagepunkter (key None) or for each: 1=fuldt,2=intet."""
    if "=" not in raw:
        return {None: choice(raw, choices)}
    given: dict[int | None, str] = {}
    for left, _, right in (pair.partition("=") for pair in raw.split(",")):
        number = _number(left.strip())
        if number in given:
            raise ValueError(f"klagepunkt {number} er nævnt to gange.")
        given[number] = choice(right.strip(), choices)
    return given


def _number(raw: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", raw):
        raise ValueError(f"'{raw}' er ikke nummeret på et klagepunkt.")
    return int(raw)


def _key(name: str) -> str:
    return "punkter" if name == "punkt" else name.replace("-", "_")


def _value(option: Option, raw: str | bool, situation: Situation, dato: date) -> Any:
    if option.slags == "flag":
        return bool(raw)
    return _READERS[option.slags](option, str(raw).strip(), situation, dato)


def _medhold(option: Option, raw: str, situation: Situation, _: date) -> str:
    for number in medhold(raw, option.vaerdier):
        if number is not None:
            numbers(str(number), situation)
    return raw


def _center(_: Option, raw: str, situation: Situation, dato: date) -> str:
    return choice(raw, (center.id for center in situation.kontor.centre_paa(dato)))


def _row(option: Option, raw: str, situation: Situation, dato: date) -> str:
    return choice(raw, rows(situation.rules, option, dato))


def rows(rules: Rulebook, option: Option, dato: date) -> Iterator[str]:
    """Yield the ids an option of the kind `raekke` can be on a day."""
    yield from in_force(getattr(rules, option.tabel or ""), dato)


def offered(rules: Rulebook, option: Option, dato: date | None = None) -> tuple[str, ...]:
    """Return what an option can be, when it is one of a few; on any day, when none is told.

    A limit of the role or of a statement is no ground for rejecting a citizen.
    """
    if option.slags != "raekke":
        return option.vaerdier if option.slags == "valg" else ()
    table: Mapping[str, Row] = getattr(rules, option.tabel or "")
    known = table if dato is None else in_force(table, dato)
    return tuple(ident for ident in known if getattr(table[ident], "afvisning", True))


def in_force(table: Mapping[str, Row], dato: date) -> tuple[str, ...]:
    """Return the ids of the rows that are in force on a day."""
    return tuple(row.id for row in rows_in_force(table, dato))


def rows_in_force(table: Mapping[str, Kind], dato: date) -> list[Kind]:
    """Return the rows that are in force on a day."""
    return [row for row in table.values() if row.gaelder(dato)]


_READERS: Mapping[str, Callable[[Option, str, Situation, date], Any]] = {
    "tekst": lambda option, raw, situation, dato: raw,
    "dato": lambda option, raw, situation, dato: day(raw),
    "tal": lambda option, raw, situation, dato: count(raw),
    "valg": lambda option, raw, situation, dato: choice(raw, option.vaerdier),
    "punkter": lambda option, raw, situation, dato: numbers(raw, situation),
    "medhold": _medhold,
    "center": _center,
    "raekke": _row,
}
