"""The periods of a series, and where it is broken: lists and rules that changed from a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from workflow.core.dates import spelled
from workflow.core.kontor import Kontor
from workflow.core.period import DAY, Span, before
from workflow.core.row import Row
from workflow.core.rulebook import Rulebook

# What decides how something is counted, and what one of its rows is called.
COUNTED_BY = {
    "temaer": "Klagetemaet",
    "kritikskala": "Trinnet på kritikskalaen",
    "kompetence": "Grænsen for kompetencen",
    "loesningsmetoder": "Behandlingsmåden",
    "aktiviteter": "Aktiviteten",
    "handlinger": "Skridtet",
    "tilstande": "Tilstanden",
    "tabeller": "Tabellen",
}
Change = tuple[date, str]


def spans(now: Span, first: date) -> tuple[Span, ...]:
    """Return the same period of each year from the one that has *first*; the newest last."""
    found = [now]
    while found[-1].fra > first:
        found.append(before(found[-1]))
    return tuple(reversed(found))


def breaks(periods: Iterable[Span], rules: Rulebook, kontor: Kontor) -> Iterator[tuple[Span, str]]:
    """Yield each change that lies between two periods or within the later, and that period."""
    known = sorted({*_of_rows(rules), *_of_centres(kontor)})
    earlier: Span | None = None
    for period in periods:
        if earlier is not None:
            for day, told in known:
                if earlier.til < day <= period.til:
                    yield period, told
        earlier = period


def _of_rows(rules: Rulebook) -> Iterator[Change]:
    for table, called in COUNTED_BY.items():
        rows: dict[str, Row] = getattr(rules, table)
        for row in rows.values():
            name = f"{called} {_name(row)}"
            successor = rows.get(getattr(row, "bliver_til", None) or "")
            yield from _changes(name, row.gaelder_fra, row.gaelder_til, successor)


def _of_centres(kontor: Kontor) -> Iterator[Change]:
    """Yield when a centre came and went; another name or address is no change of the list."""
    names = {row.id: row for row in kontor.centre}
    for ident, last in names.items():
        rows = [row for row in kontor.centre if row.id == ident]
        begun = min(row.gaelder_fra for row in rows)
        ended = None if any(row.gaelder_til is None for row in rows) else _latest(rows)
        successor = next((row.bliver_til for row in rows if row.bliver_til), None)
        yield from _changes(last.navn, begun, ended, names.get(successor or ""))


def _latest(rows: Iterable[object]) -> date:
    return max(getattr(row, "gaelder_til", date.min) for row in rows)


def _changes(
    name: str, begun: date | None, ended: date | None, successor: object | None
) -> Iterator[Change]:
    if begun is not None:
        yield begun, f"{name} er med fra {spelled(begun)}."
    if ended is not None:
        counted = f" Det tælles derefter som {_name(successor)}." if successor else ""
        yield ended + DAY, f"{name} er ikke med efter {spelled(ended)}.{counted}"


def _name(row: object) -> str:
    found = getattr(row, "navn", None) or getattr(row, "titel", None)
    return str(found or getattr(row, "id", row))
