"""How an office counts, where municipalities differ."""

from __future__ import annotations

from workflow.core.model import Tekst
from workflow.core.row import Row


class Habit(Row, frozen=True, kw_only=True):
    """A question where municipalities count differently, and this office's answer."""

    spoergsmaal: Tekst
    svar: Tekst
