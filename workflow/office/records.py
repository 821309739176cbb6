"""Notes and henvendelser as PDF/A, for the municipality's ESDH."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workflow.core.dates import spelled
from workflow.core.filing import COMPLAINT, Document
from workflow.core.language import DANISH
from workflow.office.front import letterhead
from workflow.office.gather import Gathered


def rendered(
    case: Gathered, texts: Sequence[tuple[Document, str]]
) -> tuple[list[bytes], list[str]]:
    """Return the PDF of each text, and the characters that no font could show."""
    if not texts:
        return [], []
    from workflow.documents import coverage, publish

    case.office.refuse_unapproved()
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
    sag, danish = case.sag, case.office.rules.sprog[DANISH]
    told = [
        ("Fra", sag.borger.navn),
        ("Modtaget", f"{spelled(sag.modtaget)}, {danish.kanaler.tekst(sag.kanal)}"),
    ]
    return record.words(front, document.titel, told, text)


def _front(case: Gathered, document: Document) -> dict[str, Any]:
    dato, danish = document.dato or case.sag.modtaget, case.office.rules.sprog[DANISH]
    form = "henvendelse" if document.sti == COMPLAINT else "notat"
    return letterhead(case.sag, dato, case.office.kontor, danish) | {"form": form}
