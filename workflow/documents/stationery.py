"""Make templates/brevpapir.docx, the stationery that pandoc takes styles and letterhead from.

Run `python -m workflow.documents.stationery [file]`; the same script makes the same bytes, and a
test holds it to the file in `templates/`. An office changes its own copy in Word: fonts, colours,
styles, and where «kontor», «kommune», «uafhaengig», «kontakt», «telefontid», «sagsnummer»,
«dato», «titel», «udkast» and words in the letter's language («ord-side») stand in the headers and
footers. A paragraph in which all but such words is empty disappears; «udkast» must stand in every
header, for a draft must show on every page.

Measures are millimetres here and twentieths of a point in the file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from workflow.documents import package
from workflow.documents.stationery_styles import FRAMES, ROWS, styles, twips

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="{_RELATION}"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ALWAYS = ("styles", "settings", "fontTable")
_DOCUMENT_PARTS = (*_ALWAYS, "header1", "header2", "footer1", "footer2")


def main(target: Path) -> None:
    """Write the stationery to a file."""
    target.write_bytes(stationery())


def stationery() -> bytes:
    """Make the stationery's bytes."""
    heads = {
        "header1": part("hdr", _DRAFT + _LETTERHEAD),
        "header2": part("hdr", _DRAFT + _RUNNING_HEAD),
        "footer1": part("ftr", _FOOT),
        "footer2": part("ftr", _FOOT),
    }
    return made(_document(), styles(ROWS), heads)


def made(document: str, look: str, heads: Mapping[str, str]) -> bytes:
    """Make a Word file of its document, its styles and its heads and feet."""
    names = (*_ALWAYS, *heads)
    texts = {
        package.CONTENT_TYPES: _content_types(names),
        package.RELATIONS: _relationships({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": _relationships({name: f"{name}.xml" for name in names}),
        "word/document.xml": document,
        "word/styles.xml": look,
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONTS,
        **{f"word/{name}.xml": text for name, text in heads.items()},
    }
    return package.packed({name: (_XML + text).encode() for name, text in texts.items()})


def part(element: str, content: str) -> str:
    """Write a head or a foot."""
    return f"<w:{element} {NAMESPACES}>{content}</w:{element}>"


def paragraph(style: str, *runs: str, frames: Mapping[str, str] = FRAMES) -> str:
    """Write a paragraph in a style; *frames* are those that the stationery's styles have."""
    # The style's frame once more, for LibreOffice looks for it only in the paragraph.
    look = f'<w:pStyle w:val="{style}"/>{frames.get(style, "")}'
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def text(text: str, style: str = "") -> str:
    """Write a run of text."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def field(name: str) -> str:
    """Write a field that Word works out."""
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _contact(name: str) -> str:
    heading = text(f"«ord-{name}»", "Kontaktord")
    return paragraph("Kontakt", heading, _LINE, text(f"«{name}»"))


_LINE = "<w:r><w:br/></w:r>"
_DRAFT = paragraph("Udkast", text("«udkast»"))
# Frames come first: one that ends a header has nothing to be anchored to.
_LETTERHEAD = "".join(
    (
        _contact("kontakt"),
        _contact("telefontid"),
        paragraph("Afsender", text("«kontor»")),
        paragraph("Afsenderlinje", text("«kommune»", "Strong"), text("\u2003«uafhaengig»")),
    )
)
_RUNNING_HEAD = paragraph("Header", text("«kontor»  ·  «kommune»  ·  «ord-sag» «sagsnummer»"))
_FOOT = paragraph(
    "Footer", text("«ord-side» "), field("PAGE"), text(" «ord-af» "), field("NUMPAGES")
)


def _document() -> str:
    numbered = dict(zip(_DOCUMENT_PARTS, range(1, 1 + len(_DOCUMENT_PARTS)), strict=True))
    references = "".join(
        f'<w:{kind}Reference w:type="{page}" r:id="rId{numbered[f"{kind}{number}"]}"/>'
        for kind in ("header", "footer")
        for page, number in (("first", 1), ("default", 2))
    )
    margins = {"top": 30, "right": 62, "bottom": 26, "left": 22, "header": 11, "footer": 12}
    sides = " ".join(f'w:{side}="{twips(size)}"' for side, size in margins.items())
    section = (
        f'<w:sectPr>{references}<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/>'
        f'<w:pgMar {sides} w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    sample = paragraph("BodyText", text("Brevets tekst kommer her."))
    return f"<w:document {NAMESPACES}><w:body>{sample}{section}</w:body></w:document>"


def _content_types(names: Iterable[str]) -> str:
    kinds = {"document": "document.main"} | {name: name.rstrip("12") for name in names}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: Mapping[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind.rstrip("12")}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    schema = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{schema}">{entries}</Relationships>'


_SETTINGS = (
    f"<w:settings {NAMESPACES}>"
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="340"/><w:autoHyphenation w:val="true"/>'
    '<w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="340"/>'
    '<w:doNotHyphenateCaps w:val="true"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="da-DK"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/></w:settings>'
)
_FONTS = (
    f'<w:fonts {NAMESPACES}><w:font w:name="Calibri"><w:altName w:val="Carlito"/>'
    '<w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
    '<w:pitch w:val="variable"/></w:font></w:fonts>'
)


if __name__ == "__main__":
    shipped = Path(__file__).resolve().parents[2] / "templates" / "brevpapir.docx"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped)
