"""Notes: what kind of talk they are of, and whether they were written in time (notatpligten)."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.deadlines import usual
from workflow.core.model import Haendelse
from workflow.core.rulebook import Rulebook
from workflow.core.situation import Situation

DEADLINE = "notat"
KINDS = {
    "telefon": "Telefonsamtale",
    "moede": "Møde",
    "personligt": "Personlig samtale",
    "aaben-raadgivning": "Samtale i den åbne rådgivning",
    "andet": "Notat",
}


def titel(event: Haendelse, rules: Rulebook) -> str:
    """Return what a note is of: the kind of talk, or else the step that it was written in."""
    if event.slags:
        return KINDS.get(event.slags, event.slags.capitalize())
    return rules.handlinger[event.handling].titel


def late(event: Haendelse, s: Situation) -> str:
    """Say that a note was written later than the office allows; nothing when it was in time."""
    written = event.skrevet or (s.today if event.tekst else event.dato)
    days = s.kalender.imellem(event.dato, written)
    if days <= usual(s.rules.frister[DEADLINE], s.kontor):
        return ""
    return f"Notatet er skrevet {days} arbejdsdage efter, at det skete."


def in_time(s: Situation, told: Haendelse) -> Iterator[str]:
    """Yield that the note of a step is written late; the note itself says so too."""
    if told.tekst and (said := late(told, s)):
        yield f"{said} Det står i notatet."
