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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

NONE = "-"
FIRST = NONE
CASE_FILE = "sag.yaml"

_SINGLE = ("Sag", "Handling", "Fra", "Til", "Dato", "Forrige", "Program")
_TRAILER = re.compile(r"([A-Za-z][A-Za-z-]*): (.+)")
_DOCUMENT = re.compile(r"(.+) sha256:([0-9a-f]{64})")
_CHAIN_VALUE = re.compile(r"-|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
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


@dataclass(frozen=True, slots=True)
class Booked:
    """A journal entry as it was read back; commit, who and when are the archive's to fill in."""

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
    canonical = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def chain_value(booked: Booked) -> str:
    """Return what the next entry of the same case must have as its `Forrige`."""
    return event_hash(booked, forrige=booked.forrige)


def told(path: str) -> str:
    """Return a path as an entry's trailers write it."""
    return _printable(path)


def parse(message: str) -> Booked | None:
    """Read a journal message back, or return None if it is not one of ours."""
    above, _, last = message.rstrip("\n").rpartition("\n\n")
    overskrift, _, tekst = above.partition("\n\n")
    trailers = _pairs(last.split("\n"))
    if not overskrift or trailers is None:
        return None
    return _booked(overskrift, tekst, trailers)


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
    return " ".join(_printable(" ".join(text.split())).split())


def _text(text: str) -> str:
    """Return the text's lines; a `---` at the margin would end the message for some Git tools."""
    lines = (_printable(line.expandtabs()).rstrip() for line in text.splitlines())
    return "\n".join(f" {line}" if line.startswith("---") else line for line in lines).strip("\n")


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cs"))


def _pairs(lines: Iterable[str]) -> list[tuple[str, str]] | None:
    found = [_TRAILER.fullmatch(line) for line in lines]
    pairs = [(match[1], match[2]) for match in found if match]
    return pairs if len(pairs) == len(found) else None


def _booked(overskrift: str, tekst: str, trailers: list[tuple[str, str]]) -> Booked | None:
    single = [(key, value) for key, value in trailers if key in _SINGLE]
    values = dict(single)
    dato = _date(values.get("Dato", ""))
    dokumenter = _read_documents([value for key, value in trailers if key == "Dokument"])
    fletter = tuple(value for key, value in trailers if key == "Fletter")
    if sorted(values) != sorted(key for key, _ in single) or len(values) != len(_SINGLE):
        return None
    if dato is None or dokumenter is None:
        return None
    if not all(map(_CHAIN_VALUE.fullmatch, (values["Forrige"], *fletter))):
        return None
    return Booked(
        sag=values["Sag"],
        handling=values["Handling"],
        fra=values["Fra"],
        til=values["Til"],
        dato=dato,
        overskrift=overskrift,
        tekst=tekst,
        dokumenter=dokumenter,
        forrige=values["Forrige"],
        program=values["Program"],
        fletter=fletter,
    )


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
