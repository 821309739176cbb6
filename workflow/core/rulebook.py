"""What the tables know: one class for a row of each file in workflow/regler/.

Attributes mirror the tables' keys. A reference to another table is typed as one (`StateId`,
`LetterId` …), so that every reference can be checked when the tables are read: a `Rulebook`
that exists is consistent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec
from msgspec import Meta

from workflow.core.model import Record, Sagstype, Tekst

OPEN = "aaben"
SAME = "samme"
REOPENED = "foer-lukning"
ELSE = "ellers"


def _reference(table: str) -> Any:
    return Meta(extra={"tabel": table})


StateId = Annotated[str, _reference("tilstande")]
LetterId = Annotated[str, _reference("breve")]
DeadlineId = Annotated[str, _reference("frister")]
OptionId = Annotated[str, _reference("oplysninger")]
ConditionId = Annotated[str, Meta(extra={"tabel": "betingelser"})]
EffectId = Annotated[str, Meta(extra={"tabel": "virkninger"})]

Part = Literal["borger", "center", "begge", "kontor"]


class Row(Record, frozen=True, kw_only=True):
    """What every row has: an id, which is its key in the file, and where the rule comes from."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    kilde: Tekst
    kontrolleret: date | None = None
    gaelder_fra: date | None = None
    gaelder_til: date | None = None

    def gaelder(self, day: date) -> bool:
        """Tell whether the row is in force on *day*."""
        begun = self.gaelder_fra is None or self.gaelder_fra <= day
        return begun and (self.gaelder_til is None or day <= self.gaelder_til)


class State(Row, frozen=True, kw_only=True):
    """Where a case can be."""

    titel: Tekst
    aaben: bool = True


class Option(Row, frozen=True, kw_only=True):
    """Something a step can be told: the name of its option, what it means and what it may be."""

    titel: Tekst
    slags: Literal["tekst", "dato", "valg", "punkter", "center", "raekke", "flag", "medhold"]
    vaerdier: tuple[str, ...] = ()
    tabel: str | None = None


class Deadline(Row, frozen=True, kw_only=True):
    """A deadline that a step can set: what is awaited, and the office's usual length."""

    titel: Tekst
    venter_paa: Part
    standard: Annotated[int, Meta(ge=1, description="arbejdsdage")]


class Letter(Row, frozen=True, kw_only=True):
    """A letter or statement; its text is the template of the same name."""

    titel: Tekst
    modtager: Part
    form: Literal["brev", "udtalelse"] = "brev"
    skabelon: str | None = None

    @property
    def fil(self) -> str:
        """The template below templates/."""
        return self.skabelon or f"breve/{self.id}.md"


class Action(Row, frozen=True, kw_only=True):
    """One thing that can happen to a case: from where, to where, and what it takes."""

    titel: Tekst
    hjaelp: Tekst
    fra: tuple[StateId, ...] = ()
    til: str | dict[str, str] = SAME
    til_med_punkt: str | None = None
    typer: tuple[Sagstype, ...] = ()
    kommando: str | None = None
    kraever: tuple[str, ...] = ()
    kraever_ved: dict[OptionId, tuple[OptionId, ...]] = msgspec.field(default_factory=dict)
    kan: tuple[OptionId, ...] = ()
    betingelser: tuple[ConditionId, ...] = ()
    betingelser_fra: dict[StateId, tuple[ConditionId, ...]] = msgspec.field(default_factory=dict)
    advarsler: tuple[ConditionId, ...] = ()
    virkninger: tuple[EffectId, ...] = ()
    breve: tuple[LetterId, ...] = ()
    breve_kun_ved: OptionId | None = None
    breve_undtagen_ved: OptionId | None = None
    frist: DeadlineId | None = None
    frist_valgfri: bool = False
    forelaegger: bool = False
    bagud: bool = False
    filer: dict[str, str] = msgspec.field(default_factory=dict)
    afsender: Part = "kontor"
    modtager: Part = "kontor"

    @property
    def oplysninger(self) -> tuple[str, ...]:
        """Every option the step takes, the required ones first."""
        required = [name for need in self.kraever for name in need.split("|")]
        told = [name for needs in self.kraever_ved.values() for name in needs]
        deadline = ["frist"] if self.frist else []
        return tuple(dict.fromkeys([*required, *told, *self.kraever_ved, *deadline, *self.kan]))

    def kan_ske_fra(self, state: State | None) -> bool:
        """Tell whether the action may happen in *state* (None: before the case exists)."""
        if state is None:
            return not self.fra
        return state.id in self.fra or (OPEN in self.fra and state.aaben)


