"""Whether the other version of the office's own files could be used: tables and kontor.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from workflow.archive import casefile, rulefiles
from workflow.core.names import CONFLICT
from workflow.core.rulebook import Rulebook
from workflow.core.schema import office_schema
from workflow.office.desk import OWN_RULES, Office


def refuse_unsound(office: Office, other: Mapping[str, bytes]) -> None:
    """Raise BadFile with every fault that the office's files would have with the *other* ones."""
    rules = _tables(office, other)
    is_other = casefile.OFFICE in other
    path = office.root / casefile.OFFICE
    content = other[casefile.OFFICE] if is_other else path.read_bytes()
    within = f"{CONFLICT}/" if is_other else ""
    casefile.read_office(f"{within}{casefile.OFFICE}", content, office_schema(rules))


def _tables(office: Office, other: Mapping[str, bytes]) -> Rulebook:
    """Read the tables as they would be, laid out aside."""
    own = office.root / OWN_RULES
    tables = {path.name: path.read_bytes() for path in own.glob("*.yaml")} if own.is_dir() else {}
    for path, content in other.items():
        folder, _, name = path.partition("/")
        if folder == OWN_RULES:
            tables[name] = content
    with TemporaryDirectory() as aside:
        for name, content in tables.items():
            (Path(aside) / name).write_bytes(content)
        return rulefiles.load(Path(aside) if tables else None)
