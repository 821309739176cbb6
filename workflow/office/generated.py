"""Years of made-up cases of a mid-sized municipality: the same ones each time for the same seed.

Each case is played in the head: every step is decided by the core, and one that is refused is left
out. The cases come into an archive as an older register's do (`older_cases`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from workflow.archive import casefile
from workflow.archive.places import case_folder
from workflow.core.errors import BadValue, NotAllowed
from workflow.core.known_steps import REPORTED
from workflow.core.kontor import Kontor
from workflow.core.model import Sag
from workflow.core.rulebook import Rulebook
from workflow.core.situation import Situation
from workflow.core.statement import ABOUT_A_POINT, COMMON
from workflow.office import generated_words as words
from workflow.office import played, rehearsed
from workflow.office.rehearsed import Rehearsal

Line = dict[str, Any]
WAYS, DAYS = Path(__file__).parents[1] / "demo" / "aar" / "veje.yaml", "dage"
YEARS = (2023, 2024, 2025)
LAST = date(2025, 12, 31)
A_YEAR = 300
TRIES, LASTS = 20, timedelta(45)
SEASONS = (12, 9, 10, 7, 8, 7, 3, 8, 10, 10, 10, 6)


@dataclass
class Maker:
    """Chance with its seed, the office, and the cases made so far."""

    chance: random.Random
    kontor: Kontor
    rules: Rulebook
    last: date
    ways: Mapping[str, Any] = field(default_factory=lambda: played.read(WAYS))

    def case(self, nummer: str, received: date, earlier: Sequence[Sag]) -> Sag:
        """Make a case, from a citizen met before now and then, or of an earlier henvendelse."""
        kind = self._one(words.KINDS)
        facts = self._facts(nummer, received, kind)
        if earlier and self.chance.random() < words.AGAIN:
            known = self._one(earlier).borger
            facts |= {"navn": known.navn, "telefon": known.telefon}
        near = [sag for sag in earlier[-6:] if sag.modtaget == received]
        if near and self.chance.random() < words.SAME_HENVENDELSE:
            first = near[0]
            facts |= {"henvendelse": first.henvendelse or first.nummer, "navn": first.borger.navn}
            facts["telefon"] = first.borger.telefon
            facts["kanal"] = first.kanal
        points = self._points(received) if kind == "klagesag" else []
        case = rehearsed.begun({"sag": facts, "klagepunkter": points}, self.kontor, self.rules)
        self._walk(case, received, self._way(kind))
        return case.sag

    def _facts(self, nummer: str, received: date, kind: str) -> Line:
        name = f"{self._one(words.FIRST)} {self._one(words.LAST)}"
        return {
            "nummer": nummer,
            "type": kind,
            "modtaget": received,
            "kanal": self._one(words.CHANNELS),
            "emne": self._one(words.SUBJECTS),
            "navn": name,
            "telefon": f"00 00 {self.chance.randrange(100):02} {self.chance.randrange(100):02}",
        }

    def _points(self, received: date) -> list[Line]:
        first = self._centre(received)
        return [self._point(received, first) for _ in range(self._one(words.POINTS))]

    def _point(self, received: date, centre: str) -> Line:
        if self.chance.random() > words.SAME_CENTRE:
            centre = self._centre(received)
        theme = self._one(words.themes(received.year, self.rules))
        days = 500 if self.chance.random() < words.TOO_OLD else self.chance.randrange(5, 200)
        return {
            "tema": theme,
            "center": centre,
            "forhold": self._one(words.MATTERS),
            "vedroerer": "sagsbehandling",
            "haendt": received - timedelta(days),
        }

    def _centre(self, day: date) -> str:
        known = [row.id for row in self.kontor.centre_paa(day)]
        return self.chance.choices(known, [words.CENTRES.get(name, 5) for name in known])[0]

    def _way(self, kind: str) -> list[Line]:
        """Choose one of the ways there are, the steps to take of it, and what they are told."""
        known = self.ways[kind]
        (way,) = self.chance.choices(known, [way["vaegt"] for way in known])
        taken = [line for line in way["skridt"] if self.chance.random() < line.get("af", 1)]
        return [{key: self._told(key, value) for key, value in line.items()} for line in taken]

    def _told(self, key: str, value: Any) -> Any:
        return self._one(value) if isinstance(value, list) and key != DAYS else value

    def _walk(self, case: Rehearsal, today: date, way: Sequence[Line]) -> None:
        """Go the way as far as the period lasts and the core allows."""
        for line in way:
            today += timedelta(self._one(line[DAYS]))
            if today > self.last:
                return
            for told in self._each(case, {k: v for k, v in line.items() if k not in (DAYS, "af")}):
                with suppress(NotAllowed, BadValue):
                    rehearsed.do(case, told, today)

    def _each(self, case: Rehearsal, line: Line) -> Iterator[Line]:
        """Yield what a line takes: an assessment of each klagepunkt, the prose by hand."""
        if line["handling"] == "skriv":
            case.udtalelse = _prose(case.sag)
        elif line["handling"] == "vurder":
            yield from (self._assessed(punkt.nr) for punkt in case.sag.behandlede)
        elif line["handling"] == REPORTED:
            for punkt in case.sag.behandlede:
                if told := self._one(words.FOLLOWED):
                    yield line | {"henstilling": told, "punkt": str(punkt.nr)}
        else:
            yield line

    def _assessed(self, nr: int) -> Line:
        udfald = self._one(words.OUTCOMES)
        told = {"handling": "vurder", "punkt": nr, "udfald": udfald, "konstateret": words.FOUND}
        if udfald == "kan-ikke-vurderes":
            return told | {"forbehold": "bevistvivl"}
        if udfald == "kritik":
            if grade := self._one(("", *(row.navn for row in self.rules.kritikskala.values()))):
                told["grad"] = grade
            if self.chance.random() < words.RECOMMENDED:
                told["henstilling"] = words.RECOMMENDATION
        return told

    def _one(self, among: Sequence[Any]) -> Any:
        return self.chance.choice(among)


def cases(
    kontor: Kontor,
    rules: Rulebook,
    seed: int = 1,
    *,
    years: Sequence[int] = YEARS,
    a_year: int = A_YEAR,
    last: date = LAST,
) -> list[Sag]:
    """Return the cases of some years, each numbered in its year as they came in."""
    maker, made = Maker(random.Random(seed), kontor, rules, last), list[Sag]()  # noqa: S311
    for index, year in enumerate(years):
        days = _days(maker.chance, year, a_year + a_year * index // 10)
        for number, received in enumerate(sorted(days), 1):
            made.append(_ended(maker, f"{year}-{number:04}", received, made))
    return made


def _ended(maker: Maker, nummer: str, received: date, made: Sequence[Sag]) -> Sag:
    """Make a case, anew until it has ended, unless it came late or has been assessed."""
    case = maker.case(nummer, received, made)
    for _ in range(TRIES):
        state = Situation(case, maker.kontor, maker.rules, maker.last).tilstand
        assessed = any(punkt.vurdering for punkt in case.klagepunkter)
        if received + LASTS > maker.last or assessed or not (state and state.aaben):
            break
        case = maker.case(nummer, received, made)
    return case


def files(sager: Sequence[Sag]) -> dict[str, bytes]:
    """Return each case's sag.yaml by its path in an archive."""
    return {f"{case_folder(sag.nummer)}/{casefile.NAME}": written(sag) for sag in sager}


def written(sag: Sag) -> bytes:
    """Return a case's sag.yaml, plainly: JSON of each value is YAML."""
    return b"".join(_lines(casefile.builtins(sag)))


def _lines(data: Line) -> Iterator[bytes]:
    yield words.HEAD
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


def _days(chance: random.Random, year: int, count: int) -> Iterator[date]:
    """Yield when the cases of a year came: fewest in July."""
    for month in chance.choices(range(1, 13), SEASONS, k=count):
        yield date(year, month, chance.randrange(1, 29))


def _prose(sag: Sag) -> str:
    """Write every section that a statement has."""
    found = [f"# {title}\n\nSkrevet.\n" for title in COMMON.values()]
    for punkt in sag.behandlede:
        found.append(f"# Klagepunkt {punkt.nr}\n")
        found += [f"## {title}\n\nSkrevet.\n" for title in ABOUT_A_POINT.values()]
    return "\n".join(found)
