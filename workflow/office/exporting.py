"""A year as a data package for others: protected, looked through for leaks, and remembered."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from workflow import PROGRAM
from workflow.archive import journal
from workflow.core import package
from workflow.core.entry import NONE, Entry
from workflow.core.package import Package
from workflow.office import gather, leaks, outside, protecting, report_kinds, statistics
from workflow.office.counting import Progress
from workflow.office.desk import Office


@journal.decided_anew
def export(
    office: Office, aar: str, folder: str, now: datetime, progress: Progress = lambda _: None
) -> Path:
    """Write the data package of a year in a new folder, and keep what was published."""
    kind = report_kinds.annual(office, aar, now.date())
    place = _new(office, folder or f"datapakke-{aar}")
    with journal.opened(office.root, command=f"eksport {aar}", who=office.who) as book:
        counted = statistics.count(office, kind.periode, progress)
        shown = protecting.protected(office, counted.tabeller)
        made = package.files(Package(kind.periode, shown, office.kontor, office.rules))
        leaks.refuse(office, made)
        # Put in place when the numbers are remembered: nothing published is ever forgotten.
        half = outside.laid(place, {name: text.encode() for name, text in made.items()})
        store = protecting.numbers(aar)
        kept = protecting.kept(office, store, shown)
        if kept != book.content(store):
            title = f"{gather.OFFICE}: Datapakke {aar} skrevet"
            entry = Entry(
                gather.OFFICE, kind.handling, NONE, NONE, now.date(), title, {store: kept}
            )
            book.book([entry], now=now, program=PROGRAM)
    half.replace(place)
    return place


def _new(office: Office, given: str) -> Path:
    return outside.folder(office, "til", given, "datapakken", outside.taken)
