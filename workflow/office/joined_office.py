"""kontor.yaml where both sides have changed it, and the office that cases are then read by."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from msgspec.structs import replace

from workflow.archive import casefile, rulefiles, yamlfile, yamlwrite
from workflow.core.errors import BadFile
from workflow.core.kontor import Kontor
from workflow.core.merge import Clash, three_way
from workflow.core.rulebook import Rulebook
from workflow.core.schema import Schema, office_schema
from workflow.office.desk import OWN_RULES, Office
from workflow.office.meeting import Meeting

_CENTRES = "centre"


def reading(meeting: Meeting) -> Meeting:
    """Let cases be read by the office as it is after the joining."""
    rules, path = _rules(meeting), casefile.OFFICE
    if not (path in meeting.shared.changes or path in meeting.other.changes):
        return replace(meeting, office=Office(meeting.office.root, rules, meeting.office.kontor))
    form = office_schema(rules)
    content = merged(meeting, form) or meeting.held(meeting.in_place(path))
    kontor = casefile.read_office(path, content or b"", form)
    return replace(meeting, office=Office(meeting.office.root, rules, kontor))


def merged(meeting: Meeting, form: Schema) -> bytes | None:
    """Return kontor.yaml merged by field where both have changed it; None where that cannot be."""
    path = casefile.OFFICE
    if not meeting.both_changed(path):
        return None
    base, shared, other = (content or b"" for content in meeting.versions(path))
    try:
        document = yamlfile.read(path, shared)
        old, here, there = (fields(held, form) for held in (base, shared, other))
        clashes: list[Clash] = []
        data = three_way(old, here, there, clashes)
        data[_CENTRES] = [*data[_CENTRES].values()]
        after = casefile.builtins(msgspec.convert(data, Kontor))
        content = yamlwrite.write(document, _plain(shared, form), after)
        casefile.read_office(path, content, form)
    except (BadFile, msgspec.ValidationError):
        return None
    return None if clashes else content


def fields(content: bytes, form: Schema) -> dict[str, Any]:
    """Return what kontor.yaml says, each row of a centre by what it is known by."""
    return _by_period(_plain(content, form))


def _plain(content: bytes, form: Schema) -> dict[str, Any]:
    return casefile.builtins(casefile.read_office(casefile.OFFICE, content, form))


def _by_period(kontor: Mapping[str, Any]) -> dict[str, Any]:
    """Let each centre's row be known by its id and the day that it is in force from."""
    rows = {f"{row['id']} {row['gaelder_fra']}": row for row in kontor[_CENTRES]}
    return {**kontor, _CENTRES: rows}


def _rules(meeting: Meeting) -> Rulebook:
    """Return the tables as they are after the joining; they are read from a folder."""
    prefix = f"{OWN_RULES}/"
    changed = {p: c.after for p, c in meeting.shared.changes.items() if p.startswith(prefix)}
    if not changed:
        return meeting.office.rules
    ours = meeting.place.tree(meeting.other.commit, OWN_RULES)
    blobs = {**ours, **{path.removeprefix(prefix): blob for path, blob in changed.items()}}
    with TemporaryDirectory() as folder:
        for path, blob in blobs.items():
            if blob and "/" not in path:
                (Path(folder) / path).write_bytes(meeting.content(blob))
        return rulefiles.load(Path(folder))
