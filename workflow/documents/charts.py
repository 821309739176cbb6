"""The figures of a report: a chart of each protected table that has one, as SVG."""

from __future__ import annotations

from dataclasses import dataclass


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
