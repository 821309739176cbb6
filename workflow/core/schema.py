"""The JSON Schema of sag.yaml, kontor.yaml and the tables, made from the model and the rows.

The program validates with the very schema that an editor uses, so that both refuse the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from workflow.core.kontor import Kontor, ids
from workflow.core.model import Sag
from workflow.core.recommendations import Anbefalinger
from workflow.core.register import Calls, Log
from workflow.core.row import Row
from workflow.core.rulebook import Rulebook

Schema = dict[str, Any]
# A year that a case can be of and that can be reckoned with; what is no day is told as that alone.
YEARS = r"^(?!\d{4}-)|^(19|2[01])"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def case_schema(rules: Rulebook, kontor: Kontor) -> Schema:
    """Return the schema of sag.yaml with the office's own centres, themes, languages and grades."""
    schema = _dated(_schema(Sag))
    punkt = schema["$defs"]["Klagepunkt"]["properties"]
    punkt["tema"]["enum"] = list(rules.temaer)
    punkt["center"]["enum"] = list(ids(kontor.centre))
    schema["$defs"]["Borger"]["properties"]["sprog"]["anyOf"][0]["enum"] = list(rules.sprog)
    grades = [row.navn for row in rules.kritikskala.values()]
    schema["$defs"]["Vurdering"]["properties"]["grad"]["anyOf"][0]["enum"] = grades
    event = schema["$defs"]["Haendelse"]["properties"]
    event["handling"]["enum"] = list(rules.handlinger)
    event["tilstand"]["anyOf"][0]["enum"] = list(rules.tilstande)
    punkt["kompetence"] |= _answers(rules, "punkt")
    schema["$defs"]["Sag"]["properties"]["kompetence"] |= _answers(rules, "sag")
    return schema


def plain_case_schema() -> Schema:
    """Return the schema of sag.yaml without any row: those of its day may have left the tables."""
    return _schema(Sag)


def office_schema(rules: Rulebook) -> Schema:
    """Return the schema of kontor.yaml with the deadlines and holidays of the tables."""
    schema = _schema(Kontor)
    properties = schema["$defs"]["Kontor"]["properties"]
    properties["frister"]["propertyNames"] = {"enum": list(rules.frister)}
    optional = [row.id for row in rules.helligdage.values() if row.valgfri]
    properties["fridage"]["items"]["enum"] = optional
    return schema


def log_schema(rules: Rulebook, kontor: Kontor) -> Schema:
    """Return the schema of a year's work that is no case, with the office's kinds and centres."""
    schema = _dated(_schema(Log))
    work = schema["$defs"]["Work"]["properties"]
    work["slags"]["enum"] = list(rules.aktiviteter)
    work["center"]["anyOf"][0]["enum"] = list(ids(kontor.centre))
    return schema


def calls_schema() -> Schema:
    """Return the schema of a year's calls to return."""
    return _dated(_schema(Calls))


def recommendations_schema(kontor: Kontor) -> Schema:
    """Return the schema of a report's anbefalinger.yaml with the office's own centres."""
    schema = _schema(Anbefalinger)
    row = schema["$defs"]["Anbefaling"]["properties"]
    row["center"]["anyOf"][0]["enum"] = list(ids(kontor.centre))
    return schema


def table_schema(row: type[Row]) -> Schema:
    """Return the schema of a table file: `raekker`, and perhaps an explanation of the whole."""
    schema = _schema(row)
    own = schema["$defs"][row.__name__]
    del own["properties"]["id"]
    own["required"].remove("id")
    keys = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9-]*$"}
    return schema | {
        "$ref": "#/$defs/tabel",
        "$defs": schema["$defs"]
        | {
            "tabel": {
                "type": "object",
                "properties": {
                    "forklaring": {"type": "string"},
                    "raekker": {
                        "type": "object",
                        "propertyNames": keys,
                        "additionalProperties": {"$ref": f"#/$defs/{row.__name__}"},
                    },
                },
                "required": ["raekker"],
                "additionalProperties": False,
            }
        },
    }


def _answers(rules: Rulebook, about: str) -> Schema:
    """Return the questions that a human answers about a thing, and what each answer may be."""
    asked = [row for row in rules.kompetence.values() if row.angaar == about and not row.beregnes]
    return {
        "propertyNames": {"enum": [row.id for row in asked]},
        "properties": {
            row.id: {"enum": list(row.svar), "description": row.spoergsmaal} for row in asked
        },
    }


def _schema(kind: type[msgspec.Struct]) -> Schema:
    """Return the schema of a class, to be changed at will."""
    schema: Schema = msgspec.json.decode(_bare(kind))
    return schema


@cache
def _bare(kind: type[msgspec.Struct]) -> bytes:
    """Write the schema of a class, once: finding out what its fields are takes some time."""
    schema = {"$schema": DIALECT, **msgspec.json.schema(kind)}
    _in_danish(schema["$defs"].values())
    return msgspec.json.encode(schema)


def _dated(schema: Schema) -> Schema:
    """Let every day of a case or a register be in a year that can be reckoned with."""
    waiting: list[Any] = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            part |= {"pattern": YEARS} if part.get("format") == "date" else {}
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return schema


def _in_danish(definitions: Iterable[Schema]) -> None:
    """Drop the classes' English docstrings: what an editor shows is Danish."""
    for definition in definitions:
        definition.pop("description", None)
        definition.pop("title", None)
