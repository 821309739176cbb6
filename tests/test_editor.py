"""The editor: every file says which schema checks it, and an independent judge agrees."""

from __future__ import annotations

import json
import re

import pytest
from cli import folder
from jsonschema import Draft202012Validator, FormatChecker
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from workflow.core.errors import BadFile
from workflow.office import desk, gather

pytest_plugins = ("at_the_counter",)


POINTER = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def schema_of(path):
    """Return the schema that a file's first line points to, as an editor finds it."""
    first = POINTER.match(path.read_text(encoding="utf-8"))
    assert first, path
    return json.loads((path.parent / first[1]).read_text(encoding="utf-8"))


class AsWritten(SafeConstructor):
    """Leave days the texts they are written as, as an editor does."""


AsWritten.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


def as_an_editor_reads(path):
    """Return a file's data by another reader than the program's."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = AsWritten
    return yaml.load(path.read_text(encoding="utf-8"))


def faults(path):
    """Return what an independent judge finds wrong with a file."""
    schema = schema_of(path)
    Draft202012Validator.check_schema(schema)
    judge = Draft202012Validator(schema, format_checker=FormatChecker())
    return [error.message for error in judge.iter_errors(as_an_editor_reads(path))]


def test_every_file_of_the_demonstration_is_right_in_an_editor(demonstration):
    files = [demonstration / "kontor.yaml", *demonstration.glob("2026/*/sag.yaml")]
    assert len(files) > 10
    assert {path.as_posix(): faults(path) for path in files} == {
        path.as_posix(): [] for path in files
    }


def test_a_new_archive_and_a_new_case_are_right_in_an_editor(with_case):
    assert faults(folder(with_case, "2026-0001") / "sag.yaml") == []
    assert faults(with_case.root / "kontor.yaml") == []


def fields(schema):
    """Yield each field of a schema with its description."""
    for name, part in schema["$defs"].items():
        for field, value in part.get("properties", {}).items():
            yield f"{name}.{field}", value.get("description")


def test_every_field_an_adviser_writes_is_explained_in_danish(with_case):
    sag = folder(with_case, "2026-0001") / "sag.yaml"
    told = dict(fields(schema_of(sag)))
    by_hand = {name: text for name, text in told.items() if not name.startswith("Haendelse.")}
    assert [name for name, text in by_hand.items() if not text] == []
    english = re.compile(r"\b(the|of|a|and|is|when|which)\b")
    assert [text for text in by_hand.values() if english.search(text)] == []
    kontor = dict(fields(schema_of(with_case.root / "kontor.yaml")))
    assert [name for name, text in kontor.items() if not text] == []


def choices(office) -> dict[str, list[str]]:
    """Return what an editor offers in sag.yaml, by field."""
    path = office.root / ".skema" / "sag.json"
    parts = json.loads(path.read_text(encoding="utf-8"))["$defs"]
    punkt, vurdering = parts["Klagepunkt"]["properties"], parts["Vurdering"]["properties"]
    grades = [way["enum"] for way in vurdering["grad"]["anyOf"] if "enum" in way]
    return {
        "center": punkt["center"]["enum"],
        "tema": punkt["tema"]["enum"],
        "grad": grades[0],
    }


def test_an_office_is_offered_its_own_centres_themes_and_grades(office):
    kontor = office.root / "kontor.yaml"
    text = kontor.read_text(encoding="utf-8")
    kontor.write_text(text.replace("- id: social", "- id: det-sociale"), encoding="utf-8")
    (office.root / "regler").mkdir()
    for table, row in {
        "temaer": "  ventetid: {navn: Ventetid, kilde: Kontoret}\n",
        "kritikskala": "  slemt: {navn: slemt, kilde: Kontoret}\n",
    }.items():
        own = office.root / "regler" / f"{table}.yaml"
        own.write_text(f"raekker:\n{row}", encoding="utf-8")
    offered = choices(desk.enter(office.root))
    assert "det-sociale" in offered["center"]
    assert offered["tema"] == ["ventetid"]
    assert offered["grad"] == ["slemt"]


WRONG = {
    "an unknown tema": ("tema: sagsbehandlingstid", "tema: vejret"),
    "an unknown centre": ("center: social", "center: maanen"),
    "an unknown key": ("emne: ", "emnet: "),
    "no name": ("navn: Øjvind Åse", "navn:"),
    "a number": ("emne: Ventetid på hjælpemiddel", "emne: 12"),
    "a day that is not": ("haendt: 2026-01-05", "haendt: 2026-02-30"),
    "an unknown type": ("type: klagesag", "type: klage"),
    "another format": ("format: 1", "format: 2"),
    "a text for a number": ("nr: 1", "nr: et"),
    "nothing wrong": ("emne: Ventetid på hjælpemiddel", "emne: Ventetid"),
}


@pytest.mark.parametrize(("old", "new"), WRONG.values(), ids=WRONG)
def test_editor_and_program_refuse_the_same(old, new, with_case):
    sag = folder(with_case, "2026-0001") / "sag.yaml"
    text = sag.read_text(encoding="utf-8")
    assert old in text
    sag.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        gather.read(with_case, "2026-0001")
    except BadFile:
        refused = True
    else:
        refused = False
    assert bool(faults(sag)) is refused
    assert refused is (new != "emne: Ventetid")


def test_the_schemas_are_no_part_of_the_journal(with_case):
    ignored = (with_case.root / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/.skema/" in ignored
    assert (with_case.root / ".skema" / "sag.json").is_file()
