"""How many made-up CPR numbers are found, what else is taken for one, and how long it takes.

Run in the project's environment: python bench/leaks.py
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from test_cpr import (  # type: ignore[import-not-found]
    FORMATS,
    WIDE,
    numbers,
    written,
)

from workflow.archive import rulefiles
from workflow.core import cpr, leaks, parties
from workflow.core.model import Borger, Sag
from workflow.core.scanned import Scanned
from workflow.office import demo

ROUNDS, CASES, PAGES, WORDS = 20_000, 10_000, 60, 450
CHANCE = random.Random(7)


def met(texts: Iterable[str]) -> tuple[int, int]:
    sure = possible = 0
    for text in texts:
        grades = [hit.grad for hit in cpr.found(Scanned(text))]
        sure += cpr.CERTAIN in grades
        possible += bool(grades) and cpr.CERTAIN not in grades
    return sure, possible


def groups(*lengths: int, sign: str = " ") -> str:
    return sign.join(f"{CHANCE.randrange(10**n):0{n}}" for n in lengths)


def others() -> dict[str, Iterable[str]]:
    many = range(ROUNDS)
    return {
        "telephone": (f"tlf. {groups(2, 2, 2, 2)}" for _ in many),
        "telephone, +45": (f"+45 {groups(2, 2, 2, 2)}" for _ in many),
        "telephone, 8 digits": (groups(8) for _ in many),
        "CVR": (f"CVR {groups(8)}" for _ in many),
        "EAN": (f"EAN 57{groups(11)}" for _ in many),
        "KLE": (f"{groups(2, 2, 2, sign='.')}-K04-{groups(1, 2, sign='-')}" for _ in many),
        "date": (f"{CHANCE.randrange(1, 29):02}.{CHANCE.randrange(1, 13):02}.2026" for _ in many),
        "date and year": (f"{CHANCE.randrange(10, 29)}.10.26 2026" for _ in many),
        "IBAN": (f"DK{groups(2, 4, 4, 4, 2)}" for _ in many),
        "case number": (f"2026-{groups(4)}" for _ in many),
        "SHA-1": (hashlib.sha1(str(n).encode()).hexdigest() for n in many),  # noqa: S324
        "SHA-256": (hashlib.sha256(str(n).encode()).hexdigest() for n in many),
        "ten digits at random": (groups(10) for _ in many),
    }


def name() -> str:
    def part(most: int) -> str:
        number = CHANCE.randrange(most)
        return "".join("aeiou"[int(d) % 5] + "bdfglmnrst"[int(d)] for d in f"{number:03}").title()

    return f"{part(400)} {part(900)}by{CHANCE.choice(('gaard', 'skov', 'holt', 'sen'))}"


def report() -> None:
    print("\n| | sure | possible | of |\n|---|--:|--:|--:|")
    for form, shape in FORMATS.items():
        texts = [written(shape, day, last) for day, last in numbers(ROUNDS)]
        print(f"| {form} | {' | '.join(map(str, met(texts)))} | {ROUNDS} |")
    wide = (written("{0}-{1}", *number).translate(WIDE) for number in numbers(ROUNDS))
    print(f"| full width | {' | '.join(map(str, met(wide)))} | {ROUNDS} |")
    for kind, others_ in others().items():
        print(f"| *{kind}* | {' | '.join(map(str, met(others_)))} | {ROUNDS} |")


def speed() -> None:
    base = Sag(
        format=1, nummer="2026-0001", type="klagesag", modtaget=date(2026, 1, 2), kanal="email",
        emne="x", borger=Borger(navn="x"), forloeb=(),
    )  # fmt: skip
    sager = [
        Sag(**{f: getattr(base, f) for f in base.__struct_fields__} | {
            "nummer": f"2026-{nr:05}",
            "borger": Borger(navn=name(), telefon=groups(8), adresse=f"{name()}svej {nr}"),
        })
        for nr in range(CASES)
    ]  # fmt: skip
    began = time.perf_counter()
    known = parties.known(parties.of_cases(sager, ()), sager, demo.kontor(), rulefiles.load())
    laid = time.perf_counter()
    words = ["borgeren", "klagede", "Centret", "svar", "i", "sagen", "efter", "14", "dage"]
    text = "\n".join(" ".join(CHANCE.choices(words, k=10)) for _ in range(PAGES * WORDS // 10))
    hits = leaks.find(text + "\n" + sager[77].borger.navn, known)
    done = time.perf_counter()
    print(f"\n{CASES} cases laid out: {laid - began:.2f} s; {PAGES} pages: {done - laid:.2f} s; ")
    print(f"found: {len(hits)}")


if __name__ == "__main__":
    report()
    speed()
