"""Names of other places: municipalities, and the systems that cases are kept in."""

from __future__ import annotations

from workflow.core.model import Tekst
from workflow.core.row import Row


class Municipality(Row, frozen=True, kw_only=True):
    """A Danish municipality, by the name a report of another one should not have by mistake."""

    navn: Tekst
    ogsaa_ord: bool = False


class System(Row, frozen=True, kw_only=True):
    """A system that municipalities keep cases in, and how its name is written."""

    navn: Tekst
    skrivemaader: tuple[str, ...] = ()
