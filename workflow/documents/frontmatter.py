"""Read a letter's front matter: one `key: <JSON>` a line, and nothing but what we know."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from msgspec import Struct

from workflow.core.errors import BadLetter
from workflow.core.reading import day
from workflow.core.tangle import tangles
from workflow.documents.escape import legible, one_line

_FENCE = "---"
_REQUIRED: Mapping[str, type] = {
    **dict.fromkeys(("titel", "sagsnummer", "dato", "dato_tekst", "sprog"), str),
    **dict.fromkeys(("kommune", "kontor"), str),
    "ord": dict,
}
# The words that the look itself puts on the page, in the letter's language.
WORDS = (
    *("kontakt", "telefontid", "sag", "side", "af", "til"),
    *("udtalelse", "notat", "henvendelse", "udkast"),
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
_LETTER: Mapping[str, type] = {**_REQUIRED, **{key: type(v) for key, v in _DEFAULTS.items()}}
_KINDS: Mapping[type, str] = {
    str: "en tekst",
    list: "en liste af tekster",
    dict: 'oplysninger som {"begrundelse": "…"}',
    bool: "true eller false",
}
_DATES = ("dato", "frist")
_FORMS = ("brev", "udtalelse", "notat", "henvendelse", "klageudkast")


class Letter(Struct, frozen=True):
    """A letter as the look gets it: its facts, and the body that is Markdown still."""

    navn: str
    fakta: Mapping[str, Any]
    dato: date
    body: str

    @property
    def dokumenttype(self) -> str:
        """The word above the title; a letter has none."""
        return self.ord.get(self.fakta["form"], "")

    @property
    def ord(self) -> Mapping[str, str]:
        """The fixed words of the look, in the letter's language."""
        words: Mapping[str, str] = self.fakta["ord"]
        return words

    @property
    def afsender(self) -> str:
        """Who the document says has written it: the office, or the citizen herself."""
        own: list[str] = self.fakta["afsender"]
        return own[0] if own else f"{self.fakta['kontor']}, {self.fakta['kommune']}"

    @property
    def dato_tekst(self) -> str:
        """The date as the letter's language writes it."""
        return str(self.fakta["dato_tekst"])

    @property
    def timestamp(self) -> int:
        """The moment that the documents carry: noon on the letter's day, whenever they are made."""
        return int(datetime.combine(self.dato, time(12), UTC).timestamp())


class Front(Struct, frozen=True):
    """The facts before a text, the line that each stands in, and the text itself."""

    fakta: Mapping[str, Any]
    linjer: Mapping[str, int]
    tekst: str


def read(navn: str, markdown: str) -> Letter:
    """Read a letter, or say in which line what is wrong."""
    front = split(navn, markdown, _LETTER, _REQUIRED)
    for line, fault in tangles(front.tekst):
        raise BadLetter(navn=navn, linje=front.linjer["tekst"] + line, fejl=fault)
    fakta = {**_DEFAULTS, **front.fakta}
    return Letter(navn, fakta, date.fromisoformat(fakta["dato"]), front.tekst)


def split(navn: str, markdown: str, kinds: Mapping[str, type], required: Collection[str]) -> Front:
    """Tell the facts before a text from the text; BadLetter where they are not of their kinds."""
    lines = markdown.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    end = _end(navn, lines)
    entries = list(_entries(navn, lines[1:end], kinds))
    found = {key: value for _, key, value in entries}
    if missing := [key for key in required if not found.get(key)]:
        raise BadLetter(navn=navn, linje=1, fejl=f"'{missing[0]}' mangler.")
    numbers = {key: number for number, key, _ in entries} | {"tekst": end + 2}
    return Front(found, numbers, legible("\n".join(lines[end + 1 :])))


def _end(navn: str, lines: list[str]) -> int:
    if lines[0].rstrip() != _FENCE:
        raise BadLetter(navn=navn, linje=1, fejl=f"Filen skal begynde med en linje med {_FENCE}.")
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == _FENCE:
            return number
    raise BadLetter(navn=navn, linje=1, fejl=f"Brevhovedet mangler sin afsluttende {_FENCE}.")


def _entries(
    navn: str, lines: list[str], kinds: Mapping[str, type]
) -> Iterator[tuple[int, str, Any]]:
    seen: set[str] = set()
    for number, line in enumerate(lines, 2):
        if not line.strip():
            continue
        key, _, text = line.partition(":")
        value = _value(text)
        if fault := next(_faults(key, value, seen, kinds), None):
            raise BadLetter(navn=navn, linje=number, fejl=fault)
        seen.add(key)
        yield number, key, _tidy(key, value)


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _faults(
    key: str, value: Any, seen: Collection[str], kinds: Mapping[str, type]
) -> Iterator[str]:
    kind = kinds.get(key)
    if kind is None:
        yield f"'{key}' kendes ikke. Brug {', '.join(kinds)}."
        return
    if key in seen:
        yield f"'{key}' står der to gange."
    if not isinstance(value, kind) or not all(map(_plain, _items(value))):
        yield f"'{key}' skal være {_KINDS[kind]}."
    elif key == "ord" and sorted(_names(value)) != sorted(WORDS):
        yield f"'{key}' skal være en gruppe med {', '.join(WORDS)}."
    if key == "form" and value not in _FORMS:
        yield f"'form' skal være {' eller '.join(_FORMS)}."
    if key in _DATES and not _is_date(value):
        yield f"'{key}' er '{value}', men skal være en dato som 2026-03-04."


def _items(value: Any) -> Collection[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _names(value: Any) -> Collection[str]:
    return tuple(value)


def _plain(item: object) -> bool:
    """Tell whether a fact within a fact is a text, or the true of an option that is a flag."""
    return isinstance(item, str) or item is True


def _is_date(text: str) -> bool:
    try:
        return bool(day(text))
    except ValueError:
        return False


def _tidy(key: str, value: Any) -> Any:
    """Normalise the text in a value; a line with nothing in it is no line."""
    if isinstance(value, list):
        return [line for line in map(one_line, value) if line]
    if key == "ord":
        return {name: one_line(word) for name, word in value.items()}
    return one_line(value) if isinstance(value, str) else value
