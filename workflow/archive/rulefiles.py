"""The tables: the shipped ones compiled once, an office's own read and checked when used."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from workflow.archive import validate, yamlfile
from workflow.core.consistency import faults
from workflow.core.errors import BadFile
from workflow.core.rulebook import Rulebook, row_classes
from workflow.core.schema import table_schema

SHIPPED = Path(__file__).parent.parent / "regler"
COMPILED = SHIPPED / "__pycache__" / "regler.json"
ROWS, EXPLANATION = "raekker", "forklaring"


def load(own: Path | None = None) -> Rulebook:
    """Read all tables; those of the same name below *own* replace the shipped ones.

    BadFile with every fault of every table, each with its line.
    """
    tables = dict(_shipped())
    documents = {path.stem: _document(path) for path in _files(own)}
    for name, document in documents.items():
        tables[name] = document.data
    rules = _rulebook(tables)
    if documents:
        _refuse(faults(rules), documents)
    return rules


def check_shipped() -> Rulebook:
    """Read the shipped tables from their files, with every check; for tests."""
    documents = {path.stem: _document(path) for path in _files(SHIPPED)}
    rules = _rulebook({name: document.data for name, document in documents.items()})
    _refuse(faults(rules), documents)
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


def _document(path: Path) -> yamlfile.Document:
    fil = f"regler/{path.name}"
    kind = row_classes().get(path.stem)
    if kind is None:
        raise BadFile(
            fejl=f"{fil}: der er ingen tabel af det navn. Kald filen en af: "
            f"{', '.join(f'{name}.yaml' for name in row_classes())}."
        )
    document = yamlfile.read(fil, path.read_bytes())
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


def _refuse(
    found: Iterator[tuple[str, str, str]], documents: Mapping[str, yamlfile.Document]
) -> None:
    told = []
    for table, row, fault in found:
        if table in documents:
            told += yamlfile.lines(documents[table], [((ROWS, row), fault)])
        else:
            told.append(f"regler/{table}.yaml, {row}: {fault}")
    if told:
        raise BadFile(fejl="\n".join(told))


def _shipped() -> Mapping[str, Any]:
    """Return the shipped tables' data, compiled once for each version of the files."""
    stamp = [[path.name, *_stamp(path)] for path in _files(SHIPPED)]
    try:
        compiled = json.loads(COMPILED.read_bytes())
        if compiled["stamp"] == stamp:
            return dict(compiled["tables"])
    except (OSError, ValueError, KeyError):
        pass
    tables = {path.stem: _document(path).data for path in _files(SHIPPED)}
    _compile({"stamp": stamp, "tables": tables})
    return tables


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _compile(content: Mapping[str, Any]) -> None:
    """Keep the compiled tables if the folder can be written to; nothing depends on it."""
    temporary = COMPILED.with_suffix(f".{os.getpid()}")
    try:
        COMPILED.parent.mkdir(exist_ok=True)
        temporary.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        temporary.replace(COMPILED)
    except OSError:
        temporary.unlink(missing_ok=True)
