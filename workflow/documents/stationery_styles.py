"""The styles of the stationery: one row each, in the order that Word shows them.

The measure is 126 mm of 11 pt text, some 70 characters; the margin to its right carries the
contact column. brev.typ sets the same page, so that the two formats look like one letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

FACE = "Calibri"
ACCENT, GREY, TINT, HAIRLINE = "0F4C5C", "4A5559", "EDF3F3", "B7C5C8"


def twips(millimetres: float) -> int:
    """Turn millimetres into twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


class Style(NamedTuple):
    """A paragraph or character style: sizes and spacing in points."""

    ident: str
    name: str
    based_on: str = "BodyText"
    following: str = ""
    size: float = 0
    bold: bool | None = None
    colour: str = ""
    spacing: str = ""
    paragraph: str = ""
    run: str = ""
    kind: str = "paragraph"


def spacing(before: float, after: float, line: float = 0) -> str:
    """Set the space before and after in points, and the lines' distance."""
    lines = f' w:line="{round(line * 240)}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def frame(x: float, y: float, width: float, height: float = 0) -> str:
    """Stand at a place on the page, in millimetres."""
    rule = f' w:h="{twips(height)}" w:hRule="atLeast"' if height else ""
    return (
        f'<w:framePr w:w="{twips(width)}"{rule} w:hSpace="0" w:wrap="around" w:vAnchor="page" '
        f'w:hAnchor="page" w:x="{twips(x)}" w:y="{twips(y)}"/>'
    )


def border(side: str, size: float, colour: str, space: int) -> str:
    """Draw a line at a side, so thick and so far off in points."""
    return (
        f'<w:{side} w:val="single" w:sz="{round(size * 8)}" w:space="{space}" w:color="{colour}"/>'
    )


def _bar(colour: str, size: float = 2.25) -> str:
    return f"<w:pBdr>{border('left', size, colour, 9)}</w:pBdr>"


def _box(bar: str) -> str:
    top, bottom, right = (
        border(side, 0.5, TINT, space) for side, space in (("top", 6), ("bottom", 6), ("right", 8))
    )
    left = border("left", 2.25, bar, 9)
    return f'<w:pBdr>{top}{left}{bottom}{right}</w:pBdr><w:shd w:val="clear" w:fill="{TINT}"/>'


# The letterhead's rule runs on over the contact column.
_RULE = (
    f'<w:pBdr>{border("bottom", 0.75, ACCENT, 5)}</w:pBdr><w:ind w:right="-{twips(178 - 126)}"/>'
)
KEEP = "<w:keepNext/><w:keepLines/>"
LEFT = '<w:suppressAutoHyphens/><w:jc w:val="left"/>'


def outline(level: int) -> str:
    """Stand at a level of the contents."""
    return f'<w:outlineLvl w:val="{level}"/>'


