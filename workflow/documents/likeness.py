"""Where two Word files of a letter say different things, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape
from io import BytesIO
from zipfile import BadZipFile, ZipFile

_PART = "word/document.xml"
_MOST = 16 * 1024 * 1024
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_PIECE = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(<w:br ?/>)|(<w:tab ?/>)")

Difference = tuple[str, str]


def lines(docx: bytes) -> list[str] | None:
    """Return a Word file's text line by line, or None when it is no Word file."""
    try:
        with ZipFile(BytesIO(docx)) as package, package.open(_PART) as part:
            xml = part.read(_MOST).decode("utf-8", "replace")
    except (BadZipFile, KeyError, NotImplementedError, OSError, RuntimeError, EOFError):
        return None
    text = "\n".join(_text(found[0]) for found in _PARAGRAPH.finditer(xml))
    return text.split("\n")


def differences(one: list[str], other: list[str]) -> Iterator[Difference]:
    """Yield the lines of the first that are other in the second, beside what stands there."""
    for kind, start, end, first, last in SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            yield "\n".join(one[start:end]), "\n".join(other[first:last])


def _text(paragraph: str) -> str:
    signs = ((piece[1] or "", piece[2], piece[3]) for piece in _PIECE.finditer(paragraph))
    return "".join("\n" if br else "\t" if tab else unescape(text) for text, br, tab in signs)
