"""The reports there are: the year's, the short one within the year, and a centre's sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from workflow.archive.recommendations import NAME as RECOMMENDATIONS
from workflow.archive.recommendations import REPORTS
from workflow.core import period
from workflow.core.errors import BadValue
from workflow.core.period import Span
from workflow.core.reading import chosen_day
from workflow.office.desk import Office

ANNUAL, STATUS, SHEET = "beretning", "status", "centerark"


class Kind(Struct, frozen=True):
    """A report: where it lies, what its chapters are written from, and what it covers."""

    handling: str
    mappe: str
    navn: str
    titel: str
    periode: Span
    aar: str
    center: str = ""

    @property
    def skabeloner(self) -> str:
        """The folder of its templates."""
        return self.handling

    @property
    def fast(self) -> Mapping[str, str]:
        """What is laid beside the chapters, by its template."""
        own = f"{self.skabeloner}/{RECOMMENDATIONS}"
        return {own: RECOMMENDATIONS} if self.handling == ANNUAL else {}


def annual(office: Office, given: str, today: date) -> Kind:
    """Return the report of a year; one that has not begun is refused."""
    span = _year(office, given)
    if span.fra > today:
        raise BadValue(fejl=f"{given} er ikke begyndt endnu.")
    mappe = f"{REPORTS}/{given}"
    return Kind(ANNUAL, mappe, f"aarsberetning-{given}", f"Årsberetning {given}", span, given)


def status(fra: str, til: str, today: date) -> Kind:
    """Return the short report of a period; from New Year until today without days."""
    end = chosen_day("til", til, today)
    start = chosen_day("fra", fra, date(end.year, 1, 1))
    if end < start:
        raise BadValue(fejl=f"--til: {end} ligger før {start}, som perioden begynder med.")
    span, name = Span(start, end), f"status-{start}-{end}"
    return Kind(STATUS, f"{REPORTS}/{name}", name, f"Status for {span.navn}", span, str(end.year))


def sheet(office: Office, center: str, given: str, today: date) -> Kind:
    """Return the sheet of a centre for a year."""
    year = given or str(today.year)
    span = _year(office, year)
    row = office.kontor.center(center, span.til)
    if row is None:
        known = ", ".join(row.id for row in office.kontor.centre_paa(span.til))
        raise BadValue(fejl=f"Der er intet center '{center}' i {year}. Vælg mellem: {known}.")
    name = f"centerark-{center}-{year}"
    return Kind(SHEET, f"{REPORTS}/{name}", name, f"{row.navn} {year}", span, year, center)


def _year(office: Office, given: str) -> Span:
    if not re.fullmatch(r"[0-9]{4}", given):
        raise BadValue(fejl=f"'{given}' er ikke et år. Skriv fx 2026.")
    return period.named(given, office.kontor.beretning.begynder)
