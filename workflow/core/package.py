"""Protected tables as a data package: Frictionless Data Package 1.0 with a Table Schema.

Each table is a CSV file of one shape: a row for each cell, with its codes, names, unit and
status. A hidden number is empty, and its status says whether it was small or hides another.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from workflow.core.dimensions import Value
from workflow.core.figures import MIDDLE
from workflow.core.kontor import Kontor
from workflow.core.period import Span
from workflow.core.printed import HIDDEN, NOTHING, Trykt, TryktLinje, is_hidden, number
from workflow.core.rulebook import Rulebook
from workflow.core.table_text import Lines

FORMAT = 1
ALL = "i-alt"
TIMES, DAYS = "svartid", "arbejdsdage"
SHOWN, SMALL, WITHHELD, NONE = "vist", "lille", "skjult", "intet"
STATUS = {
    SHOWN: "tallet er vist",
    SMALL: "mindst 1 og under grænsen; skjult",
    WITHHELD: "skjult, for at andre skjulte tal ikke kan regnes ud",
    NONE: "der er intet at vise",
}
RECKONED_FROM = {
    "forholdet": "forholdet selv",
    "sagens-afslutning": "den dag, centret afsluttede sagen",
}
EXCEPTED = {
    True: "Aktuelle forhold fra det seneste år tages med i en ældre sag",
    False: "Der er ingen undtagelse for aktuelle forhold i en ældre sag",
}
METHOD = (
    "Små tal er skjult, og så mange flere, at ingen skjulte kan regnes ud af de viste, heller ikke "
    "på tværs af tabellerne og det, kontoret har offentliggjort før."
)
COLUMNS = ("linje", "linje_navn", "kolonne", "kolonne_navn", "enhed", "vaerdi", "status")
_LISTED = ("tabel", "akse", "kode", "navn", "i_alt")


class Package(Struct, frozen=True):
    """What is exported: the protected tables of a period, and the office that counted them."""

    periode: Span
    tabeller: Sequence[Trykt]
    kontor: Kontor
    rules: Rulebook


def files(package: Package) -> dict[str, str]:
    """Return each file of a data package by its name."""
    found = {_path(table): _csv(COLUMNS, _cells(table)) for table in package.tabeller}
    listed = (row for table in package.tabeller for row in _codes(table))
    return {
        "datapackage.json": json.dumps(_told(package), ensure_ascii=False, indent=2) + "\n",
        "kodelister.csv": _csv(_LISTED, listed),
        "LAESMIG.md": "\n".join(_readme(package)) + "\n",
        **found,
    }


def habits(package: Package) -> list[dict[str, str]]:
    """Return how the office counts, where municipalities differ."""
    rule, kontor = package.kontor.etaarsregel, package.kontor
    values = {
        "begynder": kontor.beretning.begynder,
        "regnes_fra": RECKONED_FROM[rule.regnes_fra],
        "undtagelse": EXCEPTED[rule.undtagelse],
    }
    return [
        {"id": row.id, "spoergsmaal": row.spoergsmaal, "svar": _filled(row.svar, values)}
        for row in package.rules.taellevaner.values()
        if row.gaelder(package.periode.til)
    ]


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def _told(package: Package) -> dict[str, Any]:
    kontor, span = package.kontor, package.periode
    return {
        "profile": "tabular-data-package",
        "name": f"borgerraadgiver-{span.fra}-{span.til}",
        "title": f"Borgerrådgiverens statistik, {kontor.kommune}, {span.navn}",
        "description": METHOD,
        "version": f"{FORMAT}.0.0",
        "sagsgang": {
            "format": FORMAT,
            "kommune": kontor.kommune,
            "fra": str(span.fra),
            "til": str(span.til),
            "graense": kontor.skjul_under,
            "metode": METHOD,
            "status": STATUS,
            "taellevaner": habits(package),
            **_inhabitants(kontor),
        },
        "resources": [*map(_resource, package.tabeller), _code_resource()],
    }


def _inhabitants(kontor: Kontor) -> dict[str, Any]:
    people = kontor.indbyggere
    if people is None:
        return {}
    told = {"antal": people.antal, "dag": str(people.dag), "kilde": people.kilde}
    return {"indbyggere": told}


def _resource(table: Trykt) -> dict[str, Any]:
    row = table.row
    fields = [_field(name) for name in COLUMNS]
    return {
        **_file(row.id, _path(table)),
        "title": row.titel,
        "description": row.definition.strip(),
        "enhed": row.enhed,
        "periode": table.periode,
        "noter": list(table.noter),
        "schema": {"fields": fields, "primaryKey": ["linje", "kolonne"], "missingValues": [""]},
    }


def _code_resource() -> dict[str, Any]:
    fields: list[dict[str, Any]] = [{"name": name, "type": "string"} for name in _LISTED[:-1]]
    fields.append(
        {"name": "i_alt", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nej"]}
    )
    return {
        **_file("kodelister", "kodelister.csv"),
        "title": "Kodelister: hver linje og kolonne i tabellerne",
        "schema": {"fields": fields, "primaryKey": ["tabel", "akse", "kode"]},
    }


def _file(name: str, path: str) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
    }


def _field(name: str) -> dict[str, Any]:
    if name == "vaerdi":
        return {"name": name, "type": "number", "constraints": {"minimum": 0}}
    known: dict[str, Any] = {"enum": [*STATUS]} if name == "status" else {}
    return {"name": name, "type": "string", "constraints": {"required": True, **known}}


def _path(table: Trykt) -> str:
    return f"data/{table.row.id}.csv"


def _cells(table: Trykt) -> Iterator[Sequence[object]]:
    for line in table.linjer:
        for value, cell in zip(table.kolonner, line.celler, strict=True):
            found = number(cell)
            shown = "" if found is None else f"{found:.10g}"
            unit, status = _unit(table, line, value), _status(cell)
            yield line.id or ALL, line.navn, value.id or ALL, value.navn, unit, shown, status


def _unit(table: Trykt, line: TryktLinje, value: Value) -> str:
    measured = table.row.opgoerelse == TIMES and value.id in MIDDLE
    return DAYS if measured else line.enhed or table.row.enhed


def _status(cell: str) -> str:
    if cell == NOTHING:
        return NONE
    if cell == HIDDEN:
        return WITHHELD
    return SMALL if is_hidden(cell) else SHOWN


def _codes(table: Trykt) -> Iterator[Sequence[object]]:
    for line in table.linjer:
        yield table.row.id, "linje", line.id or ALL, line.navn, "ja" if line.total else "nej"
    for value in table.kolonner:
        yield table.row.id, "kolonne", value.id or ALL, value.navn, "nej" if value.id else "ja"


def _csv(head: Sequence[str], rows: Iterator[Sequence[object]]) -> str:
    lines = Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerows((head, *rows))
    return "".join(lines)


def _readme(package: Package) -> Iterator[str]:
    threshold = package.kontor.skjul_under
    yield f"# Borgerrådgiverens statistik, {package.kontor.kommune}, {package.periode.navn}"
    yield ""
    yield "En datapakke efter Frictionless Data Package 1.0. Begynd i `datapackage.json`."
    yield f"{METHOD} Grænsen er {threshold}. Et skjult tal er tomt; `status` siger hvorfor:"
    yield ""
    yield from (f"- `{name}`: {text}" for name, text in STATUS.items())
    yield ""
    yield "## Sådan er der talt"
    for habit in habits(package):
        yield ""
        yield f"**{habit['spoergsmaal']}** {habit['svar']}"
    yield ""
    yield "## Tabellerne"
    for table in package.tabeller:
        yield ""
        yield f"**{table.row.id}, {table.row.titel}.** {table.row.definition.strip()}"
