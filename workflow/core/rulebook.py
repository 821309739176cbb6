"""What the tables know: one class for a row of each file in workflow/regler/.

Attributes mirror the tables' keys. A reference to another table is typed as one (`StateId`,
`LetterId` …), so that every reference can be checked when the tables are read: a `Rulebook`
that exists is consistent.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec
from msgspec import Meta

from workflow.core.competence_rows import Authority, Ground
from workflow.core.elsewhere import Municipality, System
from workflow.core.everyday import Ordinary
from workflow.core.habit import Habit
from workflow.core.language import Language
from workflow.core.model import Record, Sagstype, Tekst
from workflow.core.row import Row

OPEN = "aaben"
SAME = "samme"
REOPENED = "foer-lukning"
BROUGHT = "medbragt"
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


class State(Row, frozen=True, kw_only=True):
    """Where a case can be."""

    titel: Tekst
    aaben: bool = True


class Option(Row, frozen=True, kw_only=True):
    """Something a step can be told: the name of its option, what it means and what it may be."""

    titel: Tekst
    slags: Literal["tekst", "dato", "tal", "valg", "punkter", "center", "raekke", "flag", "medhold"]
    vaerdier: tuple[str, ...] = ()
    tabel: str | None = None
    standard: str | None = None


class Deadline(Row, frozen=True, kw_only=True):
    """A deadline: what is awaited, of whom, when it no longer runs, and its usual length."""

    titel: Tekst
    venter_paa: Part
    slutter: Literal["tilstand", "brev-til-borger", "afslutning", "tilbagemelding"] = "tilstand"
    standard: Annotated[int, Meta(ge=1, description="arbejdsdage")]


class Letter(Row, frozen=True, kw_only=True):
    """A letter or statement; its text is the template of the same name."""

    titel: Tekst
    modtager: Part
    form: Literal["brev", "udtalelse", "klageudkast"] = "brev"
    skabelon: str | None = None

    @property
    def fil(self) -> str:
        """The template below templates/."""
        return self.skabelon or f"breve/{self.id}.md"

    def fil_paa(self, sprog: str) -> str:
        """Return the template of the letter in another language than Danish."""
        return f"{self.fil.removesuffix('.md')}.{sprog}.md"


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
    lover: dict[OptionId, DeadlineId] = msgspec.field(default_factory=dict)
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
    """A klagetema; one that is no longer used may be counted as another (`bliver_til`)."""

    navn: Tekst
    bliver_til: Annotated[str, _reference("temaer")] | None = None


class Outcome(Row, frozen=True, kw_only=True):
    """How a case ended."""

    navn: Tekst


class Holiday(Row, frozen=True, kw_only=True):
    """A day without work: a date every year, or days from Easter Sunday."""

    navn: Tekst
    fra_paaske: int | None = None
    dag: Annotated[str, Meta(pattern=r"^\d\d-\d\d$", description="måned-dag")] | None = None
    valgfri: bool = False


class Activity(Row, frozen=True, kw_only=True):
    """A kind of work that is no case, what it is counted in, and whether it names a centre."""

    navn: Tekst
    enhed: Tekst
    center: Literal["skal", "kan", "nej"] = "nej"


class Method(Row, frozen=True, kw_only=True):
    """A way of dealing with a complaint: any of these steps; the first row that fits counts."""

    navn: Tekst
    handlinger: tuple[Annotated[str, _reference("handlinger")], ...] = ()


class Line(Record, frozen=True):
    """A line of a table that counts something of its own; `hvor` narrows what is counted."""

    navn: Tekst
    fakta: Tekst
    enhed: Tekst
    hvor: dict[str, str] = msgspec.field(default_factory=dict)


class Table(Row, frozen=True, kw_only=True):
    """A table of the statistics: one fact by one or two dimensions, or lines of their own."""

    titel: Tekst
    enhed: Tekst
    definition: Tekst
    opgoerelse: Literal["kryds", "linjer", "svartid", "serie", "aktiviteter", "anbefalinger"] = (
        "kryds"
    )
    andele: Literal["soejle", "raekke"] | None = None
    fakta: str | None = None
    hvor: dict[str, str] = msgspec.field(default_factory=dict)
    raekker: str | None = None
    kolonner: str | None = None
    linjer: tuple[Line, ...] = ()
    figur: Literal["bar", "stablet", "paneler", "linje", "fordeling", "median"] | None = None


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
    aktiviteter: dict[str, Activity]
    sprog: dict[str, Language]
    loesningsmetoder: dict[str, Method]
    tabeller: dict[str, Table]
    taellevaner: dict[str, Habit]
    hverdagsord: dict[str, Ordinary]
    kommuner: dict[str, Municipality]
    fagsystemer: dict[str, System]
    forklaringer: dict[str, str] = {}

    def grad(self, navn: str | None) -> Grade | None:
        """Return the step of the scale with that name, if it has one."""
        return next((row for row in self.kritikskala.values() if row.navn == navn), None)


def row_classes() -> dict[str, type[Row]]:
    """Return the class of each table's rows, by the table's name."""
    hints = get_type_hints(Rulebook)
    return {name: get_args(kind)[1] for name, kind in hints.items() if name != "forklaringer"}
