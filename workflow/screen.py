"""Putting text on the screen: folded to a terminal's width, whole lines in a pipe."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import TextIO

from workflow.core.errors import NotShown

NARROWEST = 40
# Controls of both sets, marks of direction, what has no width, halves of a character and the line
# ends that no terminal knows. The overview's own colours pass, and can do no more than colour.
_STEERING = re.compile(
    "(?!\x1b\\[(?:31|33|1|0)m)"
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]"
)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_START = re.compile(r" *(?:\x1b\[\d+m)?(?:- |\d+\. |[\w-]+ {2,})?")


class NobodyReads(Exception):
    """Whoever read the output has left, as in `inv overblik | head`."""


def open_closed() -> None:
    """Let what is said where a stream is closed (`>&-`) be said to nobody."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nobody = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nobody, "w", encoding="utf-8"))


def say(text: object = "", file: TextIO | None = None) -> None:
    """Print a text as whoever reads it can take it in; NotShown where it cannot be written.

    A remark on standard error that cannot be written is no reason to stop.
    """
    stream = file or sys.stdout
    put(fitted(str(text), stream), stream)


def put(text: str, stream: TextIO) -> None:
    """Print a text as it is."""
    with suppress(NotShown) if stream is sys.stderr else nullcontext(), _telling():
        print(text, file=stream)


def flush() -> None:
    """See that what was said is written; NotShown where it cannot be."""
    with _telling():
        sys.stdout.flush()


@contextmanager
def _telling() -> Iterator[None]:
    """Tell a failure to show what was done from a failure to do it."""
    try:
        yield
    except BrokenPipeError:
        raise NobodyReads from None
    except OSError as error:
        raise NotShown(fejl=error.strerror) from error


def fitted(text: str, stream: TextIO) -> str:
    """Fold a text for a terminal; leave it whole for a pipe or a file."""
    text = harmless(text)
    return folded(text, shutil.get_terminal_size().columns) if stream.isatty() else text


def harmless(text: str) -> str:
    """Show a sign that could steer the terminal or turn the text round as what it is: [U+001B]."""
    return _STEERING.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def as_data(json: str) -> str:
    """Write such signs in JSON, where they can only stand within texts, as JSON's own escapes."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def folded(text: str, width: int) -> str:
    """Fold lines that are too long between words, below where their text begins."""
    return "\n".join(_folded(line, max(width, NARROWEST)) for line in text.split("\n"))


def _folded(line: str, width: int) -> str:
    if _length(line) <= width:
        return line
    start = _START.match(line)
    begun = start.group() if start else ""
    margin = " " * (_length(begun) if begun.strip() else _length(begun) + 2)
    words = line[len(begun) :].split(" ")
    rows, row = [], begun + words[0]
    for word in words[1:]:
        if _length(f"{row} {word}") > width:
            rows.append(row.rstrip())
            row = margin + word
        else:
            row = f"{row} {word}"
    return "\n".join([*rows, row])


def _length(text: str) -> int:
    return len(_COLOUR.sub("", text))
