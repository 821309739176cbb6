"""The statistics of an office: counted from its cases, shown, and written to be taken along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from workflow.archive import aside
from workflow.core import behind, period, table_text
from workflow.core.errors import BadValue
from workflow.core.model import Sag
from workflow.core.period import Span
from workflow.core.printed import Trykt, text
from workflow.core.reading import chosen_day
from workflow.core.tabulate import Tabel
from workflow.office import counting, outside
from workflow.office.counting import Progress
from workflow.office.desk import Office

README = "LAESMIG.md"
OF_A_POINT = ("klagepunkt", "foelgesag", "forelagt", "afvisning", "vurdering", "henstilling")


class Statistics(Struct, frozen=True):
    """A period counted, and the cases that it was counted from."""

    office: Office
    periode: Span
    tabeller: Sequence[Tabel]
    sager: Mapping[str, Sag]

    def only(self, word: str) -> Sequence[Tabel]:
        """Return one table, or all where none is named."""
        return [behind.table(self.tabeller, word)] if word else self.tabeller


def span(office: Office, fra: str, til: str, periode: str, today: date) -> Span:
    """Return the period that is asked for; without any, the reporting year that it is."""
    begins = office.kontor.beretning.begynder
    if periode and (fra or til):
        raise BadValue(fejl="--periode: giv enten en periode eller --fra og --til.")
    if periode:
        return period.named(periode, begins)
    this = period.around(today, begins)
    if not fra and not til:
        return this
    end = chosen_day("til", til, today)
    start = chosen_day("fra", fra, period.around(end, begins).fra)
    if end < start:
        raise BadValue(fejl=f"--til: {end} ligger før {start}, som perioden begynder med.")
    return Span(start, end)


def count(office: Office, days: Span, progress: Progress = lambda _: None) -> Statistics:
    """Count a period, the one before and the years until now; BadFile if a case is unreadable."""
    progress("Læser sagerne")
    sager = counting.cases(office)
    made = counting.tables_of(office, sager.values(), days, progress)
    return Statistics(office, days, made, sager)


def page(found: Statistics, word: str, today: date) -> str:
    """Return the tables to read, with every figure in them: for the adviser's own eyes."""
    head = f"{found.office.kontor.kommune}. Statistik for {found.periode.navn}."
    if found.periode.til > today:
        head += " Perioden er ikke slut: tallene er til og med i dag."
    shown = [table_text.page(table_text.unprotected(table)) for table in found.only(word)]
    return "\n\n".join([head, *shown])


def data(found: Statistics, word: str, *, protected: bool) -> dict[str, Any]:
    """Return the tables as --json gives them."""
    return {
        "fra": found.periode.fra.isoformat(),
        "til": found.periode.til.isoformat(),
        "beskyttet": protected,
        "tabeller": [
            table_text.as_data(table) for table in _leaving(found, word, protected=protected)
        ],
    }


def cases(found: Statistics, words: Sequence[str]) -> str:
    """Return the cases behind one figure."""
    figure = behind.figure(found.tabeller, words)
    known = figure.celle.sager
    unit = figure.linje.enhed or figure.tabel.row.enhed
    number = text(figure.celle.tal) or "intet"
    head = f"{figure.navn}: {number} ({unit}), {len(known)} {'sag' if len(known) == 1 else 'sager'}"
    return "\n".join([head, *(f"  {_case(found.sager[nummer], figure)}" for nummer in known)])


def write(found: Statistics, word: str, folder: str, *, protected: bool) -> tuple[Path, ...]:
    """Write each table as CSV in a folder, with a file that tells their units."""
    place = _folder(found.office, folder)
    shown = _leaving(found, word, protected=protected)
    files = {f"{table.row.id}.csv": table_text.as_csv(table) for table in shown}
    files[README] = _readme(found, shown, protected=protected).encode()
    place.mkdir(exist_ok=True)
    for name, content in files.items():
        aside.put(place / name, content)
    return tuple(place / name for name in files)


def _leaving(found: Statistics, word: str, *, protected: bool) -> Sequence[Trykt]:
    """Return tables as they are taken along; the protected ones are protected all together."""
    from workflow.office import protecting

    named = {table.row.id for table in found.only(word)}
    if protected:
        shown = protecting.protected(found.office, found.tabeller)
    else:
        shown = tuple(map(table_text.unprotected, found.tabeller))
    return [table for table in shown if table.row.id in named]


def _case(sag: Sag, figure: behind.Figure) -> str:
    mine = (f for f in figure.celle.fakta if f.sag == sag.nummer and f.enhed in OF_A_POINT)
    points = sorted({fact.del_ for fact in mine if fact.del_.isdigit()})
    which = f" (klagepunkt {', '.join(points)})" if points else ""
    return f"{sag.nummer}  {sag.modtaget}  {sag.emne}{which}"


def _folder(office: Office, given: str) -> Path:
    def unfit(place: Path) -> str | None:
        other = place.is_symlink() or (place.exists() and not place.is_dir())
        return "er ikke en mappe. Giv en anden." if other else None

    return outside.folder(office, "csv", given, "tabellerne", unfit)


def _readme(found: Statistics, shown: Sequence[Trykt], *, protected: bool) -> str:
    return "\n".join(_told(found, shown, protected=protected)) + "\n"


def _told(found: Statistics, shown: Sequence[Trykt], *, protected: bool) -> Iterator[str]:
    yield f"# Statistik fra borgerrådgiveren i {found.office.kontor.kommune}"
    yield ""
    yield f"Perioden er {found.periode.navn}. Filerne er UTF-8 med semikolon mellem felterne."
    if protected:
        yield (
            f"Et tal under {found.office.kontor.skjul_under} er skrevet som <"
            f"{found.office.kontor.skjul_under}. Et · er skjult, for at andre ikke kan regnes ud."
        )
    else:
        yield "Tallene er IKKE beskyttet: små tal kan røbe, hvem de handler om."
    for table in shown:
        yield ""
        yield f"## {table.row.id}.csv: {table.row.titel}"
        yield ""
        yield f"Enhed: {table.row.enhed}. {table.row.definition.strip()}"
