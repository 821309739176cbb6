"""The words that a language puts in every letter, whatever the letter says (sprog.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from string import Formatter
from typing import Annotated

from msgspec import Meta
from msgspec.structs import asdict

from workflow.core.dates import happened, spelled
from workflow.core.model import Periode, Record, Tekst
from workflow.core.row import Row

DANISH = "da"


class Haendt(Record, frozen=True):
    """How it is said when something happened."""

    dag: Tekst
    siden: Tekst
    periode: Tekst


class Kanaler(Record, frozen=True, rename="kebab"):
    """How a citizen got in touch, as it is said after 'You contacted me'."""

    telefon: Tekst
    personligt: Tekst
    aaben_raadgivning: Tekst
    brev: Tekst
    digital_post: Tekst
    email: Tekst

    def tekst(self, kanal: str) -> str:
        """Return the words for one of them."""
        words: str = getattr(self, kanal.replace("-", "_"))
        return words


class Ord(Record, frozen=True):
    """The words of the letterhead, the running heads and the foot."""

    kontor: Tekst
    uafhaengig: Tekst
    kontakt: Tekst
    telefon: Tekst
    telefontid: Tekst
    aaben_raadgivning: Tekst
    sag: Tekst
    side: Tekst
    af: Tekst
    til: Tekst
    ved: Tekst
    udtalelse: Tekst
    notat: Tekst
    henvendelse: Tekst
    udkast: Tekst


class Language(Row, frozen=True, kw_only=True):
    """A language that letters to a citizen can be written in."""

    navn: Tekst
    kode: Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
    dato: Tekst
    maaneder: Annotated[tuple[Tekst, ...], Meta(min_length=12, max_length=12)]
    og: Tekst
    haendt: Haendt
    kanaler: Kanaler
    ord: Ord

    def dag(self, day: date) -> str:
        """Write a day as in a letter."""
        return spelled(day, self.maaneder, self.dato)

    def tidspunkt(self, when: date | Periode | None) -> str | None:
        """Write when a klagepunkt happened."""
        return happened(when, self.dag, asdict(self.haendt))


def fields(sentence: str) -> list[str]:
    """Return what a sentence is to be filled with; ValueError where a bracket is left open.

    A width or a conversion is told with its name, for no sentence may have one: {frist:>9999999999}
    would fill the memory.
    """
    return [
        name + (f"!{conversion}" if conversion else "") + (f":{width}" if width else "")
        for _, name, width, conversion in Formatter().parse(sentence)
        if name is not None
    ]


def unfillable(dato: str, haendt: Haendt) -> Iterator[str]:
    """Yield what is wrong with the braces of a language's dates."""
    day = {"dato": (dato, {"dag", "maaned", "aar"})}
    when = {name: (text, {"fra", "til"}) for name, text in asdict(haendt).items()}
    for name, (text, known) in (day | when).items():
        try:
            used = set(fields(text))
        except ValueError:
            yield f"'{name}' har en krøllet parentes, der ikke er lukket."
            continue
        if used - known:
            yield f"'{name}' kan kun bruge {', '.join(f'{{{field}}}' for field in sorted(known))}."
