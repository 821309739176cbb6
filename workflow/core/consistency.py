"""Whether the tables hold together: every reference resolved, every sentence fillable."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import get_args

from workflow.core import authorities
from workflow.core.calendar import exists
from workflow.core.competence_rows import Authority
from workflow.core.conditions import CONDITIONS
from workflow.core.effects import EFFECTS
from workflow.core.known_steps import BROUGHT_ALONG, FILED, NOTED, REGISTERED, SENT, SPLIT
from workflow.core.kontor import in_a_ring
from workflow.core.language import DANISH, Language, fields, unfillable
from workflow.core.model import Haendelse, Medhold
from workflow.core.references import references
from workflow.core.row import Row
from workflow.core.rulebook import (
    BROUGHT,
    ELSE,
    OPEN,
    REOPENED,
    SAME,
    Action,
    Conclusion,
    Grade,
    Holiday,
    Option,
    Rulebook,
    Table,
    Theme,
    row_classes,
)

Fault = tuple[str, str, str]

_FUNCTIONS = {"betingelser": tuple(CONDITIONS), "virkninger": tuple(EFFECTS)}

FACTS = frozenset(("forhold", "konstateret", "grad", "holdepunkter", "truffet", "klageinstans"))
VALUES = {
    "henstilling": frozenset(("center", "henstilling")),
    "resultat": frozenset(("center", "kritik", "antal")),
}
FINDINGS = ("kritik", "ingen-kritik", "konstateret")
COMMANDS = frozenset(
    (
        "afklar",
        "afsendt",
        "aktivitet",
        "aktiviteter",
        "arkiv",
        "bekraeft",
        "beretning",
        "centerark",
        "demo",
        "eksport",
        "esdh",
        "find",
        "forhaandsvis",
        "forkast",
        "fortryd",
        "frist",
        "gem",
        "genskab",
        "godkend",
        "gendan",
        "hent",
        "hjaelp",
        "indlaes",
        "journal",
        "klagepunkt",
        "kompetence",
        "notat",
        "ny",
        "opdel",
        "opkald",
        "opkaldsliste",
        "overblik",
        "ringet",
        "sammenlign",
        "sikkerhedskopi",
        "smaahenvendelse",
        "statistik",
        "status",
        "synk",
        "tjek",
        "udkast",
        "vaelg",
        "vis",
        "vurder",
    )
)
SENTENCES = (
    "paastand",
    "konstateret",
    "kritik",
    "ingen-kritik",
    "kan-ikke-vurderes",
    "klageinstans",
    "henstilling",
    *(
        f"{name}-{extent}"
        for name in ("bevistvivl", "faglig-vurdering", "kompetence")
        for extent in ("helt", "delvist")
    ),
    "faglig-vurdering-holdepunkter",
    *(
        f"gyldighed-{extent}-{stage}"
        for extent in ("helt", "delvist")
        for stage in ("truffet", "ikke-truffet", "uoplyst")
    ),
    "resultat-kritik",
    "resultat-kritik-delvis",
    "resultat-ingen-kritik",
    "resultat-ikke-vurderet",
)
NEEDED = {
    "handlinger": (REGISTERED, SENT, NOTED, FILED, SPLIT, BROUGHT_ALONG),
    "oplysninger": ("alligevel", "medhold"),
    "frister": ("tilbageringning", "notat", "stilstand"),
    "konklusioner": SENTENCES,
    "aktiviteter": ("smaa-henvendelse",),
    "sprog": (DANISH,),
}


def faults(rules: Rulebook) -> Iterator[Fault]:
    """Yield each fault of the tables: table, row, and what is wrong."""
    for table in row_classes():
        for row in getattr(rules, table).values():
            for fault in _row_faults(row, rules):
                yield table, row.id, fault
    for table, names in NEEDED.items():
        for name in names:
            if name not in getattr(rules, table):
                yield table, name, "rækken mangler. Hent den fra den medfølgende tabel."


def _row_faults(row: Row, rules: Rulebook) -> Iterator[str]:
    for field, table, value in references(row):
        if value not in (known := _known(rules, table)):
            yield f"'{field}' nævner '{value}', som ikke findes. Vælg mellem: {', '.join(known)}."
    yield from _translation_faults(row)
    yield from _OF_A_KIND.get(type(row), _none)(row, rules)


def _translation_faults(row: Row) -> Iterator[str]:
    texts = [name for name in row.__struct_fields__ if name not in Row.__struct_fields__]
    for sprog, translated in row.oversat.items():
        for name in translated:
            if name not in texts:
                yield (
                    f"'oversat' har '{name}' på {sprog}, men rækken har intet felt af det navn. "
                    f"Brug: {', '.join(texts)}."
                )


def _known(rules: Rulebook, table: str) -> Collection[str]:
    if table == "tilstande":
        return (OPEN, *rules.tilstande)
    if table in _FUNCTIONS:
        return _FUNCTIONS[table]
    return tuple(getattr(rules, table))


def _action_faults(row: Action, rules: Rulebook) -> Iterator[str]:
    if row.kommando is None and row.id in COMMANDS:
        yield f"'{row.id}' er navnet på en af programmets egne kommandoer. Kald rækken noget andet."
    for target in _targets(row):
        if target not in (SAME, REOPENED, BROUGHT, *rules.tilstande):
            yield f"'til' nævner '{target}', som ikke findes i tilstande.yaml."
    for state in row.til if isinstance(row.til, dict) else ():
        if state not in (ELSE, *rules.tilstande):
            yield f"'til' nævner '{state}', som ikke findes i tilstande.yaml."
    for option in row.oplysninger:
        if option not in rules.oplysninger:
            yield f"'kraever' nævner '{option}', som ikke findes i oplysninger.yaml."


def _targets(row: Action) -> Iterator[str]:
    yield from row.til.values() if isinstance(row.til, dict) else (row.til,)
    if row.til_med_punkt is not None:
        yield row.til_med_punkt


def _option_faults(row: Option, _: Rulebook) -> Iterator[str]:
    field = "punkter" if row.id == "punkt" else row.id.replace("-", "_")
    if field not in Haendelse.__struct_fields__:
        yield "en hændelse kan ikke huske den oplysning; der skal kode til en ny."
    if row.slags == "raekke" and row.tabel not in row_classes():
        yield f"'tabel' nævner '{row.tabel}', som ikke er en tabel."
    known = get_args(Medhold)
    for value in row.vaerdier if row.slags == "medhold" else ():
        if value not in known:
            yield f"en sag kan ikke huske '{value}'. Vælg 'vaerdier' blandt: {', '.join(known)}."


def _holiday_faults(row: Holiday, _: Rulebook) -> Iterator[str]:
    if (row.dag is None) == (row.fra_paaske is None):
        yield "giv enten 'dag' eller 'fra_paaske'."
    if row.dag is not None and not exists(row.dag):
        yield f"'dag' {row.dag} findes ikke. Skriv måned-dag: 12-25."


def _sentence_faults(row: Grade | Conclusion, _: Rulebook) -> Iterator[str]:
    try:
        names = fields(row.saetning)
    except ValueError:
        yield "'saetning' har en krøllet parentes, der ikke er lukket."
        return
    known = VALUES.get(row.id.partition("-")[0], FACTS)
    for name in names:
        if name not in known:
            yield (
                f"'saetning' bruger {{{name}}}, som ikke findes. Brug: {', '.join(sorted(known))}."
            )
    if (isinstance(row, Grade) or row.id in FINDINGS) and "konstateret" not in names:
        yield "'saetning' mangler {konstateret}: det, der er fundet, ville ikke blive sagt."


def _theme_faults(row: Theme, rules: Rulebook) -> Iterator[str]:
    successors = {old.id: old.bliver_til for old in rules.temaer.values() if old.bliver_til}
    if in_a_ring(row.id, successors):
        yield f"'bliver_til' fører fra '{row.id}' tilbage til '{row.id}'."
    if row.bliver_til is not None and row.gaelder_til is None:
        yield "'bliver_til' er sat, men rækken gælder stadig. Sæt 'gaelder_til'."


def _table_faults(row: Table, _: Rulebook) -> Iterator[str]:
    names = [line.navn for line in row.linjer]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"'linjer' har to linjer, der hedder '{name}'. Giv den ene et andet navn."


def _none(row: Row, _: Rulebook) -> Iterator[str]:
    yield from ()


_OF_A_KIND: Mapping[type[Row], Callable[..., Iterator[str]]] = {
    Action: _action_faults,
    Authority: lambda row, _: authorities.faults(row),
    Option: _option_faults,
    Holiday: _holiday_faults,
    Grade: _sentence_faults,
    Conclusion: _sentence_faults,
    Table: _table_faults,
    Theme: _theme_faults,
    Language: lambda row, _: unfillable(row.dato, row.haendt),
}
