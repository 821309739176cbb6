"""Where municipalities count differently: their habits, periods, thresholds and definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from workflow.core.dates import spelled
from workflow.core.received import Received

UNTOLD = "Det siger pakken ikke."
PERIOD, THRESHOLD = "Hvilken periode er talt?", "Hvilke små tal er skjult?"


class Difference(NamedTuple):
    """A question that the municipalities do not answer alike, and each one's answer in turn."""

    spoergsmaal: str
    svar: tuple[str, ...]


def grouped(told: Difference, packages: Sequence[Received]) -> dict[str, list[str]]:
    """Return each answer with the municipalities that give it, the first one's first."""
    found = dict[str, list[str]]()
    for package, answer in zip(packages, told.svar, strict=True):
        found.setdefault(answer, []).append(package.om.navn)
    return found


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them."""
    *first, last = names
    return f"{', '.join(first)} og {last}" if first else last


def differences(packages: Sequence[Received]) -> tuple[Difference, ...]:
    """Return every difference, the periods and habits before the definitions."""
    asked = [
        _asked(PERIOD, packages, lambda package: package.om.periode.navn),
        _asked(THRESHOLD, packages, lambda package: f"Tal fra 1 til {package.om.graense - 1}."),
        *_habits(packages),
        *_definitions(packages),
    ]
    return tuple(found for found in asked if len({*found.svar}) > 1)


def inhabitants(package: Received) -> str:
    """Tell how many live in the municipality, or that the package does not say."""
    people = package.om.indbyggere
    if people is None:
        return "indbyggertal ikke oplyst"
    return f"{people.antal:,} indbyggere".replace(",", ".") + (
        f" {spelled(people.dag)} ({people.kilde})"
    )


def _asked(
    question: str, packages: Sequence[Received], answer: Callable[[Received], str]
) -> Difference:
    return Difference(question, tuple(map(answer, packages)))


def _habits(packages: Sequence[Received]) -> Iterator[Difference]:
    answers = [{habit.id: habit for habit in package.om.taellevaner} for package in packages]
    for ident in dict.fromkeys(ident for found in answers for ident in found):
        question = next(found[ident].spoergsmaal for found in answers if ident in found)
        told = (found[ident].svar if ident in found else UNTOLD for found in answers)
        yield Difference(question, tuple(told))


def _definitions(packages: Sequence[Received]) -> Iterator[Difference]:
    for name in dict.fromkeys(name for package in packages for name in package.tabeller):
        having = [package for package in packages if name in package.tabeller]
        if len({_definition(package, name) for package in having}) > 1:
            told = tuple(_definition(p, name) if p in having else UNTOLD for p in packages)
            yield Difference(f"Hvad er talt i {name.upper()}?", told)


def _definition(package: Received, name: str) -> str:
    return " ".join(package.tabeller[name].om.description.split()) or UNTOLD
