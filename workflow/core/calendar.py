"""Danish working days: which days are not, by name, and how many lie between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from workflow.core.rulebook import Holiday

WEEKEND = {5: "lørdag", 6: "søndag"}
DAY = timedelta(days=1)


@cache
def easter(year: int) -> date:
    """Return Easter Sunday (the Gregorian computus in Butcher's form)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The office's year: the holidays of the table, and those it has chosen to keep."""

    helligdage: tuple[Holiday, ...]
    kendte: dict[int, dict[date, str]] = field(default_factory=dict, compare=False, repr=False)

    def lukket(self, day: date) -> str | None:
        """Return why nobody works on *day*, or None on a working day."""
        if day.year not in self.kendte:
            self.kendte[day.year] = dict(self._of(day.year))
        return self.kendte[day.year].get(day) or WEEKEND.get(day.weekday())

    def frem(self, start: date, arbejdsdage: int) -> date:
        """Return the day so many working days after *start*, which is day 0."""
        day = start
        while arbejdsdage > 0:
            day += DAY
            arbejdsdage -= self.lukket(day) is None
        return day

    def imellem(self, start: date, end: date) -> int:
        """Count the working days after *start* up to and including *end*."""
        return sum(self.lukket(day) is None for day in _days(start, end))

    def _of(self, year: int) -> Iterator[tuple[date, str]]:
        """Yield the holidays of a year, once for all the days asked about; the first row last."""
        for row in reversed(self.helligdage):
            day = _falls(row, year)
            if day is not None and row.gaelder(day):
                yield day, row.navn


def calendar(rows: Iterable[Holiday], chosen: Iterable[str]) -> Calendar:
    """Make the office's calendar: every holiday, and of the optional ones those it names."""
    kept = set(chosen)
    return Calendar(tuple(row for row in rows if not row.valgfri or row.id in kept))


def exists(dag: str) -> bool:
    """Tell whether a month-day comes every year."""
    try:
        return bool(date.fromisoformat(f"2023-{dag}"))
    except ValueError:
        return False


def _falls(row: Holiday, year: int) -> date | None:
    if row.fra_paaske is not None:
        return easter(year) + timedelta(days=row.fra_paaske)
    if row.dag is None:
        return None
    return date(year, int(row.dag[:2]), int(row.dag[3:]))


def _days(start: date, end: date) -> Iterator[date]:
    day = start + DAY
    while day <= end:
        yield day
        day += DAY
