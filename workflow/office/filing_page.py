"""What is not filed in the ESDH, as a page to read and as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workflow.core.filing import IN, OUT, Document
from workflow.core.model import Sag
from workflow.core.packing import UNDATED
from workflow.core.title import title
from workflow.office.filing import Parcel, Unfiled

_ALL = "Alt er arkiveret i ESDH."


def data(cases: Sequence[Unfiled]) -> list[dict[str, Any]]:
    """Return each document as --json gives it."""
    return [
        {
            "sag": case.sag.nummer,
            "esdh": case.sag.esdh,
            "dokument": document.sti,
            "dato": document.dato.isoformat() if document.dato else None,
            "retning": document.retning,
            "afsender": document.afsender,
            "modtager": document.modtager,
            "titel": document.titel,
            "sendt": document.sendt,
            "rettet": document.rettet,
        }
        for case in cases
        for document in case.dokumenter
    ]


def text(cases: Sequence[Unfiled]) -> str:
    """Return the documents of each case as a page to read."""
    pages = ["\n".join(_page(case)) for case in cases]
    return "\n\n".join(pages) or _ALL


def packed(parcels: Sequence[Parcel]) -> str:
    """Return what was packed, where, and what to do with it."""
    return "\n\n".join("\n".join(_parcel(parcel)) for parcel in parcels) or _ALL


def _page(case: Unfiled) -> Iterator[str]:
    yield from _head(case.sag)
    for document in case.dokumenter:
        yield f"  {_line(document)}"
    if not case.dokumenter:
        yield f"  {_ALL}"
        return
    if any(document.sendt for document in case.dokumenter):
        yield f"Pak dem med: inv esdh --sag {case.sag.nummer} --pak"


def _parcel(parcel: Parcel) -> Iterator[str]:
    yield from _head(parcel.sag)
    if not parcel.filer:
        yield "  Der er intet at pakke: alt er arkiveret, eller brevene er ikke sendt."
        return
    yield f"Pakket i {parcel.mappe}:"
    for item in parcel.filer:
        yield f"  {item.filnavn}"
    if any(item.document.dato is None for item in parcel.filer):
        yield (
            "Et bilag har ingen dato. Begynd filens navn med dagen, det blev modtaget: "
            "2026-03-16-svar.pdf."
        )
    yield f"Når de ligger i ESDH: inv esdh --sag {parcel.sag.nummer} --arkiveret"


def _head(sag: Sag) -> Iterator[str]:
    yield title(sag)
    if sag.esdh:
        yield f"ESDH: {sag.esdh}"
    else:
        yield (
            "Nummeret i ESDH mangler. Skriv det ved esdh: i sag.yaml, og kør inv gem "
            f"{sag.nummer}; eller giv det med --esdh, når dokumenterne afmærkes med --arkiveret."
        )


def _line(document: Document) -> str:
    day = document.dato.isoformat() if document.dato else f"{UNDATED}  "
    party = {IN: f", fra: {document.afsender}", OUT: f", til: {document.modtager}"}
    remarks = [] if document.sendt else ["ikke sendt; pakkes først, når det er (inv afsendt)"]
    remarks += ["rettet, siden det blev arkiveret"] if document.rettet else []
    said = "".join(f"; {remark}" for remark in remarks)
    parties = party.get(document.retning, "")
    return f"{day}  {document.titel} ({document.retning}{parties}) {document.sti}{said}"
