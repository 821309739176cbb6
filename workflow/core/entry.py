"""What one journal entry says: its message for people, its trailers for machines, its chain.

The message is part of the decision, hence pure: what the archive says in ten years is not left to
a wrapper library. A message is a subject line, a blank line, possibly the user's own text and a
blank line, and then the last paragraph, which holds nothing but trailers. Only that paragraph is
ever read for facts, so no text above it can pass for one.

Each case has a chain: `Forrige` is the chain value of the case's previous entry, and `FIRST` in its
first one. No commit id is part of it, so it outlives a history rewritten to erase another case.
Where two histories of a case meet, the entry's `Fletter` is the chain value of the other one.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from msgspec import Struct

NONE = "-"
FIRST = NONE
CASE_FILE = "sag.yaml"

_SINGLE = ("Sag", "Handling", "Fra", "Til", "Dato", "Forrige", "Program")
_NAMES = sorted(_SINGLE)
_TRAILER = re.compile(r"^([A-Za-z][A-Za-z-]*): (.+)$", re.MULTILINE)
_DOCUMENT = re.compile(r"(.+) sha256:([0-9a-f]{64})")
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)
_CHAIN_VALUE = re.compile(r"-|[0-9a-f]{64}")


class Entry(Struct, frozen=True):
    """What one journal entry says and changes."""

    sag: str
    handling: str
    fra: str
    til: str
    dato: date
    overskrift: str
    filer: Mapping[str, bytes | None]
    tekst: str = ""
    fletter: tuple[str, ...] = ()

    @property
    def dokumenter(self) -> Mapping[str, str]:
        """The SHA-256 of each file that it brings, but of sag.yaml, which every step changes."""
        return {
            path: hashlib.sha256(content).hexdigest()
            for path, content in self.filer.items()
            if content is not None and path.rpartition("/")[2] != CASE_FILE
        }


class Booked(Struct, frozen=True):
    """A journal entry as it was read back; commit, who and when are those of its commit."""

    sag: str
    handling: str
    fra: str
    til: str
    dato: date
    overskrift: str
    tekst: str
    dokumenter: Mapping[str, str]
    forrige: str
    program: str
    fletter: tuple[str, ...] = ()
    commit: str = ""
    who: str = ""
    when: datetime | None = None


def message(entry: Entry, *, forrige: str, program: str) -> str:
    """Return the whole journal entry: subject, the user's text if any, trailers."""
    subject = _one_line(entry.overskrift) or f"{_value(entry.sag)}: {_value(entry.handling)}"
    trailers = "\n".join(_trailers(entry, forrige, program))
    return "\n\n".join(filter(None, (subject, _text(entry.tekst), trailers))) + "\n"


def event_hash(event: Entry | Booked, *, forrige: str) -> str:
    """Return the chain value of *event* after an entry whose chain value is *forrige*."""
    facts: dict[str, object] = {**_facts(event), "Dokumenter": _documents(event)}
    facts |= {"Forrige": forrige} | ({"Fletter": sorted(event.fletter)} if event.fletter else {})
    return hashlib.sha256(_CANONICAL.encode(facts).encode("ascii")).hexdigest()


def chain_value(booked: Booked) -> str:
    """Return what the next entry of the same case must have as its `Forrige`."""
    return event_hash(booked, forrige=booked.forrige)


def told(path: str) -> str:
    """Return a path as an entry's trailers write it."""
    return _printable(path)


def parse(
    message: str, commit: str = "", who: str = "", when: datetime | None = None
) -> Booked | None:
    """Read a commit's message back as an entry, or return None if it is not one of ours."""
    above, _, last = message.rstrip("\n").rpartition("\n\n")
    overskrift, _, tekst = above.partition("\n\n")
    trailers = _TRAILER.findall(last)
    if not overskrift or len(trailers) != last.count("\n") + 1:
        return None
    facts = _read(trailers)
    return (
        Booked(**facts, overskrift=overskrift, tekst=tekst, commit=commit, who=who, when=when)
        if facts
        else None
    )


def _trailers(entry: Entry, forrige: str, program: str) -> Iterator[str]:
    yield from (f"{key}: {value}" for key, value in _facts(entry).items())
    yield from (f"Dokument: {path} sha256:{digest}" for path, digest in _documents(entry).items())
    yield f"Forrige: {_value(forrige)}"
    yield from (f"Fletter: {value}" for value in sorted(entry.fletter))
    yield f"Program: {_value(program)}"


def _facts(event: Entry | Booked) -> dict[str, str]:
    return {
        "Sag": _value(event.sag),
        "Handling": _value(event.handling),
        "Fra": _value(event.fra),
        "Til": _value(event.til),
        "Dato": event.dato.isoformat(),
    }


def _documents(event: Entry | Booked) -> dict[str, str]:
    return {_printable(path): digest for path, digest in sorted(event.dokumenter.items())}


def _value(text: str) -> str:
    return _one_line(text) or NONE


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if line.isprintable() else " ".join(_printable(line).split())


def _text(text: str) -> str:
    """Return the text's lines; a `---` at the margin would end the message for some Git tools."""
    lines = (_printable(line.expandtabs()).rstrip() for line in text.splitlines())
    return "\n".join(f" {line}" if line.startswith("---") else line for line in lines).strip("\n")


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs"))


def _read(trailers: Sequence[tuple[str, str]]) -> dict[str, Any] | None:
    """Return what trailers say, or None unless each that there is one of is there and sound."""
    if sorted(key for key, _ in trailers if key in _SINGLE) != _NAMES:
        return None
    values = dict(trailers)
    dato = _date(values["Dato"])
    dokumenter = _read_documents([value for key, value in trailers if key == "Dokument"])
    chained = [value for key, value in trailers if key in ("Forrige", "Fletter")]
    if dato is None or dokumenter is None or not all(map(_CHAIN_VALUE.fullmatch, chained)):
        return None
    return {key.lower(): values[key] for key in _SINGLE} | {
        "dato": dato,
        "dokumenter": dokumenter,
        "fletter": tuple(value for key, value in trailers if key == "Fletter"),
    }


def _date(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _read_documents(values: list[str]) -> dict[str, str] | None:
    found = [_DOCUMENT.fullmatch(value) for value in values]
    documents = {match[1]: match[2] for match in found if match}
    return documents if len(documents) == len(values) else None
