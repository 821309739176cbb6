"""A YAML file that is one of many, read fast: as `yamlfile` reads it, or not at all.

The fast reader is used where the two are known to agree, and for sound files alone. What is beyond
that is left to the slow one, whose word is final, and which says where a file is broken.
"""

from __future__ import annotations

import re
from typing import Any

from workflow.archive import yamlfile

# What one of the two reads in its own way: rare signs and their codes, `_1`, `{a:}`, `? a`, blocks
# of text, ends of documents, a colon on the line below its key. A pattern is found ten times as
# fast when it begins with a sign of its own.
_ODD = (
    *(re.compile(rf"{sign}(?<=[\s,\[{{]{sign})") for sign in ("_", r"\?")),
    *(re.compile(rf"{sign}(?<=[\s,\[{{]{sign})\S") for sign in (r"\|", ">", "@", "`", "%")),
    *(re.compile(rf"{sign}[-+\d]* *(?:#.*)?\n") for sign in (r"\|", ">")),
    re.compile(r"\?\s"),
    re.compile(r":[,\[\]{}]"),
    re.compile(r"\\[uUx]"),
    re.compile(r"\n(?:---|\.\.\.| *:)"),
)
_ODD_SIGN = re.compile(r"[\0-\t\v-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_MAY_BE_ODD = bytes({*range(32), *b"\x7f\xc2\xe2\xef"} - {*b"\n"})  # the first byte of each


# The end of a sag.yaml as the steps write it: a line for each event, and nothing after them.
_COURSE = re.compile(rb"\nforloeb: *(?:#[^\n]*)?\n(?:  - \{[^\n]*\}\n)+\Z")
_EVENTS = re.compile(rb"(?:  - \{[^\n]*\}\n)+")


def plain(content: bytes) -> Any:
    """Return a file's data, days as text, or None when the slow reader must say what it says."""
    if len(content) > yamlfile.LIMIT:
        return None
    try:
        import yaml_rs

        straight = content.replace(b"\r\n", b"\n")
        text = straight.decode()
        if yamlfile.suspicious(text) or _is_odd(straight, text):
            return None
        return yaml_rs.loads(text, parse_datetime=False)
    except (ImportError, ValueError, RecursionError):
        return None


def added(before: bytes, after: bytes) -> list[Any] | None:
    """Return the events that a file has more than it had, or None if that is not all there is.

    Days are text in them, and nothing has been held against a schema.
    """
    more = after[len(before) :]
    if not (after.startswith(before) and _EVENTS.fullmatch(more) and _COURSE.search(before)):
        return None
    data = plain(b"forloeb:\n" + more)
    return data["forloeb"] if isinstance(data, dict) else None


def _is_odd(content: bytes, text: str) -> bool:
    """Tell whether a text has something that the two readers may not agree on."""
    framed = f"\n{text}\n"
    if any(odd.search(framed) for odd in _ODD):
        return True
    signs_differ = len(content.translate(None, _MAY_BE_ODD)) < len(content)
    return signs_differ and _ODD_SIGN.search(text) is not None