class Grade(Row, frozen=True, kw_only=True):
    """A step of the kritikskala, lowest first in the file."""

    navn: Tekst
    former: tuple[str, ...] = ()
    forklaring: str | None = None
    saetning: Tekst = "Jeg finder det {grad}, at {konstateret}."


class Conclusion(Row, frozen=True, kw_only=True):
    """A sentence of a statement's conclusion, with the values it takes in braces."""

    titel: str | None = None
    saetning: Tekst


class Theme(Row, frozen=True, kw_only=True):
    """A klagetema."""

    navn: Tekst


class Outcome(Row, frozen=True, kw_only=True):
    """How a case ended."""

    navn: Tekst


class Ground(Row, frozen=True, kw_only=True):
    """A limit of the adviser's competence (domain §2)."""

    navn: Tekst
    paragraf: str | None = None
    afvisning: bool = False
    saetning: Tekst
    andetsteds: str | None = None
    sendes_videre: bool = False


class Authority(Row, frozen=True, kw_only=True):
    """A body a citizen can be sent to; contact facts stand only where they are certain."""

    navn: Tekst
    afgoer: Tekst
    telefon: str | None = None
    hjemmeside: str | None = None
    adresse: str | None = None


class Holiday(Row, frozen=True, kw_only=True):
    """A day without work: a date every year, or days from Easter Sunday."""

    navn: Tekst
    fra_paaske: int | None = None
    dag: Annotated[str, Meta(pattern=r"^\d\d-\d\d$", description="måned-dag")] | None = None
    valgfri: bool = False


class Rulebook(msgspec.Struct, frozen=True, kw_only=True):
    """All the tables of an office."""

    handlinger: dict[str, Action]
    tilstande: dict[str, State]
    oplysninger: dict[str, Option]
    breve: dict[str, Letter]
    frister: dict[str, Deadline]
    kritikskala: dict[str, Grade]
    konklusioner: dict[str, Conclusion]
    temaer: dict[str, Theme]
    udfald: dict[str, Outcome]
    kompetence: dict[str, Ground]
    myndigheder: dict[str, Authority]
    helligdage: dict[str, Holiday]
    forklaringer: dict[str, str] = {}

    def grad(self, navn: str | None) -> Grade | None:
        """Return the step of the scale with that name, if it has one."""
        return next((row for row in self.kritikskala.values() if row.navn == navn), None)


def row_classes() -> dict[str, type[Row]]:
    """Return the class of each table's rows, by the table's name."""
    hints = get_type_hints(Rulebook)
    return {name: get_args(kind)[1] for name, kind in hints.items() if name != "forklaringer"}


def references(row: Row) -> Iterator[tuple[str, str, str]]:
    """Yield each reference of a row to another table: the row's field, the table, the value."""
    for field, hint in get_type_hints(type(row), include_extras=True).items():
        for table, value in _referred(hint, getattr(row, field)):
            yield field, table, value


def _referred(hint: Any, value: Any) -> Iterator[tuple[str, str]]:
    """Follow a field's type down to the references in its value."""
    marks = getattr(hint, "__metadata__", None)
    if marks is not None and isinstance(value, str):
        yield from ((mark.extra["tabel"], value) for mark in marks if mark.extra)
        return
    for kind, part in _parts(hint, value):
        yield from _referred(kind, part)


def _parts(hint: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    kinds = [kind for kind in get_args(hint) if kind is not Ellipsis]
    if isinstance(value, Mapping):
        keys, items = kinds
        for key, item in value.items():
            yield keys, key
            yield items, item
    elif isinstance(value, tuple):
        yield from ((kinds[0], item) for item in value)
    elif value is not None and not hasattr(hint, "__metadata__"):
        yield from ((kind, value) for kind in kinds)
