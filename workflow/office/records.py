"""Notes and henvendelser as PDF/A, for the municipality's ESDH."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workflow.core.dates import spelled
from workflow.core.filing import COMPLAINT, Document
from workflow.core.letter import CHANNELS
from workflow.office.gather import Gathered
from workflow.office.writing import INDEPENDENT


def rendered(
    case: Gathered, texts: Sequence[tuple[Document, str]]
) -> tuple[list[bytes], list[str]]:
    """Return the PDF of each text, and the characters that no font could show."""
    if not texts:
        return [], []
    from workflow.documents import coverage, publish

    look = publish.Look(tuple(case.office.templates))
    sources, lost = [], list[str]()
    for document, text in texts:
        shown, unshown = coverage.showable(_markdown(case, document, text), look)
        sources.append(publish.Source(document.sti, shown))
        lost += unshown
    return [made.pdf for made in publish.render(sources, look)], lost


def _markdown(case: Gathered, document: Document, text: str) -> str:
    from workflow.documents import record

    front = _front(case, document)
    if document.sti != COMPLAINT:
        return record.note(front, document.titel, text)
    sag = case.sag
    told = [
        ("Fra", sag.borger.navn),
        ("Modtaget", f"{spelled(sag.modtaget)}, {CHANNELS[sag.kanal]}"),
    ]
    return record.words(front, document.titel, told, text)


def _front(case: Gathered, document: Document) -> dict[str, Any]:
    return {
        "sagsnummer": case.sag.nummer,
        "dato": (document.dato or case.sag.modtaget).isoformat(),
        "sprog": "da-DK",
        "kommune": case.office.kontor.kommune,
        "kontor": "Borgerrådgiveren",
        "uafhaengig": INDEPENDENT,
        "form": "henvendelse" if document.sti == COMPLAINT else "notat",
    }
