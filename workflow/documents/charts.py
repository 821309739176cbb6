"""The figures of a report: a chart of each protected table that has one, as SVG."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from workflow.core.figure_words import EMPTY, alternative, source
from workflow.core.figures import Chart, charts
from workflow.core.printed import Trykt
from workflow.core.report import FigureBlock
from workflow.documents.chart_bars import Drawn, bars, panels, stacked
from workflow.documents.chart_lines import lines
from workflow.documents.chart_spread import middles, spread
from workflow.documents.svg import LEAD, document, text

PAGE, TELEPHONE = 454.0, 300.0  # Points: 16 cm, and so little that it can be read on a telephone.


def figures(tables: Iterable[Trykt]) -> tuple[FigureBlock, ...]:
    """Draw every protected table that has a chart."""
    return tuple(_figure(chart) for chart in charts(tables))


def _figure(chart: Chart) -> FigureBlock:
    alt = alternative(chart)
    return FigureBlock(
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
