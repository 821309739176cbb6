"""The page of every message that stops or warns, with what provokes it and the exit code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from workflow.archive import yamlfile
from workflow.core import errors
from workflow.pages.messages import Message, messages

CAUSES = Path(__file__).with_name("fejlkatalog.yaml")
HEAD = """\
# Fejlkatalog

<!-- Siden laves af programmets beskeder og workflow/pages/fejlkatalog.yaml, som siger, hvornår de
kommer. Ret dér og ikke her: python -m workflow.pages -->

Hver besked, programmet kan standse med eller bemærke, og hvad der fremkalder den. Det, der står i
‹vinkler›, er forskelligt fra gang til gang. Koden er den, kommandoen slutter med:

| Kode | Betyder |
|---|---|
| 0 | gjort; beskeden er en bemærkning |
| 1 | en fejl i programmet selv; intet er ændret |
| 2 | en værdi på kommandolinjen findes ikke eller er ikke, hvad den skal være |
| 3 | en fil er ikke, som den skal være |
| 4 | reglerne tillader det ikke, eller noget mangler |
| 5 | arkivet er ikke i en tilstand, der kan arbejdes i |
| 6 | en skabelon eller opsætningen af et brev slog fejl |
"""
ERRORS = "core.errors"


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a module's messages have in common, and what provokes each, function by function."""

    titel: str
    kode: str
    naar: Mapping[str, Sequence[str]]


class Causes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sections by module, and the modules whose sentences stop and warn nobody."""

    moduler: Mapping[str, Section]
    forklarer_kun: Sequence[str]


def causes() -> Causes:
    """Read what provokes the messages."""
    document = yamlfile.read(CAUSES.name, CAUSES.read_bytes())
    return msgspec.convert(document.data, Causes)


def page(known: Causes) -> str:
    """Return the whole page."""
    said: dict[str, list[Message]] = {}
    for message in messages():
        said.setdefault(message.module, []).append(message)
    parts = [HEAD]
    for module, section in known.moduler.items():
        parts += [f"## {section.titel}\n", "| Besked | Kommer, når | Kode |", "|---|---|---|"]
        parts += [*_rows(section, said.get(module, ())), ""]
    return "\n".join(parts)


def lacks(known: Causes) -> Iterator[str]:
    """Yield each place whose messages and causes are not the same in number."""
    found: dict[str, dict[str, int]] = {}
    for message in messages():
        places = found.setdefault(message.module, {})
        places[message.place] = places.get(message.place, 0) + 1
    for module in sorted({*found, *known.moduler} - {*known.forklarer_kun}):
        section = known.moduler.get(module)
        told = {place: len(naar) for place, naar in section.naar.items()} if section else {}
        for place in sorted({*told, *found.get(module, {})}):
            said, caused = found.get(module, {}).get(place, 0), told.get(place, 0)
            if said != caused:
                yield f"{module}: {place}: {said} beskeder, men {caused} gange 'naar'"


def _rows(section: Section, said: Sequence[Message]) -> Iterator[str]:
    """Yield a row for each message, each with its cause in the order of the code."""
    left = {place: iter(naar) for place, naar in section.naar.items()}
    for message in said:
        code = getattr(getattr(errors, message.place, None), "exit_code", section.kode)
        yield f"| {_cell(message.text)} | {_cell(next(left[message.place]))} | {code} |"


def _cell(text: str) -> str:
    """Write a text in a cell of a table: its blanks in angles, its lines after each other."""
    blank = text.replace("{", "‹").replace("}", "›").replace("|", "\\|")
    return "<br>".join(line.strip() for line in blank.strip().split("\n"))
