"""The tables: the shipped ones compiled once, an office's own read and checked when used."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from workflow.archive import compiled, yamlfile
from workflow.core.errors import BadFile
from workflow.core.rulebook import Rulebook, row_classes

SHIPPED = Path(__file__).parent.parent / "regler"
ROWS, EXPLANATION = "raekker", "forklaring"


def load(own: Path | None = None) -> Rulebook:
    """Read all tables; those of the same name below *own* replace the shipped ones.

    BadFile with every fault of every table, each with its line.
    """
    documents = _documents(own)
    if not documents:
        return _as_shipped()
    tables = dict(_shipped())
    for name, document in documents.items():
        tables[name] = document.data
    rules = _rulebook(tables)
    _refuse(rules, documents)
    return rules


def check_shipped() -> Rulebook:
    """Read the shipped tables from their files, with every check; for tests."""
    documents = {path.stem: _document(path) for path in _files(SHIPPED)}
    rules = _rulebook({name: document.data for name, document in documents.items()})
    _refuse(rules, documents)
    return rules


def for_counter(own: Path | None) -> Rulebook:
    """Read the tables that commands are made of; a bad one of the office's stops no command.

    It is refused, with every fault, by the command that uses it.
    """
    if own is None:
        return load()
    try:
        return load(own)
    except BadFile:
        return load()


def _files(folder: Path | None) -> list[Path]:
    return sorted(folder.glob("*.yaml")) if folder else []


def _documents(own: Path | None) -> dict[str, yamlfile.Document]:
    found, told = {}, list[str]()
    for path in _files(own):
        try:
            found[path.stem] = _document(path)
        except BadFile as fault:
            told.append(str(fault))
    if told:
        raise BadFile(fejl="\n".join(told))
    return found


def _document(path: Path) -> yamlfile.Document:
    from workflow.archive import validate
    from workflow.core.schema import table_schema

    fil = f"regler/{path.name}"
    kind = row_classes().get(path.stem)
    if kind is None:
        raise BadFile(
            fejl=f"{fil}: der er ingen tabel af det navn. Kald filen en af: "
            f"{', '.join(f'{name}.yaml' for name in row_classes())}."
        )
    if path.is_symlink() or not path.is_file():
        raise BadFile(fejl=f"{fil} er en mappe eller en genvej. Læg selve filen dér.")
    try:
        document = yamlfile.read(fil, path.read_bytes())
    except OSError:
        raise BadFile(fejl=f"{fil} kan ikke læses. Luk den i andre programmer.") from None
    if told := yamlfile.lines(document, validate.faults(table_schema(kind), document.data)):
        raise BadFile(fejl="\n".join(told))
    return document


def _rulebook(tables: Mapping[str, Any]) -> Rulebook:
    kinds = row_classes()
    rows: dict[str, Any] = {
        name: {
            key: msgspec.convert({"id": key, **row}, kind)
            for key, row in tables[name][ROWS].items()
        }
        for name, kind in kinds.items()
    }
    told = {name: tables[name].get(EXPLANATION) for name in kinds}
    return Rulebook(**rows, forklaringer={name: text for name, text in told.items() if text})


def _refuse(rules: Rulebook, documents: Mapping[str, yamlfile.Document]) -> None:
    from workflow.core.consistency import faults

    told = []
    for table, row, fault in faults(rules):
        if table in documents:
            told += yamlfile.lines(documents[table], [((ROWS, row), fault)])
        else:
            told.append(f"regler/{table}.yaml, {row}: {fault}")
    if told:
        raise BadFile(fejl="\n".join(told))


@cache
def _as_shipped() -> Rulebook:
    return _rulebook(_shipped())


def _shipped() -> Mapping[str, Any]:
    return compiled.data("regler", _files(SHIPPED), lambda path: _document(path).data)
