"""A report as one HTML page: for a screen, a telephone, a printer and those who listen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from string import Template
from typing import Any

from workflow.core.printed import HIDDEN
from workflow.documents.report_pieces import Piece, Row
from workflow.documents.report_word import Front

_CHAPTER = 1
_NAME = re.compile(r'\bid="([^"]+)"')


def page(
    template: str,
    front: Front,
    body: str,
    headings: Sequence[Mapping[str, Any]],
    listed: Sequence[Piece],
    signs: Sequence[tuple[str, str]],
) -> str:
    """Fill the page's template."""
    values = {
        **{name: escape(value) for name, value in front._asdict().items()},
        "udkast": f'<p class="udkast">{escape(front.udkast)}</p>' if front.udkast else "",
        "indhold": _contents(headings),
        "liste": _listed(listed),
        "tegn": _signs(signs),
        "krop": body,
    }
    return Template(template).safe_substitute(values)


def table(piece: Piece) -> str:
    """Write a table that says what every cell is of; a wide one can be moved sideways."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in piece.kolonner)
    rows = "\n".join(map(_row, piece.linjer))
    named = f"navn-{piece.anchor}" if piece.anchor else ""
    region = f' role="region" aria-labelledby="{named}" tabindex="0"' if named else ""
    return (
        f'<div class="tabel"{_id(piece)}><div class="rulle"{region}>\n<table>\n'
        f"<caption{_named(named)}>{_name(piece)}"
        f'<span class="enhed">{escape(piece.over)}</span></caption>\n'
        f"<thead><tr><td></td>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>\n"
        f"{_under(piece)}</div>"
    )


def figure(piece: Piece, number: int) -> str:
    """Write a figure, the same for a telephone, and in words what it shows."""
    drawn, small = (_apart(svg, piece, number) for svg in (piece.svg, piece.smal))
    wide = f'<div class="bred">{drawn}</div>' if small else drawn
    narrow = f'<div class="smal">{small}</div>' if small else ""
    return (
        f"<figure{_id(piece)}>\n<figcaption>{_name(piece)}</figcaption>\n"
        f'<div class="billede">{wide}{narrow}</div>\n'
        f"<details><summary>{escape(piece.maerke)} i ord</summary><p>{escape(piece.alt)}</p>"
        f"</details>\n{_under(piece)}</figure>"
    )


def _apart(svg: str, piece: Piece, number: int) -> str:
    """Give a drawing that is shown again names of its own."""
    if piece.anchor:
        return svg
    for name in _NAME.findall(svg):
        own = f"{name}-{number}"
        for before, after in (('"', '"'), (" ", '"'), ('"', " "), ("#", ")"), ("#", '"')):
            svg = svg.replace(f"{before}{name}{after}", f"{before}{own}{after}")
    return svg


def _row(row: Row) -> str:
    classes = " ".join(name for name, on in (("total", row.total), ("del", row.del_)) if on)
    look = f' class="{classes}"' if classes else ""
    unit = f' <span class="enhed">({escape(row.enhed)})</span>' if row.enhed else ""
    cells = "".join(f"<td>{_cell(cell)}</td>" for cell in row.celler)
    return f'<tr{look}><th scope="row">{escape(row.navn)}{unit}</th>{cells}</tr>'


def _cell(cell: str) -> str:
    if cell == HIDDEN:
        return f'<span aria-hidden="true">{HIDDEN}</span><span class="kun-hoert">skjult</span>'
    return escape(cell)


def _name(piece: Piece) -> str:
    return f"<b>{escape(piece.maerke)}.</b> {escape(piece.titel)}"


def _id(piece: Piece) -> str:
    return _named(piece.anchor)


def _named(name: str) -> str:
    return f' id="{name}"' if name else ""


def _under(piece: Piece) -> str:
    return "".join(f'<p class="note">{escape(note)}</p>\n' for note in piece.under if note)


def _contents(headings: Sequence[Mapping[str, Any]]) -> str:
    """Write the contents: each chapter, and below it its sections."""
    chapters = list[tuple[str, list[str]]]()
    for row in headings:
        link = f'<a href="#{row["id"]}">{escape(row["text"])}</a>'
        if row["level"] == _CHAPTER:
            chapters.append((link, []))
        elif row["level"] == _CHAPTER + 1 and chapters:
            chapters[-1][1].append(link)
    return _list(link + (_list(below) if below else "") for link, below in chapters)


def _listed(listed: Sequence[Piece]) -> str:
    links = (f'<a href="#{piece.anchor}">{escape(piece.caption)}</a>' for piece in listed)
    return f"<h2>Tabeller og figurer</h2>\n{_list(links)}" if listed else ""


def _list(items: Iterable[str]) -> str:
    inner = "\n".join(f"<li>{item}</li>" for item in items)
    return f"\n<ul>\n{inner}\n</ul>\n"


def _signs(signs: Sequence[tuple[str, str]]) -> str:
    if not signs:
        return ""
    told = "".join(f"<dt>{escape(sign)}</dt><dd>{escape(words)}</dd>" for sign, words in signs)
    return f"<h2>Tegn i tabellerne</h2>\n<dl>{told}</dl>"
