"""Filing in the municipality's ESDH: what is not there yet, packed to be put there, and marked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from workflow.archive import journal, papers, places
from workflow.archive.journal import Journal
from workflow.core import filing, packing
from workflow.core.errors import BadFile, NotAllowed, UnreadableFile
from workflow.core.filing import Document
from workflow.core.known_steps import FILED
from workflow.core.model import Haendelse, Sag
from workflow.core.packing import Packed
from workflow.core.situation import Situation
from workflow.core.title import title
from workflow.office import gather, recall, records, saving, steps, writing
from workflow.office.desk import Office
from workflow.office.drafts import Prepared
from workflow.office.gather import Gathered
from workflow.office.steps import Done

_NOTHING = "- Der er ingen dokumenter, som ikke allerede er arkiveret."


class Unfiled(Struct, frozen=True):
    """A case, and its documents that are not in the ESDH."""

    sag: Sag
    dokumenter: tuple[Document, ...]


class Parcel(Struct, frozen=True):
    """A case's documents as they were packed, and where."""

    sag: Sag
    mappe: Path
    filer: tuple[Packed, ...]
    meddelelser: tuple[str, ...]


def listing(office: Office, given: str) -> list[Unfiled]:
    """Return what is not filed of a case, or of every case that has something left."""
    if given:
        case = gather.read(office, gather.find(office, given))
        return [Unfiled(case.sag, filing.unfiled(case.situation(case.sag.modtaget)))]
    every = (
        Unfiled(sag, filing.unfiled(recall.situation(office, sag, sag.modtaget)))
        for sag in _readable(office)
    )
    return [case for case in every if case.dokumenter]


def pack(office: Office, given: str, today: date) -> list[Parcel]:
    """Pack what can be filed of a case, or of every case, in a folder for each."""
    found = (_packed(office, nummer, today) for nummer in _cases(office, given))
    return [parcel for parcel in found if given or parcel.filer]


def mark(office: Office, given: str, esdh: str, dato: date, now: datetime) -> Done:
    """Record that what could be filed of a case has been; its packed folder is removed."""
    action, nummer = office.rules.handlinger[FILED], gather.find(office, given)
    packed, left = papers.packed(office.root, nummer), list[str]()

    def filed(s: Situation, _: Prepared) -> Haendelse:
        ready = [document.navn for document in filing.ready(s)]
        documents = tuple(navn for navn in ready if packed is None or navn in packed)
        left[:] = [filing.path(navn) for navn in ready if navn not in documents]
        if not documents:
            reason = f"- {_since(left)}" if left else _NOTHING
            raise NotAllowed(sag=title(s.sag), handling=action.titel, grunde=reason)
        return Haendelse(dato=dato, handling=action.id, dokumenter=documents)

    done = steps.take(office, given, action, filed, now, lambda sag: _known_as(sag, esdh))
    said = [*done.meddelelser, *_cleared(office, done.nummer), *([_since(left)] if left else [])]
    return replace(done, meddelelser=tuple(said))


def _since(left: Sequence[str]) -> str:
    """Say which documents are not in the folder that was packed."""
    return (
        f"Kommet til eller rettet, siden der blev pakket, og derfor ikke afmærket: "
        f"{', '.join(left)}. Pak igen med --pak."
    )


def _cleared(office: Office, nummer: str) -> Iterator[str]:
    """Remove the packed folder; say so when it cannot be, for what it holds is personal."""
    try:
        papers.forget(office.root, nummer)
    except OSError:
        left = papers.place(office.root, papers.PACKED, nummer)
        yield f"{left} kunne ikke slettes. Luk filerne, og slet mappen selv."


def _readable(office: Office) -> list[Sag]:
    """Return every case; BadFile with every fault when one cannot be read."""
    found = recall.every(office).values()
    if faults := [fault for case in found if not isinstance(case, Sag) for fault in case]:
        raise BadFile(fejl="\n".join(faults))
    return [case for case in found if isinstance(case, Sag)]


def _known_as(sag: Sag, esdh: str) -> Sag:
    return replace(sag, esdh=esdh.strip() or sag.esdh)


def _cases(office: Office, given: str) -> list[str]:
    return [gather.find(office, given)] if given else sorted(places.numbers(office.root))


def _packed(office: Office, nummer: str, today: date) -> Parcel:
    """Pack a case: everything is made before the folder is touched."""
    with journal.opened(office.root, command=f"esdh {nummer}", who=office.who) as book:
        case = gather.read_for_step(office, nummer, book)
        items = packing.named(filing.ready(case.situation(today)), case.sag)
        held, unshown = _contents(case, items, book)
        said = [*saving.told_of_letters(case), *writing.unshown(unshown), *book.notices]
        files = tuple(_hashed(item, held[item.filnavn]) for item in items)
        if files:
            held[f"{packing.LIST}.csv"] = packing.csv(files).encode()
            held[f"{packing.LIST}.md"] = packing.markdown(files, case.sag).encode()
            papers.lay(office.root, papers.PACKED, nummer, held)
            papers.remember(office.root, nummer, (item.document.navn for item in items))
        else:
            papers.forget(office.root, nummer)
    return Parcel(case.sag, papers.place(office.root, papers.PACKED, nummer), files, tuple(said))


def _contents(
    case: Gathered, items: Sequence[Packed], book: Journal
) -> tuple[dict[str, bytes], list[str]]:
    """Return what each file is to hold: letters as booked, texts as PDF, the rest as it lies."""
    held = {i.filnavn: _held(case, i, book) for i in items if not packing.is_text(i.document)}
    texts = [item for item in items if packing.is_text(item.document)]
    sources = {item: _held(case, item, book).decode("utf-8-sig", "replace") for item in texts}
    pdfs, unshown = records.rendered(case, [(i.document, text) for i, text in sources.items()])
    return held | {i.filnavn: pdf for i, pdf in zip(texts, pdfs, strict=True)}, unshown


def _held(case: Gathered, item: Packed, book: Journal) -> bytes:
    path = f"{case.folder}/{item.document.sti}"
    if item.document.sti.startswith(f"{gather.LETTERS}/"):
        content = book.content(path)
    elif item.document.sti == filing.COMPLAINT:
        content = case.henvendelse.encode()
    else:
        content = papers.content(case.office.root, path)
    if content is None:
        raise UnreadableFile(fil=path, fejl="filen findes ikke")
    return content


def _hashed(item: Packed, content: bytes) -> Packed:
    return Packed(item.nr, item.document, item.filnavn, hashlib.sha256(content).hexdigest())
