"""Work that is no case, and calls to return: the keys of the two registers, and what they add to.

An attribute that mirrors a YAML key has the key's name; the descriptions are an editor's, hence
Danish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated

from msgspec import Meta
from msgspec.structs import asdict, replace

from workflow.core import cpr
from workflow.core.kontor import Kontor
from workflow.core.model import Kanal, Nummer, Record, Tekst
from workflow.core.rulebook import Activity

MUST, MAY = "skal", "kan"
MOST = 999  # in one line

Nr = Annotated[int, Meta(ge=1, description="Linjens nummer i året. Det ændres aldrig.")]


class Work(Record, frozen=True):
    """One piece of work that is no case, or several alike on one day."""

    nr: Nr
    dato: Annotated[date, Meta(description="Den dag, det skete (ÅÅÅÅ-MM-DD).")]
    slags: Annotated[str, Meta(description="Hvad det var: en række i aktiviteter.yaml.")]
    center: Annotated[
        str | None, Meta(description="Det center, det navnlig angik: et id i kontor.yaml.")
    ] = None
    antal: Annotated[int, Meta(ge=1, le=MOST, description="Hvor mange; 1, hvis tomt.")] = 1
    emne: Annotated[
        Tekst | None, Meta(description="Emnet i få ord. Ingen navne og andre personoplysninger.")
    ] = None
    kanal: Annotated[Kanal | None, Meta(description="Hvordan henvendelsen kom.")] = None


class Log(Record, frozen=True):
    """A year's work that is no case."""

    format: Annotated[int, Meta(ge=1, le=1, description="Filens format. Skal være 1.")]
    aktiviteter: Annotated[
        tuple[Work, ...], Meta(description="Det arbejde, der ikke er en sag, linje for linje.")
    ] = ()


class Call(Record, frozen=True, kw_only=True):
    """A missed call or a message, to be returned."""

    nr: Nr
    dato: Annotated[date, Meta(description="Den dag, der blev ringet (ÅÅÅÅ-MM-DD).")]
    navn: Annotated[Tekst, Meta(description="Den, der ringede. Skriv ikke CPR-nummer.")]
    telefon: Annotated[Tekst, Meta(description="Nummeret i anførselstegn, så nullerne bevares.")]
    besked: Annotated[Tekst | None, Meta(description="Beskeden i få ord.")] = None
    sag: Annotated[Nummer | None, Meta(description="Sagen, opkaldet angår, hvis der er en.")] = None
    senest: Annotated[date, Meta(description="Den dag, der senest ringes tilbage.")]
    ringet: Annotated[
        date | None, Meta(description="Den dag, der blev ringet tilbage; tomt indtil da.")
    ] = None
    resultat: Annotated[Tekst | None, Meta(description="Hvad der kom ud af det.")] = None

    @property
    def nummer(self) -> str:
        """Name the call among those of other years."""
        return f"{self.dato.year}-{self.nr}"

    def overskredet(self, today: date) -> bool:
        """Tell whether the call should have been returned before *today*."""
        return self.ringet is None and self.senest < today


class Calls(Record, frozen=True):
    """A year's calls to return: personal data, hence a file of its own that can be erased."""

    format: Annotated[int, Meta(ge=1, le=1, description="Filens format. Skal være 1.")]
    opkald: Annotated[
        tuple[Call, ...], Meta(description="Opkald og beskeder, der skal ringes tilbage på.")
    ] = ()


def waiting(calls: Iterable[Call]) -> tuple[Call, ...]:
    """Return the calls that have not been returned, the most urgent first."""
    still = (call for call in calls if call.ringet is None)
    return tuple(sorted(still, key=lambda call: (call.senest, call.dato, call.nr)))


def within(lines: Iterable[Work], fra: date, til: date) -> tuple[Work, ...]:
    """Return the work of a period, both days included, oldest first."""
    found = (work for work in lines if fra <= work.dato <= til)
    return tuple(sorted(found, key=lambda work: (work.dato, work.nr)))


def count(activities: Iterable[Work], fra: date, til: date) -> dict[str, int]:
    """Count the work of a period by its kind, both days included."""
    counted: dict[str, int] = {}
    for work in within(activities, fra, til):
        counted[work.slags] = counted.get(work.slags, 0) + work.antal
    return counted


def added(lines: Sequence[Work], new: Work) -> tuple[Work, ...]:
    """Return the lines with *new* among them: counted into a line that is like it, or a new one.

    Ten telephone numbers given on one day are one line, so that the year's file stays short.
    """
    for index, old in enumerate(lines):
        more = old.antal + new.antal
        if _alike(old) == _alike(new) and more <= MOST:
            return (*lines[:index], replace(old, antal=more), *lines[index + 1 :])
    return (*lines, replace(new, nr=next_nr(lines)))


def next_nr(lines: Iterable[Work | Call]) -> int:
    """Return the number of a year's next line."""
    return 1 + max((line.nr for line in lines), default=0)


def center_faults(work: Work, kind: Activity, kontor: Kontor) -> Iterator[str]:
    """Say what is wrong with the centre of a piece of work, by what its kind asks for."""
    known = ", ".join(center.id for center in kontor.centre_paa(work.dato))
    if work.center is None and kind.center == MUST:
        yield f"mangler: {kind.navn} noteres med et center. Vælg mellem: {known}."
    if work.center is not None and kind.center not in (MUST, MAY):
        yield f"kan ikke gives: {kind.navn} noteres uden center. Udelad det."
    if work.center is not None and kontor.center(work.center, work.dato) is None:
        yield f"'{work.center}' findes ikke den dag. Vælg mellem: {known}."


def line_faults(line: Work | Call, year: int) -> Iterator[tuple[str, str]]:
    """Yield what a line of a year's register cannot say: the key, and the fault."""
    if line.dato.year != year:
        yield "dato", f"dagen ligger ikke i {year}. Flyt linjen til filen for {line.dato.year}."
    for key, value in asdict(line).items():
        if isinstance(value, str) and cpr.holds(value):
            yield key, "der står et CPR-nummer. Det hører til i ESDH. Slet det."
    if isinstance(line, Call) and line.ringet is not None and line.ringet < line.dato:
        yield "ringet", "der er ringet tilbage, før der blev ringet. Ret datoerne."


def _alike(work: Work) -> Work:
    return replace(work, nr=1, antal=1)
