"""The proof of an archive: journal replayed, letters and links looked after, witnesses heard."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from workflow.archive.journal.ledger import reading
from workflow.core.model import Sag
from workflow.office import standing
from workflow.office.desk import Office
from workflow.office.replayed import Replayed


class Proved(Struct, frozen=True):
    """What the proof came to: faults, remarks, how many entries, and the last of them."""

    fejl: tuple[str, ...]
    bemaerkninger: tuple[str, ...]
    poster: int
    hoved: str


def of(office: Office, cases: Mapping[str, Sag | tuple[str, ...]], replayed: Replayed) -> Proved:
    """Prove an archive whose cases have been read, once its journal has been replayed."""
    readable = {nummer: sag for nummer, sag in cases.items() if isinstance(sag, Sag)}
    lying = standing.lying_now(office)
    lacking = [*standing.incomplete(office)]
    wrong_links = [*standing.links(office, readable, cases.keys())]
    with reading(office.root) as newest:
        booked = standing.booked_last(newest)
        found = replayed()
        ledger = newest.as_of(found.hoved)
        if newest.head != found.hoved:
            booked = standing.booked_last(ledger)
        faults = [
            *lacking,
            *standing.rewritten(office, ledger, found.commits, found.poster),
            *([] if lacking else found.fejl),
            *standing.frozen(office, ledger, readable, found, booked, lying),
            *standing.gone(office, ledger),
            *wrong_links,
        ]
    notes = tuple(map(str, found.bemaerkninger))
    return Proved(tuple(map(str, faults)), notes, found.poster, found.hoved)
