"""What is said when a report's chapters were written, or it was set."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from workflow import telling
from workflow.screen import say

if TYPE_CHECKING:
    from workflow.office.reports import Made


def counting() -> None:
    """Show on a terminal that work has begun which may take long in a large archive."""
    if sys.stderr.isatty():
        print("Tæller sagerne og sætter rapporten …", end="\r", file=sys.stderr, flush=True)


def made(told: Made) -> None:
    """Tell where the report lies, and what is to be written or looked at."""
    if told.nye:
        say(f"{told.kind.titel}: kapitlerne er skrevet. Ret i dem, og kør kommandoen igen.")
    else:
        say(f"{told.kind.titel} er lavet af kapitlerne, som de er nu.")
    for name in told.filer:
        say(f"  {told.mappe / name.rpartition('/')[2]}")
    telling.remark(told.meddelelser)
