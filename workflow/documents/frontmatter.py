"""Read a letter's front matter: one `key: <JSON>` a line, and nothing but what we know."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from workflow.core.dates import spelled
from workflow.core.errors import BadLetter
from workflow.documents.escape import legible, one_line

_FENCE = "---"
_REQUIRED: Mapping[str, type] = dict.fromkeys(
    ("titel", "sagsnummer", "dato", "sprog", "kommune", "kontor"), str
)
_DEFAULTS: Mapping[str, Any] = {
    "brev": "",
    "uafhaengig": "",
    "kontakt": [],
    "telefontid": [],
    "modtager": [],
    "afsender": [],
    "form": "brev",
    "udkast": False,
}
_KINDS: Mapping[type, str] = {
    str: "en tekst",
    list: "en liste af tekster",
    bool: "true eller false",
}
_FORMS: Mapping[str, str] = {
    "brev": "",
    "udtalelse": "Udtalelse",
    "notat": "Notat",
    "henvendelse": "Henvendelse",
    "klageudkast": "",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as the look gets it: its facts, and the body that is Markdown still."""

    navn: str
    fakta: Mapping[str, Any]
    dato: date
    body: str

    @property
    def dokumenttype(self) -> str:
        """The word above the title; a letter has none."""
        return _FORMS[self.fakta["form"]]

    @property
    def afsender(self) -> str:
        """Who the document says has written it: the office, or the citizen herself."""
        own: list[str] = self.fakta["afsender"]
        return own[0] if own else f"{self.fakta['kontor']}, {self.fakta['kommune']}"

    @property
    def dato_tekst(self) -> str:
        """The date as Danes write it, never broken after the day."""
        return spelled(self.dato)

    @property
    def timestamp(self) -> int:
        """The moment that the documents carry: noon on the letter's day, whenever they are made."""
        return int(datetime.combine(self.dato, time(12), UTC).timestamp())


def read(navn: str, markdown: str) -> Letter:
    """Read a letter, or say in which line what is wrong."""
    lines = markdown.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    end = _end(navn, lines)
    found = dict(_entries(navn, lines[1:end]))
    if missing := [key for key in _REQUIRED if not found.get(key)]:
        raise BadLetter(navn=navn, linje=1, fejl=f"'{missing[0]}' mangler.")
    fakta = {**_DEFAULTS, **found}
    body = legible("\n".join(lines[end + 1 :]))
    return Letter(navn, fakta, date.fromisoformat(fakta["dato"]), body)


def _end(navn: str, lines: list[str]) -> int:
    if lines[0].rstrip() != _FENCE:
        raise BadLetter(navn=navn, linje=1, fejl=f"Filen skal begynde med en linje med {_FENCE}.")
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == _FENCE:
            return number
    raise BadLetter(navn=navn, linje=1, fejl=f"Brevhovedet mangler sin afsluttende {_FENCE}.")


def _entries(navn: str, lines: list[str]) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        key, _, text = line.partition(":")
        value = _value(text)
        if fault := next(_faults(key, value, seen), None):
            raise BadLetter(navn=navn, linje=number, fejl=fault)
        seen.add(key)
        yield key, _tidy(value)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _faults(key: str, value: Any, seen: Collection[str]) -> Iterator[str]:
    kind = _REQUIRED.get(key) or type(_DEFAULTS.get(key))
    if kind not in _KINDS:
        yield f"'{key}' kendes ikke. Brug {', '.join((*_REQUIRED, *_DEFAULTS))}."
    if key in seen:
        yield f"'{key}' står der to gange."
    items = value if isinstance(value, list) else []
    if not isinstance(value, kind) or not all(isinstance(item, str) for item in items):
        yield f"'{key}' skal være {_KINDS.get(kind)}."
    if key == "form" and value not in _FORMS:
        yield f"'form' skal være {' eller '.join(_FORMS)}."
    if key == "dato" and not _is_date(value):
        yield f"'dato' er '{value}', men skal være en dato som 2026-03-04."


def _is_date(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _tidy(value: Any) -> Any:
    """Normalise the text in a value; a line with nothing in it is no line."""
    if isinstance(value, list):
        return [line for line in map(one_line, value) if line]
    return one_line(value) if isinstance(value, str) else value
