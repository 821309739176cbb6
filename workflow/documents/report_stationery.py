"""Make templates/rapport.docx, the stationery that reports take styles, heads and feet from.

Run `python -m workflow.documents.report_stationery [file]`, as with the letters' stationery. An
office changes its own copy in Word; «kontor», «kommune», «titel» and «udkast» are filled in.
rapport.typ sets the same pages, so that Word and PDF look like one report.
"""

from __future__ import annotations

import sys
from pathlib import Path

from workflow.documents.stationery import NAMESPACES, field, made, paragraph, part, text
from workflow.documents.stationery_styles import (
    ACCENT,
    GREY,
    HAIRLINE,
    KEEP,
    LEFT,
    ROWS,
    Style,
    border,
    outline,
    spacing,
    styles,
    twips,
)

_LETTERS_OWN = frozenset(
    (
        *("BodyText", "Heading1", "Heading2", "Heading3", "Title", "Subtitle", "Date"),
        *("Dokumenttype", "Modtager", "Privatbrev", "Afsender", "Afsenderlinje", "Kontakt"),
        *("Kontaktord", "Header", "Footer", "Udkast", "TableCaption"),
    )
)
# Prose keeps to a measure that is easy to read; tables and figures have the whole page.
_MEASURE = f'<w:ind w:right="{twips(26)}"/>'
_DOTS = f'<w:tabs><w:tab w:val="right" w:leader="none" w:pos="{twips(160)}"/></w:tabs>'
_RULE = f"<w:pBdr>{border('bottom', 0.75, ACCENT, 5)}</w:pBdr>"
_ROWS = (
    Style("BodyText", "Body Text", "Normal", spacing=spacing(0, 8, 1.12), paragraph=_MEASURE),
    Style("Heading1", "heading 1", "Normal", "BodyText", 24, bold=True, colour=ACCENT,
          spacing=spacing(0, 22, 1.0), paragraph=KEEP + LEFT + outline(0) + "<w:pageBreakBefore/>"),
    Style("Heading2", "heading 2", "Normal", "BodyText", 15, bold=True, colour=ACCENT,
          spacing=spacing(20, 6, 1.0), paragraph=KEEP + LEFT + outline(1)),
    Style("Heading3", "heading 3", "Normal", "BodyText", 11.5, bold=True,
          spacing=spacing(14, 3, 1.0), paragraph=KEEP + LEFT + outline(2)),
    Style("Forsidekommune", "Forside kommune", "Normal", size=13, bold=True, colour=GREY,
          spacing=spacing(0, 210), paragraph=LEFT),
    Style("Title", "Title", "Normal", "Subtitle", 34, bold=True, colour=ACCENT,
          spacing=spacing(0, 16, 1.0), paragraph=LEFT + _RULE),
    Style("Subtitle", "Subtitle", "Normal", "BodyText", 12, colour=GREY,
          spacing=spacing(6, 24), paragraph=LEFT),
    Style("Indholdstitel", "Indholdstitel", "Normal", "BodyText", 15, bold=True, colour=ACCENT,
          spacing=spacing(18, 8, 1.0), paragraph=KEEP + LEFT),
    Style("TOC1", "toc 1", "Normal", bold=True, spacing=spacing(5, 1, 1.0), paragraph=_DOTS + LEFT),
    Style("TOC2", "toc 2", "Normal", colour=GREY, spacing=spacing(0, 1, 1.0),
          paragraph=f'{_DOTS}{LEFT}<w:ind w:left="{twips(5)}"/>'),
    Style("TableCaption", "Table Caption", "Normal", size=11.5,
          spacing=spacing(18, 1, 1.0), paragraph=KEEP + LEFT),
    Style("Tabelenhed", "Tabel enhed", "Normal", size=9, colour=GREY,
          spacing=spacing(0, 4, 1.0), paragraph=KEEP + LEFT),
    Style("Tabeltekst", "Tabel tekst", "Normal", size=9.5, spacing=spacing(1, 1, 1.0),
          paragraph=LEFT),
    Style("Tabeltal", "Tabel tal", "Tabeltekst", paragraph='<w:jc w:val="right"/>'),
    Style("Tabelnote", "Tabel note", "Normal", size=9, colour=GREY,
          spacing=spacing(4, 0, 1.0), paragraph=_MEASURE + LEFT),
    Style("Tabelnotesidst", "Tabel note sidst", "Tabelnote", spacing=spacing(4, 16, 1.0)),
    Style("Figur", "Figur", "Normal", spacing=spacing(4, 0, 1.0), paragraph=KEEP),
    Style("Sektion", "Sektion", "Normal", size=1, spacing=spacing(0, 0, 1.0)),
    Style("Header", "header", "Normal", size=9, colour=GREY, spacing=spacing(0, 0, 1.0),
          paragraph=f"<w:pBdr>{border('bottom', 0.5, HAIRLINE, 5)}</w:pBdr>{LEFT}"),
    Style("Footer", "footer", "Normal", size=9, colour=GREY, spacing=spacing(0, 0, 1.0)),
    Style("Udkast", "Udkast", "Normal", size=14, bold=True, colour=ACCENT,
          spacing=spacing(0, 0, 1.0), paragraph='<w:jc w:val="right"/>'),
    Style("Maerke", "Mærke", "DefaultParagraphFont", bold=True, kind="character"),
    Style("Enhed", "Enhed", "DefaultParagraphFont", colour=GREY, kind="character"),
)  # fmt: skip


def main(target: Path) -> None:
    """Write the stationery to a file."""
    target.write_bytes(stationery())


def stationery() -> bytes:
    """Make the stationery's bytes."""
    kept = (row for row in ROWS if row.ident not in _LETTERS_OWN)
    chapter = (
        '<w:fldSimple w:instr=" STYLEREF &quot;heading 1&quot; "><w:r><w:t/></w:r></w:fldSimple>'
    )
    head = paragraph("Header", text("«titel»  ·  «kommune»    "), chapter)
    heads = {
        "header1": part("hdr", paragraph("Udkast", text("«udkast»"), frames={}) + head),
        "footer1": part("ftr", paragraph("Footer", text("Side "), field("PAGE"))),
    }
    return made(_document(), styles((*_ROWS, *kept)), heads)


def _document() -> str:
    margins = {"top": 30, "right": 25, "bottom": 26, "left": 25, "header": 12, "footer": 12}
    sides = " ".join(f'w:{side}="{twips(size)}"' for side, size in margins.items())
    heads = (
        '<w:headerReference w:type="default" r:id="rId4"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
    )
    section = (
        f'<w:sectPr>{heads}<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/>'
        f'<w:pgMar {sides} w:gutter="0"/></w:sectPr>'
    )
    sample = paragraph("BodyText", text("Rapportens tekst kommer her."))
    return f"<w:document {NAMESPACES}><w:body>{sample}{section}</w:body></w:document>"


if __name__ == "__main__":
    shipped = Path(__file__).resolve().parents[2] / "templates" / "rapport.docx"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped)
