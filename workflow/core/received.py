"""A data package as another municipality gave it: its description, and what each key may hold.

What is not named here is not read. The bounds are so wide that no real package meets them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from workflow.core.names import slug
from workflow.core.package import FORMAT, NONE, SHOWN, SMALL
from workflow.core.period import DAY, Span
from workflow.core.printed import HIDDEN, NOTHING, small, text

NAME = r"^[A-ZÆØÅ][A-Za-zÆØÅæøåÉéÜüÖö .-]{1,58}$"
CODE = r"^[a-z0-9][a-z0-9-]{0,39}$"
MOST_RESOURCES, MOST_NOTES, MOST_HABITS = 80, 200, 80
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")

Word = Annotated[str, Meta(min_length=1, max_length=200)]
Prose = Annotated[str, Meta(max_length=4000)]


class ToldHabit(Struct, frozen=True):
    """How the municipality counts: a question of taellevaner.yaml, and its answer."""

    id: Annotated[str, Meta(pattern=CODE)]
    spoergsmaal: Word
    svar: Annotated[str, Meta(min_length=1, max_length=1000)]


class People(Struct, frozen=True):
    """How many live in the municipality on a day, and who says so."""

    antal: Annotated[int, Meta(ge=1, le=10_000_000)]
    dag: date
    kilde: Word


class Told(Struct, frozen=True):
    """Who counted what, and how."""

    format: Literal[1]
    kommune: Annotated[str, Meta(pattern=NAME)]
    fra: date
    til: date
    graense: Annotated[int, Meta(ge=2, le=100)]
    taellevaner: Annotated[tuple[ToldHabit, ...], Meta(max_length=MOST_HABITS)]
    indbyggere: People | None = None

    @property
    def navn(self) -> str:
        """The municipality's name without the word Kommune."""
        return self.kommune.removesuffix(" Kommune")

    @property
    def kort(self) -> str:
        """The name as an id, by which two packages of one municipality are known."""
        return slug(self.navn)

    @property
    def periode(self) -> Span:
        """The days counted."""
        return Span(self.fra, self.til)

    @property
    def laengde(self) -> tuple[int, int]:
        """How long the period is: whole months, and days over."""
        after = self.til + DAY
        months = 12 * (after.year - self.fra.year) + after.month - self.fra.month
        return months, after.day - self.fra.day


class Resource(Struct, frozen=True):
    """A file of the package, and what its table counts."""

    name: Annotated[str, Meta(pattern=CODE)]
    path: Annotated[str, Meta(pattern=r"^(data/[a-z0-9-]{1,40}|kodelister)\.csv$")]
    title: Word
    description: Prose = ""
    enhed: Annotated[str, Meta(max_length=200)] = ""
    noter: Annotated[tuple[Prose, ...], Meta(max_length=MOST_NOTES)] = ()


class Description(Struct, frozen=True):
    """What is read of datapackage.json."""

    sagsgang: Told
    resources: Annotated[tuple[Resource, ...], Meta(min_length=1, max_length=MOST_RESOURCES)]


class Cell(Struct, frozen=True):
    """A cell: its number when it is shown, or why it is not."""

    tal: float | None
    status: str
    enhed: str

    def printed(self, threshold: int) -> str:
        """Return it as it is printed, small numbers by their own municipality's threshold."""
        if self.status == SHOWN:
            return text(self.tal)
        if self.status == SMALL:
            return small(threshold)
        return NOTHING if self.status == NONE else HIDDEN


class ReceivedTable(Struct, frozen=True):
    """A table received: its lines and columns by their codes, with their names, and its cells."""

    om: Resource
    linjer: Mapping[str, str]
    kolonner: Mapping[str, str]
    celler: Mapping[tuple[str, str], Cell]


class Received(Struct, frozen=True):
    """A package received, and where it was read."""

    fil: str
    om: Told
    tabeller: Mapping[str, ReceivedTable]


def schema() -> dict[str, Any]:
    """Return the JSON Schema of what is read of datapackage.json."""
    return msgspec.json.schema(Description)


def other_format(data: Any) -> str | None:
    """Say that a package is of another format than ours, before anything else of it is read."""
    told = data.get("sagsgang") if isinstance(data, dict) else None
    if not isinstance(told, dict) or "format" not in told:
        return "det er ikke en datapakke fra inv eksport: 'sagsgang' med 'format' mangler."
    found = told["format"]
    if isinstance(found, int) and not isinstance(found, bool) and found == FORMAT:
        return None
    return (
        f"pakken er skrevet i format {str(found)[:20]}; denne udgave af Sagsgang læser format "
        f"{FORMAT}. Bed om en pakke fra samme udgave, eller opdater."
    )


def meaning(told: Description) -> Iterator[str]:
    """Yield what each key allows and the whole does not."""
    if told.sagsgang.til < told.sagsgang.fra:
        yield f"perioden slutter ({told.sagsgang.til}), før den begynder ({told.sagsgang.fra})."
    names = [resource.name for resource in told.resources]
    yield from (f"'{name}' er nævnt to gange." for name in names if names.count(name) > 1)
    for resource in tables(told):
        if resource.path != f"data/{resource.name}.csv":
            yield f"'{resource.name}' ligger i {resource.path}, ikke i data/{resource.name}.csv."
        if not resource.enhed:
            yield f"'{resource.name}' mangler sin enhed."
    ids = [habit.id for habit in told.sagsgang.taellevaner]
    yield from (f"tællevanen '{name}' er der to gange." for name in ids if ids.count(name) > 1)
    if any(map(strange, _texts(msgspec.to_builtins(told)))):
        yield "en tekst har tegn, der ikke kan ses (styretegn eller skjulte tegn)."


def tables(told: Description) -> Iterator[Resource]:
    """Yield the files that hold tables."""
    yield from (found for found in told.resources if found.path.startswith("data/"))


def strange(found: str) -> bool:
    """Tell whether a text has characters that cannot be seen, or are none."""
    return any(unicodedata.category(c) in UNSEEN for c in found.replace("\n", " "))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
