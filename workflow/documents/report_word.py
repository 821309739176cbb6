"""What pandoc cannot write in a report's Word file: its front page, contents, tables, captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from workflow.documents.report_pieces import Piece, Row
from workflow.documents.stationery_styles import twips

UPRIGHT, ACROSS = 160, 247
_FIRST_BOOKMARK = 100_000  # pandoc numbers its own from below.
_MOST_TOGETHER = 14
_REFERENCES = re.compile(r"<w:(?:header|footer)Reference [^>]*/>")
_SECTION = re.compile(r"<w:sectPr\b.*?</w:sectPr>", re.DOTALL)
_DIRTY = ' w:dirty="true"'  # Word works it out when the file is opened.
_CONTENTS_LEVEL = 2
_HEADS = "<!--sidehoveder-->"
_MARGINS = {"top": 30, "bottom": 26, "header": 12, "footer": 12}


class Front(NamedTuple):
    """What stands on the front page."""

    kommune: str
    titel: str
    stand: str
    udkast: str = ""


def opening(front: Front, listed: Sequence[Piece], signs: Iterable[tuple[str, str]]) -> str:
    """Write the front page, a place for the contents, and the list of tables and figures."""
    cover = [_p("Forsidekommune", _t(front.kommune)), _p("Title", _t(front.titel))]
    cover += [_p("Subtitle", _t(front.stand))]
    if front.udkast:
        cover.append(_p("Forsidekommune", _t(front.udkast)))
    inside = [_p("Indholdstitel", _t("Indhold"), more="<w:pageBreakBefore/>"), CONTENTS]
    if listed:
        inside.append(_p("Indholdstitel", _t("Tabeller og figurer")))
        inside += [_entry("TOC2", piece.id, piece.caption) for piece in listed]
    explained = [_p("Tabelnote", _t(f"{sign}   {words}")) for sign, words in signs]
    if explained:
        inside += [_p("Indholdstitel", _t("Tegn i tabellerne")), *explained]
    return "".join((*cover, *inside, _section(UPRIGHT, "<w:titlePg/>")))


def finished(document: str, headings: Sequence[Mapping[str, Any]]) -> str:
    """Put the contents in their place, and the running heads in every section."""
    last = _SECTION.findall(document)[-1]
    heads = "".join(_REFERENCES.findall(last))
    return document.replace(_HEADS, heads).replace(CONTENTS, _contents(headings), 1)


def table(piece: Piece, number: int) -> str:
    """Write a table with its caption, its unit and its notes; a wide one on a page of its own."""
    measure = ACROSS if piece.wide else UPRIGHT
    inner = "".join(
        (_caption(piece, number), _p("Tabelenhed", _t(piece.over)), _tbl(piece, measure))
    )
    inner += below(piece)
    return f"{_section(UPRIGHT)}{inner}{_section(ACROSS)}" if piece.wide else inner


def figure(piece: Piece, number: int) -> str:
    """Write what stands above a figure."""
    return _caption(piece, number)


def below(piece: Piece) -> str:
    """Write what stands below a table or a figure."""
    *first, last = piece.under or ("",)
    notes = [_p("Tabelnote", _t(note)) for note in first]
    return "".join((*notes, _p("Tabelnotesidst", _t(last))))


def _caption(piece: Piece, number: int) -> str:
    name, key = _t(piece.maerke, "Maerke"), _FIRST_BOOKMARK + number
    if piece.anchor:
        start = f'<w:bookmarkStart w:id="{key}" w:name="{piece.anchor}"/>'
        name = f'{start}{name}<w:bookmarkEnd w:id="{key}"/>'
    return _p("TableCaption", name, _t(f". {piece.titel}"))


def _tbl(piece: Piece, measure: float) -> str:
    widths = column_widths(piece, measure)
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    look = (
        f'<w:tblPr><w:tblStyle w:val="Table"/><w:tblW w:w="{twips(measure)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(piece.caption)}"/>'
        f'<w:tblDescription w:val="{escape(" ".join(piece.under))}"/></w:tblPr>'
    )
    head = _tr([_p("Tabeltekst"), *(_p("Tabeltal", _t(name)) for name in piece.kolonner)], widths,
               "<w:cantSplit/><w:tblHeader/>")  # fmt: skip
    whole = len(piece.linjer) <= _MOST_TOGETHER
    rows = (_row(row, widths, keep=whole) for row in piece.linjer)
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(rows)}</w:tbl>"


def column_widths(piece: Piece, measure: float) -> list[float]:
    """Share the measure: numbers get what they need, names the rest."""
    count = len(piece.kolonner)
    each = min(26.0, (measure - (62 if piece.wide else 56)) / max(1, count))
    return [measure - each * count, *([each] * count)]


def _row(row: Row, widths: Sequence[float], *, keep: bool) -> str:
    style = "Maerke" if row.total else ""
    more = "<w:keepNext/>" if keep else ""
    indent = f'<w:ind w:left="{twips(4)}"/>' if row.del_ else ""
    unit = _t(f" ({row.enhed})", "Enhed") if row.enhed else ""
    cells = [_p("Tabeltekst", _t(row.navn, style), unit, more=more + indent)]
    cells += [_p("Tabeltal", _t(cell, style), more=more) for cell in row.celler]
    return _tr(cells, widths, "<w:cantSplit/>")


def _tr(cells: Sequence[str], widths: Sequence[float], look: str) -> str:
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{look}</w:trPr>{inner}</w:tr>"


def _contents(headings: Sequence[Mapping[str, Any]]) -> str:
    """Write the contents as links with page numbers, which any program can work out.

    A table of contents that is Word's own has no page numbers before Word has made it anew.
    """
    listed = (row for row in headings if row["level"] <= _CONTENTS_LEVEL)
    return "".join(_entry(f"TOC{row['level']}", row["id"], row["text"]) for row in listed)


def _entry(style: str, anchor: str, text: str) -> str:
    page = _begin(f"PAGEREF {anchor} \\h", _DIRTY) + _t(" ") + _field("end")
    tab = "<w:r><w:tab/></w:r>"
    inner = f"{_t(text)}{tab}{page}"
    return _p(style, f'<w:hyperlink w:anchor="{anchor}" w:history="1">{inner}</w:hyperlink>')


def _begin(code: str, more: str = "") -> str:
    text = f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
    return _field("begin", more) + text + _field("separate")


def _field(kind: str, more: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{more}/></w:r>'


def _section(measure: int, more: str = "") -> str:
    """End a section whose lines are so long."""
    short, long = twips(210), twips(297)
    upright = measure == UPRIGHT
    wide, high = (short, long) if upright else (long, short)
    turned = "" if upright else ' w:orient="landscape"'
    sides = {**_MARGINS, "left": 25, "right": 25}
    edges = " ".join(f'w:{side}="{twips(size)}"' for side, size in sides.items())
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Sektion"/><w:sectPr>{_HEADS}'
        f'<w:pgSz w:w="{wide}" w:h="{high}"{turned}/><w:pgMar {edges} w:gutter="0"/>{more}'
        "</w:sectPr></w:pPr></w:p>"
    )


def _p(style: str, *runs: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{"".join(runs)}</w:p>'


def _t(text: str, style: str = "") -> str:
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


CONTENTS = _p("TOC1", "<!--indhold-->")
