"""What differs between two versions of a case, in the words of a jurist and not of the file.

The words are for the screen alone: they hold personal data, and never go into a journal entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from workflow.core.dates import spelled
from workflow.core.model import Haendelse, Klagepunkt, Sag
from workflow.core.rulebook import Rulebook

Path = tuple[str | int, ...]

NAMES = {
    "nummer": "Sagens nummer",
    "type": "Sagens type",
    "modtaget": "Modtagelsesdagen",
    "kanal": "Kanalen",
    "emne": "Emnet",
    "esdh": "ESDH-nummeret",
    "henvendelse": "Den første sag fra henvendelsen",
    "borger": "Borgeren",
    "navn": "Navnet",
    "adresse": "Adressen",
    "email": "E-mailadressen",
    "telefon": "Telefonnummeret",
    "sprog": "Sproget",
    "repraesentant": "Repræsentanten",
    "samtykke": "Samtykket",
    "kompetence": "Svarene om kompetence",
    "klagepunkter": "Klagepunkterne",
    "tema": "temaet",
    "center": "centret",
    "forhold": "forholdet",
    "haendt": "hvornår det skete",
    "vedroerer": "hvad det vedrører",
    "status": "status",
    "sagen_afsluttet": "dagen, sagen blev afsluttet",
    "afgoerelse": "afgørelsen",
    "flyttet_til": "den sag, det er flyttet til",
    "medhold": "medhold",
    "vurdering": "vurderingen",
    "konstateret": "det konstaterede",
    "grad": "graden",
    "forloeb": "Forløbet",
}


def changes(before: Sag, after: Sag, rules: Rulebook) -> Iterator[str]:
    """Yield each difference as a line; nothing when the two say the same."""
    old, new = plain(before), plain(after)
    for key in dict.fromkeys([*old, *new]):
        if key not in ("klagepunkter", "forloeb"):
            yield from _changed(old.get(key), new.get(key), (key,))
    yield from _points(before, after)
    yield from _course(before.forloeb, after.forloeb, rules)


def plain(record: msgspec.Struct) -> dict[str, Any]:
    """Return a record as groups and lists of values, days as days."""
    data: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(date,))
    return data


def place(path: Path) -> str:
    """Name a place in a case: Klagepunkt 2, temaet; Adressen."""
    if path[0] == "klagepunkter" and len(path) > 1:
        inside = ": ".join(NAMES.get(str(key), str(key)) for key in path[2:])
        return f"Klagepunkt {path[1]}" + (f", {inside}" if inside else "")
    if path[0] == "borger" and len(path) > 1:
        return NAMES.get(str(path[1]), str(path[1]))
    return ": ".join(NAMES.get(str(key), str(key)) for key in path)


def worded(value: Any) -> str:
    """Write a value on one line as it is shown: in quotation marks, a day as a day."""
    if value is None or value == ():
        return "intet"
    if isinstance(value, date):
        return spelled(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{NAMES.get(key, key)} {worded(item)}" for key, item in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(worded, value))
    return f"'{' / '.join(str(value).splitlines())}'"


def step(event: Haendelse, rules: Rulebook) -> str:
    """Name an event: Klagen sendt til centret (4. marts 2026)."""
    action = rules.handlinger.get(event.handling)
    return f"{action.titel if action else event.handling} ({spelled(event.dato)})"


def point(punkt: Klagepunkt) -> str:
    """Name a klagepunkt by its number and what it is about."""
    return f"Klagepunkt {punkt.nr}: at {punkt.forhold}"


def _changed(old: Any, new: Any, path: Path) -> Iterator[str]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys([*old, *new]):
            yield from _changed(old.get(key), new.get(key), (*path, key))
    elif old is None:
        yield f"{place(path)} tilføjet: {worded(new)}"
    elif new is None:
        yield f"{place(path)} slettet: {worded(old)}"
    else:
        yield f"{place(path)} rettet: {worded(old)} → {worded(new)}"


def _points(before: Sag, after: Sag) -> Iterator[str]:
    for old in before.klagepunkter:
        new = after.punkt(old.nr)
        if new is None:
            yield f"Klagepunkt {old.nr} slettet: at {old.forhold}"
        else:
            yield from _changed(plain(old), plain(new), ("klagepunkter", old.nr))
    for new in after.klagepunkter:
        if before.punkt(new.nr) is None:
            yield f"Klagepunkt {new.nr} tilføjet: at {new.forhold}"


def _course(
    before: tuple[Haendelse, ...], after: tuple[Haendelse, ...], rules: Rulebook
) -> Iterator[str]:
    """Yield the steps that have come, gone or been changed, in their order."""
    from difflib import SequenceMatcher

    old, new = ([key(event) for event in forloeb] for forloeb in (before, after))
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = before[a:b], after[c:d]
        if kind == "replace" and _same_steps(gone, come):
            for was, now in zip(gone, come, strict=True):
                yield from _step_changed(was, now, rules)
        elif kind != "equal":
            yield from (f"Skridt slettet: {step(event, rules)}" for event in gone)
            yield from (f"Nyt skridt: {step(event, rules)}" for event in come)


def key(event: Haendelse) -> str:
    """Return what tells an event from any other: all that it says."""
    return msgspec.json.encode(event, order="deterministic").decode()


def _same_steps(gone: Sequence[Haendelse], come: Sequence[Haendelse]) -> bool:
    return [event.handling for event in gone] == [event.handling for event in come]


def _step_changed(was: Haendelse, now: Haendelse, rules: Rulebook) -> Iterator[str]:
    old, new = plain(was), plain(now)
    told = (
        f"{name} {worded(old.get(name))} → {worded(new.get(name))}"
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    )
    yield f"Skridt rettet: {step(was, rules)}: {'; '.join(told)}"
