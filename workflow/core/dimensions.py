"""What facts are divided by: each dimension's values, in their order, with their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, get_args

from workflow.core.counted import NO, SILENT, UNANSWERED, YES, Fact
from workflow.core.kontor import Kontor, ids
from workflow.core.model import Kanal, Medhold, Sagstype
from workflow.core.options import rows_in_force
from workflow.core.period import months, quarters
from workflow.core.rulebook import Rulebook
from workflow.core.seen import NONE
from workflow.core.tally import Tally


class Value(NamedTuple):
    """A value of a dimension: its id in the facts, and its name in a table."""

    id: str
    navn: str


WORDS = {
    "klagesag": "Klagesager",
    "vejledning": "Vejledning",
    "vejvisning": "Vejvisning",
    "telefon": "Telefon",
    "personligt": "Personligt",
    "aaben-raadgivning": "Åben rådgivning",
    "brev": "Brev",
    "digital-post": "Digital Post",
    "email": "E-mail",
    "fuldt": "Fuldt medhold",
    "delvist": "Delvist medhold",
    "intet": "Intet medhold",
    "uoplyst": "Uoplyst",
    UNANSWERED: "Ikke besvaret",
    SILENT: "Ingen melding",
    YES: "Borgeren bad om det",
    NO: "Rådgiverens egne",
}
WITHOUT = {"center": "Uden center", "tema": "Uden tema", "grad": "Uden grad", "grund": "Uden grund"}
DAYS = (5, 10, 20, 30)  # Steps of working days: the office's own choice.
RESULTS = (*get_args(Medhold), UNANSWERED)
FIXED: Mapping[str, tuple[str, ...]] = {
    "type": get_args(Sagstype),
    "kanal": get_args(Kanal),
    "resultat": RESULTS,
    "anmodning": (YES, NO),
}


def values(
    name: str, facts: Iterable[Fact], now: Tally, rules: Rulebook, kontor: Kontor
) -> tuple[Value, ...]:
    """Return the values of a dimension that a table has: all of a fixed list, else the used."""
    if name in _TIME:
        return tuple(Value(navn, navn) for navn, _ in _TIME[name](now.periode))
    if name == "arbejdsdage":
        return tuple(Value(step, step) for step in _steps())
    if name in FIXED:
        return tuple(Value(ident, WORDS[ident]) for ident in FIXED[name])
    used = {fact.led.get(name, NONE) for fact in facts}
    known = _known(name, now, rules, kontor)
    if name == "grad" and used:  # a scale is shown whole
        used |= {row.navn for row in rows_in_force(rules.kritikskala, now.periode.til)}
    order = [*known, *sorted(used - known.keys() - {NONE}), NONE]
    named = {**known, NONE: WITHOUT.get(name, "Uden")}
    return tuple(Value(ident, named.get(ident, ident)) for ident in order if ident in used)


def of(fact: Fact, name: str, now: Tally) -> str:
    """Return the value that a fact has in a dimension."""
    if name in _TIME:
        return next(navn for navn, span in _TIME[name](now.periode) if fact.dag in span)
    if name == "arbejdsdage":
        return next(
            (step for last, step in zip(DAYS, _steps(), strict=False) if (fact.maal or 0) <= last),
            _steps()[-1],
        )
    return fact.led.get(name, NONE)


def _steps() -> list[str]:
    """Name the steps of working days: 0-5, 6-10 and so on, and what is over the last."""
    firsts = [0, *(last + 1 for last in DAYS)]
    steps = [f"{first}-{last}" for first, last in zip(firsts, DAYS, strict=False)]
    return [*steps, f"over {DAYS[-1]}"]


def _known(name: str, now: Tally, rules: Rulebook, kontor: Kontor) -> Mapping[str, str]:
    """Return the names of a dimension's rows, in the order of their table."""
    if name == "center":
        rows = {ident: kontor.center(ident, now.periode.til) for ident in ids(kontor.centre)}
        last = {row.id: row.navn for row in kontor.centre}
        return {ident: row.navn if row else last[ident] for ident, row in rows.items()}
    if name == "grad":
        return {row.navn: row.navn.capitalize() for row in rules.kritikskala.values()}
    tables: Mapping[str, Mapping[str, object]] = {
        "tema": rules.temaer,
        "metode": rules.loesningsmetoder,
        "grund": rules.kompetence,
        "slags": rules.aktiviteter,
    }
    return {ident: str(getattr(row, "navn", ident)) for ident, row in tables[name].items()}


_TIME: Mapping[str, Callable[..., Iterable[tuple[str, Sequence[object]]]]] = {
    "maaned": months,
    "kvartal": quarters,
}
