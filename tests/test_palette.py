"""The colours of the charts, and the widths of their letters, measured."""

from __future__ import annotations

import math
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from workflow.documents import palette
from workflow.documents.textwidth import BOLD, REGULAR, width, wrapped

FONTS = Path(__file__).parents[1] / "templates" / "fonts"
# Machado, Oliveira and Fernandes 2009, the whole deficiency.
SEEN = {
    "as most do": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    red, green, blue = (min(1, max(0, part)) for part in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def seen(colour, matrix):
    rgb = linear(colour)
    return lab([sum(m * c for m, c in zip(row, rgb, strict=True)) for row in matrix])


@pytest.mark.parametrize("colour", [*palette.SERIES, palette.BEFORE, palette.GREY])
def test_every_colour_stands_out_from_the_paper(colour):
    assert contrast(colour, palette.WHITE) >= 3


@pytest.mark.parametrize("matrix", SEEN.values(), ids=SEEN.keys())
def test_any_two_series_are_told_apart_whatever_colours_one_sees(matrix):
    distances = [
        math.dist(seen(one, matrix), seen(other, matrix))
        for one, other in combinations(palette.SERIES, 2)
    ]
    assert min(distances) >= 20


def test_any_two_series_are_different_greys():
    greys = sorted(lab(linear(colour))[0] for colour in palette.SERIES)
    assert min(after - before for before, after in pairwise(greys)) >= 10


def test_what_is_written_on_a_colour_can_be_read():
    for colour in palette.SERIES:
        written = palette.DARK if colour in palette.LIGHT else palette.WHITE
        assert contrast(colour, written) >= 4.5
    assert min(contrast(ink, palette.WHITE) for ink in (palette.INK, palette.GREY)) >= 4.5


def test_neighbours_differ_in_more_than_colour():
    assert len(palette.TEXTURES) == len(palette.SERIES)
    assert all(one != other for one, other in pairwise(palette.TEXTURES))


@pytest.mark.parametrize(("face", "table"), [("Regular", REGULAR), ("Bold", BOLD)])
def test_the_widths_are_those_of_the_fonts(face, table):
    with TTFont(FONTS / f"SourceSansPro-{face}.otf") as font:
        glyphs, widths = font.getBestCmap(), font["hmtx"]
        for wide, characters in table.items():
            assert {widths[glyphs[ord(c)]][0] for c in characters} == {wide}


def test_a_word_too_long_for_a_line_is_broken():
    lines = wrapped("Et meget" + "langt" * 20 + " ord", 80, 10)
    assert all(width(line, 10) <= 80 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == "Etmeget" + "langt" * 20 + "ord"
