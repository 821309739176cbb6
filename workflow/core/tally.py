"""What happened in a period, counted from the cases as they stood at its end."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

from msgspec import Struct

from workflow.core import citizens
from workflow.core.calendar import calendar
from workflow.core.counted import Fact, facts
from workflow.core.hindsight import stood_on
from workflow.core.kontor import Kontor
from workflow.core.model import Borger, Sag
from workflow.core.period import DAY, Span
from workflow.core.register import Work
from workflow.core.rulebook import Rulebook
from workflow.core.seen import NONE, Seen


class Tally(Struct, frozen=True, dict=True):
    """A period's facts, each with the cases that they come from."""

    periode: Span
    fakta: tuple[Fact, ...]

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Fact, ...]]:
        """The facts of each unit."""
        units: dict[str, list[Fact]] = {}
        for fact in self.fakta:
            units.setdefault(fact.enhed, []).append(fact)
        return {unit: tuple(found) for unit, found in units.items()}

    def of(self, enhed: str, hvor: Mapping[str, str]) -> tuple[Fact, ...]:
        """Return the facts of a unit that have these values."""
        found = self.by_unit.get(enhed, ())
        return tuple(fact for fact in found if hvor.items() <= fact.led.items())


def tally(
    sager: Iterable[Sag], work: Iterable[Work], periode: Span, rules: Rulebook, kontor: Kontor
) -> Tally:
    """Count a period: what happened in it, and the cases open before and after it."""
    return tallies(sager, work, [periode], rules, kontor)[periode]


def tallies(
    sager: Iterable[Sag],
    work: Iterable[Work],
    perioder: Collection[Span],
    rules: Rulebook,
    kontor: Kontor,
) -> Mapping[Span, Tally]:
    """Count several periods, each as if it were alone; a case is read once for those alike."""
    found: dict[Span, list[Fact]] = {periode: [] for periode in perioder}
    arrived: dict[Span, list[Seen]] = {periode: [] for periode in perioder}
    for case, days in _cases(sager, perioder, rules, kontor):
        counted = tuple(facts(case))
        for periode in found:
            if periode.til in days and not _over(case, periode.fra):
                found[periode] += [fact for fact in counted if fact.dag in periode]
                found[periode] += _stock(case, periode)
                arrived[periode] += [case] if case.sag.modtaget in periode else []
    lines = tuple(work)
    for periode, told in found.items():
        told += [*_persons(arrived[periode]), *_activities(lines, periode)]
    return {one: _named(Tally(one, tuple(told)), rules, kontor) for one, told in found.items()}


def _cases(
    sager: Iterable[Sag], perioder: Iterable[Span], rules: Rulebook, kontor: Kontor
) -> Iterator[tuple[Seen, frozenset[date]]]:
    """Yield the cases as they stood at the end of the periods, and the ends that each is of."""
    kalender = calendar(rules.helligdage.values(), kontor.fridage)
    methods = {row.id: row.handlinger for row in rules.loesningsmetoder.values()}
    for stood, days in stood_on(sager, [periode.til for periode in perioder]):
        yield Seen(stood, rules, kalender, methods), days


def _over(case: Seen, day: date) -> bool:
    """Tell whether a case was closed for good before a day: there is nothing of it to count."""
    return case.sidst < day and not _state(case.openings, day)


def _stock(case: Seen, periode: Span) -> Iterator[Fact]:
    """Yield what a case adds to the stock: each at most once, so that the figures tie.

    open before + received + split off + taken up again - closed = open after.
    """
    moved = case.openings
    before = _state(moved, periode.fra - DAY)
    after = _state(moved, periode.til)
    received, begun = case.sag.modtaget in periode, case.stood.begyndt in periode
    opened = any(still and day in periode for day, still in moved)
    again = opened and not before and not begun
    flow = {
        "aabne-foer": before,
        "modtaget": received,
        "skilt-ud": begun and not received,
        "genoptaget": again,
        "afsluttet": (before or begun or again) and not after,
        "aabne-efter": after,
    }
    for unit, is_so in flow.items():
        if is_so:
            yield Fact(unit, periode.til, case.sag.nummer, case.faelles, case.hoved)


def _state(moved: Iterable[tuple[date, bool]], day: date) -> bool:
    """Tell whether a case was open at the end of a day."""
    known = [still for when, still in moved if when <= day]
    return bool(known) and known[-1]


def _activities(work: Iterable[Work], periode: Span) -> Iterator[Fact]:
    for line in work:
        if line.dato in periode:
            led = {"slags": line.slags, "center": line.center or NONE, "kanal": line.kanal or NONE}
            yield Fact("aktivitet", line.dato, "", led, antal=line.antal)


def _persons(cases: Iterable[Seen]) -> Iterator[Fact]:
    """Yield each different citizen who turned to the office with the cases, by her first one."""
    known: dict[str, list[Borger]] = {}
    for case in sorted(cases, key=lambda case: (case.sag.modtaget, case.sag.nummer)):
        borger = case.sag.borger
        namesakes = known.setdefault(citizens.folded(borger.navn), [])
        if not any(citizens.same(borger, other) for other in namesakes):
            namesakes.append(borger)
            yield Fact("person", case.sag.modtaget, case.sag.nummer, case.faelles, case.hoved)


def _named(found: Tally, rules: Rulebook, kontor: Kontor) -> Tally:
    """Count each theme and centre that is no longer in use in the period as what it became."""
    themes = {row.id: row for row in rules.temaer.values()}
    centres = {row.id: row for row in sorted(kontor.centre, key=lambda row: row.gaelder_fra)}
    renamed = {
        "tema": _successors(themes, found.periode),
        "center": _successors(centres, found.periode),
    }
    return Tally(found.periode, tuple(_mapped(fact, renamed) for fact in found.fakta))


def _successors(rows: Mapping[str, object], periode: Span) -> Mapping[str, str]:
    """Return what each row that is no longer in use became."""
    last = {ident: _successor(ident, rows, periode) for ident in rows}
    return {ident: other for ident, other in last.items() if other != ident}


def _successor(ident: str, rows: Mapping[str, object], periode: Span) -> str:
    """Follow `bliver_til` as long as the row was out of use by the end of the period."""
    passed = {ident}
    while (row := rows.get(ident)) is not None:
        ends, successor = getattr(row, "gaelder_til", None), getattr(row, "bliver_til", None)
        if successor is None or ends is None or ends >= periode.til or successor in passed:
            return ident
        ident = successor
        passed.add(ident)
    return ident


def _mapped(fact: Fact, renamed: Mapping[str, Mapping[str, str]]) -> Fact:
    other = {
        name: known[fact.led[name]]
        for name, known in renamed.items()
        if fact.led.get(name) in known
    }
    return fact._replace(led={**fact.led, **other}) if other else fact
