"""Made-up work that is no case, of the same years as the made-up cases; demo/aar/arbejde.yaml."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from workflow.archive import casefile
from workflow.core.kontor import Kontor
from workflow.core.register import Work
from workflow.office import generated, generated_files, played

KINDS = Path(__file__).parents[1] / "demo" / "aar" / "arbejde.yaml"
FOLDER, SATURDAY = "aktiviteter", 5
HEAD = b"# yaml-language-server: $schema=../.skema/aktiviteter.json\n"


def work(
    kontor: Kontor, seed: int = 1, *, years: Sequence[int] = generated.YEARS
) -> dict[int, tuple[Work, ...]]:
    """Return each year's work, numbered as it was done."""
    chance, kinds = random.Random(seed), played.read(KINDS)  # noqa: S311
    return {year: _numbered(_year(chance, year, kinds, kontor)) for year in years}


def files(made: Mapping[int, Sequence[Work]]) -> dict[str, bytes]:
    """Return each year's file by its path in an archive."""
    return {f"{FOLDER}/{year}.yaml": _written(lines) for year, lines in made.items()}


def _year(
    chance: random.Random, year: int, kinds: Mapping[str, Any], kontor: Kontor
) -> Iterator[Work]:
    for slags, told in kinds.items():
        for _ in range(chance.choice(told["gange"])):
            day = _workday(chance, year)
            yield Work(
                nr=1,
                dato=day,
                slags=slags,
                center=chance.choice(kontor.centre_paa(day)).id if "center" in told else None,
                antal=chance.choice(told["antal"]),
                emne=_one(chance, told["emne"]),
                kanal=_one(chance, told.get("kanal")),
            )


def _workday(chance: random.Random, year: int) -> date:
    """Choose a day that is no Saturday or Sunday."""
    day = date(year, 1, 3) + timedelta(chance.randrange(360))
    return day - timedelta(max(0, day.weekday() - SATURDAY + 1))


def _one(chance: random.Random, told: Any) -> Any:
    return chance.choice(told) if isinstance(told, list) else told


def _numbered(lines: Iterator[Work]) -> tuple[Work, ...]:
    ordered = sorted(lines, key=lambda line: (line.dato, line.slags, line.emne or ""))
    return tuple(replace(line, nr=nr) for nr, line in enumerate(ordered, 1))


def _written(lines: Sequence[Work]) -> bytes:
    told = {"format": 1, FOLDER: [casefile.builtins(line) for line in lines]}
    return generated_files.flat(HEAD, told)
