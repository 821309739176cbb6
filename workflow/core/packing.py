"""The folder that is dragged into the ESDH: what its files are called, and the list of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from workflow.core import cpr
from workflow.core.filing import COMPLAINT, NOTES, RECEIVED, Document
from workflow.core.model import Sag
from workflow.core.names import slug

LIST = "dokumentliste"
COLUMNS = ("Nr.", "Dato", "Retning", "Afsender", "Modtager", "Titel", "Filnavn", "SHA-256")
UNDATED = "udateret"

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_ENDING = 10
_BOM = "\ufeff"


class Packed(Struct, frozen=True):
    """A document in the folder: its number, its file, and the hash of what the file holds."""

    nr: int
    document: Document
    filnavn: str
    sha256: str = ""

    @property
    def row(self) -> tuple[str, ...]:
        """Its line of the list."""
        d = self.document
        day = d.dato.isoformat() if d.dato else ""
        parties = (d.afsender, d.modtager)
        return (str(self.nr), day, d.retning, *parties, d.titel, self.filnavn, self.sha256)


def is_text(document: Document) -> bool:
    """Tell whether a document is Markdown of ours, which becomes a PDF before it is filed."""
    return document.sti == COMPLAINT or (
        document.sti.startswith(NOTES) and document.sti.endswith(".md")
    )


def named(documents: Sequence[Document], sag: Sag) -> tuple[Packed, ...]:
    """Give each document its number and the name of its file."""
    people = set(slug(f"{sag.borger.navn} {sag.borger.repraesentant or ''}").split("-"))
    return tuple(
        Packed(nr, document, _name(nr, document, people))
        for nr, document in enumerate(documents, 1)
    )


def csv(packed: Iterable[Packed]) -> str:
    """Write the list as a Danish spreadsheet opens it."""
    rows = [COLUMNS, *(item.row for item in packed)]
    return _BOM + "".join(";".join(map(_cell, row)) + "\r\n" for row in rows)


def markdown(packed: Iterable[Packed], sag: Sag) -> str:
    """Write the list as a page to read."""
    rows = [COLUMNS, ("---",) * len(COLUMNS), *(item.row for item in packed)]
    lines = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    head = [f"# Dokumentliste, sag {sag.nummer}", "", f"Nummer i ESDH: {sag.esdh or 'mangler'}"]
    return "\n".join([*head, "", *lines, ""])


def _name(nr: int, document: Document, people: set[str]) -> str:
    """Name a file by day, number, direction and words: ASCII, and not by the citizen's name."""
    stem, _, ending = document.sti.rpartition("/")[2].rpartition(".")
    if not stem:
        stem, ending = ending, ""
    words = slug(cpr.without(re.sub(r"^\d{4}-\d{2}-\d{2}", "", stem))).split("-")
    short = "-".join(w for w in words if w and not {w, w.removesuffix("s")} & people)
    kind = "bilag" if document.sti.startswith(RECEIVED) else "notat"
    day = document.dato.isoformat() if document.dato else UNDATED
    end = "pdf" if is_text(document) else slug(ending)[:_ENDING]
    return f"{day}-{nr:02}-{document.retning}-{short[:60] or kind}" + (f".{end}" if end else "")


def _cell(text: str) -> str:
    """Quote a cell; one that a spreadsheet would reckon with is made a text."""
    safe = f"'{text}" if text.startswith(_FORMULA) else text
    return '"' + safe.replace('"', '""') + '"'
