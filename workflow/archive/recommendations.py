"""beretning/2026/anbefalinger.yaml: read strictly, every fault with its line."""

from __future__ import annotations

from pathlib import Path

from workflow.archive import casefile, yamlfile
from workflow.core import recommendations
from workflow.core.errors import LinkInArchive
from workflow.core.recommendations import Anbefalinger
from workflow.core.schema import Schema

REPORTS, NAME = "beretning", "anbefalinger.yaml"


def of_year(root: Path, year: int, schema: Schema) -> Anbefalinger | None:
    """Return what the report of a year recommended; None when it has no such file."""
    folders = (root / REPORTS, root / REPORTS / str(year))
    path = folders[-1] / NAME
    for part in (*folders, path):
        if part.is_symlink():
            raise LinkInArchive(fil=part)
    if not path.is_file():
        return None
    return read(path.relative_to(root).as_posix(), path.read_bytes(), schema)


def read(fil: str, content: bytes, schema: Schema) -> Anbefalinger:
    """Read a report's recommendations; BadFile with every fault and its line."""
    document = yamlfile.read(fil, content)
    found = casefile.checked(document, schema, Anbefalinger)
    told = recommendations.faults(found)
    casefile.refuse(document, ((("anbefalinger", index, "nr"), fault) for index, fault in told))
    return found
