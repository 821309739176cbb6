"""A report's own files as they lie: its chapters, and what it recommends."""

from __future__ import annotations

import re

from workflow.archive import recommendations
from workflow.archive.journal import Journal
from workflow.core.recommendations import Anbefalinger
from workflow.core.schema import recommendations_schema
from workflow.office.desk import Office
from workflow.office.report_kinds import Kind

CHAPTER = re.compile(r"\d\d-[^/]+\.md")


def chapters(kind: Kind, book: Journal) -> dict[str, str]:
    """Return the chapters as they lie, in their order."""
    edits = book.edited(kind.mappe)
    held = {fil: book.content(fil) for fil in book.listing(kind.mappe)} | dict(edits)
    return {
        fil: content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        for fil, content in sorted(held.items())
        if content is not None and CHAPTER.fullmatch(fil.removeprefix(f"{kind.mappe}/"))
    }


def recommended(office: Office, kind: Kind, book: Journal) -> Anbefalinger | None:
    """Return what the report recommends; BadFile when the file cannot be read."""
    fil = f"{kind.mappe}/{recommendations.NAME}"
    content = book.edited(kind.mappe).get(fil, book.content(fil))
    if content is None:
        return None
    return recommendations.read(fil, content, recommendations_schema(office.kontor))


def templates(office: Office, kind: Kind) -> list[str]:
    """Return the names of the templates that its chapters are first written from."""
    folders = [folder / kind.skabeloner for folder in office.templates]
    return sorted({path.name for folder in folders for path in folder.glob("*.md")})
