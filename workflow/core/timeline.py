"""A case's forløb as a timeline: what happened, between whom, and what became of its papers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from workflow.core import filing, notes
from workflow.core.known_steps import SENT
from workflow.core.model import Haendelse
from workflow.core.rulebook import Action, Rulebook
from workflow.core.situation import Situation

ASKED_FOR = ", på borgerens anmodning (tælles som følgesag)"
_IN_WORDS = ("tekst", "valg", "raekke", "medhold")
_IN_THE_NOTE = ("tekst", "slags", "deltagere", "aftalt")
PARTS = {"borger": "borgeren", "center": "centret", "begge": "begge parter", "kontor": "kontoret"}


class Paper(Struct, frozen=True):
    """A letter or note of an event: its file, when and how it was sent, whether the ESDH has it."""

    navn: str
    sendt: date | None = None
    via: str | None = None
    i_esdh: bool = False


class Point(Struct, frozen=True):
    """A point of the timeline: an event with its parties, its deadline and its papers.

    `oplyst` is what the step was told in words, by the name of the option.
    """

    dato: date
    handling: str
    titel: str
    afsender: str = ""
    modtager: str = ""
    skrevet: date | None = None
    frist: date | None = None
    breve: tuple[Paper, ...] = ()
    notat: Paper | None = None
    sent_noteret: str = ""
    via: str | None = None
    oplyst: dict[str, str] = {}


def timeline(situation: Situation) -> Iterator[Point]:
    """Yield the events of a case with what became of their papers, oldest first."""
    forloeb = situation.sag.forloeb
    sent = {name: event for event in forloeb if event.handling == SENT for name in event.breve}
    filed = {filing.path(name) for event in forloeb for name in event.dokumenter}
    for event in forloeb:
        action = situation.rules.handlinger[event.handling]
        between = action.afsender != action.modtager
        yield Point(
            dato=event.dato,
            handling=event.handling,
            titel=f"{action.titel}{ASKED_FOR if event.paa_borgerens_anmodning else ''}",
            afsender=PARTS[action.afsender] if between else "",
            modtager=PARTS[action.modtager] if between else "",
            skrevet=event.skrevet,
            frist=event.frist,
            breve=tuple(_letter(name, sent, filed) for name in event.breve),
            notat=Paper(event.notat, i_esdh=event.notat in filed) if event.notat else None,
            sent_noteret=notes.late(event, situation) if event.notat else "",
            via=event.via,
            oplyst=dict(_told(event, action, situation.rules)),
        )


def _told(event: Haendelse, action: Action, rules: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield what the step was told in words, by the option's name; a note's text is in the note."""
    for name in action.oplysninger:
        said = getattr(event, name.replace("-", "_"), None)
        noted = event.notat and name in _IN_THE_NOTE
        if said and not noted and rules.oplysninger[name].slags in _IN_WORDS:
            yield name, said


def _letter(name: str, sent: dict[str, Haendelse], filed: set[str]) -> Paper:
    out = sent.get(name)
    when, how = (out.dato, out.via) if out else (None, None)
    return Paper(name, when, how, filing.pdf(name) in filed)
