"""What a report has recommended, and what became of it: the keys of anbefalinger.yaml.

An attribute that mirrors a YAML key has the key's name; the descriptions are an editor's, hence
Danish.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from msgspec import Meta

from workflow.core.model import Record, Tekst

Fulgt = Literal["fulgt", "delvist", "ikke-fulgt", "ingen-melding"]
UNTOLD: Fulgt = "ingen-melding"
STATES: Mapping[Fulgt, str] = {
    "fulgt": "Fulgt",
    "delvist": "Delvist fulgt",
    "ikke-fulgt": "Ikke fulgt",
    "ingen-melding": "Ingen melding",
}


class Anbefaling(Record, frozen=True):
    """One recommendation of a report; its status is written for the report a year later."""

    nr: Annotated[int, Meta(ge=1, description="Anbefalingens nummer i beretningen.")]
    tekst: Annotated[Tekst, Meta(description="Det, der anbefales, i én sætning.")]
    center: Annotated[
        str | None,
        Meta(description="Det center, den er rettet til: et id i kontor.yaml; tomt: flere."),
    ] = None
    status: Annotated[
        Fulgt,
        Meta(
            description="Hvad der blev af den: fulgt, delvist, ikke-fulgt eller ingen-melding. At "
            "intet er meldt, er ikke det samme som fulgt."
        ),
    ] = UNTOLD
    note: Annotated[
        Tekst | None, Meta(description="Hvad der er sket, i få ord. Ingen personoplysninger.")
    ] = None


class Anbefalinger(Record, frozen=True):
    """The recommendations of one report."""

    format: Annotated[Literal[1], Meta(description="Filens format. Skal være 1.")]
    anbefalinger: Annotated[
        tuple[Anbefaling, ...], Meta(description="Beretningens anbefalinger, i nummerorden.")
    ] = ()


def faults(found: Anbefalinger) -> Iterator[tuple[int, str]]:
    """Yield each recommendation whose number has been given before, and the fault."""
    seen: set[int] = set()
    for index, row in enumerate(found.anbefalinger):
        if row.nr in seen:
            yield index, f"anbefaling {row.nr} står to gange. Ret det ene nummer."
        seen.add(row.nr)
