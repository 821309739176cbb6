"""Turn values into literal text in our Markdown: nothing a citizen writes can become markup.

The normalisation is the whole of what is changed: NFC; white space (line ends of every kind become
a new line, runs of space become one, a non-breaking space stays); control characters, soft hyphens
and invisible format characters (bidi marks among them) are removed, for they can make a name read
as another; half a surrogate pair and a noncharacter, which no document may hold, become U+FFFD.
"""

from __future__ import annotations

import re
import unicodedata

from workflow.core.markdown import Markdown

__all__ = ["Markdown", "block", "clean", "escape", "legible", "one_line", "readable", "unescaped"]

# pandoc reads a backslash before any ASCII punctuation as "this very character".
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# What means nothing to our reader once a letter stands before it in the line.
_INNOCENT = frozenset(",;.?!/%'\"@$()=+-")
_BRACKET = re.compile(r"(?<!\\)(?:\\\\)*\[")
_TWO_WORDS = re.compile(r"\w\s+\w")
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t]+")
_PARAGRAPHS = re.compile(r"\n[ \n]*\n")
_INVISIBLE = frozenset(("Cc", "Cf"))
_NONCHARACTER = 0xFFFE  # the last two of every plane
_UNBROKEN = frozenset("\u00a0\u202f")
_LAYOUT = frozenset("\n\t ")


def legible(text: str) -> str:
    """Leave out what cannot be seen, keeping the layout that Markdown needs."""
    text = _LINE_ENDS.sub("\n", text)
    return unicodedata.normalize("NFC", "".join(map(_visible, text)))


def clean(text: str) -> str:
    """Normalise text that others wrote, keeping its lines."""
    return _SPACES.sub(" ", legible(text))


def one_line(text: str) -> str:
    """Normalise text that others wrote to a single line."""
    return _SPACES.sub(" ", clean(text).replace("\n", " ")).strip(" ")


def escape(value: object) -> str:
    """Make one line of literal text of a value; Markdown passes through."""
    if isinstance(value, Markdown):
        return value
    return _PUNCTUATION.sub(r"\\\1", one_line(str(value)))


def unescaped(text: str) -> str:
    """Take away the backslashes that make punctuation literal."""
    return _ESCAPED.sub(r"\1", text)


def block(text: str) -> Markdown:
    """Make paragraphs of a citizen's text, line for line as it was written."""
    paragraphs = (_lines(paragraph) for paragraph in _PARAGRAPHS.split(clean(text)))
    return Markdown("\n\n".join("\\\n".join(lines) for lines in paragraphs if lines))


def readable(markdown: str) -> Markdown:
    """Leave out the backslashes that our reader can do without, and empty lines that pile up.

    The document stays the same. A line with a bracket of the template's own is left as it is.
    """
    lines = (line if _BRACKET.search(line) else _plainer(line) for line in markdown.split("\n"))
    return Markdown(_PARAGRAPHS.sub("\n\n", "\n".join(lines).strip("\n")))


def _plainer(line: str) -> str:
    letter = next((at for at, character in enumerate(line) if character.isalpha()), len(line))
    two = _TWO_WORDS.search(line)
    words = two.end() if two else len(line)

    def bare(found: re.Match[str]) -> str:
        harmless = found[1] in _INNOCENT and letter < found.start()
        return found[1] if harmless or (found[1] == ":" and words <= found.start()) else found[0]

    return _ESCAPED.sub(bare, line)


def _lines(paragraph: str) -> tuple[str, ...]:
    return tuple(line for line in map(escape, paragraph.split("\n")) if line)


def _visible(character: str) -> str:
    if character in _LAYOUT:
        return character
    category = unicodedata.category(character)
    if category == "Cs" or ord(character) & _NONCHARACTER == _NONCHARACTER:
        return "\ufffd"
    if category == "Zs":
        return character if character in _UNBROKEN else " "
    return "" if category in _INVISIBLE else character
