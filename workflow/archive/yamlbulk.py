"""A YAML file that is one of many, read fast: as `yamlfile` reads it, or not at all.

The fast reader is used where the two are known to agree, and for sound files alone. What is beyond
that is left to the slow one, whose word is final, and which says where a file is broken.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from workflow.archive import yamlfile

# What one of the two reads in its own way: rare signs and their codes, `_1`, `{a:}`, `? a`, blocks
# of text, ends of documents, a colon on the line below its key. Three are faster than one.
_ODD = (
    re.compile(r"[\0-\t\v-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]"),
    re.compile(r"[\s,\[{](?:[?_]|[|>@`%]\S)|:[,\[\]{}]|\\[uUx]|\?\s|[|>][-+\d]* *(?:#.*)?\n"),
    re.compile(r"\n(?:---|\.\.\.| *:)"),
)


# The end of a sag.yaml as the steps write it: a line for each event, and nothing after them.
_COURSE = re.compile(rb"\nforloeb:\n(?:  - \{[^\n]*\}\n)+\Z")
_EVENTS = re.compile(rb"(?:  - \{[^\n]*\}\n)+")


class _Odd(Exception):
    """A value that is not as sure to be read alike as texts, whole numbers and days are."""


def plain(content: bytes) -> Any:
    """Return a file's data as JSON has it, or None when the slow reader must say what it says."""
    try:
        return _plain(_loaded(content))
    except (RecursionError, _Odd):
        return None


def added(before: bytes, after: bytes) -> list[Any] | None:
    """Return the events that a file has more than it had, or None if that is not all there is.

    Days are days in them, and nothing has been held against a schema.
    """
    more = after[len(before) :]
    if not (after.startswith(before) and _EVENTS.fullmatch(more) and _COURSE.search(before)):
        return None
    data = _loaded(b"forloeb:\n" + more)
    return data["forloeb"] if isinstance(data, dict) else None


def _loaded(content: bytes) -> Any:
    """Return what a file holds, or None where the two readers might not agree on it."""
    if len(content) > yamlfile.LIMIT:
        return None
    try:
        import yaml_rs

        text = content.decode().replace("\r\n", "\n")
        framed = f"\n{text}\n"
        if yamlfile.suspicious(text) or any(odd.search(framed) for odd in _ODD):
            return None
        return yaml_rs.loads(text)
    except (ImportError, ValueError, RecursionError):
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {_text(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if type(value) is date:
        return value.isoformat()
    if value is None or type(value) in (str, int, bool):
        return value
    raise _Odd


def _text(key: Any) -> str:
    if type(key) is str:
        return key
    raise _Odd
