"""Days in words: Danish, when no other language gives its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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


FORM = "{dag}. {maaned} {aar}"
HAPPENED = {
    "dag": "den {fra}",
    "siden": "siden den {fra}",
    "periode": "fra den {fra} til den {til}",
}


def spelled(day: date, months: Sequence[str] = MONTHS, form: str = FORM) -> str:
    """Write a day as in a letter: 4. marts 2026.

    The first space does not break, for good typography and because pandoc takes a paragraph
    beginning with '4. ' for a numbered list.
    """
    words = {"dag": day.day, "maaned": months[day.month - 1], "aar": day.year}
    return form.format_map(words).replace(" ", NBSP, 1)


def happened(
    when: date | Periode | None,
    say: Callable[[date], str] = spelled,
    forms: Mapping[str, str] = HAPPENED,
) -> str | None:
    """Write when a klagepunkt happened, to follow 'skete' or 'har stået på'."""
    if when is None:
        return None
    if isinstance(when, date):
        return forms["dag"].format(fra=say(when))
    if when.til is None:
        return forms["siden"].format(fra=say(when.fra))
    return forms["periode"].format(fra=say(when.fra), til=say(when.til))


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
