"""The figures of a report: a chart of each protected table that has one, as SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from workflow.core.figure_words import EMPTY, alternative, source
from workflow.core.figures import Chart, charts
from workflow.core.printed import Trykt
from workflow.documents.chart_bars import Drawn, bars, panels, stacked
from workflow.documents.chart_lines import lines
from workflow.documents.chart_spread import middles, spread
from workflow.documents.svg import LEAD, document, text

PAGE, TELEPHONE = 454.0, 300.0  # Points: 16 cm, and so little that it can be read on a telephone.


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: `svg` for a page of 16 cm, `smal` the same for a telephone, `alt` all in words.

    `kilde` is the line under it: unit, period, where the numbers stand, and what the marks mean.
    """

    id: str
    titel: str
    svg: str
    alt: str
    kilde: str
    smal: str = ""


def figures(tables: Iterable[Trykt]) -> tuple[Figure, ...]:
    """Draw every protected table that has a chart."""
    return tuple(_figure(chart) for chart in charts(tables))


def _figure(chart: Chart) -> Figure:
    alt = alternative(chart)
    return Figure(
        id=chart.id,
        titel=chart.titel,
        svg=_svg(chart, alt, PAGE, f"{chart.id}-figur"),
        alt=alt,
        kilde=source(chart),
        smal=_svg(chart, alt, TELEPHONE, f"{chart.id}-smal"),
    )


def _svg(chart: Chart, alt: str, wide: float, key: str) -> str:
    if chart.empty:
        parts, high = [text(0, LEAD, EMPTY)], 2 * LEAD
    else:
        parts, high = DRAWN[chart.slags](chart, wide, key)
    return document(key, chart.titel, alt, (wide, high), parts)


DRAWN: Mapping[str, Callable[[Chart, float, str], Drawn]] = {
    "bar": bars,
    "stablet": stacked,
    "paneler": panels,
    "linje": lines,
    "fordeling": spread,
    "median": middles,
}
