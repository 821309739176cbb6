"""How answer times are spread: a small column for each step of each line; medians and means."""

from __future__ import annotations

from collections.abc import Iterator
from math import log10

from workflow.core.figures import Chart, Entry
from workflow.core.printed import HIDDEN, grouped, is_hidden, number
from workflow.documents import palette
from workflow.documents.chart_bars import STUB, Drawn
from workflow.documents.chart_rows import ASCENT, Band, Rows, rows
from workflow.documents.svg import LEAD, SIZE, circle, hatched, rect, rule, text, texts
from workflow.documents.textwidth import width, wrapped

HIGH, NUMBER = 24.0, 10.0
LOW = 7.0
DOT = 4.0
TICKS = 6


def spread(chart: Chart, wide: float, key: str) -> Drawn:
    """Draw a row of columns for each line, all with one scale, and how many the line has."""
    names = [[line.navn, _base(line)] for line in chart.linjer]
    left = rows(names, wide, 0, HIGH).left
    pitch = (wide - left) / len(chart.serier)
    heads = [wrapped(name, pitch - 6, SIZE) for name in chart.serier]
    top = LEAD * max(map(len, heads)) + 6
    placed = rows(names, wide, top, HIGH + NUMBER)
    parts = [
        part
        for place, head in enumerate(heads)
        for part in texts(left + pitch * place + 2, ASCENT, head, fill=palette.GREY)
    ]
    for line, band in zip(chart.linjer, placed.bands, strict=True):
        parts += band.named()
        floor = band.top + HIGH + NUMBER
        parts.append(rule(left, floor, wide, floor, palette.GREY))
        parts += _columns(line, (left, floor), pitch, chart.greatest, key)
    return parts, placed.bottom


def _base(line: Entry) -> str:
    if is_hidden(line.i_alt):
        return "n skjult" if line.i_alt == HIDDEN else f"n < {line.i_alt.removeprefix('<')}"
    return f"n = {grouped(line.i_alt)}"


def _columns(
    line: Entry, corner: tuple[float, float], pitch: float, greatest: float, key: str
) -> Iterator[str]:
    left, floor = corner
    broad = min(pitch - 8, 28.0)
    for place, cell in enumerate(line.celler):
        x = left + pitch * place + 2
        high = (number(cell) or 0) / greatest * HIGH
        if is_hidden(cell):
            high = LOW
            yield hatched(x, floor - high, broad, high, key)
        elif high:
            yield rect(x, floor - high, broad, high, palette.ACCENT)
        yield text(x + broad / 2, floor - high - 2.5, grouped(cell), anchor="middle")


def middles(chart: Chart, wide: float, key: str) -> Drawn:
    """Draw a dot at each median and a ring at each mean, on one axis of working days."""
    names = [[line.navn, _base(line)] for line in chart.linjer]
    placed = rows(names, wide, 2 * LEAD + 8, 12)
    labels = max(width(_said(line), SIZE) for line in chart.linjer) + 10
    step = _step(chart.greatest)
    long = wide - placed.left - labels - 2 * DOT
    scale = long / chart.greatest
    parts = [*_key(wide), *_ticks(chart, placed, scale, step)]
    for line, band in zip(chart.linjer, placed.bands, strict=True):
        parts += [*band.named(), *_dots(line, band, placed.left, scale, key)]
        parts.append(text(wide, band.top + 9.5, _said(line), anchor="end"))
    return parts, placed.bottom + 2


def _key(wide: float) -> list[str]:
    beside = 16 + width("median", SIZE) + 16
    return [
        circle(DOT + 1, 6, DOT, palette.ACCENT, palette.ACCENT),
        text(14, 9.5, "median"),
        circle(beside, 6, DOT, palette.WHITE, palette.SERIES[1]),
        text(beside + 9, 9.5, "gennemsnit"),
        text(wide, 9.5, "arbejdsdage", anchor="end", fill=palette.GREY),
    ]


def _ticks(chart: Chart, placed: Rows, scale: float, step: float) -> Iterator[str]:
    value = 0.0
    while value <= chart.greatest:
        x = placed.left + value * scale
        yield from placed.axis(x, 12, palette.HAIRLINE)
        anchor = "middle" if x > DOT else "start"
        yield text(x, 2 * LEAD, grouped(f"{value:.10g}"), anchor=anchor, fill=palette.GREY)
        value += step


def _step(greatest: float) -> float:
    """Return a round distance between ticks, so that they are few."""
    size = 10.0 ** int(log10(max(greatest, 1)))
    return next(step for step in (size / 5, size / 2, size, 2 * size) if greatest / step <= TICKS)


def _dots(line: Entry, band: Band, left: float, scale: float, key: str) -> Iterator[str]:
    median, mean = map(number, line.celler)
    y = band.top + 6
    if any(map(is_hidden, line.celler)):
        yield hatched(left, y - 5, STUB, 10, key)
    if mean is not None:
        yield circle(left + mean * scale, y, DOT, palette.WHITE, palette.SERIES[1])
    if median is not None:
        yield rule(left, y, left + median * scale, y, palette.ACCENT)
        yield circle(left + median * scale, y, DOT - 0.75, palette.ACCENT, palette.ACCENT)


def _said(line: Entry) -> str:
    if any(map(is_hidden, line.celler)):
        return "skjult"
    return " / ".join(grouped(cell) or "–" for cell in line.celler)
