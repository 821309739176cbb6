"""What a finished document says: its text, its metadata and what stands for its pictures.

What is read is what a reader could be shown: the runs of a Word paragraph joined, every part of the
package, every attribute of a page, the text layer of a PDF and what it says of itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from pypdf import PdfReader

_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_SAYING = ("/Alt", "/ActualText", "/Title", "/E", "/Contents", "/URI", "/T", "/TU")
_PARAGRAPHS = re.compile(r"</(?:w:p|a:p|dc:\w+|cp:\w+|text)>|<(?:w:br|w:tab)\b[^>]*>")
_BLOCKS = re.compile(
    r"(?i)</(?:p|h[1-6]|li|td|th|tr|div|title|caption|figcaption|text|desc|dt|dd)>|<br\b[^>]*>"
)
_SAID = re.compile(
    r"(?i)\b(?:descr|title|alt|aria-label|content|href|name|w:val|w:author|w:initials|value)"
    r"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
_BETWEEN = re.compile(r">\s*\n\s*<")
_UNSEEN = re.compile(r"(?is)<style\b.*?</style>")
_TAG = re.compile(r"(?s)<(?!!--)[^>]*>|<!--|-->")


def text(fil: str, content: bytes) -> str:
    """Return everything a file says, by the kind its name tells; a kind we do not set, as text."""
    reader = _READERS.get(fil.rpartition(".")[2].lower())
    return reader(content) if reader else content.decode("utf-8-sig", "replace")


def _docx(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as package:
        parts = [package.read(n) for n in package.namelist() if n.endswith((".xml", ".rels"))]
    return "\n".join(_marked(part.decode("utf-8", "replace"), _PARAGRAPHS) for part in parts)


def _page(content: bytes) -> str:
    return _marked(_UNSEEN.sub("", content.decode("utf-8-sig", "replace")), _BLOCKS)


def _marked(source: str, ends: re.Pattern[str]) -> str:
    said = "\n".join(one or other for one, other in _SAID.findall(source))
    source = _BETWEEN.sub("><", source)
    return html.unescape(f"{_TAG.sub('', ends.sub(chr(10), source))}\n{said}")


def _pdf(content: bytes) -> str:
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    about = [str(value) for value in (reader.metadata or {}).values()]
    xmp = b"\n".join(_XMP.findall(content)).decode("utf-8", "replace")
    pages = [page.extract_text() for page in reader.pages]
    return "\n".join((*pages, *about, _marked(xmp, _BLOCKS), *_beside(reader)))


def _beside(reader: PdfReader) -> Iterator[str]:
    """Yield what stands for the pictures, and the words of the outline and the notes."""
    from pypdf.generic import DictionaryObject, IndirectObject

    for number in range(1, int(str(reader.trailer["/Size"]))):
        found = reader.get_object(IndirectObject(number, 0, reader))
        if isinstance(found, DictionaryObject):
            yield from (str(found[key]) for key in _SAYING if isinstance(found.get(key), str))


_READERS: Mapping[str, Callable[[bytes], str]] = {
    "docx": _docx,
    "html": _page,
    "svg": _page,
    "pdf": _pdf,
}
