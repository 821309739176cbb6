"""A case's timeline and its deadlines as lines of the page that inv vis shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from workflow.core.dates import spelled
from workflow.core.known_steps import SENT
from workflow.core.reckoning import left, waits_on
from workflow.core.situation import Situation
from workflow.core.timeline import Paper, Point, timeline

INDENT = " " * 14
WORDS = 120  # characters; the whole of it stands in sag.yaml


def events(situation: Situation) -> list[str]:
    """Return the timeline: what happened when, between whom, and its papers."""
    return [line for punkt in timeline(situation) for line in _event(punkt)]


def deadlines(situation: Situation) -> list[str]:
    """Return every running deadline, the first to come first."""
    running = sorted(situation.course.frister, key=lambda frist: (frist.dato, frist.id))
    return [
        f"  {frist.dato}  {frist.titel}: venter på {waits_on(situation, frist)}"
        f"{remaining(situation, frist.dato)}"
        for frist in running
    ]


def remaining(situation: Situation, day: date) -> str:
    """Tell how many working days a deadline has left, or how many it is over."""
    if situation.course.i_bero:
        return " (står stille)"
    if day == situation.today:
        return " (i dag)"
    over = day < situation.today
    return f" ({working_days(abs(left(situation, day)))} {'over' if over else 'endnu'})"


def working_days(count: int) -> str:
    """Write a number of working days."""
    return f"{count} arbejdsdag{'' if count == 1 else 'e'}"


def _event(punkt: Point) -> Iterator[str]:
    between = f" ({punkt.afsender} → {punkt.modtager})" if punkt.modtager else ""
    sent = f": {len(punkt.breve)}, {punkt.via}" if punkt.handling == SENT else ""
    yield f"  {punkt.dato}  {punkt.titel}{between}{sent}"
    if punkt.skrevet and punkt.skrevet != punkt.dato:
        yield f"{INDENT}skrevet {spelled(punkt.skrevet)}"
    if punkt.frist:
        yield f"{INDENT}frist {spelled(punkt.frist)}"
    for name, said in punkt.oplyst.items():
        yield f"{INDENT}{name.replace('-', ' ')}: {shorten(said, WORDS, placeholder=' …')}"
    for letter in punkt.breve if punkt.handling != SENT else ():
        yield f"{INDENT}{letter.navn}{_fate(letter)}"
    if punkt.notat:
        yield f"{INDENT}{punkt.notat.navn}{_filed(punkt.notat)}"
    if punkt.sent_noteret:
        yield f"{INDENT}{punkt.sent_noteret}"


def _fate(letter: Paper) -> str:
    if letter.sendt is None:
        return f": ikke registreret som sendt{_filed(letter)}"
    how = f" ({letter.via})" if letter.via else ""
    return f": sendt {spelled(letter.sendt)}{how}{_filed(letter)}"


def _filed(paper: Paper) -> str:
    return ", lagt i ESDH" if paper.i_esdh else ""
