"""Where a sentence begins in Markdown, so that words put in there begin with a capital."""

from __future__ import annotations

import re

SHORT = r"(?:fx|pct|nr|stk|kl|ca|bl|mv|osv|jf|hhv|evt|maks|min|tlf)"
# A paragraph, a list's item, a heading, or the line below one.
_BLOCK = re.compile(
    r"(?:\A|\n[ \t]*\n|(?:\A|\n)#[^\n]*\n)[ \t]*\Z"
    r"|(?:\A|\n)[ \t]*(?:[-+*]|#{1,6}|\d{1,3}[.)])[ \t]+\Z"
)
_STOP = re.compile(r"(?<=[.!?])[*_«»”\")]{0,4}\s+\Z")
_SHORTENED = re.compile(rf"(?:\b{SHORT}|\b[a-zæøå]{{1,3}}\.[a-zæøå]{{1,3}})\.\Z", re.IGNORECASE)
_OPENING = "*_»“\"'("


def begins(before: str) -> bool:
    """Tell whether what follows this text begins a sentence."""
    lead = before.rstrip(_OPENING)
    if _BLOCK.search(lead):
        return True
    stop = _STOP.search(lead[-200:])
    return stop is not None and _SHORTENED.search(lead[-200:][: stop.start()]) is None


def capital(text: str) -> str:
    """Return a text with its first letter as a sentence begins."""
    return text[:1].upper() + text[1:]
