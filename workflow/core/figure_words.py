"""A chart in words: everything that is printed in it, for those who do not see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workflow.core.figures import Chart, Entry
from workflow.core.printed import HIDDEN, NOTHING, grouped, is_hidden

KINDS = {
    "bar": "Søjlediagram",
    "stablet": "Stablet søjlediagram",
    "paneler": "Søjler side om side",
    "linje": "Kurver, en for hver linje",
    "fordeling": "Fordeling med søjler",
    "median": "Medianer og gennemsnit",
}
MEASURED = ("median", "fordeling")
EMPTY = "Der er ingen tal at vise."


def told(cell: str) -> str:
    """Return a printed cell in words that say when it is hidden."""
    if cell == HIDDEN:
        return "skjult"
    if is_hidden(cell):
        return f"under {cell.removeprefix('<')} (skjult)"
    return "intet tal" if cell == NOTHING else grouped(cell)


def alternative(chart: Chart) -> str:
    """Return the text that stands for the chart."""
    head = f"{KINDS[chart.slags]}: {chart.titel}, {chart.periode}. Enhed: {chart.enhed}."
    head += " Målt i arbejdsdage." if chart.slags in MEASURED else ""
    if chart.empty:
        return f"{head} {EMPTY}"
    line = LINES.get(chart.slags, _each)
    return " ".join([head, *(f"{line(chart, entry)}." for entry in chart.linjer), *_breaks(chart)])


def source(chart: Chart) -> str:
    """Return the line under the chart: unit, period, where its numbers stand, what a mark means."""
    found = f"Enhed: {chart.enhed}. {chart.periode}. Tallene står i tabel {chart.id.upper()}."
    if chart.slags in MEASURED:
        found += " Målt i arbejdsdage."
    if chart.slags == "linje":
        found += " Hver kurve har sin egen målestok, der begynder ved 0."
    if chart.hides:
        found += " Skraveret: tallet er skjult, så ingen kan genkendes."
    return found


def _bar(chart: Chart, line: Entry) -> str:
    now, *before = line.celler
    beside = f" ({chart.serier[1]}: {told(before[0])})" if before else ""
    return f"{line.navn}: {told(now)}{beside}"


def _each(chart: Chart, line: Entry) -> str:
    unit = f" ({line.enhed})" if line.enhed else ""
    total = [f"i alt {told(line.i_alt)}"] if line.i_alt else []
    return f"{line.navn}{unit} – {'; '.join([*_cells(chart, line), *total])}"


def _middle(chart: Chart, line: Entry) -> str:
    return f"{line.navn} – {'; '.join(_cells(chart, line))}; antal {told(line.i_alt)}"


def _cells(chart: Chart, line: Entry) -> list[str]:
    return [f"{name}: {told(cell)}" for name, cell in zip(chart.serier, line.celler, strict=True)]


def _breaks(chart: Chart) -> list[str]:
    return [
        f"Brud: {chart.serier[place]} er talt anderledes end året før."
        for place in sorted(chart.brud)
    ]


LINES: Mapping[str, Callable[[Chart, Entry], str]] = {"bar": _bar, "median": _middle}
