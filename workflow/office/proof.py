"""The proof of an archive: journal replayed, letters and links looked after, witnesses heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workflow.archive import journal
from workflow.archive.journal.ledger import reading
from workflow.core.model import Sag
from workflow.office import standing
from workflow.office.desk import Office
from workflow.office.proving import Replay, Tell


@dataclass(frozen=True, slots=True)
class Proved:
    """What the proof came to: faults, remarks, how many entries, and the last of them."""

    fejl: tuple[str, ...]
    bemaerkninger: tuple[str, ...]
    poster: int
    hoved: str


def of(office: Office, cases: Mapping[str, Sag | tuple[str, ...]], tell: Tell) -> Proved:
    """Prove an archive whose cases have been read; a step that was cut short is ended first."""
    journal.end_interrupted(office.root, "tjek")
    readable = {nummer: sag for nummer, sag in cases.items() if isinstance(sag, Sag)}
    with reading(office.root) as ledger:
        lacking = [*standing.incomplete(office)]
        found = Replay(office, ledger).run(tell)
        faults = [
            *lacking,
            *standing.rewritten(office, ledger, found.commits, found.poster),
            *([] if lacking else found.fejl),
            *standing.frozen(office, ledger, readable, found),
            *standing.links(office, readable, cases.keys()),
        ]
        notes = tuple(map(str, found.bemaerkninger))
        return Proved(tuple(map(str, faults)), notes, found.poster, ledger.head)
