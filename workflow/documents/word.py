"""Finish the DOCX that pandoc wrote: fill in the stationery, name the document, fix its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape
from zipfile import BadZipFile, ZipFile

from workflow.core.errors import StationeryBroken
from workflow.documents import package

if TYPE_CHECKING:
    from xml.dom.minidom import Document, Element

    from workflow.documents.frontmatter import Letter

WORD = "ord-"
_PLACEHOLDER = re.compile("«([^«»]*)»")
_STATIONERY_PART = re.compile(r"word/(header|footer)\d*\.xml")
_HEADER = re.compile(r"word/header\d*\.xml")
_CORE = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties \
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{titel}</dc:title>\
<dc:creator>{afsender}</dc:creator><dc:language>{sprog}</dc:language>\
<dcterms:created xsi:type="dcterms:W3CDTF">{dato}T12:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{dato}T12:00:00Z</dcterms:modified></cp:coreProperties>
"""
# pandoc writes its lists half an inch in, wherever the stationery's text begins.
_INDENT = re.compile(r'<w:ind w:left="(\d+)" w:hanging="\d+" ?/>')
# Metadata that pandoc makes up: word counts of another document, and fields for any key.
_FOREIGN = ("docProps/custom.xml", "docProps/app.xml")
_STYLE = re.compile(r"<w:style .*?</w:style>", re.DOTALL)
_IDENT = re.compile(r'w:styleId="([^"]*)"')
_FRAME = re.compile(r"<w:framePr [^>]*/>")
_PANDOC_STEP, _STEP = 720, 340


def inspect(stationery: Path) -> None:
    """Refuse stationery that is no Word document, before anything is made with it."""
    try:
        with ZipFile(stationery) as document:
            document.getinfo("word/styles.xml")
    except (BadZipFile, KeyError, OSError) as error:
        fejl = "filen er ikke et Word-dokument (.docx)."
        raise StationeryBroken(fil=stationery, fejl=fejl) from error


class Filling(NamedTuple):
    """What a document fills in its stationery with, and says of itself; `bare` has no head."""

    values: Mapping[str, list[str]]
    core: bytes
    bare: bool = False


def of_letter(letter: Letter) -> Filling:
    """Return what a letter fills in."""
    fakta = letter.fakta
    told = core(fakta["titel"], letter.afsender, fakta["sprog"], letter.dato)
    return Filling(_values(letter), told, bare=bool(fakta["afsender"]))


def finish(docx: bytes, filling: Filling, stationery: Path) -> bytes:
    """Make the finished DOCX: the same text and stationery give the same bytes."""
    try:
        with ZipFile(BytesIO(docx)) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        filled = dict(_filled(parts, filling))
    except (BadZipFile, ValueError) as error:
        raise StationeryBroken(fil=stationery, fejl=error) from error
    for name in _FOREIGN:
        parts = package.without(parts, name)
    return package.packed({**parts, **filled, "docProps/core.xml": filling.core})


def _filled(parts: Mapping[str, bytes], filling: Filling) -> Iterator[tuple[str, bytes]]:
    values = filling.values
    headers = [name for name in parts if _HEADER.fullmatch(name)]
    for name, content in parts.items():
        if _STATIONERY_PART.fullmatch(name):
            yield name, _fill(name, content, values, bare=filling.bare)
        elif name == "word/numbering.xml":
            yield name, _INDENT.sub(_narrower, content.decode()).encode()
        elif name == "word/document.xml":
            yield name, _framed(content.decode(), parts["word/styles.xml"].decode()).encode()
    if values["udkast"] and not headers:
        raise ValueError("det har intet sidehoved, hvor UDKAST kan stå.")


def _framed(document: str, styles: str) -> str:
    """Repeat a style's frame in its paragraphs: LibreOffice looks for it only there."""
    for style in _STYLE.findall(styles):
        ident, frame = _IDENT.search(style), _FRAME.search(style)
        if ident and frame:
            named = f'<w:pStyle w:val="{ident[1]}" />'
            document = document.replace(named, named + frame[0])
    return document


def _values(letter: Letter) -> dict[str, list[str]]:
    fakta = letter.fakta
    text = {key: [fakta[key]] for key in ("sagsnummer", "kommune", "kontor", "titel")}
    return {
        **text,
        "uafhaengig": [fakta["uafhaengig"]] if fakta["uafhaengig"] else [],
        "kontakt": fakta["kontakt"],
        "telefontid": fakta["telefontid"],
        "dato": [letter.dato_tekst],
        "udkast": [letter.ord["udkast"]] if fakta["udkast"] else [],
        **{f"{WORD}{name}": [word] for name, word in letter.ord.items()},
    }


