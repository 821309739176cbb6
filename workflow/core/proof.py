"""What is judged when the journal is proved: an entry, the case on both sides of it, and a fault.

A rule is a function that yields faults of one step; `core.proof_rules` has them. Nothing here reads
anything: what a step touched, and what that held, is gathered by the office.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from msgspec import Struct, field

from workflow.core.calendar import Calendar
from workflow.core.course import Course, further
from workflow.core.entry import Booked
from workflow.core.known_steps import SENT
from workflow.core.model import Haendelse, Sag
from workflow.core.rulebook import Rulebook

LETTERS = "breve"
FORMATS = ("md", "docx", "pdf")
ARCHIVE = "arkiv"

Forloeb = tuple[Haendelse, ...]


class File(NamedTuple):
    """A file that a step touched: what it held before and after (None: no file), and its hash."""

    path: str
    before: str | None
    after: str | None
    sha256: str = ""


class Version(Struct, frozen=True):
    """A case as one version of its sag.yaml has it."""

    nummer: str
    forloeb: Forloeb
    course: Course

    @property
    def tilstand(self) -> str:
        """The id of its state; empty before it has one."""
        return self.course.tilstand.id if self.course.tilstand else ""


class Step(Struct, frozen=True):
    """An entry, or a change that was made without one, and its case before and after.

    `uroerte` are the documents that it names and did not touch, with the hash of what they held;
    `sammenfoert`: it was made where inv synk joined two journals, as a part of that.
    """

    sag: str
    dato: date
    hvem: str
    booked: Booked | None
    files: tuple[File, ...]
    before: Version | None
    after: Version | None
    uroerte: Mapping[str, str] = field(default_factory=dict)
    sammenfoert: bool = False

    @property
    def handling(self) -> str:
        """What kind of entry it is; empty when it is none."""
        return self.booked.handling if self.booked else ""

    @property
    def folder(self) -> str:
        """The case's folder."""
        return f"{self.sag[:4]}/{self.sag}"

    @property
    def before_it(self) -> Forloeb:
        """The forløb before."""
        return self.before.forloeb if self.before else ()

    @property
    def after_it(self) -> Forloeb:
        """The forløb after."""
        return self.after.forloeb if self.after else ()

    @property
    def gone(self) -> bool:
        """Tell whether it took the case away."""
        return self.before is not None and self.after is None


class Fault(NamedTuple):
    """What is wrong, in which file or case, and in which entry."""

    sted: str
    tekst: str
    hvor: str = ""

    def __str__(self) -> str:
        """Say it as the user reads it."""
        return f"{self.sted}: {self.tekst}" + (f" (journalen {self.hvor})" if self.hvor else "")


def where(step: Step) -> str:
    """Name an entry by its day and kind, or a change that was made without one by who made it."""
    if step.booked:
        return f"{step.booked.dato}, {step.booked.handling}"
    return f"{step.dato}, uden om inv, {step.hvem}"


def version(sag: Sag, known: Version | None, rules: Rulebook, calendar: Calendar) -> Version:
    """Return a case's version; only what its forløb has more than a *known* one is gone through."""
    held = known.forloeb if known else ()
    course = Course()
    if known and sag.forloeb[: len(held)] == held:
        course = known.course
    else:
        held = ()
    for number, event in enumerate(sag.forloeb[len(held) :], len(held) + 1):
        course = further(course, number, event, rules, calendar)
    return Version(sag.nummer, sag.forloeb, course)


def sent(forloeb: Forloeb) -> frozenset[str]:
    """Return the letters that are recorded as sent."""
    return frozenset(name for event in forloeb if event.handling == SENT for name in event.breve)


def made(forloeb: Forloeb) -> frozenset[str]:
    """Return the letters that the steps have made."""
    return frozenset(name for event in forloeb if event.handling != SENT for name in event.breve)
