"""The tables over years: the series, and what became of the last report's recommendations."""

from __future__ import annotations

from workflow.core.cells import BREAK, TOTAL, Basis, Linje, Tabel, counted, own_line
from workflow.core.centres import called
from workflow.core.counted import Fact
from workflow.core.dimensions import Value
from workflow.core.period import Span
from workflow.core.recommendations import STATES, Anbefaling
from workflow.core.rulebook import Table
from workflow.core.series import breaks


def series(row: Table, basis: Basis) -> Tabel | None:
    """Make a table of the same period of each year, with a mark where the counting changed."""
    if not basis.serie:
        return None
    spans = [tally.periode for tally in basis.serie]
    told = list(breaks(spans, basis.rules, basis.kontor))
    broken = {span for span, _ in told}
    columns = tuple(
        Value(_ended(span), f"{BREAK} {_ended(span)}" if span in broken else _ended(span))
        for span in spans
    )
    lines = tuple(own_line(line, basis.serie) for line in row.linjer)
    notes = tuple(f"{BREAK} {_ended(span)}: {text}" for span, text in told)
    marked = tuple(_ended(span) for span in spans if span in broken)
    return Tabel(row, f"{spans[0].navn} – {spans[-1].navn}", columns, lines, notes, marked)


def _ended(span: Span) -> str:
    """Name a period of a series by the year that it ends in."""
    return str(span.til.year)


def recommended(row: Table, basis: Basis) -> Tabel | None:
    """Make the table of what became of the last report's recommendations, each told in a note."""
    if basis.anbefalinger is None:
        return None
    facts = [
        Fact("anbefaling", basis.now.periode.fra, "", {"status": found.status}, f"a{found.nr}")
        for found in basis.anbefalinger
    ]
    lines = [
        Linje(ident, navn, (counted([f for f in facts if f.led["status"] == ident]),))
        for ident, navn in STATES.items()
    ]
    total = Linje("", TOTAL, (counted(facts),), total=True)
    told = basis.before.periode.navn
    notes = tuple(_told(found, basis) for found in basis.anbefalinger)
    return Tabel(row, told, (Value("antal", "Anbefalinger"),), (*lines, total), notes)


def _told(found: Anbefaling, basis: Basis) -> str:
    whom = ""
    if found.center:
        whom = f" ({called(basis.kontor, found.center, basis.now.periode.til)})"
    note = f" {found.note}" if found.note else ""
    return f"{found.nr}. {found.tekst}{whom}: {STATES[found.status].lower()}.{note}"