ROWS = (
    Style("BodyText", "Body Text", "Normal", spacing=spacing(0, 7)),
    Style("FirstParagraph", "First Paragraph"),
    Style("Compact", "Compact", spacing=spacing(1, 1)),
    Style("Title", "Title", following="BodyText", size=18, bold=True, colour=ACCENT,
          spacing=spacing(0, 14, 1.0), paragraph=KEEP + outline(0)),
    Style("Subtitle", "Subtitle", following="BodyText", size=9.5, colour=GREY,
          spacing=spacing(0, 18), paragraph=KEEP),
    Style("Date", "Date", following="Title", size=9.5, colour=GREY,
          spacing=spacing(178, 5), paragraph=KEEP),
    Style("Dokumenttype", "Dokumenttype", following="Title", size=11, bold=True, colour=ACCENT,
          spacing=spacing(51, 3), paragraph=KEEP),
    Style("Heading1", "heading 1", following="BodyText", size=15, bold=True, colour=ACCENT,
          spacing=spacing(20, 6, 1.0), paragraph=KEEP + outline(0)),
    Style("Heading2", "heading 2", following="BodyText", size=13, bold=True, colour=ACCENT,
          spacing=spacing(16, 4, 1.0), paragraph=KEEP + outline(1)),
    Style("Heading3", "heading 3", following="BodyText", size=11, bold=True,
          spacing=spacing(12, 2, 1.0), paragraph=KEEP + outline(2)),
    Style("Heading4", "heading 4", following="BodyText", size=11, bold=True, colour=GREY,
          spacing=spacing(10, 2, 1.0), paragraph=KEEP + outline(3)),
    Style("ListParagraph", "List Paragraph"),
    Style("ListBullet", "List Bullet", paragraph="<w:contextualSpacing/>"),
    Style("ListNumber", "List Number", paragraph="<w:contextualSpacing/>"),
    Style("Eftertabel", "Efter tabel", spacing=spacing(12, 7)),
    Style("BlockText", "Block Text", paragraph=_bar(HAIRLINE)),
    Style("Borgerensord", "Borgerens ord", "BlockText"),
    Style("Punkt", "Punkt", paragraph=KEEP + _bar(ACCENT)),
    Style("Konklusion", "Konklusion", spacing=spacing(10, 10), paragraph=_box(ACCENT)),
    Style("Henstilling", "Henstilling", "Konklusion"),
    Style("Fakta", "Fakta", size=10, spacing=spacing(10, 10), paragraph=_box(TINT)),
    Style("Parter", "Parter", "Fakta"),
    Style("Afslutning", "Afslutning", paragraph=KEEP),
    Style("Underskrift", "Underskrift", spacing=spacing(18, 0), paragraph=KEEP),
    Style("TableCaption", "Table Caption", size=9.5, bold=True,
          spacing=spacing(8, 3), paragraph="<w:keepNext/>"),
    Style("FootnoteText", "footnote text", size=9, spacing=spacing(0, 2, 1.0)),
    Style("Streg", "Streg",
          paragraph=f"<w:pBdr>{border('bottom', 0.5, HAIRLINE, 1)}</w:pBdr>"),
    Style("Modtager", "Modtager", "Normal", spacing=spacing(0, 0, 1.0),
          paragraph=frame(22, 48, 90, 32) + LEFT),
    Style("Privatbrev", "Privatbrev", spacing=spacing(0, 24), paragraph=KEEP + LEFT),
    Style("Afsender", "Afsender", "Normal", size=17, bold=True, colour=ACCENT,
          spacing=spacing(0, 0, 1.0), paragraph=LEFT),
    Style("Afsenderlinje", "Afsenderlinje", "Normal", size=9.5, colour=GREY,
          spacing=spacing(2, 0, 1.0), paragraph=LEFT + _RULE),
    Style("Kontakt", "Kontakt", "Normal", size=8.5, colour=GREY,
          spacing=spacing(0, 6, 1.05), paragraph=frame(156, 48, 46) + LEFT),
    Style("Header", "header", "Normal", size=9, colour=GREY, spacing=spacing(0, 0, 1.0),
          paragraph=_RULE),
    Style("Footer", "footer", "Normal", size=9, colour=GREY, spacing=spacing(0, 0, 1.0)),
    Style("Udkast", "Udkast", "Normal", size=18, bold=True, colour=ACCENT,
          spacing=spacing(0, 0, 1.0), paragraph=frame(156, 8, 44) + '<w:jc w:val="right"/>'),
    Style("Kontaktord", "Kontaktord", "DefaultParagraphFont", bold=True, colour=ACCENT,
          kind="character"),
    Style("Strong", "Strong", "DefaultParagraphFont", bold=True, kind="character"),
    Style("Hyperlink", "Hyperlink", "DefaultParagraphFont", colour=ACCENT,
          run='<w:u w:val="single"/>', kind="character"),
    Style("FootnoteReference", "footnote reference", "DefaultParagraphFont",
          run='<w:vertAlign w:val="superscript"/>', kind="character"),
)  # fmt: skip


# The schema's order of the children; Word refuses a file that has another.
_ORDER = (
    "keepNext", "keepLines", "pageBreakBefore", "framePr", "pBdr", "shd", "tabs",
    "suppressAutoHyphens", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl",
)  # fmt: skip
_FRAME = re.compile(r"<w:framePr [^>]*/>")
_CHILD = re.compile(r"<w:(\w+)(?: [^>]*)?/>|<w:(\w+)>.*?</w:\2>")


def _ordered(children: str) -> str:
    found = sorted(_CHILD.finditer(children), key=lambda child: _ORDER.index(child[1] or child[2]))
    return "".join(child[0] for child in found)


def _xml(style: Style) -> str:
    run = "".join(
        (
            "<w:b/>" if style.bold else "",
            f'<w:color w:val="{style.colour}"/>' if style.colour else "",
            f'<w:sz w:val="{round(style.size * 2)}"/><w:szCs w:val="{round(style.size * 2)}"/>'
            if style.size
            else "",
            style.run,
        )
    )
    following = f'<w:next w:val="{style.following}"/>' if style.following else ""
    paragraph = _ordered(style.paragraph + style.spacing)
    properties = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    return (
        f'<w:style w:type="{style.kind}" w:styleId="{style.ident}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based_on}"/>{following}<w:qFormat/>'
        f"{properties}<w:rPr>{run}</w:rPr></w:style>"
    )


_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    f'<w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}" w:cs="{FACE}"/>'
    '<w:sz w:val="22"/><w:szCs w:val="22"/>'
    '<w:lang w:val="da-DK" w:eastAsia="da-DK" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    f"<w:pPrDefault><w:pPr><w:widowControl/>{spacing(0, 0, 1.08)}</w:pPr></w:pPrDefault>"
    "</w:docDefaults>"
)
_BASE = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
)
_TABLE = (
    '<w:style w:type="table" w:styleId="Table"><w:name w:val="Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:rPr><w:sz w:val="20"/></w:rPr><w:tblPr>'
    f"<w:tblBorders>{border('top', 0.75, ACCENT, 0)}{border('bottom', 0.5, HAIRLINE, 0)}"
    f"{border('insideH', 0.5, HAIRLINE, 0)}</w:tblBorders>"
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="160" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "<w:trPr><w:cantSplit/></w:trPr>"
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/>'
    f'<w:color w:val="{ACCENT}"/></w:rPr></w:tblStylePr></w:style>'
)
FRAMES = {row.ident: found[0] for row in ROWS if (found := _FRAME.search(row.paragraph))}


def styles(rows: Iterable[Style]) -> str:
    """Write the part of a Word file that has these styles."""
    return (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{_DEFAULTS}{_BASE}{''.join(map(_xml, rows))}{_TABLE}</w:styles>"
    )
