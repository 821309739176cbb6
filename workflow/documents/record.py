"""A note or a henvendelse as a document: its headings kept, all else as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from workflow.core.markdown import Markdown
from workflow.documents import compose
from workflow.documents.escape import block, escape, legible

_FACT = re.compile(r"(?:\*\*)?(\w[\w ]{0,30}):(?:\*\*)? (.*?)\\?")
_HEADING = re.compile(r"##+ +(.+)")


def note(front: Mapping[str, Any], titel: str, text: str) -> str:
    """Make the letter file of a note: its title, what it says of itself, and its text."""
    head, _, rest = legible(text).strip().partition("\n\n")
    first, _, following = head.partition("\n")
    if first.startswith("# ") and not following:
        titel = first.removeprefix("# ")
        head, _, rest = rest.strip("\n").partition("\n\n")
    found = [_FACT.fullmatch(line) for line in head.split("\n")]
    if not all(found):
        return _letter(front, titel, _sections(f"{head}\n\n{rest}"))
    pairs = [(fact[1], fact[2]) for fact in found if fact]
    return _letter(front, titel, facts(pairs), _sections(rest))


def words(front: Mapping[str, Any], titel: str, pairs: Sequence[tuple[str, str]], text: str) -> str:
    """Make the letter file of a text that another has written: nothing in it is markup."""
    return _letter(front, titel, facts(pairs), block(text))


def facts(pairs: Sequence[tuple[str, str]]) -> Markdown:
    """Set facts in a field, one a line."""
    lines = (f"**{escape(key)}:** {escape(value)}" for key, value in pairs)
    return Markdown("::: fakta\n" + "\\\n".join(lines) + "\n:::")


def _letter(front: Mapping[str, Any], titel: str, *parts: str) -> str:
    body = "\n\n".join(part for part in parts if part)
    return compose.letter(front, f"# {escape(titel)}\n\n{body}")


def _sections(text: str) -> str:
    return "\n\n".join(part for part in _parts(text) if part)


def _parts(text: str) -> Iterator[str]:
    """Yield each heading, and the text below it line for line."""
    below: list[str] = []
    for line in text.split("\n"):
        heading = _HEADING.fullmatch(line)
        if heading is None:
            below.append(line)
            continue
        yield block("\n".join(below))
        yield f"## {escape(heading[1])}"
        below = []
    yield block("\n".join(below))
