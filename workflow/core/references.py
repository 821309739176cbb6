"""The references from one table to another, found by the types of the rows' fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_type_hints

from workflow.core.row import Row


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
