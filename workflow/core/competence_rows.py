"""The rows about competence: what the adviser may not deal with, and who may instead."""

from __future__ import annotations

from typing import Literal, get_args

from workflow.core.model import Svar, Tekst
from workflow.core.row import Row


class Ground(Row, frozen=True, kw_only=True):
    """A limit of the adviser's competence (domain §2): a question, and what it means if so.

    A yes is always the limit's: `saetning` is then true, `delvist` when it holds for a part.
    `alment` is the limit as such, of no case: what a report says of it.
    """

    navn: Tekst
    spoergsmaal: Tekst
    angaar: Literal["punkt", "sag"] = "punkt"
    hjaelp: str | None = None
    paragraf: str | None = None
    afvisning: bool = False
    alment: str | None = None
    saetning: Tekst
    delvist: str | None = None
    andetsteds: str | None = None
    sendes_videre: bool = False
    beregnes: Literal["etaarsregel"] | None = None
    forslag: Literal["handler-om-afgoerelse", "afgoerelse-truffet"] | None = None

    @property
    def svar(self) -> tuple[str, ...]:
        """The answers that the question can have."""
        return tuple(svar for svar in get_args(Svar) if svar != "delvist" or self.delvist)


class Authority(Row, frozen=True, kw_only=True):
    """A body a citizen can be sent to; contact facts stand only where they are certain."""

    navn: Tekst
    afgoer: Tekst
    telefon: str | None = None
    hjemmeside: str | None = None
    adresse: str | None = None
    kontoret_udfylder: bool = False

    @property
    def kontakt(self) -> tuple[str, ...]:
        """The contact facts that the row has."""
        return tuple(fact for fact in (self.telefon, self.hjemmeside, self.adresse) if fact)
