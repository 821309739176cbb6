"""Whether the tables hold together: every reference resolved, every sentence fillable."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from string import Formatter

from workflow.core.conditions import CONDITIONS
from workflow.core.effects import EFFECTS
from workflow.core.rulebook import (
    OPEN,
    REOPENED,
    SAME,
    Action,
    Row,
    Rulebook,
    references,
    row_classes,
)

Fault = tuple[str, str, str]

_FUNCTIONS = {"betingelser": tuple(CONDITIONS), "virkninger": tuple(EFFECTS)}

VALUES = frozenset(
    (
        "forhold",
        "konstateret",
        "grad",
        "holdepunkter",
        "truffet",
        "klageinstans",
        "center",
        "henstilling",
        "kritik",
        "antal",
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


def faults(rules: Rulebook) -> Iterator[Fault]:
    """Yield each fault of the tables: table, row, and what is wrong."""
    for table in row_classes():
        for row in getattr(rules, table).values():
            for fault in _row_faults(row, rules):
                yield table, row.id, fault
    for name in SENTENCES:
        if name not in rules.konklusioner:
            yield "konklusioner", name, "rækken mangler; udtalelsen bruger den."


def _row_faults(row: Row, rules: Rulebook) -> Iterator[str]:
    for field, table, value in references(row):
        if value not in (known := _known(rules, table)):
            yield f"'{field}' nævner '{value}', som ikke findes. Vælg mellem: {', '.join(known)}."
    if isinstance(row, Action):
        yield from _action_faults(row, rules)
    yield from _sentence_faults(getattr(row, "saetning", ""))


def _known(rules: Rulebook, table: str) -> Collection[str]:
    if table == "tilstande":
        return (OPEN, *rules.tilstande)
    if table in _FUNCTIONS:
        return _FUNCTIONS[table]
    return tuple(getattr(rules, table))


def _action_faults(row: Action, rules: Rulebook) -> Iterator[str]:
    targets = row.til.values() if isinstance(row.til, dict) else (row.til,)
    for target in targets:
        if target not in (SAME, REOPENED, *rules.tilstande):
            yield f"'til' nævner '{target}', som ikke findes i tilstande.yaml."
    for option in row.oplysninger:
        if option not in rules.oplysninger:
            yield f"'kraever' nævner '{option}', som ikke findes i oplysninger.yaml."


def _sentence_faults(sentence: str) -> Iterator[str]:
    try:
        names = [name for _, name, _, _ in Formatter().parse(sentence) if name is not None]
    except ValueError:
        yield "'saetning' har en krøllet parentes, der ikke er lukket."
        return
    for name in names:
        if name not in VALUES:
            known = ", ".join(sorted(VALUES))
            yield f"'saetning' bruger {{{name}}}, som ikke findes. Brug: {known}."
