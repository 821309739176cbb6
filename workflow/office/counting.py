"""A period counted from the cases: with the one before it, the years until now, the last report."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from workflow.archive import recommendations
from workflow.core import period, series
from workflow.core.errors import BadFile
from workflow.core.model import Sag
from workflow.core.period import Span
from workflow.core.recommendations import Anbefalinger
from workflow.core.schema import recommendations_schema
from workflow.core.tabulate import Tabel, tables
from workflow.core.tally import tallies
from workflow.office import recall, registers
from workflow.office.desk import Office

Progress = Callable[[str], None]


def cases(office: Office) -> dict[str, Sag]:
    """Return every case by its number; BadFile with every fault when one cannot be read."""
    found = recall.every(office)
    if faults := [fault for case in found.values() if not isinstance(case, Sag) for fault in case]:
        raise BadFile(fejl="\n".join(faults))
    return {nummer: case for nummer, case in found.items() if isinstance(case, Sag)}


def tables_of(
    office: Office, sager: Collection[Sag], days: Span, progress: Progress = lambda _: None
) -> list[Tabel]:
    """Make every table that a period gives; BadFile when a register cannot be read."""
    work, rules, kontor = registers.activities(office), office.rules, office.kontor
    first = min((sag.modtaget for sag in sager), default=days.fra)
    years, before = series.spans(days, first), period.before(days)
    progress(f"Tæller {days.navn} og årene før")
    known = tallies(sager, work, {*years, before}, rules, kontor)
    serie = [known[one] for one in years]
    last = last_report(office, days.til)
    told = last.anbefalinger if last else None
    return tables(known[days], known[before], rules, kontor, serie=serie, anbefalinger=told)


def last_report(office: Office, day: date) -> Anbefalinger | None:
    """Return what the report of the year before a day's recommended, if there is one."""
    year = period.number(day, office.kontor.beretning.begynder) - 1
    return recommendations.of_year(office.root, year, recommendations_schema(office.kontor))
