"""Days in Danish words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from workflow.core.model import Periode

NBSP = "\u00a0"
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


def spelled(day: date) -> str:
    """Write a day as in a letter: 4. marts 2026.

    The first space does not break, for good typography and because pandoc takes a paragraph
    beginning with '4. ' for a numbered list.
    """
    return f"{day.day}.{NBSP}{MONTHS[day.month - 1]} {day.year}"


def happened(when: date | Periode | None) -> str | None:
    """Write when a klagepunkt happened, to follow 'skete' or 'har stået på'."""
    if when is None:
        return None
    if isinstance(when, date):
        return f"den {spelled(when)}"
    if when.til is None:
        return f"siden {spelled(when.fra)}"
    return f"fra den {spelled(when.fra)} til den {spelled(when.til)}"


def spans(days: Iterable[date]) -> str:
    """Write days without their year, a row of them as one: 4. april, 11.–12. april."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_span(run[0], run[-1]) for run in runs)


def _span(first: date, last: date) -> str:
    end = f"{last.day}.{NBSP}{MONTHS[last.month - 1]}"
    if first == last:
        return end
    if first.month == last.month:
        return f"{first.day}.–{end}"
    return f"{first.day}.{NBSP}{MONTHS[first.month - 1]}–{end}"
