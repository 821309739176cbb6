"""The few things a chart is drawn of, as SVG that a browser, Typst and Word show alike."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from workflow.documents.palette import GREY, INK, WHITE
from workflow.documents.textwidth import width

SIZE = 9.5
LEAD = 11.5
FONTS = "Source Sans Pro, Source Sans 3, Arial, sans-serif"
HATCH, DOTS, STRIPES = "skjult", "prikker", "streger"


def num(value: float) -> str:
    """Return a length with at most two decimals, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value else "0"


def text(
    x: float, y: float, said: str, *, anchor: str = "start", bold: bool = False,
    fill: str = INK, halo: str = "", size: float = SIZE,
) -> str:  # fmt: skip
    """Write a line; a halo keeps it legible on a texture.

    It is as long as in our typeface, where a reader's machine has only a wider one.
    """
    more = f' text-anchor="{anchor}"' if anchor != "start" else ""
    more += ' font-weight="700"' if bold else ""
    more += f' font-size="{num(size)}"' if size != SIZE else ""
    more += f' textLength="{num(width(said, size, bold=bold))}" lengthAdjust="spacingAndGlyphs"'
    if halo:
        more += f' paint-order="stroke" stroke="{halo}" stroke-width="3" stroke-linejoin="round"'
    return f'<text x="{num(x)}" y="{num(y)}" fill="{fill}"{more}>{escape(said)}</text>'


def texts(
    x: float, y: float, lines: Iterable[str], *, fill: str = INK, bold: bool = False
) -> list[str]:
    """Write lines under each other from a first baseline."""
    return [
        text(x, y + LEAD * place, line, fill=fill, bold=bold) for place, line in enumerate(lines)
    ]


def rect(x: float, y: float, wide: float, high: float, fill: str, more: str = "") -> str:
    """Fill a rectangle."""
    return (
        f'<rect x="{num(x)}" y="{num(y)}" width="{num(wide)}" height="{num(high)}" '
        f'fill="{fill}"{more}/>'
    )


def hatched(x: float, y: float, wide: float, high: float, key: str) -> str:
    """Draw what stands for a hidden number."""
    outline = f' stroke="{GREY}" stroke-width="0.75" class="{HATCH}"'
    return rect(x, y, wide, high, f"url(#{key}-{HATCH})", outline)


def rule(x: float, y: float, x2: float, y2: float, stroke: str, more: str = "") -> str:
    """Draw a straight line."""
    return (
        f'<line x1="{num(x)}" y1="{num(y)}" x2="{num(x2)}" y2="{num(y2)}" '
        f'stroke="{stroke}" stroke-width="0.75"{more}/>'
    )


def circle(x: float, y: float, radius: float, fill: str, stroke: str) -> str:
    """Draw a dot or a ring."""
    return (
        f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(radius)}" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="1.5"/>'
    )


def document(
    key: str, title: str, alt: str, size: tuple[float, float], parts: Iterable[str]
) -> str:
    """Return the whole drawing, which says what it shows to those who do not see it."""
    wide, high = map(num, size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
        f'width="{wide}pt" height="{high}pt" role="img" lang="da" '
        f'aria-labelledby="{key}-titel {key}-tekst" '
        f'font-family="{FONTS}" font-size="{num(SIZE)}">'
        f'<title id="{key}-titel">{escape(title)}</title>'
        f'<desc id="{key}-tekst">{escape(alt)}</desc>'
        f"<defs>{_patterns(key)}</defs>{''.join(parts)}</svg>\n"
    )


def _patterns(key: str) -> str:
    veil = f'fill="{WHITE}" fill-opacity="0.55"'
    return (
        _pattern(f"{key}-{HATCH}", 4, f'<path d="M-1 1L1 -1M0 4L4 0M3 5L5 3" stroke="{GREY}"/>')
        + _pattern(f"{key}-{DOTS}", 4, f'<circle cx="2" cy="2" r="0.8" {veil}/>')
        + _pattern(f"{key}-{STRIPES}", 3, f'<rect width="0.8" height="3" {veil}/>')
    )


def _pattern(ident: str, side: int, drawn: str) -> str:
    return (
        f'<pattern id="{ident}" width="{side}" height="{side}" '
        f'patternUnits="userSpaceOnUse">{drawn}</pattern>'
    )


def fits(said: str, room: float) -> bool:
    """Tell whether a line fits in a room, with air around it."""
    return width(said, SIZE) + 4 <= room