def _fill(
    name: str, content: bytes, values: Mapping[str, list[str]], *, bare: bool = False
) -> bytes:
    document = _parsed(name, content)
    if bare:
        _without_the_office(document)
    paragraphs = list(document.getElementsByTagName("w:p"))
    marked = [_fill_paragraph(document, paragraph, values) for paragraph in paragraphs]
    if values["udkast"] and _HEADER.fullmatch(name) and "udkast" not in set().union(*marked):
        raise ValueError(f"«udkast» mangler i sidehovedet ({name}).")
    return document.toxml(encoding="UTF-8")


def _parsed(name: str, content: bytes) -> Document:
    from xml.dom.minidom import parseString
    from xml.parsers.expat import ExpatError

    if b"<!" in content:  # Word writes no document type; what one declares may have no end.
        raise ValueError(f"{name} er ikke skrevet af Word.")
    try:
        # Not ElementTree: it forgets the namespaces that Word's own attributes refer to by name.
        return parseString(content)  # noqa: S318 - nothing is declared, so nothing can expand
    except ExpatError as error:
        raise ValueError(f"{name} er ikke læselig.") from error


def _fill_paragraph(
    document: Document, paragraph: Element, values: Mapping[str, list[str]]
) -> set[str]:
    """Fill in one paragraph; it disappears when all of the letter's own in it is empty."""
    texts = list(paragraph.getElementsByTagName("w:t"))
    _gather(texts)
    keys = {key for text in texts for key in _PLACEHOLDER.findall(_content(text))}
    if unknown := sorted(keys - values.keys()):
        kendte = ", ".join(f"«{key}»" for key in values)
        raise ValueError(f"«{unknown[0]}» findes ikke. Brug {kendte}.")
    own = {key for key in keys if not key.startswith(WORD)}
    if own and not any(values[key] for key in own):
        _remove(document, paragraph)
        return keys
    for text in texts:
        _replace(document, text, values)
    return keys


def _without_the_office(document: Document) -> None:
    """Take the letterhead off: a citizen's own letter keeps the draft's mark and page numbers."""
    part = document.documentElement
    assert part is not None
    kept = [node for node in part.childNodes if _of_any_letter(node)]
    for node in list(part.childNodes):
        if node not in kept:
            part.removeChild(node)
    if not kept:
        part.appendChild(document.createElement("w:p"))


def _of_any_letter(node: Any) -> bool:
    written = node.toxml()
    return "«udkast»" in "".join(re.findall(r">([^<>]*)<", written)) or "PAGE" in written


def _gather(texts: list[Element]) -> None:
    """Bring a placeholder that Word has split over several runs together in the first of them."""
    for first, text in enumerate(texts):
        following = iter(texts[first + 1 :])
        while _open(_content(text)) and (other := next(following, None)) is not None:
            before, close, after = _content(other).partition("»")
            _set(text, _content(text) + before + close)
            _set(other, after)


def _open(text: str) -> bool:
    return text.rfind("«") > text.rfind("»")


def _replace(document: Document, text: Element, values: Mapping[str, list[str]]) -> None:
    def value(found: re.Match[str]) -> str:
        return "\n".join(values[found[1]])

    first, *rest = _PLACEHOLDER.sub(value, _content(text)).split("\n")
    run: Any = text.parentNode  # The stubs know no insertBefore that fits every kind of node.
    following = text.nextSibling
    _set(text, first)
    for line in rest:
        run.insertBefore(document.createElement("w:br"), following)
        _set(run.insertBefore(document.createElement("w:t"), following), line)


def _remove(document: Document, paragraph: Element) -> None:
    """Take a paragraph out, but leave the one that Word wants in every part and table cell."""
    parent = paragraph.parentNode
    assert parent is not None
    parent.removeChild(paragraph)
    if not any(node.nodeName in ("w:p", "w:tbl") for node in parent.childNodes):
        parent.appendChild(document.createElement("w:p"))


def _content(text: Element) -> str:
    return "".join(node.data for node in text.childNodes if node.nodeType == node.TEXT_NODE)


def _set(text: Element, content: str) -> None:
    document = text.ownerDocument
    assert document is not None
    for node in list(text.childNodes):
        text.removeChild(node)
    text.appendChild(document.createTextNode(content))
    text.setAttribute("xml:space", "preserve")


def _narrower(found: re.Match[str]) -> str:
    level = int(found[1]) // _PANDOC_STEP
    return f'<w:ind w:left="{level * _STEP}" w:hanging="{_STEP}"/>'


def core(titel: str, afsender: str, sprog: str, dato: date) -> bytes:
    """Write the metadata anew: what the recipient may see, and nothing else."""
    return _CORE.format(
        titel=escape(titel), afsender=escape(afsender), sprog=escape(sprog), dato=dato.isoformat()
    ).encode()
