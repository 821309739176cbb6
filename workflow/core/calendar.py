"""Danish working days: which days are not, by name, and how many lie between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache, cached_property

from msgspec import Struct

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


class Calendar(Struct, frozen=True, dict=True):
    """The office's year: the holidays of the table, and those it has chosen to keep."""

    helligdage: tuple[Holiday, ...]

    def lukket(self, day: date) -> str | None:
        """Return why nobody works on *day*, or None on a working day."""
        return self._known(day.year).get(day) or WEEKEND.get(day.weekday())

    def frem(self, start: date, arbejdsdage: int) -> date:
        """Return the day so many working days after *start*, which is day 0."""
        day = start
        while arbejdsdage > 0:
            day += DAY
            arbejdsdage -= self.lukket(day) is None
        return day

    def imellem(self, start: date, end: date) -> int:
        """Count the working days after *start* up to and including *end*."""
        years = range(start.year, end.year + 1) if start < end else ()
        off = [day for year in years for day in self._off(year) if start < day <= end]
        return max(0, _weekdays(end) - _weekdays(start)) - len(off)

    def _off(self, year: int) -> Iterator[date]:
        """Yield the holidays of a year that fall on no weekend."""
        return (day for day in self._known(year) if day.weekday() not in WEEKEND)

    def _known(self, year: int) -> dict[date, str]:
        if year not in self._years:
            self._years[year] = dict(self._of(year))
        return self._years[year]

    @cached_property
    def _years(self) -> dict[int, dict[date, str]]:
        return {}

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


def _weekdays(day: date) -> int:
    """Count the days from Monday to Friday up to and including *day*; the first of all is one."""
    weeks, days = divmod(day.toordinal(), 7)
    return 5 * weeks + min(days, 5)
