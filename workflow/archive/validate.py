"""Data held against its JSON Schema: every fault, in Danish, with the path to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from workflow.core.schema import YEARS, Schema

Path = tuple[str | int, ...]
Fault = tuple[Path, str]

_KINDS = {
    "string": "en tekst",
    "integer": "et helt tal",
    "number": "et tal",
    "boolean": "true eller false",
    "array": "en liste",
    "object": "en gruppe af nøgler",
    "null": "tom",
}
_MISSHAPEN = tuple(f"{_KINDS[kind]}." for kind in ("array", "object"))


def faults(schema: Schema, data: Any) -> Iterator[Fault]:
    """Yield every fault of the data with the path to where it is."""
    for error in _validator(_Schema(schema)).iter_errors(data):
        for path, fault in _told(error):
            yield path, fault + (_form(schema, path) if fault.endswith(_MISSHAPEN) else "")


def sound(schema: Schema, data: Any) -> bool:
    """Tell whether the data has no fault; a day of the year 0 may have passed for one.

    Raise ValueError for keys that are no texts.
    """
    return bool(_validator(_Schema(schema), swift=True).is_valid(data))


def _form(schema: Schema, path: Path) -> str:
    """Show how a line of a list is written, when each is a group with keys that it must have."""
    part = _resolved(schema, schema)
    for step in path:
        held = part.get("items") if isinstance(step, int) else part.get("properties", {}).get(step)
        part = _resolved(schema, held or {})
    listed = path and isinstance(path[-1], int)
    keys = (part if listed else _resolved(schema, part.get("items", {}))).get("required", ())
    return f" Skriv linjen som: - {{{', '.join(f'{key}: …' for key in keys)}}}" if keys else ""


def _resolved(schema: Schema, part: Schema) -> Schema:
    """Return the definition that a part of a schema refers to, or the part itself."""
    while "$ref" in part:
        part = schema["$defs"][part["$ref"].rpartition("/")[2]]
    return part


class _Schema:
    """A schema as itself, not as what it says: comparing takes longer than checking a file."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Schema) and self.schema is other.schema

    def __hash__(self) -> int:
        return id(self.schema)


@lru_cache(maxsize=16)
def _validator(of: _Schema, *, swift: bool = False) -> Any:
    """Make a schema's validator once; that takes fifty times as long as using it.

    A swift one does not ask us of days, which is half of what a validator takes.
    """
    import jsonschema_rs

    ours = {} if swift else {"date": _exists}
    return jsonschema_rs.validator_for(of.schema, validate_formats=True, formats=ours)


def _exists(text: str) -> bool:
    """Tell whether a day exists, as the calendar of the model has it: no year 0."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _told(error: Any) -> Iterator[Fault]:
    path: Path = tuple(error.instance_path)
    kind = error.kind
    if kind.name == "anyOf":
        for inner in _likeliest(kind.context):
            yield from _told(inner)
    elif kind.name == "additionalProperties":
        for name in kind.unexpected:
            yield (*path, name), f"nøglen '{name}' kendes ikke. Ret stavningen, eller slet den."
    elif kind.name == "propertyNames":
        name = kind.error.instance
        yield (*path, name), f"nøglen '{name}' kan ikke bruges. {_instead(kind.error)}"
    else:
        words = _WORDS.get(kind.name, _other)
        yield path, f"{_name(path)}{words(kind, error.instance)}"


def _instead(error: Any) -> str:
    """Say what a key may be instead, when it is one of a list."""
    if error.kind.name == "enum":
        return f"Ret stavningen. Vælg mellem: {', '.join(map(str, error.kind.options))}."
    return "Ret stavningen, eller slet den."


def _likeliest(branches: Any) -> Any:
    """Of several forms a value may have, blame the one it comes nearest to."""
    meant = [branch for branch in branches if not _of_other_kind(branch)]
    return min(meant or branches, key=len)


def _of_other_kind(branch: Any) -> bool:
    depth = min(len(error.instance_path) for error in branch)
    return any(e.kind.name == "type" and len(e.instance_path) == depth for e in branch)


def _name(path: Path) -> str:
    names = [step for step in path if isinstance(step, str)]
    return f"'{names[-1]}' " if names else ""


def _type(kind: Any, value: Any) -> str:
    wanted = " eller ".join(_KINDS[name] for name in kind.types)
    if value is None:
        return f"mangler. Skriv {wanted}."
    if "string" in kind.types and type(value) in (int, float):
        return "er et tal, men skal være en tekst. Sæt anførselstegn om det."
    return f"er ikke {wanted}."


def _enum(kind: Any, value: Any) -> str:
    choices = ", ".join(str(option) for option in kind.options if option is not None)
    if value is None:
        return f"mangler. Vælg mellem: {choices}."
    return f"kan ikke være '{value}'. Vælg mellem: {choices}."


def _format(kind: Any, value: Any) -> str:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
        return f"'{value}' er ikke skrevet som en dato. Skriv den som 2026-03-04."
    return f"'{value}' er ikke en dato, der findes. Ret den."


def _required(kind: Any, _: Any) -> str:
    return f"mangler nøglen '{kind.property}'."


def _pattern(kind: Any, value: Any) -> str:
    if not str(value).strip():
        return "er tom. Udfyld den."
    if kind.pattern == YEARS:
        return f"'{value}' ligger ikke i årene 1900-2199. Ret årstallet."
    return f"'{value}' har ikke den rigtige form."


def _minimum(kind: Any, value: Any) -> str:
    return f"er {value}, men skal være mindst {kind.limit}."


def _maximum(kind: Any, value: Any) -> str:
    return f"er {value}, men må højst være {kind.limit}."


def _min_items(kind: Any, _: Any) -> str:
    return f"skal have mindst {kind.limit}."


def _max_length(kind: Any, _: Any) -> str:
    return f"er over {kind.limit} tegn."


def _max_items(kind: Any, _: Any) -> str:
    return f"har over {kind.limit}."


def _other(kind: Any, value: Any) -> str:
    return f"'{value}' er ikke tilladt ({kind.name})."


_WORDS: dict[str, Callable[[Any, Any], str]] = {
    "type": _type,
    "enum": _enum,
    "format": _format,
    "required": _required,
    "pattern": _pattern,
    "minimum": _minimum,
    "maximum": _maximum,
    "minItems": _min_items,
    "maxItems": _max_items,
    "maxLength": _max_length,
}
