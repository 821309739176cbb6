"""The made-up cases as the files that they come into an archive as."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from workflow.archive import casefile
from workflow.archive.places import case_folder
from workflow.core.model import Sag

HEAD = b"# yaml-language-server: $schema=../../.skema/sag.json\n"


def files(sager: Sequence[Sag]) -> dict[str, bytes]:
    """Return each case's sag.yaml by its path in an archive."""
    return {f"{case_folder(sag.nummer)}/{casefile.NAME}": written(sag) for sag in sager}


def written(sag: Sag) -> bytes:
    """Return a case's sag.yaml, plainly: JSON of each value is YAML."""
    return flat(HEAD, casefile.builtins(sag))


def flat(head: bytes, data: dict[str, Any]) -> bytes:
    """Return a file of the given first line: each key, and each item of a list, in a line."""
    return head + b"".join(_lines(data))


def _lines(data: dict[str, Any]) -> Iterator[bytes]:
    for key, value in data.items():
        if isinstance(value, list):
            yield f"{key}:\n".encode()
            yield from (b"  - " + _flow(item) + b"\n" for item in value)
        else:
            yield f"{key}: ".encode() + _flow(value) + b"\n"


def _flow(value: Any) -> bytes:
    """Return a value in one line; a day, unlike a text, stands without quotes."""
    if isinstance(value, dict):
        return b"{" + b", ".join(k.encode() + b": " + _flow(v) for k, v in value.items()) + b"}"
    if isinstance(value, list):
        return b"[" + b", ".join(map(_flow, value)) + b"]"
    return str(value).encode() if isinstance(value, date) else msgspec.json.encode(value)
