"""What a centre is called on a day, also after it has become another: its cases still name it."""

from __future__ import annotations

from datetime import date

from workflow.core.dates import spelled
from workflow.core.kontor import Kontor


def called(kontor: Kontor, ident: str, day: date) -> str:
    """Return a centre's name on *day*, else the one nearest before or after; else its id."""
    rows = sorted((c for c in kontor.centre if c.id == ident), key=lambda c: c.gaelder_fra)
    known = [row for row in rows if row.gaelder(day)] or [r for r in rows if r.gaelder_fra <= day]
    return next((row.navn for row in [*reversed(known), *rows]), ident)


def absent(kontor: Kontor, ident: str, day: date) -> str:
    """Say that a centre is not there on *day*, and which one its cases have come to, if known."""
    told = f"Centret '{ident}' findes ikke i kontor.yaml den {spelled(day)}."
    rows = [row for row in kontor.centre if row.id == ident and row.bliver_til]
    now = next((row.bliver_til or "" for row in rows if row.gaelder_fra <= day), "")
    if not now:
        return told
    return f"{told} Det blev til '{now}'. Ret 'center' i sag.yaml, og kør inv gem."
