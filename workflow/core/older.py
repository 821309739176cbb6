"""Cases that were handled before Sagsgang was used: what one must hold to be brought in whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workflow.core.model import Sag

BROUGHT_IN = "indlaes"

Path = tuple[str | int, ...]


def faults(sag: Sag, today: date) -> Iterator[tuple[Path, str]]:
    """Yield what is wrong with a sound case that comes with a whole forløb, and where."""
    if not sag.forloeb:
        yield ("forloeb",), "forloeb er tomt. Skriv mindst, hvornår sagen er registreret."
    if sag.modtaget > today:
        yield ("modtaget",), "henvendelsen ligger i fremtiden. Ret datoen."
    if not sag.nummer.startswith(f"{sag.modtaget.year}-"):
        yield ("nummer",), "nummeret begynder ikke med det år, henvendelsen kom. Ret det ene."
    for index, event in enumerate(sag.forloeb):
        if event.dato > today:
            yield ("forloeb", index), "hændelsen ligger i fremtiden. Ret datoen."
