"""What a command is told, read value by value: a reader takes the text, or says what is wrong.

Every fault is told at once, each with its option.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from workflow.core import cpr
from workflow.core.errors import BadValue

YEARS = range(1900, 2200)

LACKING = "mangler"

Reader = Callable[[str], Any]


class Reading:
    """Reads what was told, one value after another, and remembers every fault."""

    def __init__(
        self, told: Mapping[str, str | None], known: Collection[str] | None = None
    ) -> None:
        """Take what was told; what is not *known* is a fault."""
        self.told = told
        unknown = [name for name in told if known is not None and name not in known]
        self.faults = [f"--{name} kendes ikke." for name in unknown]

    def value(self, name: str, reader: Reader) -> Any:
        """Read one value; None when it is wrong."""
        try:
            return reader(self.told.get(name) or "")
        except (ValueError, BadValue) as fault:
            lacks = str(fault).startswith(LACKING)
            self.faults.append(f"--{name} {fault}" if lacks else f"--{name}: {fault}")
            return None

    def done(self) -> None:
        """Raise BadValue with every fault, if there is one."""
        if self.faults:
            raise BadValue(fejl="\n".join(self.faults))


def values(told: Mapping[str, str | None], **readers: Reader) -> dict[str, Any]:
    """Read what was told with a reader for each value; BadValue with every fault."""
    reading = Reading(told)
    found = {name: reading.value(name, reader) for name, reader in readers.items()}
    reading.done()
    return found


def one(name: str, raw: str, reader: Reader) -> Any:
    """Read the value of one option; BadValue with what is wrong."""
    return values({name: raw}, **{name: reader})[name]


def chosen_day(name: str, raw: str, default: date) -> date:
    """Read the day of an option, or the default when it is not given; BadValue otherwise."""
    found: date = one(name, raw, lambda raw: day(raw) if raw else default)
    return found


def required(reader: Reader) -> Reader:
    """Let a value be needed; when it is one of a few, what is missing is told with them."""

    def read(raw: str) -> Any:
        if raw.strip():
            return reader(raw.strip())
        try:
            reader("")
        except ValueError as fault:
            if str(fault).startswith(LACKING):
                raise
        raise ValueError("mangler.")

    return read


def optional(reader: Reader) -> Reader:
    """Let a value be None when it is not told."""
    return lambda raw: reader(raw.strip()) if raw.strip() else None


def past(today: date) -> Reader:
    """Read a day that has come, today when none is told."""

    def read(raw: str) -> date:
        found = day(raw) if raw else today
        if found > today:
            raise ValueError(f"{found} ligger i fremtiden. Skriv den dag, det skete.")
        return found

    return read


def of(choices: Iterable[str]) -> Reader:
    """Read one of the choices."""
    known = tuple(choices)
    return lambda raw: choice(raw, known)


def day(raw: str) -> date:
    """Read a day as it is written in the files; ValueError in Danish."""
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw):
            raise ValueError
        found = date.fromisoformat(raw)
        if found.year not in YEARS:
            raise ValueError
    except ValueError:
        raise ValueError(f"'{raw}' er ikke en dato. Skriv den som 2026-03-04.") from None
    return found


def words(raw: str) -> str:
    """Read a text on one line; ValueError when it is empty or holds a CPR number."""
    if not raw.strip():
        raise ValueError("mangler.")
    if cpr.holds(raw):
        raise ValueError("der står et CPR-nummer. Det hører til i ESDH og ikke her.")
    return " ".join(raw.split())


def count(raw: str) -> int:
    """Read a number of something; ValueError in Danish."""
    if not re.fullmatch(r"[1-9]\d{0,2}", raw):
        raise ValueError(f"'{raw}' er ikke et antal. Skriv et helt tal, fx 5.")
    return int(raw)


def choice(raw: str, choices: Iterable[str]) -> str:
    """Return *raw* if it is one of the choices; otherwise say what they are."""
    known = tuple(choices)
    if raw in known:
        return raw
    wrong = f"'{raw}' findes ikke" if raw else "mangler"
    raise ValueError(f"{wrong}. Vælg mellem: {', '.join(known)}.{_meant(raw, known)}")


def _meant(raw: str, known: tuple[str, ...]) -> str:
    """Suggest what a misspelt word may have been."""
    from difflib import get_close_matches

    near = get_close_matches(raw.lower(), known, n=1, cutoff=0.75)
    return f" Mente du '{near[0]}'?" if near else ""
