"""An office at work: its archive, its own rules and words, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from workflow.archive import approval, aside, casefile, compiled, places, rulefiles, yamlfile
from workflow.archive.journal import Person
from workflow.core.calendar import Calendar, calendar
from workflow.core.errors import BadFile, LinkInArchive, TemplatesUnapproved
from workflow.core.kontor import Kontor
from workflow.core.rulebook import Rulebook
from workflow.core.schema import (
    Schema,
    calls_schema,
    case_schema,
    log_schema,
    office_schema,
    recommendations_schema,
)
from workflow.office import way_back

TEMPLATES = places.templates(Path(__file__).parents[1])
OWN_RULES, OWN_TEMPLATES, SCHEMAS = "regler", approval.TEMPLATES, places.SCHEMAS


class Office(Struct, frozen=True, dict=True):
    """An archive with the office that it belongs to."""

    root: Path
    rules: Rulebook
    kontor: Kontor

    @cached_property
    def schema(self) -> Schema:
        """The schema of this office's sag.yaml."""
        return case_schema(self.rules, self.kontor)

    @cached_property
    def kalender(self) -> Calendar:
        """The office's working days."""
        return calendar(self.rules.helligdage.values(), self.kontor.fridage)

    @property
    def templates(self) -> Sequence[Path]:
        """Where templates and looks are found: the office's own first, once they are approved."""
        own = self.root / OWN_TEMPLATES
        return (own, TEMPLATES) if own.is_dir() and not self.unapproved else (TEMPLATES,)

    @cached_property
    def unapproved(self) -> Sequence[str]:
        """The archive's own templates that have not been approved on this machine as they are."""
        own = self.root / OWN_TEMPLATES
        return approval.changes(self.root).ikke_godkendt if own.is_dir() else ()

    def refuse_unapproved(self) -> None:
        """Refuse to make documents while the office's own templates may not be used."""
        if self.unapproved:
            raise TemplatesUnapproved(filer=", ".join(map(approval.shown, self.unapproved)))

    @property
    def who(self) -> Person:
        """Whom the journal names when the machine itself does not say."""
        adviser = self.kontor.borgerraadgiver
        return Person(adviser.navn, adviser.email)


def enter(root: Path) -> Office:
    """Read an office; BadFile with every fault of its tables and kontor.yaml, and the way back."""
    with way_back.shown(root, OWN_RULES, casefile.OFFICE):
        office = read(root)
    lay_out_schemas(office)
    return office


def read(root: Path) -> Office:
    """Read an office, and write nothing; BadFile with every fault of its tables or kontor.yaml."""
    own = root / OWN_RULES
    rules = rulefiles.load(own if own.is_dir() else None)
    return Office(root, rules, read_kontor(root, rules))


def read_kontor(root: Path, rules: Rulebook) -> Kontor:
    """Read kontor.yaml by some tables; BadFile with every fault of it, or when it is gone."""
    path = root / casefile.OFFICE
    if path.is_symlink():
        raise LinkInArchive(fil=path)
    if not path.is_file():
        raise BadFile(fejl=f"{casefile.OFFICE} mangler.")
    return casefile.read_office(casefile.OFFICE, path.read_bytes(), office_schema(rules))


def lay_out_schemas(office: Office) -> None:
    """Put the schemas where the first line of each YAML file points."""
    _keep(office.root / SCHEMAS / "sag.json", office.schema)
    _keep(office.root / SCHEMAS / "kontor.json", office_schema(office.rules))
    _keep(office.root / SCHEMAS / "aktiviteter.json", log_schema(office.rules, office.kontor))
    _keep(office.root / SCHEMAS / "opkald.json", calls_schema())
    _keep(office.root / SCHEMAS / "anbefalinger.json", recommendations_schema(office.kontor))


def unfinished(kontor: Kontor, centre: Iterable[str]) -> Iterator[str]:
    """Yield the keys of kontor.yaml, of some centres, that still say what inv arkiv wrote."""
    start = start_values(kontor.kommune)
    for key, value in casefile.builtins(kontor.borgerraadgiver).items():
        if value == start["borgerraadgiver"].get(key) and key not in ("titel", "oversat"):
            yield f"borgerraadgiver.{key}"
    addresses = {row["id"]: row["adresse"] for row in start["centre"]}
    for row in kontor.centre:
        if row.id in centre and row.adresse == addresses.get(row.id):
            yield f"centre.{row.id}.adresse"


def start_values(kommune: str) -> dict[str, Any]:
    """Return what inv arkiv writes in kontor.yaml for a municipality."""
    skeleton = compiled.data("kontor", [TEMPLATES / casefile.OFFICE], _data)
    data: dict[str, Any] = _named(skeleton["kontor"], kommune)
    return data


def _data(path: Path) -> Any:
    return yamlfile.read(path.name, path.read_bytes()).data


def _named(value: Any, kommune: str) -> Any:
    if isinstance(value, dict):
        return {key: _named(item, kommune) for key, item in value.items()}
    if isinstance(value, list):
        return [_named(item, kommune) for item in value]
    return value.replace("KOMMUNE", kommune) if isinstance(value, str) else value


def _keep(path: Path, schema: Schema) -> None:
    """Write a schema anew when it differs."""
    content = msgspec.json.format(msgspec.json.encode(schema), indent=1)
    if not (path.is_file() and path.read_bytes() == content):
        aside.keep(path, content)
