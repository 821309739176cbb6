"""Text that means harm, and the text of a letter's two formats, for tests and for bench/hostile.py.

What a comparison passes over, and why: white space (where lines break is the look's business; pypdf
puts a space or none between two words that are set apart) and, in the PDF, compatibility forms (an
fi is set as one glyph, and read back as one or two letters). A mark that makes no letter with the
one before it is a glyph of its own, for which pypdf gives the whole letter again, anywhere in that
PDF; such texts have a letter of their own and are compared in the DOCX alone, and so is a hyphen,
for the look puts its own at the ends of lines. The order of the letters is compared: the fonts have
none that are written from right to left, so each such letter stands as its mark.
"""

from __future__ import annotations

import io
import random
import re
import unicodedata
from html import unescape
from zipfile import ZipFile

from letter_sample import LOOK, pdf_text, source

from workflow.core.tangle import tangles
from workflow.documents.coverage import showable
from workflow.documents.escape import block, clean
from workflow.documents.publish import Rendered, render

MARKUP = (
    *("# a", "- a", "3. januar", "*a*", "_a_", "**", "__", "`a`", "```", "~~~", "$5$", "\\", "\\*"),
    *("![x](/etc/passwd)", "[a](javascript:x)", "[^1]", "[x]: y", "::: {.fakta}", "|a|b|", "|-|-|"),
    *("<script>", "<!--", "-->", "&amp;", "&#65;", "<w:p/>", "]]>", "<?xml", "</w:t>", "<![CDATA["),
    *("{{ 7*7 }}", "{% for x in y %}", "{#", "#}", "«kontor»", '#read("x")', "#set page()", "@a"),
    *("= a", "/ t: d", "-?", "...", "--", "---"), "title: x",
    *("\\input{x}", "\\write18{id}", "%", "~"),
    *("[[konklusion 1]]", "[skriv", "`#panic()`{=typst}", "```{=openxml}", "//x", "/* x */", "'\""),
)  # fmt: skip
PLANES = ((0x20, 0x17F), (0x300, 0x36F), (0x370, 0x5FF), (0x600, 0x6FF), (0x2000, 0x206F),
    (0x0, 0xA0), (0x2190, 0x2BFF), (0xD7F0, 0xD810), (0xE000, 0xF8FF), (0xFB00, 0xFFFF),
    (0x10000, 0x1FFFF), (0x20000, 0x2FFFF), (0xE0000, 0x10FFFF), (0x1100, 0xD7FF))  # fmt: skip
_FOOT = re.compile(r"Side\d+af\d+Borgerrådgiveren·IshøjKommune·Sag2026-0012")


def texts(rng: random.Random, count: int) -> list[str]:
    """Make so many texts of letters from all planes and of pieces of markup."""
    return [_text(rng) for _ in range(count)]


def _text(rng: random.Random) -> str:
    pieces = [_piece(rng) for _ in range(rng.randint(1, 12))]
    return rng.choice(("", " ", "\n")).join(pieces)


def _piece(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return rng.choice(MARKUP) * rng.choice((1, 1, 1, 2, 9))
    low, high = rng.choice(PLANES)
    return "".join(chr(rng.randint(low, high)) for _ in range(rng.randint(1, 9)))


def lost(written: list[str]) -> list[str]:
    """Set the texts as a citizen's in two letters; return those that do not come out of both."""
    shown = [shown for shown in (showable(text, LOOK)[0] for text in written) if shown.strip()]
    shown = [text for text in shown if not list(tangles(block(text)))]
    stacked = [text for text in shown if _stacked(text)]
    plain = [text for text in shown if not _stacked(text)]
    return [*_lost(plain, pdf=True), *_lost(stacked, pdf=False)]


def _stacked(text: str) -> bool:
    return any(unicodedata.category(character).startswith("M") for character in clean(text))


def _lost(shown: list[str], *, pdf: bool) -> list[str]:
    body = "\n\n".join(f"Før{at}\n\n{block(text)}\n\nEfter{at}" for at, text in enumerate(shown))
    made = render([source(body)], LOOK)[0]
    word, set_ = in_word(made), in_pdf(made)
    wanted = {f"Før{at}{squeezed(clean(text))}Efter{at}": text for at, text in enumerate(shown)}
    return [
        text
        for whole, text in wanted.items()
        if whole not in word or (pdf and alike(whole) not in set_)
    ]


def in_word(made: Rendered) -> str:
    """Return a letter's text as its DOCX has it, without white space."""
    with ZipFile(io.BytesIO(made.docx)) as package:
        xml = package.read("word/document.xml").decode()
    return squeezed(unescape(re.sub("<[^>]*>", "", xml)))


def in_pdf(made: Rendered) -> str:
    """Return a letter's text as its PDF has it, without white space, heads and feet of pages."""
    return alike(_FOOT.sub("", squeezed(pdf_text(made.pdf))))


def squeezed(text: str) -> str:
    """Leave out all white space."""
    return re.sub(r"\s", "", text)


def alike(text: str) -> str:
    """Take letters for what they are, not for how they were set."""
    return re.sub("[-\u2010]", "", unicodedata.normalize("NFKD", text))
