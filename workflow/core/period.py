"""Periods that are counted over: a year from any day, its halves, quarters and months."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from workflow.core.dates import MONTHS, spelled
from workflow.core.errors import BadValue

NEW_YEAR = "01-01"
DAY = timedelta(days=1)
_PART = re.compile(r"([0-9]{4})(?:-(?:h([12])|k([1-4])|([0-9]{2})))?", re.IGNORECASE)


class Span(NamedTuple):
    """From a day to a day, both in it."""

    fra: date
    til: date

    def __contains__(self, day: object) -> bool:
        """Tell whether a day lies in the period."""
        return isinstance(day, date) and self.fra <= day <= self.til

    @property
    def navn(self) -> str:
        """What the period is called: 2026, or its two days."""
        if (self.fra.month, self.fra.day) == (1, 1) and self.til == date(self.fra.year, 12, 31):
            return str(self.fra.year)
        return f"{spelled(self.fra)} – {spelled(self.til)}"


def year(number: int, begins: str = NEW_YEAR) -> Span:
    """Return the year of that number; one that begins later (month-day) ends in it."""
    end = date.fromisoformat(f"{number}-{begins}") if begins != NEW_YEAR else date(number + 1, 1, 1)
    return Span(_shifted(end, -1), end - DAY)


def around(day: date, begins: str = NEW_YEAR) -> Span:
    """Return the year that a day is in."""
    this = year(day.year, begins)
    return this if day in this else year(day.year + 1, begins)


def number(day: date, begins: str = NEW_YEAR) -> int:
    """Return the number of the year that a day is in: that of the year in which it ends."""
    return around(day, begins).til.year


def named(text: str, begins: str = NEW_YEAR) -> Span:
    """Return the period that 2026, 2026-h1, 2026-k3 or 2026-05 means; BadValue if none."""
    found = _PART.fullmatch(text.strip())
    if not found or not 1900 <= int(found[1]) < 2200:  # noqa: PLR2004  # the years of a case
        raise BadValue(
            fejl=f"'{text}' er ikke en periode. Skriv et år (2026), et halvår (2026-h1), et "
            "kvartal (2026-k3) eller en måned (2026-05)."
        )
    number = int(found[1])
    if not any(found.groups()[1:]):
        return year(number, begins)
    return _part(number, found)


def before(span: Span) -> Span:
    """Return the same period a year earlier."""
    return Span(_shifted(span.fra, -1), _shifted(span.til + DAY, -1) - DAY)


def months(span: Span) -> Iterator[tuple[str, Span]]:
    """Yield each calendar month that the period has days in: its name, and those days."""
    first = span.fra.replace(day=1)
    while first <= span.til:
        after = _next_month(first)
        yield (
            f"{MONTHS[first.month - 1]} {first.year}",
            Span(max(first, span.fra), min(after - DAY, span.til)),
        )
        first = after


def quarters(span: Span) -> Iterator[tuple[str, Span]]:
    """Yield each three months of the period from its first day, the last as long as it is."""
    start, number = span.fra, 1
    while start <= span.til:
        end = start
        for _ in range(3):
            end = _next_month(end)
        yield f"{number}. kvartal", Span(start, min(end - DAY, span.til))
        start, number = end, number + 1


def _part(number: int, found: re.Match[str]) -> Span:
    """Return a half, a quarter or a month of a calendar year."""
    if found[4]:
        if not 1 <= int(found[4]) <= len(MONTHS):
            raise BadValue(fejl=f"'{found[0]}': der er ingen måned {found[4]}.")
        length, which = 1, int(found[4])
    else:
        length, which = (6, int(found[2])) if found[2] else (3, int(found[3]))
    first = date(number, (which - 1) * length + 1, 1)
    end = first
    for _ in range(length):
        end = _next_month(end)
    return Span(first, end - DAY)


def _next_month(day: date) -> date:
    """Return the same day of the next month; periods begin on days that every month has."""
    return date(day.year + day.month // 12, day.month % 12 + 1, min(day.day, 28))


def _shifted(day: date, years: int) -> date:
    """Return the day so many years on; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
