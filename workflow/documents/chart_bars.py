"""Bars, stacked bars, and bars in panels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workflow.core.figures import Chart, Entry, remainder
from workflow.core.printed import HIDDEN, grouped, is_hidden, number
from workflow.documents import palette
from workflow.documents.chart_rows import ASCENT, Band, Rows, rows
from workflow.documents.svg import LEAD, SIZE, fits, hatched, rect, text, texts
from workflow.documents.textwidth import width, wrapped

BAR, THIN = 12.0, 3.0
STUB = 16.0
PANEL = 88.0
Drawn = tuple[list[str], float]


def bars(chart: Chart, wide: float, key: str) -> Drawn:
    """Draw a bar for each line, and a thin one for the year before."""
    high = BAR + (THIN + 1 if len(chart.serier) > 1 else 0)
    placed = rows([[line.navn] for line in chart.linjer], wide, 3, high)
    labels = max(_label_width(chart, line) for line in chart.linjer)
    scale = (wide - placed.left - labels - 6) / chart.greatest
    parts: list[str] = []
    for line, band in zip(chart.linjer, placed.bands, strict=True):
        parts += [*band.named(), *_bar(chart, line, band, placed.left, scale, key)]
    return [*parts, *placed.axis(placed.left, high, palette.GREY)], placed.bottom


def _bar(
    chart: Chart, line: Entry, band: Band, left: float, scale: float, key: str
) -> Iterator[str]:
    now, *before = line.celler
    end = left + _length(now, scale)
    if is_hidden(now):
        yield hatched(left, band.top, STUB, BAR, key)
    elif end > left:
        yield rect(left, band.top, end - left, BAR, palette.ACCENT)
    for cell in before:
        long = (number(cell) or 0) * scale
        if long:
            yield rect(left, band.top + BAR + 1, long, THIN, palette.BEFORE)
        end = max(end, left + long)
    said = _said(now)
    yield text(end + 4, band.top + ASCENT + 1.5, said, bold=True)
    if before:
        after = end + 4 + width(said, SIZE, bold=True) + 6
        beside = _beside(chart, before[0])
        yield text(after, band.top + ASCENT + 1.5, beside, fill=palette.GREY)


def _label_width(chart: Chart, line: Entry) -> float:
    now, *before = line.celler
    beside = 6 + width(_beside(chart, before[0]), SIZE) if before else 0
    stub = STUB if is_hidden(now) else 0
    return 4 + width(_said(now), SIZE, bold=True) + beside + stub


def _beside(chart: Chart, cell: str) -> str:
    return f"{chart.serier[1]}: {_said(cell)}"


def _said(cell: str) -> str:
    return "skjult" if cell == HIDDEN else grouped(cell)


def _length(cell: str, scale: float) -> float:
    return STUB if is_hidden(cell) else (number(cell) or 0) * scale


def stacked(chart: Chart, wide: float, key: str) -> Drawn:
    """Draw a bar for each line, divided by series, with its total at the end."""
    legend, top = _series(chart, wide, key)
    placed = rows([[line.navn] for line in chart.linjer], wide, top, BAR + 4)
    labels = max(width(_said(line.i_alt), SIZE, bold=True) for line in chart.linjer) + 6
    room = wide - placed.left - labels - STUB
    scale = room / max([*map(_sum, chart.linjer), 1.0])
    parts = list(legend)
    for line, band in zip(chart.linjer, placed.bands, strict=True):
        parts += [*band.named(), *_segments(line, band, placed.left, scale, key)]
    return [*parts, *placed.axis(placed.left, BAR + 4, palette.GREY)], placed.bottom


def _sum(line: Entry) -> float:
    return sum(number(cell) or 0 for cell in line.celler) + (remainder(line) or 0)


def _segments(line: Entry, band: Band, x: float, scale: float, key: str) -> Iterator[str]:
    """Draw the printed numbers, then all hidden ones as one piece that gives none of them away."""
    for series, cell in enumerate(line.celler):
        long = (number(cell) or 0) * scale
        if long:
            yield from _filled(series, x, band.top, long, BAR + 4, key)
            if fits(grouped(cell), long):
                yield from _on(series, x + long / 2, band.top + 11.5, grouped(cell))
        x += long
    if any(map(is_hidden, line.celler)):
        rest = remainder(line)
        long = STUB if rest is None else rest * scale
        yield hatched(x, band.top, long, BAR + 4, key)
        x += long
    yield text(x + 4, band.top + 11.5, _said(line.i_alt), bold=True)


def _filled(series: int, x: float, y: float, wide: float, high: float, key: str) -> Iterator[str]:
    """Fill with a series' colour and texture; a white edge parts it from its neighbour."""
    edge = f' stroke="{palette.WHITE}" stroke-width="1"'
    yield rect(x, y, wide, high, palette.SERIES[series], edge)
    if texture := palette.TEXTURES[series]:
        yield rect(x, y, wide, high, f"url(#{key}-{texture})")


