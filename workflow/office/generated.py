"""Years of made-up cases of a mid-sized municipality: the same ones each time for the same seed.

Each case is played in the head: every step is decided by the core, and one that is refused is left
out. The cases come into an archive as an older register's do (`older_cases`).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from workflow.core.course import unreported, unsent
from workflow.core.errors import BadValue, NotAllowed
from workflow.core.filing import ready
from workflow.core.known_steps import FILED, INVESTIGATED, REPORTED, SENT
from workflow.core.kontor import Kontor
from workflow.core.model import Haendelse, Sag
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
NEW_YEAR = "nytaar"
TRIES, LASTS, INVESTIGATION_LASTS = 20, timedelta(45), timedelta(300)
SEASONS = (12, 9, 10, 7, 8, 7, 3, 8, 10, 10, 10, 6)


class Maker(Struct):
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
        list(self.walk(case, received, self._way(kind)))
        _file(case)
        return case.sag

    def ending(self, state: str) -> list[Line]:
        """Choose the steps that end a case which is in a state at the turn of the year."""
        return self._chosen(self.ways[NEW_YEAR][state])

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
        return self._chosen(way["skridt"])

    def _chosen(self, steps: Sequence[Line]) -> list[Line]:
        taken = [line for line in steps if self.chance.random() < line.get("af", 1)]
        return [{key: self._told(key, value) for key, value in line.items()} for line in taken]

    def _told(self, key: str, value: Any) -> Any:
        return self._one(value) if isinstance(value, list) and key != DAYS else value

    def walk(
        self, case: Rehearsal, today: date, way: Sequence[Line]
    ) -> Iterator[tuple[date, Line]]:
        """Go the way as far as the period lasts, and yield each step that the core allows.

        Letters that the way itself does not send are sent the day they are written.
        """
        for line, after in zip(way, [*way[1:], Line()], strict=True):
            day = today + timedelta(self._one(line[DAYS]))
            if day > self.last:
                yield from _done(case, {"handling": SENT}, today)
                return
            today = day
            for told in self._each(case, {k: v for k, v in line.items() if k not in (DAYS, "af")}):
                yield from _done(case, told, today)
            if after.get("handling") != SENT:
                yield from _done(case, {"handling": SENT}, today)

    def _each(self, case: Rehearsal, line: Line) -> Iterator[Line]:
        """Yield what a line takes: an assessment of each klagepunkt, the prose by hand."""
        if line["handling"] == "skriv":
            case.udtalelse = _prose(case.sag)
        elif line["handling"] == "vurder":
            if any(event.handling == INVESTIGATED for event in case.sag.forloeb):
                yield from (self._assessed(punkt.nr) for punkt in case.sag.behandlede)
        elif line["handling"] == REPORTED:
            for nr in unreported(case.sag):
                if told := line.get("henstilling") or self._one(words.FOLLOWED):
                    yield line | {"henstilling": told, "punkt": str(nr)}
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
    """Make a case, anew until nothing in it waits, unless it may still be under way."""
    case = maker.case(nummer, received, made)
    for _ in range(TRIES):
        assessed = any(punkt.vurdering for punkt in case.klagepunkter)
        lasts = INVESTIGATION_LASTS if assessed else LASTS
        if received + lasts > maker.last or not waits(case, maker.kontor, maker.rules, maker.last):
            break
        case = maker.case(nummer, received, made)
    return case


def waits(sag: Sag, kontor: Kontor, rules: Rulebook, day: date) -> bool:
    """Tell whether a case is open, or something is still awaited in it."""
    here = Situation(sag, kontor, rules, day)
    return bool(here.course.frister or (here.tilstand and here.tilstand.aaben))


def at_new_year(
    sager: Sequence[Sag], kontor: Kontor, rules: Rulebook, founded: date, seed: int = 1
) -> Iterator[tuple[date, str, Line]]:
    """Yield how the cases that wait for something end in the new year: day, number and step."""
    maker = Maker(random.Random(seed), kontor, rules, date.max)  # noqa: S311
    for sag in sager:
        if waits(sag, kontor, rules, founded):
            case = Rehearsal(sag, kontor, rules)
            state = case.situation(founded).tilstand
            for day, told in maker.walk(case, founded, maker.ending(state.id if state else "")):
                yield day, sag.nummer, told


def _file(case: Rehearsal) -> None:
    """File what has been sent, on the day of the last step."""
    today = case.sag.forloeb[-1].dato
    names = tuple(document.navn for document in ready(case.situation(today)))
    if names:
        year, number = case.sag.nummer.split("-")
        case.sag = replace(case.sag, esdh=f"{year[2:]}/{number.zfill(6)}")
        case.take(Haendelse(dato=today, handling=FILED, dokumenter=names))


def _done(case: Rehearsal, told: Line, today: date) -> Iterator[tuple[date, Line]]:
    """Do a step and yield it, if it can be done; there must be letters to send."""
    if told["handling"] == SENT and not unsent(case.sag.forloeb):
        return
    with suppress(NotAllowed, BadValue):
        rehearsed.do(case, told, today)
        yield today, told


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
