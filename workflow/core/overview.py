"""What the day's work is told with: cases on the desk, calls to return, and lines of them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from workflow.core.course import Course, unreported, unsent
from workflow.core.model import Sag
from workflow.core.situation import Situation


class Unread(Struct, frozen=True):
    """A case that cannot be read, and every fault of it."""

    nummer: str
    fejl: tuple[str, ...]


class Resting(Struct, frozen=True, array_like=True):
    """A case that nothing but filing is left of, from its last day on."""

    nummer: str
    navn: str
    emne: str
    sidst: date
    unfiled: int = 0


def rests(sag: Sag, course: Course) -> bool:
    """Tell whether a case as it stands can have no line on any day to come, but for filing."""
    state = course.tilstand
    done = state is not None and not state.aaben and not course.fejl
    waits = course.frister or unsent(sag.forloeb) or any(unreported(sag))
    return done and not waits


class OnDesk(Struct, frozen=True):
    """A case on the desk: as it stands, its drafts, and how many documents the ESDH lacks."""

    situation: Situation
    udkast: tuple[str, ...] = ()
    unfiled: int = 0

    @property
    def aaben(self) -> bool:
        """Tell whether the case is open."""
        state = self.situation.tilstand
        return state is not None and state.aaben

    @property
    def active(self) -> bool:
        """Tell whether the case is open and not in bero."""
        return self.aaben and self.situation.course.i_bero is None


class Line(Struct, frozen=True, kw_only=True):
    """A line of the overview; `arbejdsdage` are those left, below zero those over."""

    nummer: str
    navn: str = ""
    emne: str = ""
    hvad: str
    dato: date | None = None
    arbejdsdage: int | None = None
    venter_paa: str = ""
    siden: date | None = None
    ventet: int | None = None


class Section(Struct, frozen=True):
    """A section of the overview."""

    id: str
    titel: str
    linjer: tuple[Line, ...]


def as_of(sag: Sag, day: date) -> Sag | None:
    """Return the case with what had happened by *day*; None before it came."""
    events = tuple(event for event in sag.forloeb if event.dato <= day)
    return replace(sag, forloeb=events) if events else None
