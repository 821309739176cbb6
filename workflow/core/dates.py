"""Days in Danish words."""

from __future__ import annotations

from datetime import date

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
