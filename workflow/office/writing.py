"""The letters of a step: composed, rendered and named, before anything is booked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from workflow.core.decide import Plan
from workflow.core.letter import address, context, sender
from workflow.core.rulebook import Letter
from workflow.core.situation import Situation
from workflow.office.desk import Office
from workflow.office.gather import LETTERS, Gathered

if TYPE_CHECKING:
    from workflow.documents.compose import Desk
    from workflow.documents.publish import Press

INDEPENDENT = "Uafhængig af kommunens forvaltning"
NOTE = "notat.md"


@contextmanager
def press(office: Office, letters: int) -> Iterator[Press | None]:
    """Warm up the programs that set letters while the case is read and decided upon."""
    if not letters:
        yield None
        return
    from workflow.documents import publish

    with publish.Press(publish.Look(tuple(office.templates))) as started:
        started.warm(letters)
        yield started


def files(
    plan: Plan, situation: Situation, gathered: Gathered, started: Press | None
) -> tuple[dict[str, bytes], list[str]]:
    """Return the files a step makes, and what the fonts could not show in them."""
    from workflow.documents import compose

    desk = compose.Desk(gathered.office.templates)
    facts = context(plan, situation, _complaint(gathered))
    made = _texts(desk, facts, plan, gathered)
    if started is None:
        return made, []
    letters, lost = _letters(desk, facts, plan, gathered, started)
    return made | letters, lost


def _texts(
    desk: Desk, facts: Mapping[str, Any], plan: Plan, gathered: Gathered
) -> dict[str, bytes]:
    """Make the step's plain files: its note, and what it lays ready for the adviser."""
    wanted = dict(plan.action.filer)
    made = {}
    if plan.event.notat:
        wanted[plan.event.notat] = NOTE
    for name, template in wanted.items():
        if not (gathered.office.root / gathered.folder / name).exists():
            made[f"{gathered.folder}/{name}"] = desk.plain(template, facts).encode()
    return made


def _letters(
    desk: Desk, facts: Mapping[str, Any], plan: Plan, gathered: Gathered, started: Press
) -> tuple[dict[str, bytes], list[str]]:
    from workflow.documents import compose, coverage, publish

    look = publish.Look(tuple(gathered.office.templates))
    sources, lost = [], list[str]()
    for name, letter in plan.breve:
        text = desk.compose(letter.fil, facts)
        markdown = compose.letter(_front(letter, facts, plan), text)
        shown, unshown = coverage.showable(markdown, look)
        sources.append(publish.Source(name, shown))
        lost += unshown
    made: dict[str, bytes] = {}
    for rendered in started.render(sources):
        path = f"{gathered.folder}/{LETTERS}/{rendered.navn}"
        made |= {f"{path}.docx": rendered.docx, f"{path}.pdf": rendered.pdf}
    for source in sources:
        made[f"{gathered.folder}/{LETTERS}/{source.navn}.md"] = source.markdown.encode()
    return made, lost


def _front(letter: Letter, facts: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """Return the facts that stand before a letter's text, enough to make it again."""
    kontor = facts["kontor"]
    adviser = kontor.borgerraadgiver
    return {
        "brev": letter.id,
        "sagsnummer": plan.after.nummer,
        "dato": plan.told.dato.isoformat(),
        "sprog": "da-DK",
        "kommune": kontor.kommune,
        "kontor": "Borgerrådgiveren",
        "uafhaengig": INDEPENDENT,
        "kontakt": [*adviser.adresse.splitlines(), f"Telefon: {adviser.telefon}", adviser.email]
        + ([adviser.hjemmeside] if adviser.hjemmeside else []),
        "telefontid": [adviser.telefontid]
        + ([f"Åben rådgivning: {adviser.aaben_raadgivning}"] if adviser.aaben_raadgivning else []),
        "modtager": list(address(letter, plan.after, facts["center"])),
        "afsender": list(sender(letter, plan.after)),
        "form": letter.form,
        "udkast": False,
    }


def _complaint(gathered: Gathered) -> Any:
    """Return the citizen's own text, shown as text, or None when there is none yet."""
    from workflow.documents.escape import block

    return block(gathered.henvendelse) if gathered.henvendelse else None