def _on(series: int, x: float, y: float, said: str) -> Iterator[str]:
    """Write a number on its segment, on a ground without texture."""
    colour = palette.SERIES[series]
    fill = palette.DARK if colour in palette.LIGHT else palette.WHITE
    if palette.TEXTURES[series]:
        ground = width(said, SIZE, bold=True) + 4
        yield rect(x - ground / 2, y - 9, ground, 11, colour)
    yield text(x, y, said, anchor="middle", bold=True, fill=fill)


def _series(chart: Chart, wide: float, key: str) -> tuple[list[str], float]:
    """Name the series over the bars, in the order in which they stand in them."""
    parts: list[str] = []
    x, y = 0.0, 0.0
    for series, name in enumerate(chart.serier):
        lines = wrapped(name, wide - 16, SIZE)
        long = 14 + max(width(line, SIZE) for line in lines)
        if x and x + long > wide:
            x, y = 0.0, y + LEAD + 3
        parts += _filled(series, x, y, 10, 10, key)
        parts += texts(x + 14, y + 8.5, lines)
        y += LEAD * (len(lines) - 1)
        x += long + 12
    return parts, y + LEAD + 8


def panels(chart: Chart, wide: float, key: str) -> Drawn:
    """Draw a column of bars for each series, all with one scale, as many as fit beside another."""
    names = [[line.navn] for line in chart.linjer]
    across = max(1, int((wide - rows(names, wide, 0, BAR).left) / PANEL))
    parts: list[str] = []
    top = 0.0
    for first in range(0, len(chart.serier), across):
        some = range(first, min(first + across, len(chart.serier)))
        drawn, top = _panels(chart, some, (wide, top, across), key)
        parts += drawn
    return parts, top


def _panels(chart: Chart, some: Sequence[int], room: tuple[float, float, int], key: str) -> Drawn:
    wide, top, across = room
    left = rows([[line.navn] for line in chart.linjer], wide, 0, BAR).left
    pitch = (wide - left) / across
    heads = [wrapped(chart.serier[series], pitch - 8, SIZE, bold=True) for series in some]
    top += LEAD * max(map(len, heads)) + 4
    placed = rows([[line.navn] for line in chart.linjer], wide, top, BAR)
    parts = [part for band in placed.bands for part in band.named()]
    for place, series in enumerate(some):
        x = left + pitch * place
        parts += texts(x, top - 4 - LEAD * (len(heads[place]) - 1) - 3, heads[place], bold=True)
        parts += placed.axis(x, BAR, palette.GREY)
        cells = [line.celler[series] for line in chart.linjer]
        parts += _panel(cells, placed, x, (pitch - 34) / chart.greatest, key)
    return parts, placed.bottom + 10


def _panel(cells: Sequence[str], placed: Rows, x: float, scale: float, key: str) -> Iterator[str]:
    for cell, band in zip(cells, placed.bands, strict=True):
        long = _length(cell, scale)
        if is_hidden(cell):
            yield hatched(x, band.top, STUB, BAR, key)
        elif long:
            yield rect(x, band.top, long, BAR, palette.ACCENT)
        yield text(x + long + 3, band.top + 9.5, grouped(cell))
