"""Curves over years: one for each line, each in its own unit from its own zero."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from workflow.core.figures import Chart, Entry
from workflow.core.printed import grouped, is_hidden, number
from workflow.documents import palette
from workflow.documents.chart_bars import Drawn
from workflow.documents.chart_rows import NARROW
from workflow.documents.svg import LEAD, SIZE, circle, hatched, num, rule, text, texts
from workflow.documents.textwidth import width, wrapped

HIGH, ABOVE = 52.0, 24.0
BETWEEN = 22.0
LOW, BROAD = 16.0, 12.0
DASHED = ' stroke-dasharray="3 2"'
SMALL = 8.0


def lines(chart: Chart, wide: float, key: str) -> Drawn:
    """Draw the panels, two beside each other where there is room."""
    across = 2 if wide >= NARROW else 1
    room = (wide - BETWEEN * (across - 1)) / across
    parts: list[str] = []
    top = 0.0
    for first in range(0, len(chart.linjer), across):
        some = chart.linjer[first : first + across]
        heads = [wrapped(f"{line.navn} ({line.enhed})", room, SIZE, bold=True) for line in some]
        floor = top + LEAD * max(map(len, heads)) + ABOVE + HIGH
        for place, (line, head) in enumerate(zip(some, heads, strict=True)):
            x = (room + BETWEEN) * place
            parts += texts(x, top + 9, head, bold=True)
            parts += _panel(chart, line, (x, floor, room), key)
        top = floor + LEAD + 14
    return parts, top


def _panel(chart: Chart, line: Entry, place: tuple[float, float, float], key: str) -> Iterator[str]:
    left, floor, room = place
    yield rule(left, floor, left + room, floor, palette.GREY)
    at = _places(chart, line, left, room)
    greatest = max([number(cell) or 0 for cell in line.celler] + [1.0])
    heights = [floor - (number(cell) or 0) / greatest * HIGH for cell in line.celler]
    yield from _broken(chart, at, floor)
    yield from _strokes(chart, line, at, heights)
    step = _step(chart, line, at)
    for n, (cell, x, y) in enumerate(zip(line.celler, at, heights, strict=True)):
        labelled = (len(at) - 1 - n) % step == 0
        yield from _point(cell, x, y, key, labelled=labelled)
        if labelled:
            name = chart.serier[n]
            yield text(x, floor + LEAD, name, anchor="middle", fill=palette.GREY)


def _places(chart: Chart, line: Entry, left: float, room: float) -> list[float]:
    edge = _widest(chart, line) / 2 + 2
    if len(line.celler) == 1:
        return [left + edge]
    pitch = (room - 2 * edge) / (len(line.celler) - 1)
    return [left + edge + pitch * n for n in range(len(line.celler))]


def _widest(chart: Chart, line: Entry) -> float:
    numbers = [width(grouped(cell), SIZE, bold=True) for cell in line.celler]
    return max([*numbers, *(width(name, SIZE) for name in chart.serier)])


def _step(chart: Chart, line: Entry, at: list[float]) -> int:
    """Return how many years each label stands for, so that none runs into the next."""
    if len(at) == 1:
        return 1
    return max(1, ceil((_widest(chart, line) + 5) / (at[1] - at[0])))


def _broken(chart: Chart, at: list[float], floor: float) -> Iterator[str]:
    """Draw a broken line before each year that was counted in another way."""
    for n in sorted(chart.brud - {0}):
        x = (at[n - 1] + at[n]) / 2
        top = floor - HIGH - ABOVE + 11
        yield rule(x, top + 2, x, floor, palette.GREY, DASHED)
        if n - 1 not in chart.brud or n == 1:
            yield text(x, top, "brud", anchor="middle", fill=palette.GREY, size=SMALL)


def _strokes(chart: Chart, line: Entry, at: list[float], heights: list[float]) -> Iterator[str]:
    """Join the years that follow each other, but not across a hidden number or a break."""
    for n in range(1, len(at)):
        known = number(line.celler[n - 1]) is not None and number(line.celler[n]) is not None
        if known and n not in chart.brud:
            ends = f"M{num(at[n - 1])} {num(heights[n - 1])}L{num(at[n])} {num(heights[n])}"
            yield f'<path d="{ends}" stroke="{palette.ACCENT}" stroke-width="1.75" fill="none"/>'


def _point(cell: str, x: float, y: float, key: str, *, labelled: bool) -> Iterator[str]:
    """Draw a year; a hidden one stands at the foot with the same height whatever it is."""
    if is_hidden(cell):
        yield hatched(x - BROAD / 2, y - LOW, BROAD, LOW, key)
        y -= LOW - 2
    elif cell:
        yield circle(x, y, 2.25, palette.ACCENT, palette.ACCENT)
    if labelled or is_hidden(cell):
        yield text(x, y - 5, grouped(cell), anchor="middle", bold=True, halo=palette.WHITE)
