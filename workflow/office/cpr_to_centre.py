"""A CPR number goes to a centre only when the adviser says why; the reason is kept in the step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflow.core import cpr
from workflow.core.decide import Plan, refuse
from workflow.core.rulebook import Letter
from workflow.core.scanned import Scanned

OPTION = "cpr-begrundelse"
TO_CENTRE = ("center", "begge")


def refuse_unreasoned(plan: Plan, written: Iterable[tuple[Letter, str]]) -> None:
    """Raise NotAllowed with every line of the letters to a centre that has a CPR number."""
    refuse(plan.before, plan.action, lacking(plan, written))


def lacking(plan: Plan, written: Iterable[tuple[Letter, str]]) -> list[str]:
    """Return what stops the letters: the lines with a CPR number that no reason is given for."""
    if plan.told.cpr_begrundelse:
        return []
    return [line for letter, text in written for line in _lines(letter, text)]


def _lines(letter: Letter, text: str) -> Iterator[str]:
    if letter.modtager not in TO_CENTRE:
        return
    scanned = Scanned(text.replace("\\", ""))
    for hit in cpr.found(scanned):
        if hit.grad == cpr.CERTAIN:
            line = scanned.line(hit.start)
            yield (
                f"{letter.id}, linje {line}: »{_around(scanned, line, hit)}« har et CPR-nummer. Er "
                f"det nødvendigt, at centret får det, så skriv hvorfor med --{OPTION}; ellers slet "
                "det, hvor teksten kommer fra: et udkast, henvendelse.md eller sag.yaml."
            )


def _around(scanned: Scanned, line: int, hit: cpr.Found) -> str:
    """Return the end of what stands before the number, and the number as it may be shown."""
    start = sum(len(text) + 1 for text in scanned.lines[: line - 1])
    before = scanned.flat[start : hit.start].lstrip()
    return f"{before[-30:]}{hit.vist}"
